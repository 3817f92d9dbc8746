const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** Writes beside the target and renames, so that a reader or a kill -9 never meets half a file. */
function writeFileAtomic(file, content, mode = 0o644) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(temporary, content, { mode });
  fs.renameSync(temporary, file);
}

/** The parsed content of a JSON file, or undefined where it is missing or broken. */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function sha256OfFile(file) {
  const hash = crypto.createHash('sha256');
  const handle = fs.openSync(file, 'r');
  const buffer = Buffer.allocUnsafe(1 << 20);
  try {
    for (let n; (n = fs.readSync(handle, buffer)) > 0;) hash.update(buffer.subarray(0, n));
  } finally {
    fs.closeSync(handle);
  }
  return hash.digest('hex');
}

/** Every file under a path (itself, if it is a file), sorted; a missing path gives none. */
function listFiles(start, skip = () => false) {
  const stat = fs.statSync(start, { throwIfNoEntry: false });
  if (!stat || skip(start)) return [];
  if (stat.isFile()) return [start];
  if (!stat.isDirectory()) return [];
  return fs
    .readdirSync(start)
    .sort()
    .flatMap((name) => listFiles(path.join(start, name), skip));
}

/**
 * One hash over names and contents of files and folders, relative to `base`, so that the same tree
 * checked out elsewhere has the same hash. Also over `extra` values (versions, options).
 */
function hashTree(base, starts, extra = [], skip = undefined) {
  const hash = crypto.createHash('sha256');
  for (const start of starts) {
    for (const file of listFiles(path.join(base, start), skip)) {
      hash.update(`${path.relative(base, file).split(path.sep).join('/')}\0${sha256OfFile(file)}\0`);
    }
  }
  for (const value of extra) hash.update(`${value}\0`);
  return hash.digest('hex');
}

module.exports = { writeFileAtomic, readJson, sha256OfFile, listFiles, hashTree };
