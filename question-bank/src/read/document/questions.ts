import type { Issue, Position } from '../../model/issue';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import type { RawBank, RawField, RawOption, RawRecord } from '../record';
import { listedAnswers } from './answer-list';
import { headingOf, isAnswerListTitle, typeMark } from './headings';
import type { DocumentLine } from './line';
import { answerAt, answerInStem, markersOf, type Marker } from './markers';

interface Part {
  text: string;
  at: Position;
}
interface Open {
  number: number | undefined;
  at: Position;
  stem: Part;
  options: Part[];
  answer?: Part;
  explanation?: Part;
  pictures: string[];
  type?: string;
  section: Section;
  /** Where the next text belongs. */
  writing: 'stem' | 'option' | 'answer' | 'explanation';
}
interface Section {
  title: string;
  ordinal?: string;
  type?: string;
  chapter?: Part;
  questions: Open[];
}

const SIGNED = /[√×✓✔✗✘]\s*$|[（(]\s*(?:[A-H]{1,8}|√|×|对|错|正确|错误)\s*[)）]\s*[。.]?\s*$/;
/** `答案：1、对 2、B` or `答案：1-5 ABCDA`: numbers follow, not an answer. */
const INLINE_LIST = /^\s*[【[]?(?:参考|标准|正确)?答案[】\]]?\s*[:：]?\s*(?=\d{1,5}\s*[-–—~～至到、.．:：)])/;
const HAN_EDGE = /[\p{Script=Han}，。、；：？！（）“”]$/u;

/** Wrapped lines of Chinese join without a blank, others with one. */
function joined(a: string, b: string): string {
  if (a === '' || b === '') return a + b;
  return HAN_EDGE.test(a) && /^[\p{Script=Han}，。、；：？！（）“”]/u.test(b) ? a + b : `${a} ${b}`;
}

/** Makes questions of the lines of a document, as Chinese banks are written. Linear in the length of the text. */
export class QuestionParser {
  private readonly file: string;
  private readonly limits: ReadLimits;
  private readonly issues: Issue[] = [];
  private readonly all: Open[] = [];
  private section: Section = { title: '', questions: [] };
  private readonly sections: Section[] = [this.section];
  private open: Open | undefined;
  private chapter: Part | undefined;
  private pending: string[] = [];
  private listing: { section?: Section } | undefined;
  private numbered = false;
  private blank = false;
  private name: string | undefined;

  constructor(file: string, limits: ReadLimits) {
    this.file = file;
    this.limits = limits;
  }

  read(lines: readonly DocumentLine[]): RawBank {
    const starts = lines.filter((l) =>
      markersOf(l.text.slice(0, 40)).some((m) => m.kind === 'number' && m.atStart),
    );
    this.numbered = starts.length > 0;
    for (const line of lines) {
      if (this.all.length > this.limits.maxRows || this.issues.length >= this.limits.maxIssues) {
        this.issues.push(readIssue('TOO_MANY_ISSUES', line.at, { limit: this.limits.maxIssues }));
        break;
      }
      this.line(line);
    }
    const records = this.all.map((q) => this.record(q));
    return {
      groups: records.length > 0 ? [{ at: { file: this.file }, records }] : [],
      refused: 0,
      media: new Map(),
      issues:
        records.length > 0 ? this.issues : [...this.issues, readIssue('NO_QUESTIONS', { file: this.file })],
      ...(this.name === undefined ? {} : { name: this.name }),
    };
  }

  private line(line: DocumentLine): void {
    const { text } = line;
    if (line.pictures.length > 0) {
      if (this.open) this.open.pictures.push(...line.pictures);
      else this.pending.push(...line.pictures);
    }
    if (text.trim() === '') {
      this.blank = true;
      return;
    }
    if (this.heading(line)) return;
    if (this.listing && this.listed(line)) return;
    const inline = INLINE_LIST.exec(text);
    if (inline && this.all.length > 0 && this.missingAnswers()) {
      this.listing = {};
      if (this.listed({ ...line, text: text.slice(inline[0].length) })) return;
      this.listing = undefined;
    }
    const markers = markersOf(text);
    let from = 0;
    for (const marker of markers) {
      if (marker.start < from || !this.accepts(marker, text.slice(from, marker.start), from === 0)) continue;
      this.text(text.slice(from, marker.start), { ...line.at, column: String(from + 1) });
      from = this.begin(marker, line, marker.end);
    }
    this.text(text.slice(from), { ...line.at, column: String(from + 1) });
    this.blank = false;
  }

