import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PICTURE_NAME } from '../read/formats';
import { DEFAULT_LIMITS } from '../read/limits';
import { pictureFile } from '../read/picture-names';
import { LazyMap } from '../read/source/lazy-map';
import { readBank, readBankFolder, type BankRead, type ReadOptions } from '../read/read-bank';

/** Pictures beside a file are looked for so many folders deep, and no more than so many. */
const DEEP = 3;
const MANY = 20_000;

/** Files under a folder by their path in it; ends above the limits an archive would have. */
async function filesUnder(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const files = new LazyMap<Buffer>();
  let total = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    total += (await stat(path)).size;
    if (total > DEFAULT_LIMITS.maxTotalBytes || files.size >= DEFAULT_LIMITS.maxZipEntries) {
      throw new Error(`${folder}: too much for one bank`);
    }
    files.link(path.slice(folder.length + 1).replaceAll('\\', '/'), () => readFileSync(path));
  }
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  );
}

/** Paths of the pictures in and a little below a folder, by the name a question knows them by. */
async function picturesUnder(folder: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const walk = async (at: string, depth: number): Promise<void> => {
    const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (found.size >= MANY || entry.name.startsWith('.') || entry.name === 'node_modules') continue;
      const path = join(at, entry.name);
      if (entry.isDirectory() && depth < DEEP) await walk(path, depth + 1);
      else if (entry.isFile() && PICTURE_NAME.test(entry.name) && !found.has(pictureFile(entry.name)))
        found.set(pictureFile(entry.name), path);
    }
  };
  await walk(folder, 0);
  return found;
}

/** The pictures that questions of a bank show and that did not come with it. */
function shown(read: BankRead, paths: ReadonlyMap<string, string>): ReadonlyMap<string, Uint8Array> {
  const media = new LazyMap<Uint8Array>();
  for (const { question } of read.candidates) {
    for (const { file } of question.media) {
      const path = paths.get(file);
      if (path !== undefined && !read.media.has(file) && !media.has(file))
        media.link(file, () => readFileSync(path));
    }
  }
  return media;
}

/**
 * A bank from the disk: one file with the pictures that lie beside it or in a folder below, several files that belong
 * together, or a folder. Throws if a file cannot be opened.
 */
export async function loadBank(
  paths: readonly string[],
  mediaFolder: string | undefined,
  options: ReadOptions,
): Promise<{ read: BankRead; media: ReadonlyMap<string, Uint8Array> }> {
  const [file = '', ...others] = paths;
  const folder = file.replace(/[\\/]+$/, '');
  const alone = others.length === 0;
  const isDirectory = alone && (await isFolder(folder));
  const beside = [join(dirname(dirname(file)), 'media'), dirname(file)];
  const places = mediaFolder === undefined ? (isDirectory ? [] : beside) : [mediaFolder];
  const pictures = new Map<string, string>();
  for (const place of places) for (const [name, path] of await picturesUnder(place)) pictures.set(name, path);
  const known = { ...options, pictureNames: pictures.keys() };
  if (isDirectory) {
    const read = await readBankFolder(await filesUnder(folder), basename(folder), known);
    return { read, media: shown(read, pictures) };
  }
  if (alone) {
    const read = await readBank({ name: basename(file), path: file }, known);
    return { read, media: shown(read, pictures) };
  }
  const files = new LazyMap<Buffer>();
  for (const path of paths) {
    const name = basename(path);
    // zh/bank.csv and en/bank.csv are two files.
    const twice = paths.some((other) => other !== path && basename(other) === name);
    files.link(twice ? `${basename(dirname(path))}/${name}` : name, () => readFileSync(path));
  }
  const read = await readBankFolder(files, basename(dirname(file)), known);
  return { read, media: shown(read, pictures) };
}
