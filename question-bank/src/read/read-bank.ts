import { readIssue } from './read-issue';
import type { Issue } from '../model/issue';
import { NO_CHAPTER } from '../model/question';
import type { ReaderInput } from './bank-reader';
import type { BankInput, BankRead, ReadOptions } from './bank-read';
import type { BankPart } from './candidate';
import { Categories } from './categories';
import { decodeText, type Coding } from './decode';
import {
  BANK_ENDINGS,
  endingOf,
  isOffice,
  isScript,
  MAYBE_ENDINGS,
  PICTURE_NAME,
  UNREAD_NAME,
  type BankFormat,
} from './formats';
import { olderFile } from './old-office/before-97';
import { looksLikeMhtml, savedPage, withPictureNames } from './old-office/mhtml';
import { mayHoldQuestions } from './json/script';
import { keysApart } from './document/keys-apart';
import type { DocumentLine } from './document/line';
import { joinKeys } from './keys-beside';
import { findPairs, joinLanguages, type Side } from './language-pairs';
import { bytesAllowed, DEFAULT_LIMITS, unpackedAllowed, type ReadLimits } from './limits';
import { NO_TABLE, saidOf } from './mapping';
import { pictureFile, pictureNames } from './picture-names';
import { ReadWatch } from './progress';
import { readBinary, readOldOffice, readTextAs, readTogether, textFormat } from './readers';
import { readPdf } from './pdf/pdf';
import { givenId, type RawBank, type RecordGroup } from './record';
import type { RecordDefaults } from './record-to-question';
import { recordsToPart, type RecordsPart } from './records-to-part';
import { sniff } from './sniff';
import { fileSource, memorySource, type ByteSource } from './source/byte-source';
import { mayHoldPictures, withoutPictures } from './source/embedded';
import { LazyMap } from './source/lazy-map';
import { kindOfText, officeArchive, unknownFormat } from './unknown-format';
import { unzip } from './unzip';
import { ValueNames } from './value-names';

export type { BankInput, BankRead, ReadOptions } from './bank-read';

/** What a page may be called: web systems write their Excel and Word files as one. */
const PAGE_ENDINGS = new Set(['', 'html', 'htm', 'xls', 'et', 'doc', 'xml', 'md', 'markdown', 'txt']);

/** Texts into which pictures are written as texts, and of which no reader takes them out itself. */
const WITH_PICTURES: ReadonlySet<BankFormat> = new Set([
  'json',
  'jsonl',
  'csv',
  'text',
  'markdown',
  'moodle-xml',
  'gift',
  'aiken',
  'sql',
]);

/** A text's beginning, by which its format is told before all of it is read. */
const HEAD_BYTES = 64 * 1024;

const HIDDEN = /(?:^|\/)(?:\.|__MACOSX\/)/;
/** Files about the files beside them. `licenses.json` and `notice-signs.csv` are banks. */
const ABOUT =
  /(?:^|\/)(?:(?:readme|licen[cs]e|notice|changelog)(?:[-_.][a-z-]{2,8})?(?:\.(?:md|markdown|txt|rst|html?))?|(?:使用说明|说明)[^/]*)$/i;

class Reader {
  private readonly limits: ReadLimits;
  private readonly options: ReadOptions;
  private readonly raws: RawBank[] = [];
  private coding: Coding | null = null;
  format: BankFormat = 'unknown';
  private readonly parts: BankPart[] = [];
  private readonly media = new LazyMap<Uint8Array>();
  private embedded = 0;
  private readonly watch: ReadWatch;
  private readonly issues: Issue[] = [];
  /** Keys that stand in a file of their own, by the file whose questions they are for. */
  private readonly keys = new Map<string, readonly DocumentLine[]>();

  constructor(options: ReadOptions) {
    this.options = options;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.watch = new ReadWatch(options);
  }

  private input(bytes: Buffer, file: string, path: string, beside: ReadonlyMap<string, Buffer>): ReaderInput {
    const keys = this.keys.get(file);
    return { bytes, file, path, beside, limits: this.limits, mapping: this.options, ...(keys && { keys }) };
  }

  private complain(...issues: Issue[]): void {
    for (const i of issues) this.issues.push(i);
  }

  /** Adds what a reader gave: questions as they are, or records to be made into questions at the end. */
  private take(got: RawBank | BankPart): void {
    if ('groups' in got) this.raws.push(got);
    else this.parts.push(got);
    this.media.take(got.media);
  }

