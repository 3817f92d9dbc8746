const fs = require('node:fs');

/** A process as we write it into a file. @typedef {{ pid: number, start?: string }} Identity */

/**
 * What /proc says of a process: its state, its group and when it began (clock ticks since boot). Undefined
 * where there is no such process or the system has no /proc.
 */
function statOf(pid) {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], group: Number(fields[2]), start: fields[19] };
  } catch {
    return undefined;
  }
}

/** Where nobody collects the dead (a container without init) a killed process stays listed. */
const isDead = (stat) => stat.state === 'Z' || stat.state === 'X';

/** @param {number} pid @returns {Identity} */
const identify = (pid) => ({ pid, start: statOf(pid)?.start });

function signalled(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/**
 * Whether the very process that was written down still runs; its number alone may belong to another one
 * after a restart of the machine.
 * @param {Identity | undefined} identity
 */
function isAlive(identity) {
  if (!Number.isInteger(identity?.pid) || identity.pid <= 0) return false;
  const stat = statOf(identity.pid);
  if (stat === undefined) return !fs.existsSync('/proc/self/stat') && signalled(identity.pid, 0);
  return !isDead(stat) && (identity.start === undefined || identity.start === stat.start);
}

/**
 * Whether processes still run that a tool started before it ended itself: make goes on when node-gyp is gone.
 * The tool leads a process group, and while that has members its number is not given to another process.
 * @param {Identity | undefined} identity
 */
function leavesGroup(identity) {
  if (!Number.isInteger(identity?.pid) || identity.pid <= 1) return false;
  const leader = statOf(identity.pid);
  if (leader && !isDead(leader)) return false;
  if (!fs.existsSync('/proc/self/stat')) return signalled(-identity.pid, 0);
  return fs
    .readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .some((stat) => stat !== undefined && stat.group === identity.pid && !isDead(stat));
}

/**
 * Asks a process to end and resolves when it is gone; kills it when that takes longer than `graceMs`.
 * @param {number} pid
 */
async function stopProcess(pid, { signal = 'SIGTERM', graceMs = 20_000 } = {}) {
  const identity = identify(pid);
  signalled(pid, signal);
  for (let waited = 0; isAlive(identity); waited += 50) {
    if (waited === graceMs) signalled(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

module.exports = { identify, isAlive, leavesGroup, stopProcess };
