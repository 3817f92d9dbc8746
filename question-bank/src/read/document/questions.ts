import type { Issue, Position } from '../../model/issue';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import type { PlainKey } from '../field-keys';
import type { RawBank, RawField } from '../record';
import { AnswerLists } from './answer-lists';
import { fieldOf } from './field-lines';
import { Furniture } from './furniture';
import { headingOf, isAnswerListTitle, type Heading } from './headings';
import type { DocumentLine } from './line';
import type { Marker, NumberMarker, OptionMarker, WordMarker } from './markers';
import { Part, type OpenQuestion, type Section } from './open-question';
import { Outlook } from './outlook';
import { preparedLines } from './prepared-lines';
import { questionRecord } from './question-record';
import { answerText, endsSigned } from './signs';
import { starsAreKeys } from './star-keys';
import { announcesStem } from './typed-around';

const SENTENCE_OVER = /[。！？!?.）)\]】」”"：:_…]\s*$/;

/** Makes questions of the lines of a document, as Chinese banks are written. Linear in the length of the text. */
export class QuestionParser {
  private readonly file: string;
  private readonly limits: ReadLimits;
  private readonly issues: Issue[] = [];
  private readonly all: OpenQuestion[] = [];
  private readonly sections: Section[] = [];
  private readonly lines: readonly DocumentLine[];
  private readonly outlook: Outlook;
  private readonly furniture: Furniture;
  private readonly lists: AnswerLists;
  private section: Section;
  private open: OpenQuestion | undefined;
  private chapter: Section['chapter'];
  private pending: string[] = [];
  /** What a line said of the question that follows. */
  private readonly ahead = new Map<PlainKey, RawField>();
  /** Keys in front of all questions. */
  private readonly early: DocumentLine[] = [];
  private blank = false;
  private name: string | undefined;
  private topHeadings = 0;

