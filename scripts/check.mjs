import { runStages } from './checks/engine.mjs';
import { selectStages } from './checks/stages.cjs';
import { printError } from './lib/setup-error.mjs';
import { runSetup, steps } from './setup/index.mjs';

/** `npm run check`: the fast part of `npm test` (format, types, lint, imports, dead code, unit tests). */
runSetup(steps.check)
  .then(() => runStages(selectStages({ only: 'check' })))
  .then(
    (code) => process.exit(code),
    (error) => {
      printError(error);
      process.exit(1);
    },
  );
