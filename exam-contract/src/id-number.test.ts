import fc from 'fast-check';
import { idNumber, idNumberFault } from './id-number';

// The example of GB 11643-1999 itself.
const GOOD = '11010519491231002X';

test.each([
  [GOOD, null],
  [GOOD.toLowerCase(), null],
  ['110105194912310021', 'checkDigit'],
  ['110105194902310020', 'birthDate'],
  ['110105184912310020', 'birthDate'],
  ['M12345678', null],
  ['H1234567(8)', null],
  ['12345', 'characters'],
  ['北京12345678', 'characters'],
  ['{"$ne":1}', 'characters'],
])('%s: %s', (given, fault) => {
  expect(idNumberFault(given)).toBe(fault);
});

test('one wrong digit is always found, and so are two neighbours changed', () => {
  fc.assert(
    fc.property(fc.nat(16), fc.nat(9), (at, digit) => {
      const wrong = GOOD.slice(0, at) + digit + GOOD.slice(at + 1);
      expect(idNumberFault(wrong) === null).toBe(wrong === GOOD);
      const swapped = GOOD.slice(0, at) + GOOD[at + 1] + GOOD[at] + GOOD.slice(at + 2);
      expect(idNumberFault(swapped) === null).toBe(swapped === GOOD);
    }),
  );
});

test('the schema gives capitals', () => {
  expect(idNumber.parse(` ${GOOD.toLowerCase()} `)).toBe(GOOD);
  expect(idNumber.safeParse('110105194912310021').success).toBe(false);
});
