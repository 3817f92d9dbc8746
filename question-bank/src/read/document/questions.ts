import type { Issue, Position } from '../../model/issue';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import type { PlainKey } from '../field-keys';
import type { RawBank, RawField, RawRecord } from '../record';
import { Accepting } from './accepting';
import { AnswerLists } from './answer-lists';
import { CaseReader } from './case-reader';
import { findCases } from './cases';
import { keysAhead } from './early-keys';
import { fieldOf, referenceOf } from './field-lines';
import { Furniture } from './furniture';
import { headingOf, isAnswerListTitle, mayNameSection, namesChapter, type Heading } from './headings';
import { looksOf, type DocumentLine } from './line';
import { withKeysByLook } from './keys-by-look';
import { beginsList } from './list-lines';
import { markersOf, type Marker, type NumberMarker, type OptionMarker } from './markers';
import { Part, type OpenQuestion, type Section } from './open-question';
import { Outlook } from './outlook';
import { picturesAhead } from './pictures-ahead';
import { preparedLines } from './prepared-lines';
import { questionRecord } from './question-record';
import { endsSigned } from './signs';
import { starsAreKeys } from './star-keys';
import { announcesStem } from './typed-around';

const PART = /^\s*第.{1,6}部分/;
/** （A错误 B正确） beside a heading. */
const WRONG_FIRST =
  /A\s?(?:[、.．:：为是]|表示|代表){0,2}\s?(?:错误?|×)[^A-Z]{0,8}B\s?(?:[、.．:：为是]|表示|代表){0,2}\s?(?:对|正确|√)|(?:错误?|×)的?[请则]?[选填涂]\s?A|(?<!不)(?:对|正确|√)的?[请则]?[选填涂]\s?B/;

/** Makes questions of the lines of a document, as Chinese banks are written. Linear in the length of the text. */
export class QuestionParser {
  private readonly file: string;
  private readonly limits: ReadLimits;
  private readonly issues: Issue[] = [];
  private readonly all: OpenQuestion[] = [];
  private readonly sections: Section[] = [];
  private readonly lines: readonly DocumentLine[];
  private readonly outlook: Outlook;
  private readonly accepting: Accepting;
  private readonly furniture: Furniture;
  /** Lines of pictures of the question below. */
  private readonly picturesAhead: ReadonlySet<number>;
  private readonly lists: AnswerLists;
  section: Section;
  open: OpenQuestion | undefined;
  private chapter: Section['chapter'];
  private pending: string[] = [];
  /** What a line said of the question that follows. */
  private readonly ahead = new Map<PlainKey, RawField>();
  /** Keys in front of all questions. */
  private readonly early: DocumentLine[] = [];
  private earlyTo = 0;
  private blank = false;
  private name: string | undefined;
  private topHeadings = 0;
  private readonly cases: CaseReader;

  constructor(lines: readonly DocumentLine[], file: string, limits: ReadLimits) {
    this.file = file;
    this.limits = limits;
    const found = findCases(preparedLines(lines));
    this.lines = found.lines;
    lines = this.lines;
    this.outlook = new Outlook(lines);
    this.accepting = new Accepting(lines, this.outlook);
    this.cases = new CaseReader(found.cases, this.outlook);
    this.furniture = new Furniture(lines);
    this.picturesAhead = picturesAhead(lines);
    this.section = this.newSection('');
    this.lists = new AnswerLists(this.all, this.sections, this.issues);
    this.topHeadings = lines.filter((l) => l.heading === 1).length;
  }

  read(): RawBank {
    for (let i = 0; i < this.lines.length; i += 1) {
      if (this.all.length > this.limits.maxRows || this.issues.length >= this.limits.maxIssues) {
        const at = this.lines[i]?.at ?? { file: this.file };
        this.issues.push(readIssue('TOO_MANY_ISSUES', at, { limit: this.limits.maxIssues }));
        break;
      }
      this.line(i);
    }
    if (this.early.length > 0) this.lists.start();
    for (const line of this.early) this.keyed(line);
    this.issues.push(...this.furniture.report());
    const questions = this.withoutPreface();
    const made: { q: OpenQuestion; record: RawRecord }[] = [];
    let refused = 0;
    const starred = new Set(this.sections.filter(starsAreKeys));
    for (const q of questions) {
      const { record, issues } = questionRecord(q, starred.has(q.section));
      this.issues.push(...issues);
      if (record) made.push({ q, record });
      else refused += 1;
    }
    const { records, issues } = withKeysByLook(made, this.lines, this.file);
    this.issues.push(...issues);
    if (records.length === 0 && refused === 0)
      this.issues.push(readIssue('NO_QUESTIONS', { file: this.file }));
    return {
      groups: records.length > 0 ? [{ at: { file: this.file }, records }] : [],
      refused,
      media: new Map(),
      issues: this.issues,
      ...(this.name === undefined ? {} : { name: this.name }),
    };
  }

