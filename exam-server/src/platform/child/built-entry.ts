import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import type { BuildOptions } from 'esbuild';
import type { Logger } from '../log';
import { asTheyStand, stampOf } from './source-paths';

const root = join(__dirname, '..', '..', '..', '..');
/** Beside the other things that belong to one working copy. */
const FOLDER = join(root, '.kaotai', 'children');
/** What a built file depends on besides its sources. */
const SETTINGS = ['package-lock.json', 'tsconfig.base.json'].map((name) => join(root, name));
/** Raise it when children are to be built otherwise than before. */
const FORM = 1;

/** What a built child was made of: its sources by path from the root, with the hash of their content. */
interface Made {
  form: number;
  sources: Record<string, string>;
  file: string;
}
/** A built child as this process last saw it: the sources' times and sizes tell whether to look closer. */
interface Seen {
  file: string;
  stamps: Map<string, string>;
}

const seen = new Map<string, Promise<Seen>>();

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
async function hashOf(path: string): Promise<string> {
  try {
    return sha256(await readFile(path));
  } catch {
    return 'gone';
  }
}
const stampsOf = async (paths: readonly string[]) =>
  new Map(await Promise.all(paths.map(async (p) => [p, await stampOf(p)] as const)));

async function isAsSeen({ file, stamps }: Seen): Promise<boolean> {
  const now = await stampsOf([...stamps.keys()]);
  return [...stamps].every(([path, stamp]) => now.get(path) === stamp) && (await exists(file));
}
const exists = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

async function readMade(file: string): Promise<Made | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Made;
  } catch {
    // Never built, or by a start that was killed: it is built again.
    return undefined;
  }
}

/** Writes beside and swaps, so that nobody reads half of it. */
async function write(file: string, text: string): Promise<void> {
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, text);
  await rename(fresh, file);
}

/** Builds that run now. */
let builds = 0;

async function build(entry: string, record: string): Promise<Seen> {
  // Only who changed a source needs the builder.
  const { build: run, stop } = await import('esbuild');
  const hashes = new Map<string, string>();
  const stamps = new Map<string, string>();
  for (const path of SETTINGS) {
    stamps.set(path, await stampOf(path));
    hashes.set(path, await hashOf(path));
  }
  const onRead = (path: string, text: string, stamp: string) => {
    stamps.set(path, stamp);
    hashes.set(path, sha256(text));
  };
  const options = {
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    absWorkingDir: root,
    logLevel: 'silent',
    plugins: [asTheyStand(onRead)],
  } satisfies BuildOptions;
  builds += 1;
  const { outputFiles } = await run(options).finally(() => {
    builds -= 1;
    // The builder is a process of a hundred megabytes that would wait for more.
    return builds === 0 ? stop() : undefined;
  });
  const text = outputFiles[0]?.text ?? '';
  const file = join(FOLDER, `${basename(entry, '.ts')}-${sha256(text).slice(0, 16)}.cjs`);
  await mkdir(FOLDER, { recursive: true });
  await write(file, text);
  const sources = Object.fromEntries([...hashes].map(([path, hash]) => [relative(root, path), hash]));
  const made: Made = { form: FORM, sources, file: relative(root, file) };
  await write(record, JSON.stringify(made));
  return { file, stamps };
}

/** What is built already, if all it was made of is as it was. */
async function kept(record: string): Promise<Seen | undefined> {
  const made = await readMade(record);
  if (made?.form !== FORM || !(await exists(join(root, made.file)))) return undefined;
  const sources = Object.entries(made.sources).map(([path, hash]) => [join(root, path), hash] as const);
  const stamps = await stampsOf(sources.map(([path]) => path));
  const same = await Promise.all(sources.map(async ([path, hash]) => (await hashOf(path)) === hash));
  return same.includes(false) ? undefined : { file: join(root, made.file), stamps };
}

async function find(entry: string): Promise<Seen> {
  const name = `${basename(entry, '.ts')}-${sha256(relative(root, entry)).slice(0, 8)}.json`;
  const record = join(FOLDER, name);
  return (await kept(record)) ?? (await build(entry, record));
}

/**
 * The entry file of a child as one file of plain JavaScript, which starts in a fraction of the time that a loader takes
 * to read the sources one by one. Built again whenever one of its sources is another; kept for other processes.
 * The entry itself where it cannot be built: then a loader has to run it.
 */
export async function builtEntry(entry: string, log: Logger): Promise<string> {
  try {
    const known = seen.get(entry);
    if (known && (await isAsSeen(await known))) return (await known).file;
    if (seen.get(entry) === known) seen.set(entry, find(entry));
    return (await (seen.get(entry) ?? find(entry))).file;
  } catch (err) {
    seen.delete(entry);
    log.warn({ err, entry: dirname(entry) }, 'a child is started from its sources: it could not be built');
    return entry;
  }
}
