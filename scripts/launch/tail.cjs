const fs = require('node:fs');

const WINDOW = 32_768;

/** One log line for a person: time and message of a JSON line, anything else as it is. */
function readable(line) {
  try {
    const { time, level, msg, err } = JSON.parse(line);
    const when = typeof time === 'number' ? new Date(time).toISOString() : '';
    return [when, level >= 50 ? 'ERROR' : '', msg, err?.message && `(${err.message})`]
      .filter(Boolean)
      .join(' ');
  } catch {
    return line.slice(0, 300);
  }
}

/** The last lines of a log file, for a person; none where there is no file. */
function lastLines(file, count = 15) {
  let handle;
  try {
    handle = fs.openSync(file, 'r');
    const { size } = fs.fstatSync(handle);
    const buffer = Buffer.alloc(Math.min(size, WINDOW));
    fs.readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').split('\n').filter(Boolean).slice(-count).map(readable);
  } catch {
    return [];
  } finally {
    if (handle !== undefined) fs.closeSync(handle);
  }
}

module.exports = { lastLines };
