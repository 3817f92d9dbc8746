import { TABLE, type DocFile } from './doc-file';
import { xmlText } from './word-parts';

const LIST_BYTES = 28;
const LEVEL_BYTES = 28;
const USE_BYTES = 16;
const MOST_LISTS = 2000;
const SIMPLE = 1;

/** Numbers of Word's number formats ([MS-OSHARED] 2.2.1.3) as its later files call them. */
const FORMATS: Readonly<Record<number, string>> = {
  0: 'decimal',
  1: 'upperRoman',
  2: 'lowerRoman',
  3: 'upperLetter',
  4: 'lowerLetter',
  10: 'chineseCounting',
  11: 'chineseCounting',
  17: 'ideographTraditional',
  18: 'decimalEnclosedCircle',
  22: 'decimalZero',
  23: 'bullet',
  30: 'ideographTraditional',
  33: 'chineseCounting',
  35: 'chineseCounting',
  37: 'chineseCounting',
  38: 'chineseCounting',
  39: 'chineseCounting',
  255: 'none',
};

interface Level {
  xml: string;
  end: number;
}

/** One level of a list, as later files write it; undefined if it goes beyond the table. */
function level(bytes: Buffer, at: number, index: number): Level | undefined {
  if (at + LEVEL_BYTES + 2 > bytes.length) return undefined;
  const start = bytes.readInt32LE(at);
  const format = FORMATS[bytes[at + 4] ?? 0] ?? 'decimal';
  const textAt = at + LEVEL_BYTES + (bytes[at + 24] ?? 0) + (bytes[at + 25] ?? 0);
  if (textAt + 2 > bytes.length) return undefined;
  const length = bytes.readUInt16LE(textAt);
  const end = textAt + 2 + 2 * length;
  if (end > bytes.length) return undefined;
  // A character below nine stands for the number of that level.
  const text = bytes
    .toString('utf16le', textAt + 2, end)
    .replace(/[\0-\x08]/g, (c) => `%${c.charCodeAt(0) + 1}`); // eslint-disable-line no-control-regex
  const lvl = `<w:start w:val="${start}"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${xmlText(text)}"/>`;
  return { xml: `<w:lvl w:ilvl="${index}">${lvl}</w:lvl>`, end };
}

/** The lists of a document as the content of a later file's numbering part; the number of a use is its id. */
export function docLists(file: DocFile): string {
  const bytes = file.tableOn(TABLE.lists);
  const out: string[] = [];
  const known = new Set<number>();
  const count = bytes.length >= 2 ? Math.min(bytes.readUInt16LE(0), MOST_LISTS) : 0;
  let at = 2 + count * LIST_BYTES;
  for (let i = 0; i < count && at < bytes.length; i += 1) {
    const list = bytes.subarray(2 + i * LIST_BYTES, 2 + (i + 1) * LIST_BYTES);
    if (list.length < LIST_BYTES) break;
    const levels: string[] = [];
    for (let n = 0; n < ((list[26] ?? 0) & SIMPLE ? 1 : 9); n += 1) {
      const read = level(bytes, at, n);
      if (!read) break;
      levels.push(read.xml);
      at = read.end;
    }
    const id = list.readInt32LE(0);
    known.add(id);
    out.push(`<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`);
  }
  return out.join('') + uses(file.tableOn(TABLE.uses), known);
}

/** Each use of a list, with the numbers from which it begins anew. */
function uses(bytes: Buffer, known: ReadonlySet<number>): string {
  const out: string[] = [];
  const count = bytes.length >= 4 ? Math.min(bytes.readUInt32LE(0), MOST_LISTS) : 0;
  let at = 4 + count * USE_BYTES;
  for (let i = 0; i < count; i += 1) {
    const use = bytes.subarray(4 + i * USE_BYTES, 4 + (i + 1) * USE_BYTES);
    if (use.length < USE_BYTES) break;
    const overrides: string[] = [];
    at += 4;
    for (let n = 0; n < (use[12] ?? 0) && at + 8 <= bytes.length; n += 1) {
      const flags = bytes.readUInt32LE(at + 4);
      const index = flags & 0x0f;
      const start = bytes.readInt32LE(at);
      at += 8;
      const own = flags & 0x20 ? level(bytes, at, index) : undefined;
      if (own) at = own.end;
      const anew = flags & 0x10 ? `<w:startOverride w:val="${start}"/>` : '';
      overrides.push(`<w:lvlOverride w:ilvl="${index}">${anew}${own?.xml ?? ''}</w:lvlOverride>`);
    }
    const list = use.readInt32LE(0);
    if (known.has(list))
      out.push(`<w:num w:numId="${i + 1}"><w:abstractNumId w:val="${list}"/>${overrides.join('')}</w:num>`);
  }
  return out.join('');
}
