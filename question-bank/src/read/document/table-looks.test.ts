import { paragraph as p, readWord, run } from '../../testing/word';

const RED = '<w:color w:val="FF0000"/>';
const YELLOW = '<w:highlight w:val="yellow"/>';
const BOLD = '<w:b/>';
const SHADE = '<w:shd w:val="clear" w:fill="FFF2CC"/>';
const cell = (inner: string, properties = '') =>
  `<w:tc>${properties === '' ? '' : `<w:tcPr>${properties}</w:tcPr>`}${p(inner)}</w:tc>`;
const row = (...cells: string[]) =>
  `<w:tr>${cells.map((c) => (c.startsWith('<w:tc>') ? c : cell(c))).join('')}</w:tr>`;
const table = (...rows: string[]) => `<w:tbl>${rows.join('')}</w:tbl>`;

const WORDS = ['减速', '停车', '加速', '鸣笛'];
const RIGHT = 'BDACBD';
const stem = (i: number) => `路口${i}怎么办？`;
type Option = (text: string, isRight: boolean, question: number, place: number) => string;
const SHORT = [...RIGHT].map(
  (key, i) => `${stem(i)} ${WORDS.map((w, o) => `${'ABCD'[o] === key ? '+' : '-'}${w}`).join(' ')}`,
);
const looked =
  (look: string): Option =>
  (text, isRight) =>
    isRight ? cell(run(text, look)) : cell(text);
const options = (option: Option, i: number) => WORDS.map((w, o) => option(w, RIGHT[i] === 'ABCD'[o], i, o));
const bank = (option: Option) =>
  table(
    row('题号', '题目', 'A', 'B', 'C', 'D'),
    ...[...RIGHT].map((_, i) => row(String(i + 1), stem(i), ...options(option, i))),
  );

test.each<[string, Option]>([
  ['a colour', looked(RED)],
  ['a marker', looked(YELLOW)],
  ['bold type', looked(BOLD)],
  ['the shade of the cell', (text, isRight) => cell(text, isRight ? SHADE : '')],
])('options in cells that stand out by %s are the keys, and that is said', async (_, option) => {
  const got = await readWord([bank(option)]);
  expect(got.short).toEqual(SHORT);
  expect(got.found).toEqual(['ANSWERS_READ_AS -']);
});

test('a coloured part of a cell that holds all options is the key', async () => {
  const rows = [...RIGHT].map((key, i) => {
    const runs = WORDS.map((w, o) => run(`${'ABCD'[o]}．${w}\u3000`, 'ABCD'[o] === key ? YELLOW : ''));
    return row(stem(i), cell(runs.join('')));
  });
  expect((await readWord([table(row('题目', '选项'), ...rows)])).short).toEqual(SHORT);
});

test('a table that goes on behind a page is judged by its looks too', async () => {
  const more = table(
    ...[1, 3].map((key, i) =>
      row(`${i + 7}`, stem(i + 6), ...WORDS.map((w, o) => cell(run(w, o === key ? RED : '')))),
    ),
  );
  const got = await readWord([bank(looked(RED)), more]);
  expect(got.candidates.map((c) => c.question.answer.join('')).join('')).toBe(`${RIGHT}BD`);
});

test.each<[string, string[]]>([
  [
    'a line above says that the colour marks what was changed',
    [p('说明：红字为本次修改'), bank(looked(RED))],
  ],
  ['a note below says so', [bank(looked(RED)), p('注：红色为错误选项')]],
  ['one column is coloured', [bank((text, _, __, o) => cell(run(text, o === 1 ? RED : '')))]],
  ['every second row is shaded', [bank((text, _, i) => cell(text, i % 2 ? SHADE : ''))]],
  ['all but the right ones are coloured', [bank((text, isRight) => cell(run(text, isRight ? '' : RED)))]],
  [
    'two looks disagree',
    [bank((text, isRight, i, o) => cell(run(text, isRight ? RED : ''), o === i % 4 ? SHADE : ''))],
  ],
])('no keys where %s', async (_, body) => {
  expect((await readWord(body)).candidates).toEqual([]);
});

test('an answer that is written goes before any look', async () => {
  const rows = [...RIGHT].map((_, i) => row(stem(i), ...options(looked(RED), i), 'C'));
  const got = await readWord([table(row('题目', 'A', 'B', 'C', 'D', '答案'), ...rows)]);
  expect(got.candidates.map((c) => c.question.answer.join('')).join('')).toBe('CCCCCC');
});

test('cells that only lay text out: a shaded one among others is marked, every second row is not', async () => {
  const asked = (shaded: (i: number, place: number) => boolean) =>
    [...RIGHT].flatMap((_, i) => [
      p(`${i + 1}．${stem(i)}`),
      table(row(...WORDS.map((w, o) => cell(`${'ABCD'[o]}．${w}`, shaded(i, o) ? SHADE : '')))),
    ]);
  expect((await readWord(asked((i, o) => RIGHT[i] === 'ABCD'[o]))).short).toEqual(SHORT);
  const below = [...RIGHT].flatMap((_, i) => [
    p(`${i + 1}．${stem(i)}`),
    table(...WORDS.map((w, o) => row(cell(`${'ABCD'[o]}．${w}`, (o + i) % 2 ? SHADE : '')))),
  ]);
  expect((await readWord(below)).candidates).toEqual([]);
});
