/**
 * Packages whose installed version is not the locked one. An optional one may be missing: it is for another
 * system.
 * @param {Record<string, { version?: string, link?: boolean, optional?: boolean, devOptional?: boolean,
 *   peer?: boolean }>} locked `packages` of package-lock.json
 * @param {Record<string, { version?: string, link?: boolean }>} installed `packages` of npm's hidden lock file
 * @returns {string[]} their places, as node_modules/name
 */
function differingPackages(locked, installed) {
  return Object.entries(locked)
    .filter(([place, wanted]) => {
      if (!/(^|\/)node_modules\//.test(place)) return false;
      const found = installed[place];
      if (!found) return !(wanted.optional || wanted.devOptional || wanted.peer);
      return found.version !== wanted.version || Boolean(found.link) !== Boolean(wanted.link);
    })
    .map(([place]) => place);
}

/**
 * The first package that npm's list of what it installed has and the disk has not: a folder went missing, such as a
 * workspace's own node_modules, which npm itself would not notice.
 * @param {Record<string, unknown>} installed
 * @param {(folder: string) => boolean} exists
 */
function missingFolder(installed, exists) {
  return Object.keys(installed).find((folder) => !exists(folder));
}

module.exports = { differingPackages, missingFolder };
