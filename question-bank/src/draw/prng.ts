import { createHash } from 'node:crypto';

/** A stream of reproducible whole numbers. */
export interface Prng {
  /** The next 32 bits, unsigned. */
  next(): number;
  /** A whole number in [0, bound), every one equally likely. */
  below(bound: number): number;
}

/**
 * xoshiro128** (Blackman and Vigna) with its four 32-bit words taken big-endian from the first 16 bytes of
 * sha256("kaotai-draw-1\n" + seed) in UTF-8. Chosen because an auditor can write it again in any language in
 * twenty lines. It is not secret: who must not foresee a paper must not know the seed.
 */
export function prng(seed: string): Prng {
  const digest = createHash('sha256').update(`kaotai-draw-1\n${seed}`, 'utf8').digest();
  let a = digest.readUInt32BE(0);
  let b = digest.readUInt32BE(4);
  let c = digest.readUInt32BE(8);
  let d = digest.readUInt32BE(12);
  const rotl = (x: number, k: number) => (x << k) | (x >>> (32 - k));

  const next = (): number => {
    const out = Math.imul(rotl(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = rotl(d, 11);
    return out;
  };

  const below = (bound: number): number => {
    // Values past the last whole multiple would make small results likelier, so they are thrown away.
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    let value = next();
    while (value >= limit) value = next();
    return value % bound;
  };

  return { next, below };
}

/** Fisher–Yates from the end, on a copy: for i = n-1 … 1 swap i with below(i + 1). */
export function shuffled<T>(items: readonly T[], random: Prng): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const held = out[i] as T;
    out[i] = out[j] as T;
    out[j] = held;
  }
  return out;
}
