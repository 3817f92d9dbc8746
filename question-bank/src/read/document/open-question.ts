import type { Position } from '../../model/issue';
import type { PlainKey } from '../field-keys';
import type { RawField } from '../record';
import type { OtherKind } from './headings';
import type { DocumentLine, Emphasis } from './line';
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
  private readonly stressed = new Map<Emphasis, number>();

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
      if (a < b) this.stressed.set(e.kind, (this.stressed.get(e.kind) ?? 0) + count(line.text, a, b));
    }
  }

  /** Whether the part stands out as a whole in that way. */
  stands(kind: Emphasis): boolean {
    return this.size > 0 && (this.stressed.get(kind) ?? 0) >= 0.8 * this.size;
  }
}

const count = (text: string, from: number, to: number) => text.slice(from, to).replace(/\s/g, '').length;

export interface OpenOption {
  part: Part;
  ticked: boolean;
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
  /** Another answer that stands in it, and says otherwise. */
  second?: { text: string; at: Position };
  pictures: string[];
  /** What lines of its own say of it: 难度：易. */
  noted?: Map<PlainKey, RawField>;
  type?: string;
  section: Section;
  /** Where the next text belongs. */
  writing: 'stem' | 'option' | 'answer' | 'explanation';
  /** Last number of a list inside the question. */
  sub?: number;
}

export interface Section {
  index: number;
  title: string;
  ordinal?: string;
  type?: string;
  other?: OtherKind;
  chapter?: { text: string; at: Position };
  style?: NumberStyle;
  questions: OpenQuestion[];
}
