import { randomInt } from 'node:crypto';

// Digits and capitals without those that are read as another (0 O, 1 I L, 2 Z, 5 S, 8 B).
const ALPHABET = '34679ACDEFGHJKMNPQRTUVWXY';
const LENGTH = 8;

/** A one-time code as it is read off one screen and typed into another, such as `K7QM-4XWD` (about 37 bits). */
export function newEnrolmentCode(): string {
  const signs = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${signs.slice(0, 4)}-${signs.slice(4)}`;
}

/** A typed code without what people add to it: case, spaces, hyphens. */
export const normaliseCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();
