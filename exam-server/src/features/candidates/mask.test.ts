import fc from 'fast-check';
import { maskIdNumber, maskName } from './mask';

test.each([
  ['王小明', '王*明'],
  ['王明', '王*'],
  ['欧阳娜娜', '欧**娜'],
  ['王', '王'],
  ['', ''],
  ['𠮷野家', '𠮷*家'],
])('name %s is shown as %s', (name, masked) => expect(maskName(name)).toBe(masked));

test('a whole ID number keeps four signs at either end', () => {
  expect(maskIdNumber('150102199003071234')).toBe('1501**********1234');
});

test('a mask has the length of what it hides and never shows more than half of a number', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9X]{6,24}$/), (n) => {
      const masked = maskIdNumber(n);
      expect(masked).toHaveLength(n.length);
      expect(masked.replace(/\*/g, '').length).toBeLessThanOrEqual(Math.ceil((2 * n.length) / 3));
    }),
  );
});
