interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}
const { add, closingLine, none, ofCheck, ofJest } = jest.requireActual<{
  add: (a: Tally, b: Tally) => Tally;
  closingLine: (tally: Tally) => string;
  none: () => Tally;
  ofCheck: (exitCode: number) => Tally;
  ofJest: (report: Record<string, number> | undefined, exitCode: number) => Tally;
}>('./tally.cjs');

const report = (more: Record<string, number> = {}) => ({
  numPassedTests: 7,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  ...more,
});

describe('what a run amounts to', () => {
  test('the closing line names skipped tests only where there are some', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed');
    expect(closingLine({ passed: 12, failed: 3, skipped: 1 })).toBe('12 passed, 3 failed, 1 skipped');
  });

  test('a check counts as one test', () => {
    expect(add(ofCheck(0), add(ofCheck(1), none()))).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test('a suite that could not run is a failure, a test that is to be written is skipped', () => {
    const tally = ofJest(report({ numRuntimeErrorTestSuites: 2, numPendingTests: 1, numTodoTests: 1 }), 1);
    expect(tally).toEqual({ passed: 7, failed: 2, skipped: 2 });
  });

  test.each([
    ['no report at all', undefined, 0],
    ['a report of something else', { success: 1 }, 0],
    ['a bad end without a failed test', report(), 1],
  ])('%s never looks green', (_what, content, exitCode) => {
    expect(ofJest(content, exitCode).failed).toBe(1);
  });

  test('a green run is what jest counted', () => {
    expect(ofJest(report(), 0)).toEqual({ passed: 7, failed: 0, skipped: 0 });
  });
});
