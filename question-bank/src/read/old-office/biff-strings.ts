import type { BiffRecord } from './biff-records';

const WIDE = 0x01;
const PHONETIC = 0x04;
const RICH = 0x08;

/** Reads through a record and its continuations as through one; where text is cut, its width is said anew. */
class Pieces {
  private readonly pieces: readonly Buffer[];
  private piece = 0;
  private at = 0;
  constructor(record: BiffRecord) {
    this.pieces = [record.data, ...record.more];
  }

  private get current(): Buffer {
    return this.pieces[this.piece] ?? Buffer.alloc(0);
  }
  private next(): boolean {
    while (this.at >= this.current.length) {
      if (this.piece >= this.pieces.length - 1) return false;
      this.piece += 1;
      this.at = 0;
    }
    return true;
  }
  get done(): boolean {
    return !this.next();
  }

  byte(): number {
    if (!this.next()) return 0;
    return this.current[this.at++] ?? 0;
  }
  short(): number {
    return this.byte() + 256 * this.byte();
  }
  long(): number {
    return this.short() + 65536 * this.short();
  }
  skip(count: number): void {
    for (let left = count; left > 0 && this.next();) {
      const step = Math.min(left, this.current.length - this.at);
      this.at += step;
      left -= step;
    }
  }
  text(length: number, wide: boolean): string {
    let out = '';
    let two = wide;
    let left = length;
    while (left > 0) {
      if (this.at >= this.current.length) {
        if (!this.next()) break;
        two = (this.byte() & WIDE) !== 0;
        continue;
      }
      const size = two ? 2 : 1;
      const count = Math.min(left, Math.max(1, Math.floor((this.current.length - this.at) / size)));
      out += this.current.toString(two ? 'utf16le' : 'latin1', this.at, this.at + count * size);
      this.at += count * size;
      left -= count;
    }
    return out;
  }
}

/** The shared strings of a workbook, in their order. Formatting and phonetic hints are passed over. */
export function sharedStrings(record: BiffRecord): string[] {
  const pieces = new Pieces(record);
  pieces.skip(4);
  const count = pieces.long();
  const strings: string[] = [];
  while (strings.length < count && !pieces.done) {
    const length = pieces.short();
    const flags = pieces.byte();
    const runs = flags & RICH ? pieces.short() : 0;
    const phonetic = flags & PHONETIC ? pieces.long() : 0;
    strings.push(pieces.text(length, (flags & WIDE) !== 0));
    pieces.skip(4 * runs + phonetic);
  }
  return strings;
}

/** A string with a length of two bytes in front, as in LABEL, STRING and FORMAT. */
export function longString({ data, more, type }: BiffRecord, at: number): string {
  const pieces = new Pieces({ type, data: data.subarray(at), more });
  const length = pieces.short();
  const flags = pieces.byte();
  if (flags & RICH) pieces.skip(2);
  if (flags & PHONETIC) pieces.skip(4);
  return pieces.text(length, (flags & WIDE) !== 0);
}

/** A string with a length of one byte in front, as the names of sheets have. */
export function shortString(data: Buffer, at: number): string {
  const length = data[at] ?? 0;
  const wide = ((data[at + 1] ?? 0) & WIDE) !== 0;
  return data.toString(wide ? 'utf16le' : 'latin1', at + 2, at + 2 + length * (wide ? 2 : 1));
}
