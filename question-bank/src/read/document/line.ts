import type { Position } from '../../model/issue';

/** One line of a document, whatever it was stored in. */
export interface DocumentLine {
  text: string;
  at: Position;
  /** Names of pictures that stand in or right below it. */
  pictures: string[];
  /** A heading by style or mark; its text names a chapter or a type. */
  heading?: boolean;
}

const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ]/g;
/** Full-width letters and digits as plain ones, each in its place: offsets stay true. */
export const halfWidth = (text: string): string =>
  text.replace(FULL_WIDTH, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
