const path = require('node:path');
const { parseArgs } = require('node:util');

const usage = `npm start -- [options]

  --port N            port of kiosk, console and server (default 8080)
  --host ADDRESS      address to listen on (default 127.0.0.1: this machine only)
  --data DIR          folder of the database, keys, evidence and logs (default .kaotai/data)
  --tls-cert FILE     certificate (PEM), with --tls-key FILE its key: cameras need https away from localhost
  --tls-self-signed   make a certificate of our own (kept in the data folder; browsers warn about it)
  --no-demo           do not make the demo site
  --new-passwords     give every demo account a new password and show it (the old ones are lost)
  --help              this text

MONGODB_URI=… npm start uses a MongoDB replica set of yours instead of starting one.`;

const options = {
  port: { type: 'string' },
  host: { type: 'string' },
  data: { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-key': { type: 'string' },
  'tls-self-signed': { type: 'boolean' },
  'no-demo': { type: 'boolean' },
  'new-passwords': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
};

/**
 * @typedef {{ help: boolean, port: number, host: string, data: string, demo: boolean, newPasswords: boolean,
 *   tls: undefined | { selfSigned: true } | { selfSigned: false, cert: string, key: string } }} StartArguments
 * data, cert and key are absolute paths
 */

/**
 * @param {string[]} argv without node and script
 * @param {{ cwd: string, defaultData: string, env?: Record<string, string | undefined> }} from cwd: what
 *   relative paths are relative to; env: KAOTAI_PORT, KAOTAI_HOST and KAOTAI_DATA stand in for options not given
 * @returns {({ ok: true } & StartArguments) | { ok: false, message: string }}
 */
function parseStartArguments(argv, { cwd, defaultData, env = {} }) {
  const refuse = (message) => ({ ok: false, message });
  let values;
  try {
    ({ values } = parseArgs({ args: argv, options, strict: true, allowPositionals: false }));
  } catch (error) {
    return refuse(error.message);
  }
  const empty = Object.keys(values).find((name) => values[name] === '');
  if (empty) return refuse(`--${empty} needs a value.`);
  const port = values.port ?? (env.KAOTAI_PORT || '8080');
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    return refuse(`--port takes a number from 1 to 65535, not '${port}'.`);
  }
  const { 'tls-cert': cert, 'tls-key': key, 'tls-self-signed': selfSigned } = values;
  if ((cert === undefined) !== (key === undefined))
    return refuse('--tls-cert and --tls-key belong together.');
  if (selfSigned && cert !== undefined) return refuse('Either --tls-self-signed or --tls-cert, not both.');
  if (values['no-demo'] && values['new-passwords'])
    return refuse('--new-passwords is for the demo accounts, which --no-demo does not make.');
  const absolute = (file) => path.resolve(cwd, file);
  const given =
    cert !== undefined ? { selfSigned: false, cert: absolute(cert), key: absolute(key) } : undefined;
  return {
    ok: true,
    help: values.help ?? false,
    port: Number(port),
    host: values.host ?? (env.KAOTAI_HOST || '127.0.0.1'),
    data: absolute(values.data ?? (env.KAOTAI_DATA || defaultData)),
    demo: !values['no-demo'],
    newPasswords: values['new-passwords'] ?? false,
    tls: selfSigned ? { selfSigned: true } : given,
  };
}

module.exports = { parseStartArguments, usage };
