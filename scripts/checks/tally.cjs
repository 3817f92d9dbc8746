/**
 * Counts over everything that `npm test` runs. A check that is not jest counts as one test.
 * @typedef {{ passed: number, failed: number, skipped: number }} Tally
 */

/** @returns {Tally} */
const none = () => ({ passed: 0, failed: 0, skipped: 0 });

/** @param {Tally} a @param {Tally} b @returns {Tally} */
const add = (a, b) => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** @param {number} exitCode @returns {Tally} */
const ofCheck = (exitCode) => (exitCode === 0 ? { ...none(), passed: 1 } : { ...none(), failed: 1 });

/**
 * What one jest run amounts to. A suite that could not run counts as a failure, and so does a run that
 * ended badly without naming a failed test (crash, no report, no tests found): it must never look green.
 * @param {Record<string, number> | undefined} report what jest wrote with --json
 * @param {number} exitCode
 * @returns {Tally}
 */
function ofJest(report, exitCode) {
  if (!report || typeof report.numPassedTests !== 'number') return { ...none(), failed: 1 };
  const tally = {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
  if (exitCode !== 0 && tally.failed === 0) tally.failed = 1;
  return tally;
}

/** The closing line, alone on its line, that says how many tests there were. @param {Tally} tally */
const closingLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

module.exports = { none, add, ofCheck, ofJest, closingLine };
