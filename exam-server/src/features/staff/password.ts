import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

// Letters and digits that nobody mistakes for another when they are read aloud or typed from paper.
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Hashes with argon2id at 19 MiB, 2 passes, 1 lane (the lower bound OWASP recommends). */
export const hashPassword = (password: string): Promise<string> =>
  hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });

/** False also where the stored text is not a hash. */
export const passwordMatches = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password).catch(() => false);

/** A password to be shown once: four groups of four, about 79 bits. */
export function generatePassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
