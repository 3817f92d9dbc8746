import { parseTestArguments, usage } from './checks/arguments.cjs';
import { runStages } from './checks/engine.mjs';
import { selectStages } from './checks/stages.cjs';
import { printError } from './lib/setup-error.mjs';
import { runSetup, steps } from './setup/index.mjs';

/** `npm test`: everything that has to be there, then everything that can be checked. */
async function main() {
  const wanted = parseTestArguments(process.argv.slice(2));
  if (!wanted.ok) {
    console.error(`${wanted.message}\n\n${usage}`);
    return 2;
  }
  if (wanted.help) {
    console.log(usage);
    return 0;
  }
  const fast = wanted.only === 'check' || wanted.only === 'unit';
  await runSetup(fast ? steps.check : steps.test);
  return runStages(selectStages(wanted));
}

main().then(
  (code) => process.exit(code),
  (error) => {
    printError(error);
    process.exit(1);
  },
);
