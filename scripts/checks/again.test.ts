// A module: its names are its own.
export {};

interface Suite {
  name: string;
  status: string;
  assertionResults: { status: string }[];
}
type Report = Record<string, unknown> & { testResults?: Suite[] };
const { filesToRunAgain, withSecondRun } = jest.requireActual<{
  filesToRunAgain: (report: Report | undefined, mayMissAMoment: boolean | undefined) => string[];
  withSecondRun: (first: Report, second: Report | undefined) => Report;
}>('./again.cjs');
const { ofJest } = jest.requireActual<{ ofJest: (report: Report, code: number) => object }>('./tally.cjs');

const suite = (name: string, ...statuses: string[]): Suite => ({
  name,
  status: statuses.length === 0 || statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status) => ({ status })),
});
const first: Report = {
  testResults: [suite('a', 'passed', 'pending'), suite('b', 'passed', 'failed'), suite('c')],
  numPassedTests: 2,
  numFailedTests: 1,
  numRuntimeErrorTestSuites: 1,
  numPendingTests: 1,
  numTodoTests: 0,
};

describe('what is run a second time', () => {
  test('files that failed or could not run, where time is real', () => {
    expect(filesToRunAgain(first, true)).toEqual(['b', 'c']);
  });

  test.each([
    ['a stage without real time', first, undefined],
    ['more than three files', { testResults: ['a', 'b', 'c', 'd'].map((f) => suite(f, 'failed')) }, true],
    ['a run without a report', undefined, true],
  ])('nothing of %s', (_what, report, may) => {
    expect(filesToRunAgain(report, may)).toEqual([]);
  });

  test('what the files come to then counts, the others stay', () => {
    const second = { testResults: [suite('b', 'passed', 'passed'), suite('c', 'passed')] };
    expect(ofJest(withSecondRun(first, second), 0)).toEqual({ passed: 4, failed: 0, skipped: 1 });
  });

  test('what fails again, and a file the second run did not come to, stays failed', () => {
    const second = { testResults: [suite('b', 'failed', 'passed')] };
    expect(ofJest(withSecondRun(first, second), 1)).toEqual({ passed: 2, failed: 2, skipped: 1 });
    expect(ofJest(withSecondRun(first, undefined), 1)).toEqual({ passed: 2, failed: 2, skipped: 1 });
  });
});
