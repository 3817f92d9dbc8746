import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';

export interface Person {
  name: string;
  /** Paths of the pictures, sorted. */
  files: string[];
}

/** Names that promise a picture: where such a file holds none, it counts as one that cannot be read. */
const NAMES = new Set(['.jpg', '.jpeg', '.jpe', '.jfif', '.png', '.webp', '.bmp', '.tif', '.tiff', '.gif']);
const MAGIC: readonly (readonly [number, string])[] = [
  [0, '\xff\xd8\xff'],
  [0, '\x89PNG\r\n'],
  [0, 'BM'],
  [0, 'GIF8'],
  [0, 'II*\0'],
  [0, 'MM\0*'],
  [8, 'WEBP'],
];

/** Whether a file is meant as a picture: by its name, or without a telling name by its first bytes. */
function isPicture(file: string): boolean {
  const ext = extname(file).toLowerCase();
  if (NAMES.has(ext)) return true;
  const head = Buffer.alloc(12);
  const fd = openSync(file, 'r');
  try {
    readSync(fd, head, 0, head.length, 0);
  } finally {
    closeSync(fd);
  }
  const text = head.toString('latin1');
  return MAGIC.some(([at, bytes]) => text.startsWith(bytes, at));
}

interface Folder {
  folders: string[];
  files: string[];
}
/** What lies in a folder; links are followed, hidden and unreachable entries left out. */
function look(dir: string): Folder {
  const found: Folder = { folders: [], files: [] };
  for (const name of readdirSync(dir).sort()) {
    if (name.startsWith('.') || name === '__MACOSX') continue;
    const path = join(dir, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) found.folders.push(path);
    else if (stat?.isFile()) found.files.push(path);
  }
  return found;
}

/** Pictures of a folder and of all folders in it; `depth` ends circles of links. */
function picturesIn(dir: string, depth = 6): string[] {
  const { folders, files } = look(dir);
  const own = files.filter(isPicture);
  return depth === 0 ? own : [...own, ...folders.flatMap((f) => picturesIn(f, depth - 1))];
}

/**
 * Every person of a folder: one sub-folder each, with the pictures in it at whatever depth. A folder that holds nothing
 * but one other folder is a wrapper, as archives unpack, and is looked into.
 */
export function peopleIn(dir: string): Person[] {
  const { folders, files } = look(dir);
  const [only, more] = folders;
  if (only && !more && !files.some(isPicture) && look(only).folders.length > 1) return peopleIn(only);
  return folders
    .map((path) => ({ name: path.slice(dir.length + 1), files: picturesIn(path) }))
    .filter((p) => p.files.length > 0);
}
