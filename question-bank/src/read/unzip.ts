import iconv from 'iconv-lite';
import type { Entry } from 'yauzl';
import type { Issue } from '../model/issue';
import { decodeText } from './decode';
import { isTextPart } from './formats';
import { ITEM_BYTES, type ReadLimits } from './limits';
import type { ReadWatch } from './progress';
import { readIssue } from './read-issue';
import { memorySource, type ByteSource } from './source/byte-source';
import { LazyMap } from './source/lazy-map';
import { openZip, readSlot, slotOf, type ZipSlot } from './source/zip-reader';

/** The files of an archive by their path inside it. `issues` with an error and no files: it was refused. */
export interface Unzipped {
  files: ReadonlyMap<string, Buffer>;
  issues: Issue[];
}

const MEGABYTE = 1024 * 1024;
const UNIX_LINK = 0o120000;
const UTF8_NAMES = 0x0800;
/** Pictures of small archives stay in memory; those of large ones are unpacked again when somebody asks. */
const KEPT_PICTURES = 32 * MEGABYTE;

/** Windows packs names in GBK and with backslashes; both are put right before the path is judged. */
function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  // 图 in GBK is a Greek letter in UTF-8: a name not marked as UTF-8 is Chinese where it can be.
  const chinese = iconv.decode(raw, 'gb18030');
  const unmarked = (entry.generalPurposeBitFlag & UTF8_NAMES) === 0;
  const utf8 = raw.toString('utf8');
  const other = /\P{ASCII}/u.test(utf8) && !/[\p{Script=Han}\u3000-\uffff]/u.test(utf8);
  if (unmarked && other && /^[\x20-\x7f\p{Script=Han}]+$/u.test(chinese))
    return chinese.replaceAll('\\', '/');
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

/** What the library found, in both languages; its own words are for programmers. */
function reasonOf(error: unknown): { reason: string; reasonEn: string } {
  const message = error instanceof Error ? error.message : '';
  const cut = /end of central directory|unexpected end|truncated|too short|out of range|bounds/i.test(
    message,
  );
  return cut
    ? { reason: '不完整，后面的部分缺失', reasonEn: 'it is cut short, its end is missing' }
    : { reason: '里面的数据对不上', reasonEn: 'what is in it does not fit together' };
}

const isManifest = (name: string) => /(?:^|\/)imsmanifest\.xml$/i.test(name);
/** Whether it is an item, where the archive is a QTI package. */
const mayBeItem = (name: string, size: number) =>
  size <= ITEM_BYTES && /\.xml$/i.test(name) && !isManifest(name);

/**
 * What an archive may unpack to: each entry, its texts together (they are held in memory, `maxText`), everything
 * together (`maxTotalBytes`; the rest is unpacked one entry at a time).
 */
class Budget {
  private total = 0;
  private text = 0;
  private items = 0;
  private readonly limits: ReadLimits;
  private readonly maxText: number;
  constructor(limits: ReadLimits, maxText: number) {
    this.limits = limits;
    this.maxText = maxText;
  }
  private refuse(at: string, limit: number): never {
    throw new Refused(readIssue('ZIP_TOO_LARGE', { file: at }, { limit: Math.round(limit / MEGABYTE) }));
  }
  take(name: string, at: string, { size, packed }: ZipSlot): void {
    const { limits } = this;
    if (size > MEGABYTE && size / Math.max(1, packed) > limits.maxRatio)
      throw new Refused(readIssue('ZIP_BOMB', { file: at }, { limit: limits.maxRatio }));
    if (mayBeItem(name, size)) this.items += size;
    else if (isTextPart(name)) {
      this.text += size;
      if (this.text > this.maxText) this.refuse(at, this.maxText);
    } else if (size > limits.maxEntryBytes) this.refuse(at, limits.maxEntryBytes);
    this.total += size;
    if (this.total > limits.maxTotalBytes) this.refuse(at, limits.maxTotalBytes);
  }
  /** Nothing more comes. Only of a package the small files are not held. */
  end(at: string, isPackage: boolean): void {
    const { maxItemsBytes } = this.limits;
    if (isPackage && this.items > maxItemsBytes) this.refuse(at, maxItemsBytes);
    if (!isPackage && this.text + this.items > this.maxText) this.refuse(at, this.maxText);
  }
}

/** The entries of an archive that may be unpacked. Throws Refused if none may be. */
async function listed(
  source: ByteSource,
  file: string,
  limits: ReadLimits,
  maxText: number,
  issues: Issue[],
): Promise<Map<string, ZipSlot>> {
  const slots = new Map<string, ZipSlot>();
  const budget = new Budget(limits, maxText);
  const zip = await openZip(source);
  if (zip.entryCount > limits.maxZipEntries) {
    const params = { count: zip.entryCount, limit: limits.maxZipEntries };
    throw new Refused(readIssue('ZIP_TOO_MANY_ENTRIES', { file }, params));
  }
  for await (const entry of zip.eachEntry()) {
    const name = entryName(entry);
    const at = `${file}/${name}`;
    if (isUnsafe(name, entry)) {
      issues.push(readIssue('ZIP_UNSAFE_NAME', { file: at }));
      continue;
    }
    if (name.endsWith('/')) continue;
    if (entry.isEncrypted()) throw new Refused(readIssue('ZIP_ENCRYPTED', { file: at }));
    const slot = slotOf(entry);
    budget.take(name, at, slot);
    slots.set(name, slot);
  }
  budget.end(file, [...slots.keys()].some(isManifest));
  return slots;
}

/**
 * Opens an archive without trusting anything it says about itself: the number of entries, the stated sizes and
 * ratios are judged first, and no entry is unpacked beyond its stated size. A bomb ends the reading; a bad name or
 * a damaged entry costs only that entry. Every entry is unpacked once to see whether it is whole; texts and the
 * pictures of small archives are kept, others and the items of large packages are unpacked again when they are asked for.
 */
export async function unzip(
  archive: Uint8Array | ByteSource,
  file: string,
  limits: ReadLimits,
  maxText: number,
  watch?: ReadWatch,
): Promise<Unzipped> {
  const source = archive instanceof Uint8Array ? memorySource(archive) : archive;
  const issues: Issue[] = [];
  let slots: Map<string, ZipSlot>;
  try {
    slots = await listed(source, file, limits, maxText, issues);
  } catch (error) {
    const issue = error instanceof Refused ? error.issue : readIssue('ZIP_BROKEN', { file }, reasonOf(error));
    return { files: new Map(), issues: [...issues, issue] };
  }
  const files = new LazyMap<Buffer>();
  const isPackage = [...slots.keys()].some(isManifest);
  let kept = 0;
  let done = 0;
  for (const [name, slot] of slots) {
    await watch?.step('unpacking', done, slots.size);
    done += 1;
    try {
      const bytes = readSlot(source, slot);
      const held = isTextPart(name) && !(isPackage && mayBeItem(name, slot.size));
      const keep = held || kept + bytes.length <= KEPT_PICTURES;
      if (keep && !held) kept += bytes.length;
      if (keep) files.set(name, bytes);
      else files.link(name, () => readSlot(source, slot));
    } catch (error) {
      issues.push(readIssue('ZIP_BROKEN', { file: `${file}/${name}` }, reasonOf(error)));
    }
  }
  return { files, issues };
}
