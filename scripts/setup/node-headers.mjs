import { readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** Whether a folder holds `include/node` of exactly the Node that runs us. */
function fits(dir) {
  try {
    const header = readFileSync(path.join(dir, 'include/node/node_version.h'), 'utf8');
    const part = (name) => new RegExp(`#define NODE_${name}_VERSION (\\d+)`).exec(header)?.[1];
    return [part('MAJOR'), part('MINOR'), part('PATCH')].join('.') === process.versions.node;
  } catch {
    return false;
  }
}

/**
 * The folder whose `include/node` belongs to the running Node: beside its binary (archives, Debian packages)
 * or in the platform package next to it (npm package `node`). Undefined: node-gyp has to fetch them.
 */
export function nodeHeaders() {
  const bin = path.dirname(realpathSync(process.execPath));
  const platformPackage = `node-${process.platform}-${process.arch}`;
  return [
    path.resolve(bin, '..'),
    path.resolve(bin, '../node_modules', platformPackage),
    path.resolve(bin, '../..', platformPackage),
    process.env.npm_config_nodedir,
  ].find((dir) => dir && fits(dir));
}
