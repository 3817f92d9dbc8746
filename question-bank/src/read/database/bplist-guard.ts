/** How much a binary property list may unfold to: objects, and 32 bytes of text or data each count one. */
const MOST = 5_000_000;
const MOST_DEPTH = 60;

/**
 * Why a binary property list must not be unfolded; undefined if it may. An object can be named many times over, so a
 * hundred bytes can stand for a billion values, or name themselves.
 */
export function bplistFault(bytes: Buffer): string | undefined {
  if (bytes.length < 40) return 'too short';
  const trailer = bytes.subarray(bytes.length - 32);
  const offsetSize = trailer[6] ?? 0;
  const referenceSize = trailer[7] ?? 0;
  const count = number(trailer, 8, 8);
  const top = number(trailer, 16, 8);
  const table = number(trailer, 24, 8);
  if (![1, 2, 3, 4].includes(offsetSize) || ![1, 2, 3, 4].includes(referenceSize)) return 'bad trailer';
  if (top >= count || table + count * offsetSize > bytes.length - 32) return 'bad offset table';
  const weights = new Map<number, number>();
  const open = new Set<number>();
  try {
    return weigh(top) > MOST ? 'it unfolds to too many values' : undefined;
  } catch (error) {
    if (error instanceof Fault) return error.message;
    throw error;
  }

  function weigh(index: number): number {
    const known = weights.get(index);
    if (known !== undefined) return known;
    if (index >= count) throw new Fault('a value is missing');
    if (open.has(index)) throw new Fault('a value holds itself');
    if (open.size >= MOST_DEPTH) throw new Fault('it is nested too deep');
    open.add(index);
    let weight = 1;
    const { size, references } = shape(number(bytes, table + index * offsetSize, offsetSize));
    weight += size / 32;
    for (const reference of references) {
      weight += weigh(reference);
      if (weight > MOST) throw new Fault('it unfolds to too many values');
    }
    open.delete(index);
    weights.set(index, weight);
    return weight;
  }

  /** Bytes of an object's own, and the objects it holds. */
  function shape(offset: number): { size: number; references: number[] } {
    const marker = bytes[offset] ?? 0;
    const kind = marker >> 4;
    const info = marker & 0xf;
    if (kind === 0 || kind === 8) return { size: 0, references: [] };
    if (kind === 1 || kind === 2) return fit(offset + 1, 2 ** info, 1);
    if (kind === 3) return info === 3 ? fit(offset + 1, 8, 1) : unknown();
    let start = offset + 1;
    let length = info;
    if (info === 0xf) {
      const int = bytes[start] ?? 0;
      const width = 2 ** (int & 0xf);
      if (int >> 4 !== 1 || width > 4) return unknown();
      length = number(bytes, start + 1, width);
      start += 1 + width;
    }
    if (kind === 4 || kind === 5) return fit(start, length, 1);
    if (kind === 6) return fit(start, length, 2);
    if (kind !== 0xa && kind !== 0xd) return unknown();
    const held = kind === 0xd ? length * 2 : length;
    fit(start, held, referenceSize);
    const references = Array.from({ length: held }, (_, i) =>
      number(bytes, start + i * referenceSize, referenceSize),
    );
    return { size: 0, references };
  }
  function fit(start: number, length: number, each: number): { size: number; references: number[] } {
    if (start + length * each > bytes.length) throw new Fault('a value is cut off');
    return { size: length * each, references: [] };
  }
}

class Fault extends Error {}
const unknown = (): never => {
  throw new Fault('a value of unknown kind');
};

/** An unsigned number, high byte first. */
function number(bytes: Buffer, at: number, width: number): number {
  let out = 0;
  for (let i = at; i < at + width; i += 1) out = out * 256 + (bytes[i] ?? 0);
  return out;
}
