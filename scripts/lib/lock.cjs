const fs = require('node:fs');
const path = require('node:path');
const { readJson } = require('./files.cjs');
const { identify, isAlive, leavesGroup } = require('./processes.cjs');

/** The process that keeps a lock from being taken, or undefined: its owner, or the tool the owner started. */
function holderOf(file) {
  const content = readJson(file);
  if (isAlive(content?.owner)) return content.owner.pid;
  return isAlive(content?.child) || leavesGroup(content?.child) ? content.child.pid : undefined;
}

/**
 * One attempt to take a lock file. The content is complete before the name appears (link), and a lock whose
 * processes are gone is moved away first, so that a kill -9 leaves nothing to clean up by hand.
 * @returns {{ taken: false, holder: number | undefined } | { taken: true, release: () => void,
 *   setChild: (pid: number | undefined) => void }}
 */
function tryLock(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  const owner = identify(process.pid);
  const write = (content) => fs.writeFileSync(mine, JSON.stringify(content));
  write({ owner });
  try {
    if (fs.existsSync(file) && holderOf(file) === undefined) {
      const stale = `${mine}.stale`;
      fs.renameSync(file, stale);
      // Another one may have taken it between the look and the move: then it is given back.
      if (holderOf(stale) !== undefined) fs.renameSync(stale, file);
      else fs.rmSync(stale, { force: true });
    }
    fs.linkSync(mine, file);
  } catch (error) {
    if (error.code !== 'EEXIST' && error.code !== 'ENOENT') throw error;
    return { taken: false, holder: holderOf(file) };
  } finally {
    fs.rmSync(mine, { force: true });
  }
  return {
    taken: true,
    release: () => fs.rmSync(file, { force: true }),
    setChild(pid) {
      write({ owner, ...(pid === undefined ? {} : { child: identify(pid) }) });
      fs.renameSync(mine, file);
    },
  };
}

/**
 * Waits until the lock is ours.
 * @param {string} file
 * @param {(holder: number | undefined) => void} onWait called once, when somebody else has it
 */
async function takeLock(file, onWait) {
  for (let told = false; ;) {
    const attempt = tryLock(file);
    if (attempt.taken) return attempt;
    if (!told) onWait(attempt.holder);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

module.exports = { holderOf, tryLock, takeLock };
