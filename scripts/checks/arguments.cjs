const { parseArgs } = require('node:util');

const ONLY = ['check', 'unit', 'integration', 'e2e'];

const usage = `npm test -- [--only check|unit|integration|e2e] [--grep PATTERN]

  --only   run one part: check (format, lint, types, imports, dead code, unit tests), unit (unit and
           component tests alone), integration (real MongoDB and sockets), e2e (real browser)
  --grep   run only the tests whose name matches PATTERN (a regular expression); leaves out format,
           lint, types, imports and dead code`;

/**
 * @param {string[]} argv without node and script
 * @returns {{ ok: true, only?: string, grep?: string, help: boolean } | { ok: false, message: string }}
 */
function parseTestArguments(argv) {
  let values;
  try {
    ({ values } = parseArgs({
      args: argv,
      options: { only: { type: 'string' }, grep: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }));
  } catch (error) {
    return { ok: false, message: error.message };
  }
  if (values.only !== undefined && !ONLY.includes(values.only)) {
    return { ok: false, message: `--only takes one of ${ONLY.join(', ')}, not '${values.only}'.` };
  }
  return { ok: true, only: values.only, grep: values.grep, help: values.help ?? false };
}

module.exports = { parseTestArguments, usage };
