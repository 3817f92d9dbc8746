import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from '../lib/run.mjs';
import { SetupError } from '../lib/setup-error.mjs';

/** Debian and its kin: the only systems on which we install libraries ourselves. */
export const isDebian = () => process.platform === 'linux' && existsSync('/usr/bin/apt-get');

/** Those of the named packages that are not installed. */
export function missingPackages(names) {
  const { stdout } = spawnSync('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...names], {
    encoding: 'utf8',
  });
  const installed = new Set(
    (stdout ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]),
  );
  return names.filter((name) => !installed.has(name));
}

let updated = false;

async function apt(args, progress, what) {
  await run(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=600', '-o', 'APT::Status-Fd=3', '-o', 'Dpkg::Use-Pty=0', ...args],
    {
      log: `apt-${args[0]}`,
      // Not on descriptor 1: apt makes it non-blocking, and the packages' scripts fail to print on it.
      statusFd: true,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' },
      onLine(line) {
        // dlstatus:1:12.3:text and pmstatus:package:45.6:text: downloading is the first half, unpacking the second.
        const status = /^(dl|pm)status:[^:]*(?::[^:]*)??:([\d.]+):(.*)$/.exec(line);
        if (!status) return;
        progress.percent(Number(status[2]) / 2 + (status[1] === 'pm' ? 50 : 0));
        progress.note(status[3]);
      },
      failure: `Debian's packages could not be installed (apt-get ${what}).`,
      todo: ['Look whether the package mirror can be reached and the disk has room, then start again.'],
    },
  );
}

/**
 * Installs Debian packages: as root here and now, for anybody else by telling the exact line.
 * @param {string[]} names
 * @param {string} why what they are for, for the message
 * @param {string[]} [soon] what a later step will want; named too, so that one line is enough
 */
export async function installPackages(names, why, progress, soon = []) {
  if (!isDebian()) {
    throw new SetupError(`Needed: ${why}.`, [
      'This script installs system packages on Debian and Ubuntu only.',
      `Install what corresponds to these Debian packages, then start again: ${names.join(' ')}`,
    ]);
  }
  if (process.getuid() !== 0) {
    throw new SetupError(`System packages are missing (${why}) and only root may install them.`, [
      'Run this line, then start again:',
      `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${[...names, ...soon].join(' ')}`,
    ]);
  }
  // What an interrupted installation left half-way is finished first; otherwise dpkg refuses everything.
  await run('dpkg', ['--configure', '-a'], { log: 'dpkg-configure', allowFailure: true });
  if (!updated) await apt(['update'], progress, 'update');
  updated = true;
  await apt(['install', '-y', '-f', '--no-install-recommends', ...names], progress, 'install');
}
