const swc = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx },
      transform: { react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
];
const node = (displayName, testMatch, more = {}) => ({
  displayName,
  testEnvironment: 'node',
  transform: { '^.+\\.tsx?$': swc(true) },
  testMatch,
  modulePathIgnorePatterns: ['<rootDir>/.kaotai/', '<rootDir>/test/artifacts/'],
  ...more,
});

/** Pure units, components in jsdom, real mongod and sockets, what is killed and cut, what takes its own time, real browser. */
module.exports = {
  // Of a single test; a machine that has more to do than this is no reason to call it broken.
  testTimeout: 120_000,
  projects: [
    node('unit', [
      '<rootDir>/{exam-contract,question-bank,exam-server}/src/**/*.test.ts',
      '<rootDir>/scripts/**/*.test.ts',
    ]),
    {
      ...node('dom', ['<rootDir>/{exam-client,proctor-console}/src/**/*.test.{ts,tsx}']),
      testEnvironment: 'jsdom',
      moduleNameMapper: {
        '\\.(css|svg)$': '<rootDir>/test/support/empty-module.cjs',
        // Its icons ask for the build that only bundlers read; the other one is the same code.
        '^@ant-design/colors/es/(.*)$': '<rootDir>/node_modules/@ant-design/colors/lib/$1.js',
      },
      setupFiles: ['<rootDir>/test/support/dom-setup.cjs'],
      setupFilesAfterEnv: ['<rootDir>/test/support/dom-patience.cjs'],
    },
    node('integration', ['<rootDir>/test/integration/**/*.test.ts'], {
      globalSetup: '<rootDir>/test/support/global-setup.cjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
    }),
    node('chaos', ['<rootDir>/test/chaos/**/*.test.ts'], {
      globalSetup: '<rootDir>/test/support/global-setup.cjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
    }),
    node('realtime', ['<rootDir>/test/realtime/**/*.test.ts'], {
      globalSetup: '<rootDir>/test/support/global-setup.cjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
    }),
    node('e2e', ['<rootDir>/test/e2e/**/*.test.ts'], {
      globalSetup: '<rootDir>/test/support/global-setup.cjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.cjs',
    }),
  ],
};
