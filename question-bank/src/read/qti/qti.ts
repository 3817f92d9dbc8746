import { posix } from 'node:path';
import type { Issue } from '../../model/issue';
import type { ReaderInput, TextReader } from '../bank-reader';
import { decodeText } from '../decode';
import { readIssue } from '../read-issue';
import type { RawBank, RawRecord } from '../record';
import { LazyMap } from '../source/lazy-map';
import { descendants, element, elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import { readItem, type ItemRead } from './item';
import { canonical, pictureTaker } from './markup';
import { ownPackage, type OwnPackage } from './own-package';
import { readItem12 } from './qti12';

/** Whether XML holds QTI questions of any version. */
export function looksLikeQti(text: string): boolean {
  return /<(?:\w+:)?(?:assessmentItem|qti-assessment-item|questestinterop)[\s>]/.test(text.slice(0, 20_000));
}

const manifestOf = (paths: Iterable<string>) =>
  [...paths].filter((p) => /(?:^|\/)imsmanifest\.xml$/i.test(p)).sort((a, b) => a.length - b.length)[0];

/** Whether files unpacked from an archive are a content package with questions in it. */
export function isQtiPackage(files: ReadonlyMap<string, Buffer>): boolean {
  return manifestOf(files.keys()) !== undefined;
}

/** A question of ours behind an item, and its pictures. */
interface Own {
  question: unknown;
  pictures: ReturnType<OwnPackage['picturesOf']>;
}

class Collected {
  readonly records: RawRecord[] = [];
  readonly issues: Issue[] = [];
  readonly media = new LazyMap<Uint8Array>();
  refused = 0;
  private readonly take: ReturnType<typeof pictureTaker>;
  constructor(beside: ReadonlyMap<string, Buffer>) {
    this.take = pictureTaker(beside, this.media);
  }
  private add(read: ItemRead, own?: unknown): void {
    if (read.record) this.records.push(own === undefined ? read.record : { ...read.record, own });
    else this.refused += 1;
    this.issues.push(...read.issues);
  }
  /** Reads all items of one XML file. A file that is broken costs one question. */
  file(text: string, file: string, path: string, own?: Own): void {
    const read = readXml(text);
    if (!read.ok) {
      this.refused += 1;
      this.issues.push(xmlIssue(read, file));
      return;
    }
    const { root } = read;
    const context = { file, picture: (reference: string) => this.take(reference, path) };
    if (own) return this.own(root, file, own);
    if (root.name === 'questestinterop') {
      for (const item of [...descendants(root)].filter((e) => e.name === 'item'))
        this.add(readItem12(item, context));
      return;
    }
    const items = [root, ...descendants(root)].filter((e) => canonical(e.name) === 'assessmentItem');
    for (const item of items) this.add(readItem(item, context));
  }
  /** An item of ours: its pictures by the names the question gives them. */
  private own(root: XmlElement, file: string, { question, pictures }: Own): void {
    for (const [name, bytes] of pictures) this.media.link(name, bytes);
    this.add({ ...readItem(root, { file, picture: (reference) => reference }), issues: [] }, question);
  }
  bank(file: string, name?: string): RawBank {
    const { records, refused, media, issues } = this;
    return { groups: [{ at: { file }, records }], refused, media, issues, ...(name ? { name } : {}) };
  }
}

/** Reads one XML file of QTI 1.2, 2.0–2.2 or 3.0. */
export const readQtiXml: TextReader = (text, { file, path, beside }) => {
  const found = new Collected(beside);
  found.file(text, file, path);
  return found.bank(file);
};

/** Types of resources that hold questions. */
const IS_ITEM =
  /^(?:imsqti_(?:item|apipitem)|imsqti_xmlv1p2|associatedcontent\/.*qti|imsqti_xmlv|assessment\/x-bb-qti-)/i;

/** Reads a content package: the items its manifest names, each with its pictures. What is missing is named. */
export function readQtiPackage({ file, beside: files }: ReaderInput): RawBank {
  const found = new Collected(files);
  const path = manifestOf(files.keys()) ?? 'imsmanifest.xml';
  const at = `${file}/${path}`;
  const manifest = textIn(files.get(path));
  const read = readXml(manifest ?? '');
  const loose = () => {
    for (const p of files.keys()) {
      const text = p.toLowerCase().endsWith('.xml') && p !== path ? textIn(files.get(p)) : undefined;
      if (text !== undefined && looksLikeQti(text)) found.file(text, `${file}/${p}`, p);
    }
  };
  if (!read.ok) {
    found.issues.push(xmlIssue(read, at));
    loose();
    return found.bank(file);
  }
  const folder = posix.dirname(path);
  const used = new Set([path]);
  const ours = ownPackage(files, folder);
  const ownOf = (bytes: Buffer | undefined): Own | undefined => {
    const question = bytes && ours.questionOf(bytes);
    return question === undefined ? undefined : { question, pictures: ours.picturesOf(question) };
  };
  for (const resource of [...descendants(read.root)].filter((e) => e.name === 'resource')) {
    const href = hrefOf(resource);
    if (!IS_ITEM.test(resource.attributes.get('type') ?? '') || href === undefined) continue;
    const item = posix.normalize(posix.join(folder, href));
    if (used.has(item)) continue;
    used.add(item);
    const bytes = files.get(item) ?? files.get(decodeSafely(item));
    const text = textIn(bytes);
    used.add(decodeSafely(item));
    if (text === undefined) {
      found.refused += 1;
      const params = {
        reason: `清单里的 ${href} 不在包里`,
        reasonEn: `${href} of the manifest is not in the package`,
        value: resource.attributes.get('identifier') ?? '',
      };
      found.issues.push(readIssue('BAD_FIELD', { file: at, row: resource.line }, params));
    } else found.file(text, `${file}/${item}`, item, ownOf(bytes));
  }
  for (const p of files.keys()) {
    if (used.has(p) || !p.toLowerCase().endsWith('.xml')) continue;
    const text = textIn(files.get(p));
    if (text !== undefined && looksLikeQti(text))
      found.issues.push(readIssue('NOT_IN_MANIFEST', { file: `${file}/${p}` }));
  }
  const title = [...descendants(read.root)].find((e) => e.name === 'title');
  const name = ours.name ?? (title ? textOf(title).trim() : '');
  return found.bank(file, name === '' ? undefined : name);
}

function hrefOf(resource: XmlElement): string | undefined {
  const own = resource.attributes.get('href');
  const of =
    own ??
    elements(resource, 'file')[0]?.attributes.get('href') ??
    element(resource, 'file')?.attributes.get('href') ??
    resource.attributes.get('file');
  return of?.replaceAll('\\', '/');
}

function decodeSafely(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function textIn(bytes: Buffer | undefined): string | undefined {
  if (!bytes) return undefined;
  const decoded = decodeText(bytes);
  return decoded.ok ? decoded.text : undefined;
}
