import { readIssue } from './read-issue';
import type { Issue } from '../model/issue';
import type { LocalText, Subject, VehicleGroup } from '../model/question';
import type { AnswersRead, NumbersAsked } from './answers/answers-read';
import type { NumberCoding } from './answers/number-coding';
import type { ReaderInput } from './bank-reader';
import type { BankPart, Candidate } from './candidate';
import { Categories, type Category } from './categories';
import { decodeText, type Coding } from './decode';
import { BANK_ENDINGS, endingOf, MAYBE_ENDINGS, PICTURE_NAME, type BankFormat } from './formats';
import { keysApart } from './document/keys-apart';
import type { DocumentLine } from './document/line';
import { findPairs, joinLanguages, type Side } from './language-pairs';
import { bytesAllowed, DEFAULT_LIMITS, type ReadLimits } from './limits';
import type { MappingOptions, SourceFound } from './mapping';
import { pictureFile, pictureNames } from './picture-names';
import { givenId } from './plain/plain-record';
import { ReadWatch, type WatchOptions } from './progress';
import { readBinary, readTextAs, readTogether, textFormat } from './readers';
import type { RawBank, RecordGroup } from './record';
import type { RecordDefaults } from './record-to-question';
import { recordsToPart, type RecordsPart } from './records-to-part';
import type { RefusedRow } from './refused-row';
import { sniff } from './sniff';
import { fileSource, memorySource, type ByteSource } from './source/byte-source';
import { LazyMap } from './source/lazy-map';
import { unzip } from './unzip';

/**
 * A file as it was handed in, in memory or on the disk. The name is only shown and its ending compared with the
 * content. An archive on the disk is never in memory as a whole, nor are its pictures: they are read from it again
 * when they are asked for, so it has to stay there as long as `media` of the result is used.
 */
export type BankInput = { name: string } & ({ bytes: Uint8Array } | { path: string });

export interface ReadOptions extends WatchOptions, MappingOptions {
  limits?: Partial<ReadLimits>;
  /** What files that do not say it are about: chapter 未分章, subject K1, vehicle car if not said. */
  defaults?: { chapter?: string; subjects?: readonly Subject[]; vehicles?: readonly VehicleGroup[] };
  /** How numbers in answers count the options; without it that is told from all answers of a sheet or table together. */
  answerNumbers?: NumberCoding;
  /** Names of pictures at hand outside the file, so that a reference can be matched with them. */
  pictureNames?: Iterable<string>;
  /** Chapters, categories or sheets that are not to be read, as the file names them. */
  leaveOut?: Iterable<string>;
}

/** What a file holds. `read` counts the questions met, `candidates` those that fit the model. */
export interface BankRead {
  format: BankFormat;
  /** Coding of the text (of the first text, in an archive); null for workbooks. */
  coding: Coding | null;
  /** How answers were written, with examples. */
  answers: AnswersRead[];
  /** Sheets, tables and objects with their columns, and what these were taken for. */
  sources: SourceFound[];
  /** Numbers in answers of what is no table; null where there are none. */
  numbers: NumbersAsked | null;
  name?: LocalText;
  read: number;
  /** Whether every question came in our own form, in which an empty field is meant to be empty. */
  own: boolean;
  candidates: Candidate[];
  /** Pictures by file name; of a large archive each is unpacked when it is asked for. */
  media: ReadonlyMap<string, Uint8Array>;
  issues: Issue[];
  /** Questions that do not fit the model, as far as they could be read; their issues are among `issues` too. */
  refused: RefusedRow[];
  /** Chapters and categories met, with those left out. */
  categories: Category[];
  /** Questions of `read` that were left out on purpose. */
  leftOut: number;
}

/** A text's beginning, by which its format is told before all of it is read. */
const HEAD_BYTES = 64 * 1024;

