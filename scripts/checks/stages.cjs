/**
 * The stages of `npm test`, in order. `tool` is a file under node_modules, run with the node that runs us.
 * @typedef {{ name: string, group: 'check' | 'integration' | 'e2e', tool: string, args: string[],
 *   jest?: boolean, withNext?: boolean, missesMoments?: boolean, about: string, limitMin: number }} Stage
 *   limitMin: after so many minutes it hangs; withNext: begun together with the stage after it; missesMoments: what
 *   fails is run once more (docs/decisions/0035)
 */

const SOURCES = ['exam-contract', 'question-bank', 'exam-server', 'exam-client', 'proctor-console'];

/** @type {Stage[]} */
const stages = [
  {
    name: 'lint',
    tool: 'eslint/bin/eslint.js',
    args: ['.', '--max-warnings', '0'],
    about: 'eslint with types, a minute or two; first, being the longest',
  },
  {
    name: 'format',
    tool: 'prettier/bin/prettier.cjs',
    args: ['--check', '--log-level', 'warn', '.'],
    about: 'prettier; mend with: npm run format',
  },
  {
    name: 'types: server, bank, scripts',
    tool: 'typescript/bin/tsc',
    args: ['-p', 'tsconfig.json', '--noEmit'],
    about: 'tsc',
  },
  {
    name: 'types: exam-client',
    tool: 'typescript/bin/tsc',
    args: ['-p', 'exam-client', '--noEmit'],
    about: 'tsc',
  },
  {
    name: 'types: proctor-console',
    tool: 'typescript/bin/tsc',
    args: ['-p', 'proctor-console', '--noEmit'],
    about: 'tsc',
  },
  {
    name: 'types: tests',
    tool: 'typescript/bin/tsc',
    args: ['-p', 'test', '--noEmit'],
    about: 'tsc',
  },
  {
    name: 'imports',
    tool: 'dependency-cruiser/bin/dependency-cruise.mjs',
    args: ['--config', '.dependency-cruiser.cjs', ...SOURCES.map((name) => `${name}/src`)],
    about: 'dependency-cruiser: who may import whom',
  },
  { name: 'dead code', tool: 'knip/bin/knip.js', args: ['--no-progress'], about: 'knip' },
  {
    name: 'unit and component tests',
    jest: true,
    tool: 'jest/bin/jest.js',
    args: ['--selectProjects', 'unit', 'dom'],
    about: 'jest',
  },
  {
    name: 'integration and fault tests',
    group: 'integration',
    limitMin: 40,
    jest: true,
    missesMoments: true,
    tool: 'jest/bin/jest.js',
    // They wait much: for a line to come back, a child to be started again, a write to be on disk.
    args: ['--selectProjects', 'integration', 'chaos', '--maxWorkers=2'],
    about:
      'jest against a real MongoDB; server, database, vision and network are killed and cut; ten minutes',
  },
  {
    name: 'tests that take their own time',
    group: 'e2e',
    limitMin: 30,
    jest: true,
    missesMoments: true,
    withNext: true,
    tool: 'jest/bin/jest.js',
    args: ['--selectProjects', 'realtime', '--runInBand'],
    about: 'a line cut for three minutes, a film before a camera: waiting, so beside the next stage',
  },
  {
    name: 'end-to-end tests',
    group: 'e2e',
    limitMin: 45,
    jest: true,
    missesMoments: true,
    tool: 'jest/bin/jest.js',
    // Two browsers at once beside the stage before leave two processors no room, and what is measured here is time.
    args: ['--selectProjects', 'e2e', '--runInBand'],
    about: 'jest with a real browser, some minutes',
  },
].map((stage) => ({ group: 'check', limitMin: 15, ...stage }));

/**
 * @param {{ only?: string, grep?: string }} wanted
 * @returns {Stage[]} the stages to run, jest ones with the name pattern where one was given
 */
function selectStages({ only, grep }) {
  return stages
    .filter((stage) => {
      if (only === 'unit') return stage.jest && stage.group === 'check';
      return only === undefined || stage.group === only;
    })
    .filter((stage) => grep === undefined || stage.jest)
    .map((stage) =>
      grep === undefined
        ? stage
        : { ...stage, args: [...stage.args, '--testNamePattern', grep, '--passWithNoTests'] },
    );
}

module.exports = { selectStages };
