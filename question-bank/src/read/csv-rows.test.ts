import fc from 'fast-check';
import { parseByLibrary } from './csv';
import { plainRows } from './csv-rows';

const cell = fc.oneof(
  fc.constantFrom('', ' ', '题干', 'a b', "'x", '\ufeff', '😀'),
  fc.string({ maxLength: 4 }),
  fc
    .string({ unit: fc.constantFrom('"', ',', '\n', ';', '甲', ' '), maxLength: 4 })
    .map((t) => `"${t.replaceAll('"', '""')}"`),
);
const tidy = fc
  .array(fc.array(cell, { minLength: 1, maxLength: 5 }), { maxLength: 6 })
  .map((rows) => rows.map((r) => r.join(',')).join('\n'));
const wild = fc.string({
  unit: fc.constantFrom('"', '""', ',', ';', '\n', '\t', ' ', '甲', 'a', '\ud800', '\0'),
  maxLength: 30,
});

describe('rows of separated text without the library', () => {
  test('are those of the library, with their lines, or are left to it', () => {
    let own = 0;
    fc.assert(
      fc.property(
        fc.oneof(tidy, wild),
        fc.constantFrom(',', ';', '\t', '，', '"', ' '),
        fc.boolean(),
        (text, separator, relaxed) => {
          const rows = plainRows(text, 7, separator);
          if (!rows) return;
          own += 1;
          expect({ rows }).toEqual(parseByLibrary(text, 7, separator, relaxed));
        },
      ),
      { numRuns: 3000 },
    );
    expect(own).toBeGreaterThan(500);
  });
  test.each(['a,b\nc,d', '"a\n""b""",c\n\n,\nd', 'a,b\n', 'a,', ''])('%j is read without it', (text) => {
    expect(plainRows(text, 1, ',')).toEqual(parseByLibrary(text, 1, ',', false).rows);
  });
  test.each(['a"b,c', '"a" ,b', '"a', '"a"b"'])('%j is left to it', (text) => {
    expect(plainRows(text, 1, ',')).toBeUndefined();
  });
});