  private heading(line: DocumentLine): boolean {
    const { text } = line;
    if (isAnswerListTitle(text) && this.all.length > 0 && this.missingAnswers()) {
      this.listing = {};
      this.open = undefined;
      return true;
    }
    const heading = headingOf(text, line.heading ?? false);
    if (!heading) return false;
    if (this.listing) {
      const same = this.sections.find(
        (s) =>
          (heading.ordinal !== undefined && s.ordinal === heading.ordinal) ||
          (heading.type !== undefined && s.type === heading.type),
      );
      if (same) {
        this.listing.section = same;
        return true;
      }
      this.listing = undefined;
    }
    this.open = undefined;
    if (heading.chapter) this.chapter = { text: heading.title, at: line.at };
    this.section = {
      title: heading.title,
      questions: [],
      ...(heading.ordinal === undefined ? {} : { ordinal: heading.ordinal }),
      ...(heading.type === undefined ? {} : { type: heading.type }),
      ...(this.chapter ? { chapter: this.chapter } : {}),
    };
    this.sections.push(this.section);
    return true;
  }

  private missingAnswers(): boolean {
    return this.all.some((q) => !q.answer && !SIGNED.test(q.stem.text));
  }

  /** A line of an answer list; false if it is none and the list is over. */
  private listed(line: DocumentLine): boolean {
    const heading = headingOf(line.text, false);
    const { answers, rest } = listedAnswers(line.text);
    if (answers.length === 0 || rest.length > 20 + answers.length) {
      if (!heading) this.listing = undefined;
      return false;
    }
    for (const { number, answer } of answers) {
      const within = this.listing?.section ? [this.listing.section] : this.sections;
      const q = within.flatMap((s) => s.questions).find((x) => x.number === number && !x.answer);
      if (q) q.answer = { text: answer, at: line.at };
      else this.issues.push(readIssue('ANSWER_WITHOUT_QUESTION', line.at, { value: number }));
    }
    return true;
  }

  private complete(q: Open | undefined, ahead = ''): boolean {
    return (
      q === undefined || q.answer !== undefined || q.options.length > 1 || SIGNED.test(q.stem.text + ahead)
    );
  }

  private accepts(marker: Marker, ahead: string, lineStart: boolean): boolean {
    const q = this.open;
    if (marker.kind === 'number') {
      if (marker.surely && marker.atStart) return true;
      if (!marker.atStart)
        return q?.number !== undefined && marker.number === q.number + 1 && this.complete(q, ahead);
      if (!q || q.number === undefined || marker.number === q.number + 1) return true;
      // A list inside a stem counts too; a question that is done may be followed by any number.
      return this.complete(q) && (marker.number === 1 || marker.number > q.number);
    }
    if (marker.kind === 'option') {
      if (!q || q.writing === 'explanation' || q.answer) {
        if (!q?.answer || q.options.length > 0) return false;
      }
      const expected = String.fromCharCode(65 + q.options.length);
      const stem = q.stem.text + (q.writing === 'stem' ? ahead : '');
      if (marker.letter !== expected || stem.trim() === '') return false;
      // A letter followed by a mere blank begins an option only at a line's start or after another option.
      return lineStart || ahead !== '' || q.options.length > 0;
    }
    return q !== undefined && (q.stem.text + ahead).trim() !== '';
  }

  /** Begins the part a marker stands for; gives the place from which its text goes on. */
  private begin(marker: Marker, line: DocumentLine, end: number): number {
    const at: Position = { ...line.at, column: String(marker.start + 1) };
    if (marker.kind === 'number') {
      this.start(marker.number, at);
      return end;
    }
    const q = this.open;
    if (!q) return end;
    if (marker.kind === 'option') {
      q.options.push({ text: '', at });
      q.writing = 'option';
    } else if (marker.kind === 'explanation') {
      q.explanation = { text: '', at };
      q.writing = 'explanation';
    } else {
      q.writing = 'answer';
      const found = answerAt(line.text, end);
      q.answer = { text: found?.value ?? '', at };
      return found?.end ?? end;
    }
    return end;
  }