  /** Numbered remarks before the first section are no questions if nothing of a question is in them. */
  private withoutPreface(): OpenQuestion[] {
    const first = this.sections[0]?.questions ?? [];
    const bare = (q: OpenQuestion) =>
      q.options.length === 0 &&
      !q.answer &&
      !q.listed &&
      q.before === undefined &&
      !q.type &&
      !endsSigned(q.stem.tail);
    if (first.length === 0 || first.length > 15 || first.length === this.all.length || !first.every(bare))
      return this.all;
    for (const q of first) this.issues.push(readIssue('TEXT_SKIPPED', q.at, { value: q.stem.text }));
    return this.all.slice(first.length);
  }

  private line(index: number): void {
    const line = this.lines[index] as DocumentLine;
    const { text } = line;
    const before = this.lists.active ? undefined : this.open;
    const started: { q: OpenQuestion; start: number }[] = [];
    if (text.trim() === '') this.blank = true;
    else if (!this.furniture.holds(index)) {
      if (!this.inCase(index, started) && !this.listed(index) && !this.noted(line) && !this.heading(index))
        this.parts(index, started);
      this.blank = false;
    }
    line.pictures.forEach((name, i) => {
      const offset = line.pictureOffsets?.[i] ?? text.length;
      // A picture in front of a line's number is that question's.
      const own = started.findLast((s) => s.start <= offset);
      const q = this.picturesAhead.has(index) ? undefined : (own?.q ?? before ?? this.open);
      if (!q) this.pending.push(name);
      else if (!q.pictures.includes(name)) q.pictures.push(name);
    });
  }

  /** Takes a line apart into the parts of questions. */
  private parts(index: number, started: { q: OpenQuestion; start: number }[], start = 0): void {
    const line = this.lines[index] as DocumentLine;
    const { text } = line;
    let from = start;
    for (const marker of this.outlook.markers(index)) {
      if (marker.start < from || !this.accepting.accepts(marker, index, from, this)) continue;
      this.text(line, from, marker.start);
      from = this.begin(marker, line);
      if (marker.kind === 'number' && this.open)
        started.push({ q: this.open, start: marker.place === 'start' ? 0 : marker.start });
    }
    this.text(line, from, text.length);
  }

  /** Takes a line that begins a case or one of its questions, or holds the keys of these. */
  private inCase(index: number, started: { q: OpenQuestion; start: number }[]): boolean {
    if (this.lists.active) return false;
    const line = this.lines[index] as DocumentLine;
    if (this.cases.keys(index, line)) return true;
    const sub = this.cases.question(index);
    if (sub && this.open) {
      const head = sub.number === 1 ? this.open : undefined;
      // Its text is no question by itself.
      if (head) {
        this.all.pop();
        this.section.questions.pop();
      }
      this.open = this.cases.open(sub, this.open, head, line);
      this.section.questions.push(this.open);
      this.all.push(this.open);
      started.push({ q: this.open, start: 0 });
      this.parts(index, started, sub.end);
      return true;
    }
    if (!this.cases.begins(index, line, this.open)) return false;
    this.open = undefined;
    return true;
  }

  /** Takes a line that notes something of the open question: 难度：易. */
  private noted(line: DocumentLine): boolean {
    if (this.lists.active) return false;
    const { open } = this;
    const { field, key } = ((open?.options.length ?? 0) > 0 && referenceOf(line)) || (fieldOf(line) ?? {});
    // A stem broken before its last word: 机动车号牌颜色的 / 分类：. Where a question is over, a field is merely empty.
    if (!field || (field.text === '' && !open?.answer)) return this.announced(line);
    // Behind a blank line, or behind all of a question, a type is said of what follows.
    const over = !open || this.blank || (key === 'type' && open.answer !== undefined);
    if (over && (key === 'chapter' || key === 'type')) {
      if (this.outlook.style === undefined) this.open = undefined;
      if (field.text !== '') this.ahead.set(key, field);
    } else if (key && open) {
      open.noted ??= new Map();
      if (field.text !== '' && !open.noted.has(key)) open.noted.set(key, field);
    } else if (field.text !== '') this.skip(line.text.trim(), line.at);
    return true;
  }

  /** 题干： announces a question where none is numbered. */
  private announced(line: DocumentLine): false {
    const over = this.open && (this.open.answer !== undefined || this.open.options.length > 1);
    if (over && this.outlook.style === undefined && announcesStem(line.text)) this.open = undefined;
    return false;
  }

