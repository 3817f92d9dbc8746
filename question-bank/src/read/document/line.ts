import type { Position } from '../../model/issue';

/** How a stretch of a line is set off from the rest: people mark the right option so, or what else matters to them. */
export type Emphasis = 'bold' | 'colour' | 'highlight' | 'underline';

/** What is counted of a stretch that stands out: its kind, and its kind in the tone it has. */
export const looksOf = ({ kind, tone }: { kind: Emphasis; tone?: string }): readonly string[] =>
  tone === undefined ? [kind] : [kind, `${kind} ${tone}`];

/** One line of a document, whatever it was stored in. */
export interface DocumentLine {
  text: string;
  at: Position;
  /** Names of pictures that stand in or right below it. */
  pictures: string[];
  /** Where in the text they stand, in their order; at its end if not said. */
  pictureOffsets?: number[];
  /** A heading by style or mark (1 the highest); its text names a chapter or a type. */
  heading?: number;
  /** An item of a list without numbers. */
  bullet?: true;
  /** Stands for a row of a table of keys: an answer list wherever it is. */
  key?: true;
  /** With the first line of such a table: the lines that stand there if it is a part of a question. */
  instead?: readonly DocumentLine[];
  /** Stretches of the text that stand out, by offsets. */
  emphasis?: readonly { from: number; to: number; kind: Emphasis; tone?: string }[];
  /** Its answer was told by what stands out of it. */
  byLook?: true;
}

const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ]/g;
/** Full-width letters and digits as plain ones, each in its place: offsets stay true. */
export const halfWidth = (text: string): string =>
  text.replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/** Lines of a text, whatever ends them. */
export const linesOf = (text: string): string[] => text.split(/\r\n|[\r\n\f\v\u2028\u2029]/);

/** The lines of a document with those of its keys below, under a title of their own. */
export function withKeys(
  lines: readonly DocumentLine[],
  keys: readonly DocumentLine[],
): readonly DocumentLine[] {
  const first = keys[0];
  return first ? [...lines, { text: '参考答案', at: first.at, pictures: [] }, ...keys] : lines;
}

/** Lines of a text as those of a document, numbered from 1. */
export const documentLines = (text: string, file: string): DocumentLine[] =>
  linesOf(text).map((line, i) => ({ text: line, at: { file, row: i + 1 }, pictures: [] }));
