import type { DocFile } from './doc-file';
import { TABLE } from './doc-file';

const PAGE = 512;
const TABLE_DEFINITION = 0xd608;
const TABS = 0xc615;
const SIZES = [1, 1, 2, 4, 2, 2, 0, 3];

/** One property of a format: its number and what it is set to. */
export interface Sprm {
  code: number;
  operand: Buffer;
}

/** The properties in a list of them; ends where one goes beyond it. */
export function* sprms(list: Buffer): Generator<Sprm> {
  for (let at = 0; at + 3 <= list.length;) {
    const code = list.readUInt16LE(at);
    at += 2;
    let size = SIZES[code >> 13] ?? 0;
    if (code === TABLE_DEFINITION) {
      if (at + 2 > list.length) return;
      size = list.readUInt16LE(at) + 1;
    } else if (size === 0) {
      const said = list[at] ?? 0;
      // A change of many tabs does not say how long it is: two counted lists, of 4 and of 3 bytes each.
      const deleted = list[at + 1] ?? 0;
      size =
        code === TABS && said === 255 ? 3 + 4 * deleted + 3 * (list[at + 2 + 4 * deleted] ?? 0) : 1 + said;
    }
    yield { code, operand: list.subarray(at, at + size) };
    at += size;
  }
}

/** A format and the bytes of the text it holds for. */
export interface Format<T> {
  from: number;
  to: number;
  format: T;
}

/** Pages of formats, each naming the stretches of text that it is about. */
function* pages(file: DocFile, number: number): Generator<Buffer> {
  const { main } = file;
  const plc = file.table(number);
  const count = Math.floor((plc.length - 4) / 8);
  for (let i = 0; i < count; i += 1) {
    const page = plc.readUInt32LE(4 * (count + 1) + 4 * i) & 0x3fffff;
    const bytes = main.subarray(page * PAGE, (page + 1) * PAGE);
    if (bytes.length === PAGE) yield bytes;
  }
}

/** Formats of characters, as lists of properties, in the order of the text's bytes. */
export function characterFormats(file: DocFile): Format<Buffer>[] {
  const formats: Format<Buffer>[] = [];
  for (const page of pages(file, TABLE.chpx)) {
    const count = Math.min(page[PAGE - 1] ?? 0, 101);
    for (let i = 0; i < count; i += 1) {
      const at = 2 * (page[4 * (count + 1) + i] ?? 0);
      if (at === 0) continue;
      const format = page.subarray(at + 1, at + 1 + (page[at] ?? 0));
      formats.push({ from: page.readUInt32LE(4 * i), to: page.readUInt32LE(4 * i + 4), format });
    }
  }
  return formats.sort((a, b) => a.from - b.from);
}

export interface ParagraphFormat {
  style: number;
  list: Buffer;
}

/** Formats of paragraphs: number of the style, and the properties beside it. */
export function paragraphFormats(file: DocFile): Format<ParagraphFormat>[] {
  const formats: Format<ParagraphFormat>[] = [];
  for (const page of pages(file, TABLE.papx)) {
    const count = Math.min(page[PAGE - 1] ?? 0, 29);
    for (let i = 0; i < count; i += 1) {
      const at = 2 * (page[4 * (count + 1) + 13 * i] ?? 0);
      if (at === 0) continue;
      const words = page[at] ?? 0;
      const [begin, size] = words === 0 ? [at + 2, 2 * (page[at + 1] ?? 0)] : [at + 1, 2 * words - 1];
      const format = page.subarray(begin, begin + size);
      if (format.length < 2) continue;
      formats.push({
        from: page.readUInt32LE(4 * i),
        to: page.readUInt32LE(4 * i + 4),
        format: { style: format.readUInt16LE(0), list: format.subarray(2) },
      });
    }
  }
  return formats.sort((a, b) => a.from - b.from);
}

/** The format that holds for a byte of the text. */
export function formatAt<T>(formats: readonly Format<T>[], at: number): Format<T> | undefined {
  let [low, high] = [0, formats.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const format = formats[middle];
    if (!format) return undefined;
    if (at < format.from) high = middle - 1;
    else if (at >= format.to) low = middle + 1;
    else return format;
  }
  return undefined;
}