class Reader {
  private readonly limits: ReadLimits;
  private readonly options: ReadOptions;
  private readonly raws: RawBank[] = [];
  private coding: Coding | null = null;
  format: BankFormat = 'unknown';
  private readonly parts: BankPart[] = [];
  private readonly media = new LazyMap<Uint8Array>();
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
      this.complain(readIssue(decoded.code, { file }));
      return undefined;
    }
    this.coding ??= decoded.coding;
    if (decoded.text.trim() !== '') return decoded.text;
    this.complain(readIssue('EMPTY_FILE', { file }));
    return undefined;
  }

  /** An archive: one of the formats that are archives themselves, or a folder of bank files. */
  private async archive(source: ByteSource, file: string, ending: string): Promise<void> {
    const workbook = ending.startsWith('xls') || ending === 'docx';
    const most = workbook ? this.limits.maxWorkbookBytes : this.limits.maxTextBytes;
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
      if (this.format === 'unknown') this.format = 'zip';
      if (files.size > 0) await this.folder(files, file);
    }
  }

  /** Files by path: pictures wherever they are, banks in `questions/` if there is such a folder, else anywhere. */
  async folder(files: ReadonlyMap<string, Buffer>, label: string): Promise<void> {
    const wanted = [...files.keys()]
      .filter(
        (path) =>
          !/(^|\/)(\.|__MACOSX\/|(?:readme|licen[cs]e|notice|changelog|使用说明|说明)[^/]*$)/i.test(path),
      )
      .sort((a, b) => (a < b ? -1 : 1));
    for (const path of wanted) if (PICTURE_NAME.test(path)) this.picture(files, path, label);
    const banks = wanted.filter((path) => [...BANK_ENDINGS, ...MAYBE_ENDINGS].includes(endingOf(path)));
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
    const apart = await keysApart(files, chosen, label, this.limits);
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
        known
          ? readIssue('WRONG_TYPE', { file }, { name: ending, content })
          : readIssue('UNKNOWN_FORMAT', { file }, { content }),
      );
    };
    if (head.length === 0) return this.complain(readIssue('EMPTY_FILE', { file }));
    if (content === 'cfb') {
      const better = ending === 'doc' ? 'Word (.docx)' : ending === 'ppt' ? undefined : 'Excel (.xlsx)';
      if (ending === 'doc')
        return this.complain(readIssue('OLD_FORMAT', { file }, { format: '.doc', better: better ?? '' }));
      const office = ['', 'xls', 'xlsx', 'xlsm', 'et', 'docx', 'zip'].includes(ending);
      return office ? this.complain(readIssue('PROTECTED_OR_OLD_EXCEL', { file })) : wrong();
    }
    if (content === 'zip') {
      const text = [...BANK_ENDINGS, ...MAYBE_ENDINGS].includes(ending) && !/^(?:xls|docx)/.test(ending);
      if (text) return wrong();
      return this.tooLarge(source.size, file, 'zip') ? undefined : this.archive(source, file, ending);
    }
    if (content === 'sqlite' || content === 'bplist') {
      if (this.tooLarge(source.size, file, content === 'sqlite' ? 'sqlite' : 'plist')) return;
      const known = await readBinary(new Map(), this.input(source.read(0, source.size), file, path, beside));
      if (!known) return wrong();
      if (this.format === 'unknown') this.format = known.format;
      return this.take(known.bank);
    }
    if (content !== 'text' && !(content === 'html' && ending === 'xml')) return wrong();
    if (['xlsx', 'xlsm', 'docx', 'zip', 'sqlite', 'sqlite3', 'db'].includes(ending)) return wrong();
    if (this.tooLarge(source.size, file, formatOfHead(head, ending))) return;
    const bytes = source.read(0, source.size);
    const text = this.text(bytes, file);
    if (text === undefined) return;
    const format = textFormat(ending, text);
    if (!format) return this.complain(readIssue('UNKNOWN_FORMAT', { file }, { content }));
    if (this.format === 'unknown') this.format = format;
    await this.watch.step('reading', 0, 0);
    this.take(await readTextAs(format, text, this.input(bytes, file, path, beside)));
  }

  /** Banks in our own form as they were read, without what is left out. */
  private ownParts(categories: Categories): BankPart[] {
    return this.parts.map((part) => ({
      ...part,
      candidates: part.candidates.filter((c) => !categories.leaves(c.question.chapter, { at: c.where([]) })),
    }));
  }

  /** Makes questions of everything taken in; all pictures are known by now. */
  async finish(): Promise<BankRead> {
    const { defaults } = this.options;
    const taken: RecordDefaults = {
      chapter: defaults?.chapter ?? '未分章',
      subjects: defaults?.subjects ?? ['K1'],
      vehicles: defaults?.vehicles ?? ['car'],
    };
    const out: BankRead = {
      format: this.format,
      coding: this.coding,
      answers: [],
      sources: [],
      numbers: null,
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
    const convert = (group: RecordGroup, known: Set<string>): RecordsPart =>
      recordsToPart(group, {
        defaults: taken,
        limits: { ...this.limits, maxRows: Math.max(0, this.limits.maxRows - out.read) },
        picture,
        ids: known,
        categories,
        ...(answerNumbers ? { answerNumbers } : {}),
      });
    const { answerNumbers } = this.options;
    for (const part of this.ownParts(categories)) add(part);
    const groups = this.raws.flatMap((raw) => raw.groups);
    const total = groups.reduce((n, group) => n + group.records.length, 0);
    const { pairs, unjoined } = findPairs(groups.length > 1 ? groups.map(sideOf) : []);
    const translations = new Set(pairs.map((p) => groups[p.other]));
    for (const p of unjoined) {
      const [at, other] = [groups[p.zh]?.at, groups[p.other]?.at];
      if (at && other)
        out.issues.push(readIssue('LANGUAGES_APART', at, { other: other.sheet ?? other.file }));
    }
    for (const raw of this.raws) {
      out.sources.push(...(raw.sources ?? []));
      const name = raw.name?.trim();
      const whole = { read: raw.refused, candidates: [], media: new Map(), issues: [...raw.issues] };
      add({ ...whole, ...(name ? { name: { 'zh-CN': name } } : {}) });
      for (const group of raw.groups) {
        if (translations.has(group)) continue;
        await this.watch.step('reading', out.read, total);
        let part = convert(group, ids);
        for (const { zh, other: at, locale } of pairs) {
          const other = groups[zh] === group ? groups[at] : undefined;
          if (!other) continue;
          // A translation has the same ids, on purpose.
          const translated = convert(other, new Set());
          part = joinLanguages(part, translated, { zh: group.at, en: other.at }, locale);
        }
        add(part);
        out.answers.push(...part.answers);
        if (group.source) {
          group.source.answers.push(...part.answers);
          group.source.numbers ??= part.numbers;
        } else out.numbers ??= part.numbers;
        for (const row of part.refused) out.refused.push(row);
      }
    }
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

const megabytes = (bytes: number) => (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0);

/** The text of a file among others; nothing if it is none. */
function textOf(files: ReadonlyMap<string, Buffer>, path: string): [string, string][] {
  const content = files.get(path);
  if (!content || content.length === 0 || sniff(content) !== 'text') return [];
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
  if (out.read === 0 && out.issues.length === 0)
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
