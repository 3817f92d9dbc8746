import type { TableRow } from './table';

const [QUOTE, BREAK] = [0x22, 0x0a];
/** A half of a character written in two is all that the library changes; whoever holds one is left to it. */
const HALVES = /[\ud800-\udfff]/;

/** A quoted cell from its opening quote on, and where it ends; undefined where its quotes do not pair. */
function quoted(text: string, opening: number): { cell: string; end: number } | undefined {
  const from = opening + 1;
  let at = text.indexOf('"', from);
  if (at < 0) return undefined;
  if (text.charCodeAt(at + 1) !== QUOTE) return { cell: text.slice(from, at), end: at + 1 };
  while (text.charCodeAt(at + 1) === QUOTE) {
    at = text.indexOf('"', at + 2);
    if (at < 0) return undefined;
  }
  return { cell: text.slice(from, at).replaceAll('""', '"'), end: at + 1 };
}

/**
 * Rows of separated text that keeps to the rules, as the CSV library gives them and many times as fast; undefined where
 * anything is out of the ordinary, for the library to judge.
 */
export function plainRows(text: string, firstLine: number, separator: string): TableRow[] | undefined {
  const between = separator.charCodeAt(0);
  if (separator.length !== 1 || between === QUOTE || between === BREAK || HALVES.test(text)) return undefined;
  const rows: TableRow[] = [];
  const { length } = text;
  let line = firstLine;
  let at = 0;
  let nextQuote = text.indexOf('"');
  let nextBetween = text.indexOf(separator);
  while (at < length) {
    const began = at;
    const cells: string[] = [];
    let lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) lineEnd = length;
    for (;;) {
      if (text.charCodeAt(at) === QUOTE) {
        const read = quoted(text, at);
        if (!read) return undefined;
        cells.push(read.cell);
        at = read.end;
        if (at > lineEnd) {
          lineEnd = text.indexOf('\n', at);
          if (lineEnd < 0) lineEnd = length;
        }
      } else {
        if (nextBetween >= 0 && nextBetween < at) nextBetween = text.indexOf(separator, at);
        const end = nextBetween < 0 || nextBetween > lineEnd ? lineEnd : nextBetween;
        if (nextQuote >= 0 && nextQuote < at) nextQuote = text.indexOf('"', at);
        // A quote inside a cell that did not begin with one.
        if (nextQuote >= 0 && nextQuote < end) return undefined;
        cells.push(text.slice(at, end));
        at = end;
      }
      if (at >= length) break;
      const code = text.charCodeAt(at);
      at += 1;
      if (code === BREAK) break;
      if (code !== between) return undefined;
      if (at === length) {
        cells.push('');
        break;
      }
    }
    rows.push({ row: line, cells });
    for (let b = text.indexOf('\n', began); b >= 0 && b < at; b = text.indexOf('\n', b + 1)) line += 1;
  }
  return rows;
}
