import { residentCheckDigit } from 'exam-contract/id-number';

/** A region that no administrative code names, so that no such number can belong to anybody. */
const NOWHERE = '999900';

/**
 * An ID number of the right form and check digit (ISO 7064 MOD 11-2) that nobody can have.
 * @param birth YYYYMMDD
 * @param serial 0..999
 */
export function syntheticIdNumber(birth: string, serial: number): string {
  const body = `${NOWHERE}${birth}${String(serial).padStart(3, '0')}`;
  return body + residentCheckDigit(body);
}
