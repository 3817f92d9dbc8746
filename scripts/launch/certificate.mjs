import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { writeFileAtomic } from '../lib/files.cjs';
import { SetupError } from '../lib/setup-error.mjs';

const DAY_MS = 86_400_000;
const VALID_DAYS = 397;
const RENEW_DAYS = 14;

/** The names and addresses under which terminals may reach this machine. */
function namesOf(host) {
  const own = Object.values(os.networkInterfaces())
    .flat()
    .map((face) => face.address)
    .filter((address) => !address.startsWith('fe80'));
  const any = host === '0.0.0.0' || host === '::';
  return [...new Set(['localhost', os.hostname(), '127.0.0.1', '::1', ...own, ...(any ? [] : [host])])];
}

const covers = (certificate, name) =>
  (net.isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;

function isGood({ cert, key }, names) {
  try {
    const certificate = new X509Certificate(readFileSync(cert));
    readFileSync(key);
    return (
      Date.parse(certificate.validTo) - Date.now() > RENEW_DAYS * DAY_MS &&
      names.every((name) => covers(certificate, name))
    );
  } catch {
    return false;
  }
}

async function make(files, names) {
  const { generate } = (await import('selfsigned')).default;
  const now = Date.now();
  const altNames = names.map((name) => (net.isIP(name) ? { type: 7, ip: name } : { type: 2, value: name }));
  const made = await generate([{ name: 'commonName', value: 'Kaotai' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MS),
    notAfterDate: new Date(now + VALID_DAYS * DAY_MS),
    extensions: [{ name: 'subjectAltName', altNames }],
  });
  writeFileAtomic(files.key, made.private, 0o600);
  writeFileAtomic(files.cert, made.cert);
}

/**
 * The certificate to serve with, or undefined for plain http. Our own one is made at the first start, and
 * again before it runs out or when this machine has got another address.
 * @param {undefined | { selfSigned: boolean, cert?: string, key?: string }} tls as parsed
 * @returns {Promise<undefined | { cert: string, key: string }>} absolute paths
 */
export async function certificateFor(tls, { data, host }) {
  if (!tls) return undefined;
  if (tls.selfSigned) {
    const files = { cert: path.join(data, 'tls/cert.pem'), key: path.join(data, 'tls/key.pem') };
    const names = namesOf(host);
    if (!isGood(files, names)) {
      await make(files, names);
      console.log(`A certificate of our own was made for ${names.join(', ')}; browsers warn about it once.`);
    }
    return files;
  }
  for (const file of [tls.cert, tls.key]) {
    try {
      readFileSync(file);
    } catch (error) {
      throw new SetupError(`${file} cannot be read (${error.code}).`, ['Look at --tls-cert and --tls-key.']);
    }
  }
  return { cert: tls.cert, key: tls.key };
}
