import { z } from 'zod';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** Check digit of the first 17 digits of a resident ID number. */
export const residentCheckDigit = (digits: string): string =>
  CHECKS[WEIGHTS.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0) % 11] ?? '';

/**
 * What is wrong with a number written on an identity document, or null. A resident ID number (18 places) carries a day
 * of birth and a check digit (GB 11643-1999, ISO 7064 MOD 11-2): one wrong digit or two changed places are found.
 * Other documents hold letters, digits, hyphens and brackets.
 */
export function idNumberFault(given: string): 'characters' | 'birthDate' | 'checkDigit' | null {
  const number = given.trim().toUpperCase();
  if (!/^[0-9A-Z()-]{6,24}$/.test(number)) return 'characters';
  if (!/^\d{17}[\dX]$/.test(number)) return /^\d{6}.{12}$/.test(number) ? 'characters' : null;
  const [year, month, day] = [number.slice(6, 10), number.slice(10, 12), number.slice(12, 14)].map(Number);
  const birth = new Date(Date.UTC(year!, month! - 1, day));
  const real = birth.getUTCMonth() === month! - 1 && birth.getUTCDate() === day && year! >= 1900;
  if (!real) return 'birthDate';
  return residentCheckDigit(number) === number[17] ? null : 'checkDigit';
}

/** A number of an identity document, in capitals. */
export const idNumber = z
  .string()
  .trim()
  .min(6)
  .max(24)
  .toUpperCase()
  .refine((n) => idNumberFault(n) === null);
