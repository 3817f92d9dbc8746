import type { Position } from '../../model/issue';
import type { DataValue } from './data-table';
import { literalValue } from './sql-values';

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v' };

/** A value of a COPY line: `\N` is NULL, a backslash takes letters and numbers of characters. */
function copyValue(text: string): Omit<DataValue, 'at'> {
  if (text === '\\N') return { text: null };
  if (!text.includes('\\')) return { text };
  const plain = text.replace(
    /\\(?:x([0-9a-f]{1,2})|([0-7]{1,3})|(.))/gis,
    (_, hex?: string, octal?: string, c = '') =>
      hex !== undefined
        ? String.fromCharCode(parseInt(hex, 16))
        : octal !== undefined
          ? String.fromCharCode(parseInt(octal, 8))
          : (ESCAPED[c as string] ?? (c as string)),
  );
  return literalValue(plain);
}

export interface CopyLine {
  at: Position;
  values: DataValue[];
}

/** The lines of a COPY block from `from` up to `\.`, and where reading goes on. */
export function* copyLines(
  text: string,
  from: number,
  place: (offset: number) => Position,
): Generator<CopyLine, number> {
  let at = from;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
    const next = end < 0 ? text.length : end + 1;
    if (line === '\\.') return next;
    let offset = at;
    const values = line.split('\t').map((piece): DataValue => {
      const value = { ...copyValue(piece), at: place(offset) };
      offset += piece.length + 1;
      return value;
    });
    yield { at: place(at), values };
    at = next;
  }
  return text.length;
}
