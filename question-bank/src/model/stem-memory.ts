import type { Question } from './question';

/** A stem without case, width, spaces and punctuation, so that typing habits do not hide a duplicate. */
export function normaliseStem(stem: string): string {
  const bare = stem
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
  return bare === '' ? stem.trim() : bare;
}

interface Seen {
  text: string;
  /** Numbers of its pairs of characters, ascending; made when they are asked for. */
  pairs?: Uint32Array;
}

/**
 * What is known of stems that were looked at before, so that comparing a bank again after one question was changed
 * asks only what is new. A stem is known by its object, which nobody changes; what nobody else holds is forgotten.
 */
export class StemMemory {
  private readonly seen = new WeakMap<Question['stem'], Seen>();
  private readonly numbers = new Map<string, number>();
  /** Pairs of characters by their number. */
  readonly names: string[] = [];

  /** The stem as normaliseStem sees it. */
  textOf(stem: Question['stem']): string {
    return this.of(stem).text;
  }

  /** Which pairs of neighbouring characters it has: numbers into `names`, ascending. */
  pairsOf(stem: Question['stem']): Uint32Array {
    const known = this.of(stem);
    return (known.pairs ??= this.numbered(known.text));
  }

  private of(stem: Question['stem']): Seen {
    const known = this.seen.get(stem);
    if (known) return known;
    const fresh = { text: normaliseStem(stem['zh-CN']) };
    this.seen.set(stem, fresh);
    return fresh;
  }

  private numbered(text: string): Uint32Array {
    const chars = [...text];
    const found = new Set<number>();
    if (chars.length < 2) for (const c of chars) found.add(this.numberOf(c));
    for (let i = 1; i < chars.length; i += 1) found.add(this.numberOf(`${chars[i - 1]}${chars[i]}`));
    return Uint32Array.from(found).sort();
  }

  private numberOf(name: string): number {
    const known = this.numbers.get(name);
    if (known !== undefined) return known;
    const fresh = this.names.push(name) - 1;
    this.numbers.set(name, fresh);
    return fresh;
  }
}
