import fc from 'fast-check';
import { makeQuestion } from '../testing/make-question';
import { nearDuplicatePairs, sameStemGroups } from './near-duplicate';
import { normaliseStem, StemMemory } from './stem-memory';

const pairsOf = (text: string) => {
  const chars = [...text];
  return chars.length < 2 ? new Set(chars) : new Set(chars.slice(1).map((c, i) => `${chars[i]}${c}`));
};
function alike(a: string, b: string): boolean {
  const [x, y] = [pairsOf(normaliseStem(a)), pairsOf(normaliseStem(b))];
  return (2 * [...x].filter((p) => y.has(p)).length) / (x.size + y.size) >= 0.9;
}

const word = fc.constantFrom('黄灯亮时', '应当', '停车', '让行', '减速', '𠮷', 'Ａ', 'a', '，', '1', '2');
const asked = fc
  .record({
    stem: fc.array(word, { minLength: 1, maxLength: 14 }).map((w) => w.join('')),
    file: fc.constantFrom(undefined, undefined, 'a.png', 'b.png'),
  })
  .map(({ stem, file }) =>
    makeQuestion('q', {
      stem: { 'zh-CN': stem },
      media: file === undefined ? [] : [{ file, alt: { 'zh-CN': '图' } }],
    }),
  );

it('finds every pair of nearly the same stems beside the same picture, also with a memory of other banks', () => {
  const memory = new StemMemory();
  fc.assert(
    fc.property(fc.array(asked, { maxLength: 24 }), (questions) => {
      const firsts = sameStemGroups(questions).map(([first = 0]) => first);
      const slow = firsts.flatMap((j) =>
        firsts.flatMap((i): [number, number][] => {
          const [a, b] = [questions[i]!, questions[j]!];
          const shown = a.media[0]?.file === b.media[0]?.file;
          return i < j && shown && alike(a.stem['zh-CN'], b.stem['zh-CN']) ? [[i, j]] : [];
        }),
      );
      const sorted = (pairs: [number, number][]) => pairs.map(([i, j]) => `${j} ${i}`).sort();
      expect(sorted(nearDuplicatePairs(questions))).toEqual(sorted(slow));
      expect(nearDuplicatePairs(questions, { memory })).toEqual(nearDuplicatePairs(questions));
    }),
  );
});

it('of thousands that differ by a number each is compared with a bounded many, and still joined', () => {
  const many = Array.from({ length: 3000 }, (_, n) =>
    makeQuestion(`q${n}`, {
      stem: { 'zh-CN': `驾驶机动车在高速公路上遇到这种情况应当怎样正确处理，第${n}题` },
    }),
  );
  const pairs = nearDuplicatePairs(many);
  expect(pairs.length).toBeLessThanOrEqual(16 * many.length);
  expect(new Set(pairs.map(([, j]) => j)).size).toBeGreaterThan(2900);
});