  constructor(lines: readonly DocumentLine[], file: string, limits: ReadLimits) {
    this.file = file;
    this.limits = limits;
    this.lines = preparedLines(lines);
    lines = this.lines;
    this.outlook = new Outlook(lines);
    this.furniture = new Furniture(lines);
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
    const records = [];
    let refused = 0;
    const starred = new Set(this.sections.filter(starsAreKeys));
    for (const q of questions) {
      const { record, issues } = questionRecord(q, starred.has(q.section));
      this.issues.push(...issues);
      if (record) records.push(record);
      else refused += 1;
    }
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
      if (!this.listed(index) && !this.noted(line) && !this.heading(index)) this.parts(index, started);
      this.blank = false;
    }
    line.pictures.forEach((name, i) => {
      const offset = line.pictureOffsets?.[i] ?? text.length;
      // A picture in front of a line's number is that question's.
      const own = started.findLast((s) => s.start <= offset);
      const q = own?.q ?? before ?? this.open;
      if (!q) this.pending.push(name);
      else if (!q.pictures.includes(name)) q.pictures.push(name);
    });
  }

  /** Takes a line apart into the parts of questions. */
  private parts(index: number, started: { q: OpenQuestion; start: number }[]): void {
    const line = this.lines[index] as DocumentLine;
    const { text } = line;
    let from = 0;
    for (const marker of this.outlook.markers(index)) {
      if (marker.start < from || !this.accepts(marker, index, from)) continue;
      this.text(line, from, marker.start);
      from = this.begin(marker, line);
      if (marker.kind === 'number' && this.open)
        started.push({ q: this.open, start: marker.place === 'start' ? 0 : marker.start });
    }
    this.text(line, from, text.length);
  }

  /** Takes a line that notes something of the open question: 难度：易. */
  private noted(line: DocumentLine): boolean {
    if (this.lists.active) return false;
    const { field, key } = fieldOf(line) ?? {};
    const { open } = this;
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
    if (this.lists.active) {
      if (this.lists.take(line)) return true;
      const again = isAnswerListTitle(line.text);
      if (again) return true;
      this.lists.end();
    }
    if (!this.lists.wanted()) return false;
    const open = this.open;
    if (isAnswerListTitle(line.text)) {
      const ahead: DocumentLine[] = [];
      for (let i = index + 1; i < this.lines.length && ahead.length < 3; i += 1)
        if (this.lines[i]?.text.trim() !== '') ahead.push(this.lines[i] as DocumentLine);
      if (open && this.lists.lonely(ahead[0])) return true;
      if (!this.lists.begins(ahead)) return false;
      this.lists.start();
      this.open = undefined;
      return true;
    }
    if (!this.lists.inline(line, open, this.section)) return false;
    this.open = undefined;
    return true;
  }

  /** Takes a row of a table of keys. */
  private keyed(line: DocumentLine): void {
    if (!this.lists.active) this.lists.start();
    this.open = undefined;
    if (!this.lists.take(line)) this.skip(line.text, line.at);
  }

  private heading(index: number): boolean {
    const line = this.lines[index] as DocumentLine;
    const { text } = line;
    const first = this.outlook.markers(index)[0];
    if (
      first?.kind === 'number' &&
      first.place === 'start' &&
      first.form !== 'bare' &&
      !/^\s*第.{1,6}部分/.test(text)
    ) {
      if (line.heading === undefined || this.outlook.question(index, first)) return false;
    }
    const heading = headingOf(text, line.heading);
    if (!heading || (first?.kind === 'answer' && first.label)) return false;
    // An option or the rest of a sentence may be a mere 判断.
    if (first?.kind === 'option' && line.heading === undefined) return false;
    this.open = undefined;
    if (
      line.heading === 1 &&
      this.topHeadings === 1 &&
      this.all.length === 0 &&
      heading.type === undefined &&
      this.name === undefined &&
      this.sections.length === 1
    ) {
      this.name = heading.title;
      return true;
    }
    if (heading.chapter) this.chapter = { text: heading.title, at: line.at };
    this.section = this.newSection(heading.title, heading);
    return true;
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

  /** Whether the open question has all it needs, with the text that is about to be added to it. */
  private complete(q: OpenQuestion, ahead: string): boolean {
    const tail = ahead.slice(-100);
    if (q.before !== undefined || q.explanation) return true;
    if (q.answer) return !q.answer.empty || tail.trim() !== '';
    if (q.options.length > 1)
      return q.writing !== 'option' || tail.trim() !== '' || q.options.at(-1)?.part.empty === false;
    return endsSigned(q.writing === 'stem' ? q.stem.tail + tail : tail);
  }

  private accepts(marker: Marker, index: number, from: number): boolean {
    if (marker.kind === 'number') return this.acceptsNumber(marker, index, from);
    const ahead = (this.lines[index]?.text ?? '').slice(Math.max(from, marker.start - 120), marker.start);
    const q = this.open;
    if (!q) return false;
    if (marker.kind === 'option') return this.acceptsOption(q, marker, index, ahead);
    return this.acceptsWord(q, marker, index, ahead);
  }

  private acceptsNumber(m: NumberMarker, index: number, from: number): boolean {
    const { text } = this.lines[index] as DocumentLine;
    const ahead = text.slice(Math.max(from, m.start - 120), m.start);
    const q = this.open;
    const style = this.section.style ?? this.outlook.style;
    if (style === undefined && m.form !== 'sure') return false;
    const expected = (q?.number ?? this.section.questions.at(-1)?.number ?? 0) + 1;
    const next = m.number === expected;
    const like = m.style === style;
    if (m.form === 'sure' && m.place === 'start') return true;
    if ((m.form === 'bare' && m.style !== this.outlook.style) || (m.form === 'digit' && !(like && next)))
      return false;
    if (!q) {
      if (m.place !== 'start') return false;
      return like || this.outlook.question(index, m) || this.section.style === undefined;
    }
    const done = this.complete(q, ahead);
    if (m.place !== 'start') {
      if (!next || !like || (q.sub !== undefined && m.number === q.sub + 1)) return this.sublist(q, m, like);
      // D、5、6: the digit is the option itself.
      if (ahead.trim() === '' && q.writing !== 'stem' && q.writing !== 'explanation') return false;
      const judge =
        this.section.type === '判断题' && SENTENCE_OVER.test(q.stem.tail + ahead) && q.writing === 'stem';
      if (!done && !(judge && m.place === 'gap')) return this.sublist(q, m, like);
      if (m.place === 'gap' && q.writing !== 'option' && q.writing !== 'explanation') return true;
      const answered = q.writing === 'answer' && answerText(`${q.answer?.text ?? ''}${ahead}`).rest === '';
      return answered || this.outlook.question(index, m);
    }
    if (!like)
      return (
        done &&
        (next || m.number === 1) &&
        this.section.questions.length <= 1 &&
        this.outlook.question(index, m)
      );
    if (q.sub !== undefined && m.number === q.sub + 1 && (!done || !this.outlook.question(index, m))) {
      q.sub = m.number;
      return false;
    }
    if (next) return m.form === 'mark' || m.form === 'sure' || done || SENTENCE_OVER.test(q.stem.tail);
    const over = done || (q.writing === 'stem' && SENTENCE_OVER.test(q.stem.tail) && m.number > 1);
    const near = m.number > expected && m.number <= expected + 10;
    if (m.number === 1 && q.writing === 'option' && q.options.length > 1) return true;
    if (
      over &&
      m.form === 'mark' &&
      ((near && q.writing !== 'explanation') || this.outlook.question(index, m))
    )
      return true;
    return this.sublist(q, m, like);
  }

  /** Remembers that a list inside the question counts; never a question. */
  private sublist(q: OpenQuestion, m: NumberMarker, like: boolean): false {
    if (like && (m.number === 1 || m.number === (q.sub ?? -1) + 1)) q.sub = m.number;
    return false;
  }

  private acceptsOption(q: OpenQuestion, m: OptionMarker, index: number, ahead: string): boolean {
    if (q.writing === 'explanation') return false;
    // Options may stand below the answer, but no further ones.
    if (q.writing === 'answer' && (q.options.length > 0 || m.place !== 'start' || q.answer?.empty))
      return false;
    if (q.stem.empty && ahead.trim() === '' && q.pictures.length === 0) return false;
    const place = m.letter.charCodeAt(0) - 65 - q.options.length;
    const labelled = m.form === 'mark' || m.form === 'bracket';
    const sure = labelled && m.place === 'start';
    if (place !== 0) {
      // A letter left out or typed twice.
      if (!sure || q.options.length === 0 || place > 3 || place < -1) return false;
      return place > 0 || q.options.at(-1)?.part.empty === false;
    }
    if (q.options.length === 0) return sure || this.outlook.optionB(index, m);
    if (labelled) return true;
    return m.place !== 'glued' && (m.form !== 'word' || m.place === 'start' || /\s$/.test(ahead));
  }

  private acceptsWord(q: OpenQuestion, m: WordMarker, index: number, ahead: string): boolean {
    if (q.stem.empty && ahead.trim() === '') return false;
    if (m.kind === 'explanation') {
      if (m.place === 'start') return true;
      return q.writing !== 'explanation' && this.complete(q, ahead);
    }
    const { text } = this.lines[index] as DocumentLine;
    if (q.answer) {
      // Another answer that says otherwise is another question's, whose beginning was not seen.
      const again = m.label && m.place === 'start' && !q.answer.empty;
      const [one, two] = [answerText(q.answer.text).value, answerText(text.slice(m.end, m.end + 60)).value];
      if (again && /^(?:[A-H、,，\s]{1,20}|[√×]|正确|错误|对|错)$/.test(two) && one !== two)
        q.second ??= { text: two, at: { ...(this.lines[index] as DocumentLine).at } };
      return false;
    }
    if (m.label) return q.writing !== 'explanation' || m.place !== 'glued';
    // 答案B and 答案是 B: a value must follow, and nothing behind it.
    const found = answerText(text.slice(m.end, m.end + 60));
    return (
      m.place !== 'glued' &&
      /^(?:[A-H]|[√×✓✔✗✘]|正确|错误|对$|错$)/.test(found.value) &&
      found.value.length <= 16
    );
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
      this.option(q, marker, at);
    } else if (marker.kind === 'explanation') {
      q.explanation ??= new Part(at);
      q.writing = 'explanation';
    } else {
      q.answer = new Part(at);
      q.writing = 'answer';
    }
    return marker.end;
  }

  private option(q: OpenQuestion, m: OptionMarker, at: Position): void {
    const place = m.letter.charCodeAt(0) - 65 - q.options.length;
    if (place !== 0) {
      const former = String.fromCharCode(64 + q.options.length);
      const reason = `选项字母从 ${former} 变成 ${m.letter}`;
      const reasonEn = `the option letters go from ${former} to ${m.letter}`;
      this.issues.push(readIssue('BAD_FIELD', { ...at, ...this.named(q) }, { reason, reasonEn }));
    }
    for (let i = 0; i < place; i += 1) q.options.push({ part: new Part(at), ticked: false });
    q.options.push({ part: new Part(at), ticked: m.ticked });
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
    this.issues.push(readIssue('TEXT_SKIPPED', at, { value: text }));
  }
}
