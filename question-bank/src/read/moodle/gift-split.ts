/** A piece of a GIFT file between blank lines, comments taken out, with where it begins. */
export interface GiftPiece {
  /** Text with escapes still in; comment lines are blanked so that offsets stay true. */
  text: string;
  start: number;
  /** Offsets in `text` of the answer's braces; absent for a piece without any. */
  braces?: { open: number; close: number };
  fault?: 'notClosed' | 'closedOnly' | 'twoAnswers';
  /** `[id:…]` and `[tag:…]` of the comment lines right before it. */
  id?: string;
  tags: string[];
  /** The mark of our own form in those lines, and all of the piece as it stands. */
  own?: { mark: string; whole: string };
}

/** Stands for each character of a comment; no text that was decoded holds it. */
const COMMENT = '\u0000';

/** Comment lines as blanks of the same length. */
function withoutComments(text: string): string {
  return text.replace(/^[^\S\n]*\/\/[^\n]*/gm, (line) => COMMENT.repeat(line.length));
}

const isBlank = (line: string) => line.replaceAll(COMMENT, '').trim() === '';

/** Where unescaped braces stand. */
function bracesOf(text: string): { at: number; open: boolean }[] {
  const found: { at: number; open: boolean }[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '\\') i += 1;
    else if (c === '{' || c === '}') found.push({ at: i, open: c === '{' });
  }
  return found;
}

/** Takes a GIFT file apart at blank lines outside braces. Linear in the file's length. */
export function splitGift(whole: string): GiftPiece[] {
  const text = withoutComments(whole);
  const braces = bracesOf(text);
  const pieces: GiftPiece[] = [];
  let next = 0;
  let comments = '';
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    if (isBlank(text.slice(at, end))) {
      // A comment belongs to what follows it directly.
      comments = text.slice(at, end).includes(COMMENT) ? `${comments}${whole.slice(at, end)}\n` : '';
      at = end + 1;
      continue;
    }
    while ((braces[next]?.at ?? Infinity) < at) next += 1;
    const { end: stop, ...found } = pieceFrom(text, at, braces, next);
    const ids = /\[id:([^[\]\n]+)\]/.exec(comments)?.[1]?.trim();
    const tags = [...comments.matchAll(/\[tag:([^[\]\n]+)\]/g)].map((m) => (m[1] ?? '').trim());
    const mark = /^\s*\/\/ (kaotai:[^\n]*)/m.exec(comments)?.[1];
    comments = '';
    pieces.push({
      text: text.slice(at, stop).replaceAll(COMMENT, ' '),
      start: at,
      tags,
      ...(ids ? { id: ids } : {}),
      ...(mark === undefined ? {} : { own: { mark, whole: whole.slice(at, stop).trimEnd() } }),
      ...found,
    });
    at = stop;
  }
  return pieces;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The end of the run of lines that are not blank. */
function blockEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const end = lineEnd(text, at);
    if (isBlank(text.slice(at, end))) return at;
    at = end + 1;
  }
  return text.length;
}

function pieceFrom(
  text: string,
  at: number,
  braces: readonly { at: number; open: boolean }[],
  first: number,
): Pick<GiftPiece, 'braces' | 'fault'> & { end: number } {
  const end = blockEnd(text, at);
  const open = braces[first];
  if (!open || open.at >= end) return { end };
  if (!open.open) return { end, fault: 'closedOnly' };
  const close = braces[first + 1];
  // A brace that opens behind a blank line is the next question's: this one was never closed.
  if (!close || (close.open && close.at >= end)) return { end, fault: 'notClosed' };
  if (close.open) return { end, fault: 'twoAnswers' };
  const after = braces[first + 2];
  const block = close.at < end ? end : blockEnd(text, close.at);
  // Another answer in the same block, and nothing behind this one on its line: a blank line was left out.
  const rest = lineEnd(text, close.at);
  const alone = after !== undefined && after.at < block && isBlank(text.slice(close.at + 1, rest));
  const stop = alone && after.at > rest ? rest : block;
  const span = { open: open.at - at, close: close.at - at };
  return { end: stop, braces: span, ...(after && after.at < stop ? { fault: 'twoAnswers' as const } : {}) };
}