  private start(number: number | undefined, at: Position): void {
    const former = this.section.questions.at(-1)?.number;
    if (number !== undefined && former !== undefined && number !== former + 1)
      this.issues.push(readIssue('NUMBERING', at, { from: former, to: number }));
    this.listing = undefined;
    this.open = {
      number,
      at,
      stem: { text: '', at },
      options: [],
      pictures: this.pending,
      section: this.section,
      writing: 'stem',
      ...(this.section.type === undefined ? {} : { type: this.section.type }),
    };
    this.pending = [];
    this.section.questions.push(this.open);
    this.all.push(this.open);
  }

  /** Text without a marker goes on where the last left off, or begins a question in a bank without numbers. */
  private text(raw: string, at: Position): void {
    const text = raw.trim();
    if (text === '') return;
    const q = this.open;
    const done = q !== undefined && (q.answer !== undefined || (q.options.length > 1 && this.blank));
    if (!this.numbered && (!q || (done && (q.writing !== 'explanation' || this.blank)))) {
      this.start(undefined, at);
      if (this.open) this.open.stem = { text, at };
      return;
    }
    if (!q) return this.skip(text, at);
    // A new line behind a stem that has its sign is no more of it.
    if (q.writing === 'stem' && at.column === '1' && SIGNED.test(q.stem.text)) return this.skip(text, at);
    if (q.writing === 'answer') {
      if (q.answer?.text === '') q.answer = { ...q.answer, text };
      else this.skip(text, at);
    } else if (q.writing === 'explanation')
      q.explanation = { ...(q.explanation ?? { at }), text: joined(q.explanation?.text ?? '', text) };
    else if (q.writing === 'option') {
      const last = q.options.at(-1);
      if (last) last.text = joined(last.text, text);
    } else q.stem = { at: q.stem.text === '' ? at : q.stem.at, text: joined(q.stem.text, text) };
  }

  private skip(text: string, at: Position): void {
    if (/^[\s\d/\-–—第页共]+$/.test(text) || /^[)）\]】。.;；、]+$/.test(text)) return;
    // The title of a document is its name, not a lost question.
    if (this.all.length === 0 && this.name === undefined && text.length <= 40 && !/[？?。]$/.test(text)) {
      this.name = text;
      return;
    }
    this.issues.push(readIssue('TEXT_SKIPPED', at, { value: text }));
  }

  private record(q: Open): RawRecord {
    const fields = new Map<Parameters<RawRecord['fields']['get']>[0], RawField>();
    const question = q.number === undefined ? {} : { question: String(q.number) };
    const placed = (p: Part): RawField => ({ text: p.text, at: { ...p.at, ...question } });
    let stem = q.stem.text;
    let type = q.type;
    const mark = typeMark(stem);
    if (mark) {
      type = mark.type;
      stem = stem.slice(mark.end);
    }
    let answer = q.answer;
    const own = q.options.map((o): RawOption & { signed: boolean } => {
      const signed = /\s*[√✓✔]\s*$/.test(o.text);
      return { text: o.text, at: { ...o.at, ...question }, signed };
    });
    const inside = answer && answer.text !== '' ? undefined : answerInStem(stem);
    if (inside) {
      stem = inside.stem;
      answer = { text: inside.answer, at: q.stem.at };
    }
    const bySign = !answer && own.some((o) => o.signed);
    const options = own.map(({ signed, ...o }): RawOption => {
      if (!bySign) return o;
      return { ...o, text: o.text.replace(/\s*[√✓✔×✗✘]\s*$/, ''), right: signed };
    });
    fields.set('stem', placed({ text: stem, at: q.stem.at }));
    if (answer) fields.set('answer', placed(answer));
    if (type !== undefined) fields.set('type', placed({ text: type, at: q.at }));
    if (q.explanation && q.explanation.text !== '') fields.set('explanation', placed(q.explanation));
    if (q.section.chapter) fields.set('chapter', q.section.chapter);
    return { at: { ...q.at, ...question }, fields, options, pictures: q.pictures };
  }
}