  /** The text of a file; undefined (and said why) if it is empty or no text. */
  private text(bytes: Buffer, file: string): string | undefined {
    const decoded = decodeText(bytes);
    if (!decoded.ok) {
      this.complain(readIssue(decoded.code, { file, ...(decoded.row && { row: decoded.row }) }));
      return undefined;
    }
    this.coding ??= decoded.coding;
    if (decoded.text.trim() !== '') return decoded.text;
    this.complain(readIssue('EMPTY_FILE', { file }));
    return undefined;
  }

  /** An archive: one of the formats that are archives themselves, or a folder of bank files. */
  private async archive(source: ByteSource, file: string, ending: string): Promise<void> {
    const workbook = isOffice(ending);
    const most = unpackedAllowed(ending, this.limits);
    const { files, issues } = await unzip(source, file, this.limits, most, this.watch);
    this.complain(...issues);
    if (workbook && issues.some((i) => i.code !== 'ZIP_UNSAFE_NAME')) return;
    const input = this.input(source.read(0, HEAD_BYTES), file, file, files);
    const known = await readBinary(files, input);
    if (known) {
      if (this.format === 'unknown' || this.format === 'zip') this.format = known.format;
      this.take(known.bank);
    } else if (workbook) {
      this.complain(readIssue('WRONG_TYPE', { file }, { name: ending, content: 'zip' }));
    } else {
      const office = officeArchive(files);
      if (office) return this.complain(unknownFormat(file, office));
      if (this.format === 'unknown') this.format = 'zip';
      if (files.size > 0) await this.folder(files, file);
    }
  }

