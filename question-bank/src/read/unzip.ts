import { fromBufferPromise, type Entry } from 'yauzl';
import type { Issue } from '../model/issue';
import { decodeText } from './decode';
import type { ReadLimits } from './limits';
import { readIssue } from './read-issue';

/** The files of an archive by their path inside it. `issues` with an error and no files: it was refused. */
export interface Unzipped {
  files: Map<string, Buffer>;
  issues: Issue[];
}

const MEGABYTE = 1024 * 1024;
const UNIX_LINK = 0o120000;

/** Windows packs names in GBK and with backslashes; both are put right before the path is judged. */
function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const decoded = decodeText(raw);
  return (decoded.ok ? decoded.text : raw.toString('latin1')).replaceAll('\\', '/');
}

function isUnsafe(name: string, entry: Entry): boolean {
  const mode = entry.externalFileAttributes >>> 16;
  return (
    name === '' ||
    name.startsWith('/') ||
    /^[A-Za-z]:/.test(name) ||
    name.includes('\0') ||
    name.split('/').includes('..') ||
    (mode & 0o170000) === UNIX_LINK
  );
}

class Refused extends Error {
  readonly issue: Issue;
  constructor(issue: Issue) {
    super(issue.code);
    this.issue = issue;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}

/**
 * Unpacks an archive into memory without trusting anything it says about itself: the number of entries, the
 * stated sizes and ratios are judged first, then every byte is counted while it is inflated. A bomb ends the
 * reading; a bad name or a damaged entry costs only that entry.
 */
export async function unzip(
  bytes: Buffer,
  file: string,
  limits: ReadLimits,
  maxTotal: number,
): Promise<Unzipped> {
  const files = new Map<string, Buffer>();
  const issues: Issue[] = [];
  let total = 0;

  const inflate = async (
    entry: Entry,
    open: () => Promise<NodeJS.ReadableStream>,
    at: string,
  ): Promise<Buffer> => {
    const tooLarge = (limit: number) =>
      new Refused(readIssue('ZIP_TOO_LARGE', { file: at }, { limit: Math.round(limit / MEGABYTE) }));
    const judge = (size: number) => {
      if (size > MEGABYTE && size / Math.max(1, entry.compressedSize) > limits.maxRatio) {
        throw new Refused(readIssue('ZIP_BOMB', { file: at }, { limit: limits.maxRatio }));
      }
      if (size > limits.maxEntryBytes) throw tooLarge(limits.maxEntryBytes);
      if (total + size > maxTotal) throw tooLarge(maxTotal);
    };
    judge(entry.uncompressedSize);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of (await open()) as AsyncIterable<Buffer>) {
      size += chunk.length;
      judge(size);
      chunks.push(chunk);
    }
    total += size;
    return Buffer.concat(chunks);
  };

  try {
    const zip = await fromBufferPromise(bytes, {
      lazyEntries: true,
      decodeStrings: false,
      validateEntrySizes: true,
    });
    if (zip.entryCount > limits.maxZipEntries) {
      const params = { count: zip.entryCount, limit: limits.maxZipEntries };
      return { files, issues: [readIssue('ZIP_TOO_MANY_ENTRIES', { file }, params)] };
    }
    for await (const entry of zip.eachEntry()) {
      const name = entryName(entry);
      const at = `${file}/${name}`;
      if (isUnsafe(name, entry)) {
        issues.push(readIssue('ZIP_UNSAFE_NAME', { file: at }));
        continue;
      }
      if (name.endsWith('/')) continue;
      if (entry.isEncrypted()) {
        return { files: new Map(), issues: [...issues, readIssue('ZIP_ENCRYPTED', { file: at })] };
      }
      try {
        files.set(name, await inflate(entry, () => zip.openReadStreamPromise(entry), at));
      } catch (error) {
        if (error instanceof Refused) throw error;
        issues.push(readIssue('ZIP_BROKEN', { file: at }, { reason: reasonOf(error) }));
      }
    }
  } catch (error) {
    const issue =
      error instanceof Refused ? error.issue : readIssue('ZIP_BROKEN', { file }, { reason: reasonOf(error) });
    return { files: new Map(), issues: [...issues, issue] };
  }
  return { files, issues };
}
