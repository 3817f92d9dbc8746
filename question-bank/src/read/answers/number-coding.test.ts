import fc from 'fast-check';
import { decodeNumbers, detectNumbers, type NumberCoding } from './number-coding';

const four = (...answers: (string | number)[]) =>
  answers.map((a) => ({ answer: String(a), options: 4, judge: false }));
const judge = (...answers: (string | number)[]) =>
  answers.map((a) => ({ answer: String(a), options: 0, judge: true }));
const encode: Record<Exclude<NumberCoding, 'zeroOne'>, (places: number[]) => string> = {
  from1: (p) => p.map((i) => i + 1).join(','),
  from0: (p) => p.join(','),
  mask16: (p) => String(p.reduce((sum, i) => sum + 16 * 2 ** i, 0)),
  mask1: (p) => String(p.reduce((sum, i) => sum + 2 ** i, 0)),
  juhe: (p) => {
    const letters = p.map((i) => 'ABCD'[i]).join('');
    const table = 'A B C D - - AB AC AD BC BD CD ABC ABD ACD BCD ABCD'.split(' ');
    return String(table.indexOf(letters) + 1);
  },
};

describe('numbers as answers', () => {
  const places = fc.subarray([0, 1, 2, 3], { minLength: 1 });
  const fourths = [[0], [1], [2], [3]];
  test.each(['from1', 'from0', 'mask16', 'mask1', 'juhe'] as const)('%s is told and read back', (coding) => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 30 }), (some) => {
        // A bank of any size holds each single answer, and one that asks for several holds such.
        const several = [
          [0, 2],
          [1, 2, 3],
          [0, 1, 3],
        ];
        const all = [...fourths, ...several, ...some];
        const written = all.map(encode[coding]);
        expect(detectNumbers(four(...written)).choice).toBe(coding);
        expect(written.map((w) => decodeNumbers(w, coding, 4))).toEqual(all);
      }),
    );
  });
  test('numbers run together are places', () => {
    expect(detectNumbers(four(1, 2, 134, 4)).choice).toBe('from1');
    expect(decodeNumbers('134', 'from1', 4)).toEqual([0, 2, 3]);
    expect(detectNumbers(four(0, '03', 2)).choice).toBe('from0');
    expect(decodeNumbers('013', 'from0', 4)).toEqual([0, 1, 3]);
  });
  test('the Juhe table as its interface publishes it', () => {
    const read = [7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17].map((n) =>
      decodeNumbers(String(n), 'juhe', 4)
        ?.map((i) => 'ABCD'[i])
        .join(''),
    );
    expect(read).toEqual('AB AC AD BC BD CD ABC ABD ACD BCD ABCD'.split(' '));
  });
  test('bit masks of judge questions, and of one with several', () => {
    expect(detectNumbers([...four(16, 32, 64, 128, 48), ...judge(16, 32)])).toEqual({
      choice: 'mask16',
      judge: 'mask16',
    });
    expect(decodeNumbers('48', 'mask16', 4)).toEqual([0, 1]);
    expect(decodeNumbers('32', 'mask16', 0)).toEqual([1]);
  });
  test('judge: 1 and 2, 1 and 0', () => {
    expect(detectNumbers(judge(1, 2, 2)).judge).toBe('from1');
    expect(detectNumbers(judge(1, 0)).judge).toBe('zeroOne');
    expect(decodeNumbers('0', 'zeroOne', 0)).toEqual([1]);
  });
  test('a judge question among choices that count from 1 keeps its own 0 and 1', () => {
    expect(detectNumbers([...four(1, 2, 3, 4), ...judge(0, 1)])).toEqual({
      choice: 'from1',
      judge: 'zeroOne',
    });
  });
  test('what nothing tells is not guessed, unless the key says that it is an index', () => {
    expect(detectNumbers(four(1, 2, 3)).choice).toBe('ambiguous');
    expect(detectNumbers(four(1, 2, 3).map((s) => ({ ...s, field: 'correctIndex' }))).choice).toBe('from0');
    expect(detectNumbers(four(12, 13, 14)).choice).toBe('ambiguous');
  });
  test('a few wrong keys do not change how the others are read', () => {
    const many = Array.from({ length: 120 }, (_, i) => (i % 4) + 1);
    expect(detectNumbers(four(...many, 9)).choice).toBe('from1');
    expect(decodeNumbers('9', 'from1', 4)).toBeUndefined();
  });
  test('no text is a number by accident', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const got = decodeNumbers(text, 'from1', 4);
        expect(got === undefined || got.every((i) => i >= 0 && i < 4)).toBe(true);
      }),
    );
  });
});