  /** Files by path: pictures wherever they are, banks in `questions/` if there is such a folder, else anywhere. */
  async folder(files: ReadonlyMap<string, Buffer>, label: string): Promise<void> {
    const wanted = [...files.keys()]
      .filter((path) => !HIDDEN.test(path) && !ABOUT.test(path))
      .sort((a, b) => (a < b ? -1 : 1));
    for (const path of wanted) if (PICTURE_NAME.test(path)) this.picture(files, path, label);
    const banks = wanted.filter(
      (path) =>
        [...BANK_ENDINGS, ...MAYBE_ENDINGS].includes(endingOf(path)) ||
        (isScript(path) && textOf(files, path).some(([, text]) => mayHoldQuestions(text))),
    );
    for (const path of wanted.filter((name) => UNREAD_NAME.test(name)))
      this.complain(readIssue('FILE_SKIPPED', { file: `${label}/${path}` }));
    const inFolder = banks.filter((path) => /(^|\/)questions\//.test(path));
    const chosen = inFolder.length > 0 ? inFolder : banks;
    const before = this.raws.length + this.parts.length + this.issues.length;
    // Some formats spread one bank over several files.
    const dumps = chosen.filter((path) => endingOf(path) === 'sql');
    const texts = new Map(dumps.flatMap((path) => textOf(files, path)));
    const together = readTogether(texts, (path) =>
      this.input(files.get(path) ?? Buffer.alloc(0), `${label}/${path}`, path, files),
    );
    for (const bank of together.banks) {
      this.format = this.format === 'unknown' ? 'sql' : this.format;
      this.take(bank);
    }
    const apart = await keysApart(files, chosen, label, this.limits, this.watch);
    for (const { questions, keys, lines } of apart) {
      this.keys.set(`${label}/${questions}`, lines);
      this.complain(readIssue('KEYS_APART', { file: `${label}/${keys}` }, { questions }));
    }
    const used = new Set([...together.used, ...apart.map(({ keys }) => keys)]);
    for (const [i, path] of chosen.entries()) {
      await this.watch.step('reading', i, chosen.length);
      const content = files.get(path);
      if (!content || used.has(path)) continue;
      const doubtful = MAYBE_ENDINGS.includes(endingOf(path));
      if (doubtful && textFormat(endingOf(path), new Map(textOf(files, path)).get(path) ?? '') === undefined)
        this.complain(readIssue('FILE_SKIPPED', { file: `${label}/${path}` }));
      else await this.one(memorySource(content), `${label}/${path}`, path, files);
    }
    if (before === this.raws.length + this.parts.length + this.issues.length)
      this.complain(readIssue('ZIP_NO_BANK', { file: label }));
  }

  /** Takes a picture of a folder under its file name. */
  private picture(files: ReadonlyMap<string, Buffer>, path: string, label: string): void {
    const name = pictureFile(path);
    const earlier = this.media.get(name);
    const content = earlier && files.get(path);
    if (earlier && !content?.equals(earlier))
      this.complain(readIssue('ZIP_SAME_NAME', { file: `${label}/${path}` }));
    else if (!earlier) this.media.link(name, () => files.get(path));
  }

  /** Whether a file of that format is too large to be held in memory; says so. */
  private tooLarge(size: number, file: string, format: BankFormat): boolean {
    const limit = bytesAllowed(format, this.limits);
    if (size <= limit) return false;
    const params = { size: megabytes(size), limit: megabytes(limit), format };
    this.complain(readIssue(format === 'zip' ? 'TOO_LARGE' : 'TOO_LARGE_TEXT', { file }, params));
    return true;
  }

  /** Reads one file, if its content is of the kind its name says. */
  async one(
    source: ByteSource,
    file: string,
    path: string,
    beside: ReadonlyMap<string, Buffer>,
  ): Promise<void> {
    const head = source.read(0, HEAD_BYTES);
    const content = sniff(head);
    const ending = endingOf(path);
    const wrong = () => {
      const known = [...BANK_ENDINGS, ...MAYBE_ENDINGS, 'zip'].includes(ending);
      this.complain(
        known ? readIssue('WRONG_TYPE', { file }, { name: ending, content }) : unknownFormat(file, content),
      );
    };
    if (head.length === 0) return this.complain(readIssue('EMPTY_FILE', { file }));
    const older = olderFile(head);
    if (older) return this.complain(readIssue('OLD_FORMAT', { file }, { ...older }));
    if (content === 'cfb') {
      const office = ['', 'xls', 'xlsx', 'xlsm', 'et', 'doc', 'docx', 'wps', 'zip'].includes(ending);
      if (this.tooLarge(source.size, file, 'xls')) return;
      const known = office
        ? readOldOffice(this.input(source.read(0, source.size), file, path, beside))
        : undefined;
      if (!known) return wrong();
      if (this.format === 'unknown') this.format = known.format;
      return this.take(known.bank);
    }
    if (content === 'zip') {
      const text =
        [...BANK_ENDINGS, ...MAYBE_ENDINGS].includes(ending) && !/^(?:xls|et|od[st]|doc|wps)/.test(ending);
      if (text) return wrong();
      return this.tooLarge(source.size, file, 'zip') ? undefined : this.archive(source, file, ending);
    }
    if (content === 'pdf' && (ending === 'pdf' || !BANK_ENDINGS.includes(ending))) {
      if (this.tooLarge(source.size, file, 'pdf')) return;
      if (this.format === 'unknown') this.format = 'pdf';
      return this.take(
        await readPdf(this.input(source.read(0, source.size), file, path, beside), this.watch),
      );
    }
    if (content === 'sqlite' || content === 'bplist') {
      if (this.tooLarge(source.size, file, content === 'sqlite' ? 'sqlite' : 'plist')) return;
      const known = await readBinary(new Map(), this.input(source.read(0, source.size), file, path, beside));
      if (!known) return wrong();
      if (this.format === 'unknown') this.format = known.format;
      return this.take(known.bank);
    }
    const page = content === 'html' && PAGE_ENDINGS.has(ending);
    if (content !== 'text' && !page) return wrong();
    if (['xlsx', 'xlsm', 'docx', 'ods', 'odt', 'zip', 'sqlite', 'sqlite3', 'db'].includes(ending))
      return wrong();
    if (looksLikeMhtml(head)) {
      if (this.tooLarge(source.size, file, 'html')) return;
      return this.savedPage(source.read(0, source.size), file);
    }
    const apart = this.apart(source, file, formatOfHead(head, ending));
    if (!apart) return;
    const { bytes, pictures } = apart;
    const text = this.text(bytes, file);
    if (text === undefined) return;
    const format = textFormat(ending, text);
    if (!format) return this.complain(unknownFormat(file, kindOfText(text)));
    if (this.format === 'unknown') this.format = format;
    await this.watch.step('reading', 0, 0);
    const around = pictures.size > 0 ? LazyMap.over(beside, pictures) : beside;
    this.take(await readTextAs(format, text, this.input(bytes, file, path, around)));
    // Its reader gives pictures the names that the file gives them.
    if (format !== 'moodle-xml') this.media.take(pictures);
  }

  /** The bytes of a text without its pictures, and those; undefined (and said why) if they are too many. */
  private apart(source: ByteSource, file: string, format: BankFormat) {
    const most = bytesAllowed(format, this.limits);
    const whole = source.size <= most ? source.read(0, source.size) : undefined;
    if (whole && !(WITH_PICTURES.has(format) && mayHoldPictures(whole)))
      return { bytes: whole, pictures: new LazyMap<Buffer>() };
    const looked = WITH_PICTURES.has(format) && source.size <= this.limits.maxBytes;
    const apart = looked
      ? withoutPictures(whole ? memorySource(whole) : source, this.embedded, most)
      : undefined;
    this.embedded += apart?.pictures.size ?? 0;
    if (!apart) this.tooLarge(source.size, file, format);
    return apart;
  }

  /** A page in one file with its pictures, as Word, WPS and browsers save it. */
  private async savedPage(bytes: Buffer, file: string): Promise<void> {
    const page = savedPage(bytes);
    const html = withPictureNames(page);
    const text = this.text(html, file);
    if (text === undefined) return;
    if (this.format === 'unknown') this.format = 'html';
    await this.watch.step('reading', 0, 0);
    this.take(await readTextAs('html', text, this.input(html, file, 'page.html', page.pictures)));
  }

  /** Banks in our own form as they were read, without what is left out. */
  private ownParts(categories: Categories, names: ValueNames): BankPart[] {
    return this.parts.map((part) => {
      const candidates = part.candidates.filter(
        (c) => !categories.leaves(c.question.chapter, { at: c.where([]) }),
      );
      for (const { question } of candidates) names.chapterOf(question, '');
      return { ...part, candidates };
    });
  }

  /** What values of a group mean, as the clerk said it. */
  private namesFor({ source }: RecordGroup): ValueNames {
    const { mapping } = saidOf(this.options, source?.signature ?? NO_TABLE, source?.name);
    return new ValueNames(mapping?.values, this.options.values);
  }

  /** Makes questions of everything taken in; all pictures are known by now. */
  async finish(): Promise<BankRead> {
    const { defaults } = this.options;
    const taken: RecordDefaults = {
      chapter: defaults?.chapter ?? NO_CHAPTER,
      subjects: defaults?.subjects ?? ['K1'],
      vehicles: defaults?.vehicles ?? ['car'],
    };
    const out: BankRead = {
      format: this.format,
      coding: this.coding,
      answers: [],
      sources: [],
      numbers: null,
      values: [],
      read: 0,
      own: this.raws.every((raw) => raw.groups.every((g) => g.records.every((r) => r.own !== undefined))),
      candidates: [],
      media: this.media,
      issues: this.issues,
      refused: [],
      categories: [],
      leftOut: 0,
    };
    const picture = pictureNames([...this.media.keys(), ...(this.options.pictureNames ?? [])]);
    const ids = new Set<string>();
    const categories = new Categories(this.options.leaveOut);
    const add = (part: BankPart) => {
      out.read += part.read;
      out.name ??= part.name;
      for (const c of part.candidates) out.candidates.push(c);
      for (const i of part.issues) out.issues.push(i);
    };
    const apart = this.namesFor({ at: { file: '' }, records: [] });
    const convert = (group: RecordGroup, known: Set<string>, names: ValueNames): RecordsPart =>
      recordsToPart(group, {
        defaults: taken,
        limits: { ...this.limits, maxRows: Math.max(0, this.limits.maxRows - out.read) },
        picture,
        ids: known,
        categories,
        names,
        ...(answerNumbers ? { answerNumbers } : {}),
      });
    const { answerNumbers } = this.options;
    for (const part of this.ownParts(categories, apart)) add(part);
    const raws = joinKeys(this.raws);
    const groups = raws.flatMap((raw) => raw.groups);
    const total = groups.reduce((n, group) => n + group.records.length, 0);
    const { pairs, unjoined } = findPairs(groups.length > 1 ? groups.map(sideOf) : []);
    const translations = new Set(pairs.map((p) => groups[p.other]));
    for (const p of unjoined) {
      const [at, other] = [groups[p.zh]?.at, groups[p.other]?.at];
      if (at && other)
        out.issues.push(readIssue('LANGUAGES_APART', at, { other: other.sheet ?? other.file }));
    }
    for (const raw of raws) {
      out.sources.push(...(raw.sources ?? []));
      const name = raw.name?.trim();
      const whole = { read: raw.refused, candidates: [], media: new Map(), issues: [...raw.issues] };
      add({ ...whole, ...(name ? { name: { 'zh-CN': name } } : {}) });
      for (const group of raw.groups) {
        if (translations.has(group)) continue;
        await this.watch.step('reading', out.read, total);
        const names = group.source ? this.namesFor(group) : apart;
        let part = convert(group, ids, names);
        for (const { zh, other: at, locale } of pairs) {
          const other = groups[zh] === group ? groups[at] : undefined;
          if (!other) continue;
          // A translation has the same ids, on purpose.
          const translated = convert(other, new Set(), this.namesFor(other));
          part = joinLanguages(part, translated, { zh: group.at, en: other.at }, locale);
        }
        add(part);
        out.answers.push(...part.answers);
        if (group.source) {
          group.source.values.push(...names.list());
          group.source.answers.push(...part.answers);
          group.source.numbers ??= part.numbers;
        } else out.numbers ??= part.numbers;
        for (const row of part.refused) out.refused.push(row);
      }
    }
    out.values = apart.list();
    out.categories = categories.list();
    out.leftOut = categories.left;
    out.issues.push(...categories.issues(out.issues[0]?.at.file ?? groups[0]?.at.file ?? ''));
    // Beside a bank in the same archive a settings file is no fault.
    if (out.read > 0)
      out.issues = out.issues.map((i) => (i.code === 'NOT_A_BANK' ? readIssue('FILE_SKIPPED', i.at) : i));
    return out;
  }
}

const sideOf = ({ at, records }: RecordGroup): Side => ({
  at,
  stems: records.slice(0, 200).map((r) => r.fields.get('stem')?.text ?? ''),
  ids: records.flatMap((r) => givenId(r) || []),
});

/** Findings that say why no question is left although nothing is wrong. */
const LEFT_OUT: ReadonlySet<string> = new Set(['LEFT_OUT', 'NOTHING_LEFT_OUT']);

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0);

