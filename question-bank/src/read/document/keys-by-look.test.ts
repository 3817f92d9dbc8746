import { paragraph as p, readWord, run } from '../../testing/word';

const RED = '<w:color w:val="FF0000"/>';
const BLUE = '<w:color w:val="0070C0"/>';
const WORDS = ['减速', '停车', '加速', '鸣笛'];
const RIGHT = 'BDACBD';
type Mark = (question: number, place: number) => string;

/** A document of six questions; `mark` gives the look of an option, `written` what follows its options. */
async function read(mark: Mark, { above = '', written = (_: number): string => '' } = {}) {
  const got = await readWord([
    ...(above === '' ? [] : [p(above)]),
    ...[...RIGHT].flatMap((_, i) => [
      p(`${i + 1}．路口${i}怎么办？`),
      ...WORDS.map((word, place) => p(run(`${'ABCD'[place] ?? ''}．${word}`, mark(i, place)))),
      ...(written(i) === '' ? [] : [p(written(i))]),
    ]),
  ]);
  return {
    keys: got.candidates.map((c) => c.question.answer.join('')).join(' '),
    said: got.found.filter((f) => f.startsWith('ANSWERS_READ_AS')).length,
  };
}
const right = (i: number, place: number) => 'ABCD'[place] === RIGHT[i];
const KEYS = { keys: [...RIGHT].join(' '), said: 1 };
const NONE = { keys: '', said: 0 };

test.each<[string, Mark]>([
  ['one colour', (i, place) => (right(i, place) ? RED : '')],
  ['two shades of one colour', (i, o) => (right(i, o) ? (i % 2 ? RED : '<w:color w:val="C00000"/>') : '')],
  [
    'red beside a blue that is not in every question',
    (i, o) => (right(i, o) ? RED : i < 3 && o === 2 ? BLUE : ''),
  ],
  ['red where all others are blue', (i, o) => (right(i, o) ? RED : BLUE)],
  ['a shade', (i, place) => (right(i, place) ? '<w:highlight w:val="yellow"/>' : '')],
  [
    'another colour in every question',
    (i, o) => (right(i, o) ? `<w:color w:val="${i % 2 ? 'FF0000' : '00B050'}"/>` : ''),
  ],
])('right options by %s are the keys, and that is said', async (_, mark) => {
  expect(await read(mark)).toEqual(KEYS);
});
test('one question without a mark has no key, the others have theirs', async () => {
  expect(await read((i, o) => (right(i, o) && i !== 3 ? RED : ''))).toEqual({ keys: 'B D A B D', said: 1 });
});
test.each<[string, Mark]>([
  ['the first option of all', (_, place) => (place === 0 ? RED : '')],
  ['whole questions', (i) => (i % 2 ? RED : '')],
  ['some questions only', (i, place) => (i < 3 && right(i, place) ? RED : '')],
  ['all but one', (i, place) => (right(i, place) ? '' : RED)],
  [
    'two colours in every question',
    (i, o) => (right(i, o) ? RED : o === (RIGHT.charCodeAt(i) + 1) % 4 ? BLUE : ''),
  ],
])('%s in colour is no key', async (_, mark) => {
  expect(await read(mark)).toEqual(NONE);
});
test('what disagrees with written answers is none for those without', async () => {
  const written = (i: number) => (i < 4 ? '答案：A' : '');
  expect(await read((i, o) => (right(i, o) ? RED : ''), { written })).toEqual({ keys: 'A A A A', said: 0 });
  const same = (i: number) => (i < 4 ? `答案：${RIGHT[i] ?? ''}` : '');
  expect(await read((i, o) => (right(i, o) ? RED : ''), { written: same })).toEqual(KEYS);
});
test.each(['错题整理', '说明：红色字体为本次修改', '红字是我选错的答案'])(
  '%s: the look is no key',
  async (above) => {
    expect(await read((i, o) => (right(i, o) ? RED : ''), { above })).toEqual(NONE);
  },
);
test.each(['科目一题库', '红色字体为正确答案', '交通信号灯：红色、黄色'])('%s: it is', async (above) => {
  expect(await read((i, o) => (right(i, o) ? RED : ''), { above })).toEqual(KEYS);
});
const both = (marked: (i: number) => boolean) =>
  readWord(
    [0, 1, 2, 3].flatMap((i) => [
      p(`${i + 1}．可以逆行${i}。`),
      p(run('正确', marked(i) ? RED : '') + run(' ') + run('错误', marked(i) ? '' : RED)),
    ]),
  );
test('the one of both words that stands out is the answer, unless it is always the same', async () => {
  const got = await both((i) => i === 1);
  expect(got.short.map((s) => s.slice(-1)).join('')).toBe('错对错错');
  expect(got.found).toContain('ANSWERS_READ_AS -');
  expect((await both(() => true)).short).toEqual([]);
});