  /** Takes a line of an answer list, or the title of one. */
  private listed(index: number): boolean {
    const line = this.lines[index] as DocumentLine;
    if (line.key) {
      if (this.all.length === 0) this.early.push(line);
      else this.keyed(line);
      return true;
    }
    const title = isAnswerListTitle(line.text);
    if (this.lists.active) {
      if (this.lists.chapter(line.text, this.below(index, 3))) return true;
      if (this.lists.take(line) || title) return true;
      this.lists.end();
    }
    if (this.all.length === 0) return this.keyedAhead(index);
    if (!this.lists.wanted()) return false;
    const open = this.open;
    if (this.lists.resumes(line.text, this.below(index, 1)[0])) {
      this.lists.start();
      this.open = undefined;
      return this.lists.take(line);
    }
    if (title) {
      const ahead = this.below(index, 3);
      if (open && this.lists.lonely(ahead[0])) return true;
      if (!beginsList(ahead)) return false;
      this.lists.start();
      this.lists.chapter(line.text, ahead);
      this.open = undefined;
      return true;
    }
    if (!this.lists.inline(line, open, this.section)) return false;
    this.open = undefined;
    return true;
  }

  /** The next lines that are not empty. */
  private below(index: number, count: number): DocumentLine[] {
    const out: DocumentLine[] = [];
    for (let i = index + 1; i < this.lines.length && out.length < count; i += 1)
      if (this.lines[i]?.text.trim() !== '') out.push(this.lines[i] as DocumentLine);
    return out;
  }

  /** Keeps keys that stand above all questions until these are read. */
  private keyedAhead(index: number): boolean {
    if (index < this.earlyTo) return true;
    const found = keysAhead(this.lines, index);
    if (!found) return false;
    this.early.push(...found.keys);
    this.earlyTo = index + found.count;
    return true;
  }

  /** Takes a row of a table of keys. */
  private keyed(line: DocumentLine): void {
    if (!this.lists.active) this.lists.start();
    this.open = undefined;
    if (!this.lists.chapter(line.text) && !this.lists.take(line)) this.skip(line.text, line.at);
  }

  private heading(index: number): boolean {
    const line = this.lines[index] as DocumentLine;
    const { text } = line;
    const first = this.outlook.markers(index)[0];
    if (first?.kind === 'number' && first.place === 'start' && first.form !== 'bare' && !PART.test(text)) {
      if (line.heading === undefined || this.outlook.question(index, first)) return false;
    }
    const heading = headingOf(text, line.heading);
    // 【单选题】 below an unfinished stem is the type of that one; above a number it is a heading.
    if (heading && this.open && /^\s*[【[].*[】\]]\s*$/.test(text)) {
      const next = markersOf(this.below(index, 1)[0]?.text.slice(0, 40) ?? '')[0];
      if (next?.kind !== 'number' || next.place !== 'start') return false;
    }
    if (!heading || (first?.kind === 'answer' && first.label)) return false;
    // An option or the rest of a sentence may be a mere 判断.
    if (first?.kind === 'option' && first.place === 'start' && line.heading === undefined && !heading.chapter)
      return false;
    if (mayNameSection(text) && line.heading === undefined && !this.beginsAnew(index)) return false;
    this.open = undefined;
    if (
      line.heading === 1 &&
      this.topHeadings === 1 &&
      this.all.length === 0 &&
      heading.type === undefined &&
      !namesChapter(heading.title) &&
      this.name === undefined &&
      this.sections.length === 1
    ) {
      this.name = heading.title;
      return true;
    }
    this.cases.heading();
    if (heading.chapter) this.chapter = { text: heading.title, at: line.at };
    this.section = this.newSection(heading.title, heading);
    if (PART.test(text)) this.section.part = text;
    if (WRONG_FIRST.test(text)) this.section.wrongFirst = true;
    return true;
  }

  /** Whether below a line questions are counted from 1, or a heading of their type stands. */
  private beginsAnew(index: number): boolean {
    const [below] = this.below(index, 1);
    const number = markersOf(below?.text.slice(0, 40) ?? '')[0];
    if (number?.kind === 'number' && number.place === 'start') return number.number === 1;
    return headingOf(below?.text ?? '')?.type !== undefined;
  }

  private newSection(title: string, heading?: Heading): Section {
    const { ordinal, type, other } = heading ?? {};
    const section: Section = {
      index: this.sections.length,
      title,
      questions: [],
      ...(ordinal === undefined ? {} : { ordinal }),
      ...(type === undefined ? {} : { type }),
      ...(other === undefined ? {} : { other }),
      ...(this.chapter ? { chapter: this.chapter } : {}),
    };
    this.sections.push(section);
    return section;
  }

