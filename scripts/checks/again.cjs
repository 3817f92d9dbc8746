/**
 * @typedef {{ name: string, status: string, assertionResults: { status: string }[] }} Suite one test file
 * @typedef {Record<string, unknown> & { testResults?: Suite[] }} Report what jest wrote with --json
 */

/** With more files than this something is broken, and no moment was missed. */
const MOST = 3;

/**
 * The files of a run that are run once more, alone: where clocks, processes and browsers are real, a pause of the
 * machine at the wrong moment can fail a test that is right.
 * @param {Report | undefined} report @param {boolean} mayMissAMoment whether the stage has such tests
 * @returns {string[]} none where a failure would not be explained by files, or there are more than three
 */
function filesToRunAgain(report, mayMissAMoment) {
  const failed = (report?.testResults ?? []).filter((suite) => suite.status === 'failed');
  return mayMissAMoment && failed.length <= MOST ? failed.map((suite) => suite.name) : [];
}

const count = (suites, status) =>
  suites.flatMap((suite) => suite.assertionResults).filter((test) => status.includes(test.status)).length;

/**
 * A report with the files of a second run in the place of the first. A file the second run did not come to keeps its
 * failure.
 * @param {Report} first @param {Report | undefined} second
 * @returns {Report}
 */
function withSecondRun(first, second) {
  const again = new Map((second?.testResults ?? []).map((suite) => [suite.name, suite]));
  const testResults = (first.testResults ?? []).map((suite) => again.get(suite.name) ?? suite);
  return {
    ...first,
    testResults,
    numPassedTests: count(testResults, ['passed']),
    numFailedTests: count(testResults, ['failed']),
    numRuntimeErrorTestSuites: testResults.filter(
      (suite) => suite.status === 'failed' && count([suite], ['failed']) === 0,
    ).length,
    numPendingTests: count(testResults, ['pending']),
    numTodoTests: count(testResults, ['todo']),
  };
}

module.exports = { filesToRunAgain, withSecondRun };