/** The text of a file among others; nothing if it is none. */
function textOf(files: ReadonlyMap<string, Buffer>, path: string): [string, string][] {
  const content = files.get(path);
  if (!content || content.length === 0 || !['text', 'html'].includes(sniff(content))) return [];
  const decoded = decodeText(content);
  return decoded.ok ? [[path, decoded.text]] : [];
}

/** What a text seems to be by its name and its beginning, cut where a line ends so that no character is halved. */
function formatOfHead(head: Buffer, ending: string): BankFormat {
  const end = head.length < HEAD_BYTES ? head.length : head.lastIndexOf(0x0a) + 1 || head.length;
  const decoded = decodeText(head.subarray(0, end));
  return textFormat(ending, decoded.ok ? decoded.text : '') ?? 'unknown';
}

/**
 * Reads a bank file of any format of the README's list, or a ZIP of one or more of these with pictures. Never throws
 * for what is in the file: whatever is wrong is an issue with its place, and every other question is still read.
 * Rejects if a `path` cannot be read, and with the reason of `signal` once that is aborted.
 */
export async function readBank(input: BankInput, options: ReadOptions = {}): Promise<BankRead> {
  const reader = new Reader(options);
  const source = 'path' in input ? fileSource(input.path) : memorySource(input.bytes);
  await reader.one(source, input.name, input.name, new Map());
  const out = await reader.finish();
  if (out.read === 0 && !out.issues.some((i) => i.severity === 'error' || LEFT_OUT.has(i.code)))
    out.issues.push(readIssue('NO_QUESTIONS', { file: input.name }));
  return out;
}

/**
 * Reads a bank that lies unpacked in a folder: `files` by path relative to it, `label` names it in positions.
 * Only `questions/` is read where that folder exists, pictures wherever they are.
 */
export async function readBankFolder(
  files: ReadonlyMap<string, Buffer>,
  label: string,
  options: ReadOptions = {},
): Promise<BankRead> {
  const reader = new Reader(options);
  await reader.folder(files, label);
  if (reader.format === 'unknown') reader.format = 'zip';
  return reader.finish();
}