  /** Begins the part a marker stands for; gives the place from which its text goes on. */
  private begin(marker: Marker, line: DocumentLine): number {
    const at: Position = { ...line.at, column: String(marker.start + 1) };
    if (marker.kind === 'number') {
      this.start(marker, at);
      return marker.end;
    }
    const q = this.open as OpenQuestion;
    if (marker.kind === 'option') {
      this.option(q, marker, at, line);
    } else if (marker.kind === 'explanation') {
      q.explanation ??= new Part(at);
      q.writing = 'explanation';
    } else {
      q.answer = new Part(at);
      q.writing = 'answer';
    }
    return marker.end;
  }

  private option(q: OpenQuestion, m: OptionMarker, at: Position, line: DocumentLine): void {
    const place = m.letter.charCodeAt(0) - 65 - q.options.length;
    if (place !== 0) {
      const former = String.fromCharCode(64 + q.options.length);
      const reason = `选项字母从 ${former} 变成 ${m.letter}`;
      const reasonEn = `the option letters go from ${former} to ${m.letter}`;
      this.issues.push(readIssue('BAD_FIELD', { ...at, ...this.named(q) }, { reason, reasonEn }));
    }
    if (place < 0) q.unclear = true;
    for (let i = 0; i < place; i += 1)
      q.options.push({ part: new Part(at), ticked: false, label: new Set() });
    const stands = line.emphasis?.filter((e) => e.from < m.end && e.to > m.start) ?? [];
    q.options.push({ part: new Part(at), ticked: m.ticked, label: new Set(stands.flatMap(looksOf)) });
    q.writing = 'option';
  }

  private named(q: OpenQuestion): { question?: string } {
    return q.number === undefined ? {} : { question: String(q.number) };
  }

  private start(m: NumberMarker | undefined, at: Position): void {
    const number = m?.number;
    const former = this.section.questions.at(-1)?.number;
    if (number !== undefined && former !== undefined && number !== former + 1)
      this.issues.push(
        readIssue('NUMBERING', { ...at, question: String(number) }, { from: former, to: number }),
      );
    if (m && m.form !== 'bare') this.section.style = m.style;
    const type = m?.type ?? this.section.type;
    this.open = {
      number,
      style: m?.style,
      at,
      stem: new Part(at),
      options: [],
      pictures: this.pending,
      section: this.section,
      writing: 'stem',
      ...(m?.answer === undefined ? {} : { before: m.answer }),
      ...(type === undefined ? {} : { type }),
    };
    if (this.ahead.size > 0) this.open.noted = new Map(this.ahead);
    this.ahead.clear();
    this.cases.started(this.open);
    this.pending = [];
    this.section.questions.push(this.open);
    this.all.push(this.open);
  }

  /** Text without a marker goes on where the last left off, or begins a question in a bank without numbers. */
  private text(line: DocumentLine, from: number, to: number): void {
    const raw = line.text.slice(from, to);
    const text = raw.trim();
    if (text === '') return;
    const at: Position = { ...line.at, column: String(from + raw.indexOf(text[0] ?? '') + 1) };
    const lineStart = line.text.slice(0, from).trim() === '';
    let q = this.open;
    if (this.outlook.style === undefined && lineStart && this.mayBegin(q)) {
      this.start(undefined, at);
      q = this.open;
    }
    if (!q && this.cases.takes(text)) return;
    if (!q) return this.skip(text, at);
    const part = this.partOf(q);
    // A new line behind a stem that has its sign, or behind an answer, is no more of it.
    const closed = q.writing === 'stem' ? endsSigned(q.stem.tail) : q.writing === 'answer' && !part.empty;
    if (lineStart && closed && !/^[)）\]】。.;；、]+$/.test(text)) return this.skip(text, at);
    part.add(text, at);
    part.stress(line, from, to);
  }

  private mayBegin(q: OpenQuestion | undefined): boolean {
    if (!q) return true;
    if (q.writing === 'explanation') return this.blank;
    if (q.writing === 'answer') return !q.answer?.empty;
    if (q.writing === 'option') return this.blank && q.options.length > 1;
    return endsSigned(q.stem.tail);
  }

  private partOf(q: OpenQuestion): Part {
    if (q.writing === 'option') return q.options.at(-1)?.part ?? q.stem;
    return (q.writing === 'stem' ? undefined : q[q.writing]) ?? q.stem;
  }

  private skip(text: string, at: Position): void {
    if (/^[)）\]】。.;；、\-–—=_*~\s]+$/.test(text)) return;
    // The title of a document is its name, not a lost question.
    if (this.all.length === 0 && this.name === undefined && text.length <= 40 && !/[？?。]$/.test(text)) {
      this.name = text;
      return;
    }
    this.cases.skipped(text);
    this.issues.push(readIssue('TEXT_SKIPPED', at, { value: text }));
  }
}
