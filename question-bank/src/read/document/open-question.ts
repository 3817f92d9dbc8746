import type { Position } from '../../model/issue';
import type { PlainKey } from '../field-keys';
import type { RawField } from '../record';
import type { OtherKind } from './headings';
import { looksOf, type DocumentLine } from './line';
import type { NumberStyle } from './number-forms';

const HAN_END = /[\p{Script=Han}，。、；：？！（）“”]$/u;
const HAN_START = /^[\p{Script=Han}，。、；：？！（）“”]/u;
const LIST_ITEM = /^(?:[①-⑳]|[（(]\d{1,2}[)）]|\d{1,2}[、.．)）])/;

/** A part of a question while it is read: pieces of lines, and how much of them stands out. */
export class Part {
  at: Position;
  private readonly pieces: string[] = [];
  private last = '';
  private size = 0;
  private readonly stressed = new Map<string, number>();

  constructor(at: Position) {
    this.at = at;
  }

  get empty(): boolean {
    return this.pieces.length === 0;
  }
  /** The end of the text, enough to tell how it ends. */
  get tail(): string {
    return this.last;
  }
  /** The text. Costs its length: for the end of the reading. */
  get text(): string {
    return this.pieces.join('').trim();
  }

  /** Adds a piece of a line. Wrapped lines of Chinese join without a blank, others with one, items of a list stay lines. */
  add(text: string, at: Position): void {
    if (this.empty) this.at = at;
    else {
      const head = text.slice(0, 4);
      const together = HAN_END.test(this.last) && HAN_START.test(head);
      this.pieces.push(LIST_ITEM.test(text.slice(0, 6)) ? '\n' : together ? '' : ' ');
    }
    this.pieces.push(text);
    this.last = (this.last + text.slice(-120)).slice(-120);
  }

  /** Counts what of a stretch of a line stands out. */
  stress(line: DocumentLine, from: number, to: number): void {
    this.size += count(line.text, from, to);
    for (const e of line.emphasis ?? []) {
      const [a, b] = [Math.max(from, e.from), Math.min(to, e.to)];
      if (a >= b) continue;
      const length = count(line.text, a, b);
      for (const look of looksOf(e)) this.stressed.set(look, (this.stressed.get(look) ?? 0) + length);
    }
  }

  /** The looks in which the part stands out as a whole. */
  get looks(): string[] {
    return [...this.stressed].flatMap(([look, length]) => (length >= 0.8 * this.size ? [look] : []));
  }
}

const count = (text: string, from: number, to: number) => text.slice(from, to).replace(/\s/g, '').length;

export interface OpenOption {
  part: Part;
  ticked: boolean;
  /** The looks of its letter. */
  label: ReadonlySet<string>;
}

/** A question while it is read. */
export interface OpenQuestion {
  number: number | undefined;
  style: NumberStyle | undefined;
  at: Position;
  stem: Part;
  options: OpenOption[];
  /** What stood in a bracket before the number. */
  before?: string;
  answer?: Part;
  explanation?: Part;
  /** The answer of a list at the end, and where that is. */
  listed?: { text: string; at: Position };
  /** Options that begin with A again stand in its explanation. */
  relisted?: boolean;
  /** Another answer that stands in it, and says otherwise or belongs to other options. */
  second?: { text: string; at: Position };
  pictures: string[];
  /** What lines of its own say of it: 难度：易. */
  noted?: Map<PlainKey, RawField>;
  type?: string;
  section: Section;
  /** The text of the case it asks about, and its own number there; an empty text was not found. */
  inCase?: { text: string; number?: number };
  /** Where the next text belongs. */
  writing: 'stem' | 'option' | 'answer' | 'explanation';
  /** A letter of its options came again: nobody can tell which of them its answer means. */
  unclear?: true;
  /** Last number of a list inside the question. */
  sub?: number;
}

export interface Section {
  index: number;
  title: string;
  /** Its whole heading, where that counts parts: 第二部分 信号. */
  part?: string;
  ordinal?: string;
  type?: string;
  other?: OtherKind;
  /** Says that A is wrong and B right. */
  wrongFirst?: true;
  chapter?: { text: string; at: Position };
  style?: NumberStyle;
  questions: OpenQuestion[];
}
