const path = require('node:path');
const { stripVTControlCharacters } = require('node:util');

const LINES = 10;
const WIDTH = 300;
const TAIL = 80;

/** A line that can be read among others: of a long one its beginning and its end, where values and times stand. */
const short = (line) =>
  line.length > WIDTH ? `${line.slice(0, WIDTH - TAIL)} … ${line.slice(-TAIL)}` : line;

/** @param {string} text @returns {string[]} the lines of it that say something */
const linesOf = (text) =>
  stripVTControlCharacters(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .map((line) => `    ${short(line)}`);

/**
 * What failed in a jest run, to be said again where a log is not cut: of each test its file, its full name and how its
 * message begins; of a suite that could not run its file and why.
 * @param {{ testResults?: { name: string, status: string, message: string, assertionResults: { status: string,
 *   fullName: string, failureMessages?: string[] }[] }[] } | undefined} report what jest wrote with --json
 * @param {string} base folder that files are named from
 * @returns {string[]} lines to print
 */
function failuresOfJest(report, base) {
  return (report?.testResults ?? []).flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(base, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && failed.length === 0) return [`✖ ${file}`, ...linesOf(message).slice(0, LINES)];
    return failed.flatMap((test) => [
      `✖ ${file} › ${test.fullName}`,
      ...linesOf((test.failureMessages ?? []).join('\n')).slice(0, LINES),
    ]);
  });
}

/** What a failed check said last. @param {string} name @param {string} said @returns {string[]} lines to print */
const failuresOfCheck = (name, said) => [`✖ ${name}`, ...linesOf(said).slice(-LINES)];

module.exports = { failuresOfJest, failuresOfCheck };
