import { SetupError } from '../lib/setup-error.mjs';

const OLDEST = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
const fits = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);

/** Step 1: nothing can be installed for a Node that is too old; say so before anything else fails. */
export const nodeVersion = {
  name: 'Node.js',
  what: 'looks at the version',
  takes: 'at once',
  isDone: () => (fits ? `version ${process.versions.node}` : undefined),
  run: () => {
    throw new SetupError(
      `Node.js ${process.versions.node} is too old: ${OLDEST.join('.')} or newer is needed.`,
      ['Install Node.js 20, 22 or 24 and start again.'],
    );
  },
};
