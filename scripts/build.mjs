import { printError } from './lib/setup-error.mjs';
import { runSetup, steps } from './setup/index.mjs';

/** `npm run build`: the two front ends, where their sources changed. */
runSetup(steps.build).catch((error) => {
  printError(error);
  process.exit(1);
});
