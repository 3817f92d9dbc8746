const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';
/** A region that no administrative code names, so that no such number can belong to anybody. */
const NOWHERE = '999900';

/**
 * An ID number of the right form and check digit (ISO 7064 MOD 11-2) that nobody can have.
 * @param birth YYYYMMDD
 * @param serial 0..999
 */
export function syntheticIdNumber(birth: string, serial: number): string {
  const body = `${NOWHERE}${birth}${String(serial).padStart(3, '0')}`;
  const sum = [...body].reduce((s, digit, i) => s + Number(digit) * (WEIGHTS[i] ?? 0), 0);
  return `${body}${CHECKS[sum % 11] ?? ''}`;
}
