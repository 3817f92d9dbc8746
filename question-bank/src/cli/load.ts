import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { readBank, readBankFolder, type BankRead, type ReadOptions } from '../read/read-bank';
import { DEFAULT_LIMITS } from '../read/limits';

const PICTURE = /\.(svg|png|jpe?g|gif|webp)$/i;

/** Files under a folder by their path in it; ends above the limits an archive would have. */
async function filesUnder(folder: string): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let total = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    total += bytes.length;
    if (total > DEFAULT_LIMITS.maxTotalBytes || files.size >= DEFAULT_LIMITS.maxZipEntries) {
      throw new Error(`${folder}: too much for one bank`);
    }
    files.set(path.slice(folder.length + 1).replaceAll('\\', '/'), bytes);
  }
  return files;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (s) => s.isDirectory(),
    () => false,
  );
}

/** Pictures of a folder, by file name; none without one. */
async function pictures(folder: string | undefined): Promise<Map<string, Buffer>> {
  const all = folder === undefined ? new Map<string, Buffer>() : await filesUnder(folder);
  return new Map(
    [...all].filter(([path]) => PICTURE.test(path)).map(([path, bytes]) => [basename(path), bytes]),
  );
}

/** A bank from the disk with the pictures that lie beside it. Throws if the file cannot be opened. */
export async function loadBank(
  file: string,
  mediaFolder: string | undefined,
  options: ReadOptions,
): Promise<{ read: BankRead; media: Map<string, Buffer> }> {
  const beside = [join(dirname(file), 'media'), join(dirname(dirname(file)), 'media')];
  let from = mediaFolder;
  if (from === undefined) for (const folder of beside) from ??= (await isFolder(folder)) ? folder : undefined;
  if (await isFolder(file)) {
    const folder = file.replace(/[\\/]+$/, '');
    const read = await readBankFolder(await filesUnder(folder), basename(folder), options);
    return { read, media: await pictures(mediaFolder) };
  }
  const read = await readBank({ name: basename(file), bytes: await readFile(file) }, options);
  return { read, media: await pictures(from) };
}
