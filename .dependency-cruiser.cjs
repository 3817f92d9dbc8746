const PRODUCTION = '^(exam-contract|question-bank|exam-server|exam-client|proctor-console)/src/';
const TEST = '/testing/|\\.test\\.tsx?$';
const npm = (...names) => `node_modules/(${names.join('|')})/`;

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Who may import whom (docs/architecture.md). A broken rule fails `npm run check`. */
module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'Two files that need each other are one file, or miss a third.',
      {},
      { circular: true },
    ),
    rule('no-unresolved', 'An import that leads nowhere.', { path: PRODUCTION }, { couldNotResolve: true }),
    rule(
      'database-only-in-stores',
      'The database is spoken to in <feature>.store.ts, platform/mongo and migrations only.',
      {
        path: PRODUCTION,
        pathNot: ['\\.store\\.ts$', '^exam-server/src/platform/mongo', '^exam-server/src/migrations/', TEST],
      },
      { path: npm('mongoose', 'mongodb') },
    ),
    rule(
      'wire-only-at-the-edge',
      'HTTP and sockets are spoken in <feature>.routes.ts, <feature>.socket.ts and platform only.',
      {
        path: '^exam-server/src/',
        pathNot: ['\\.routes\\.ts$', '\\.socket\\.ts$', '^exam-server/src/platform/', TEST],
      },
      { path: npm('express', 'socket\\.io', 'multer', 'helmet', 'compression') },
    ),
    rule(
      'opencv-only-in-vision',
      'OpenCV is touched in vision/opencv only, which runs in a child process.',
      { path: PRODUCTION, pathNot: '^exam-server/src/features/vision/opencv/' },
      { path: npm('@u4/opencv4nodejs', '@u4/opencv-build') },
    ),
    rule(
      'features-by-their-front-door',
      'A feature is reached through its index.ts only.',
      { path: '^exam-server/src/features/([^/]+)/' },
      {
        path: '^exam-server/src/features/',
        pathNot: ['^exam-server/src/features/$1/', '^exam-server/src/features/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'features-by-their-front-door-from-outside',
      'A feature is reached through its index.ts only.',
      { path: '^exam-server/src/', pathNot: '^exam-server/src/features/' },
      { path: '^exam-server/src/features/', pathNot: '^exam-server/src/features/[^/]+/index\\.ts$' },
    ),
    rule(
      'platform-knows-no-business',
      'What has no business noun must not depend on what has one.',
      { path: '^exam-server/src/platform/' },
      { path: '^exam-server/src/(features|migrations)/' },
    ),
    rule(
      'domain-is-pure',
      'Decisions are made without I/O.',
      { path: '^exam-server/src/features/[^/]+/(domain|rules)/', pathNot: TEST },
      {
        path: [
          '^exam-server/src/platform/(http|sockets|mongo|jobs|child|log|metrics)',
          npm('pino', 'prom-client'),
        ],
      },
    ),
    rule(
      'clients-import-the-contract-only',
      'A browser gets no server code and no question bank, which knows the keys.',
      { path: '^(exam-client|proctor-console)/src/' },
      { path: '^(exam-server|question-bank|scripts|test)/' },
    ),
    rule(
      'clients-are-strangers',
      'Kiosk and console share the contract and nothing else.',
      { path: '^(exam-client|proctor-console)/src/' },
      { path: '^(exam-client|proctor-console)/', pathNot: '^$1/' },
    ),
    rule(
      'contract-imports-zod-only',
      'Three programs speak the contract: it depends on none of them.',
      { path: '^exam-contract/src/', pathNot: TEST },
      { path: '.', pathNot: ['^exam-contract/src/', npm('zod')] },
    ),
    rule(
      'bank-knows-no-server',
      'The question bank is a library of its own.',
      { path: '^question-bank/src/' },
      { path: '^(exam-server|exam-client|proctor-console|scripts)/' },
    ),
    rule(
      'production-knows-no-tests',
      'Production code never imports test code.',
      { path: PRODUCTION, pathNot: TEST },
      {
        path: [
          '^test/',
          TEST,
          npm('jest', '@jest', 'fast-check', 'supertest', 'playwright-core', '@testing-library'),
        ],
      },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.css', '.svg'],
    },
  },
};
