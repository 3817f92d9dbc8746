import { makePdf } from '../../testing/make-pdf';
import { readOne } from '../../testing/read-one';

type Alignment = 'top' | 'middle' | 'bottom';
const XS = [56, 90, 230, 300, 370];
/** Lines of each cell: number, question, two options, key. */
type Cells = [string, ...(string | string[])[]];
const HEAD: Cells = ['题号', '题目', 'A', 'B', '答案'];
const ROWS: Cells[] = [
  ['1', ['在没有中心线的城市道路上', '驾驶机动车应当怎样行驶？'], '减速', ['在道路中间', '行驶'], 'A'],
  ['2', '雨天怎样行驶？', '加速', '减速', 'B'],
  [
    '3',
    ['驾驶机动车在高速公路上发', '生故障，不能移动的时候应', '当把警告标志放在哪里？'],
    '车前',
    '车后',
    'B',
  ],
  ['4', ['夜间在照明良好的路段应当', '使用什么灯？'], ['近光灯和示', '廓灯'], '远光灯', 'A'],
];
const TRUTH = [
  '在没有中心线的城市道路上驾驶机动车应当怎样行驶？ +减速 -在道路中间行驶',
  '雨天怎样行驶？ -加速 +减速',
  '驾驶机动车在高速公路上发生故障，不能移动的时候应当把警告标志放在哪里？ -车前 +车后',
  '夜间在照明良好的路段应当使用什么灯？ +近光灯和示廓灯 -远光灯',
];

/** Tables without lines, a page each, as a program prints them that aligns the texts of a row so. */
function printed(pages: readonly (readonly Cells[])[], aligned: Alignment) {
  return makePdf((doc) =>
    pages.forEach((rows, i) => {
      if (i > 0) doc.addPage();
      let y = 60;
      for (const cells of rows) {
        const lines = cells.map((c) => (typeof c === 'string' ? [c] : c));
        const most = Math.max(...lines.map((l) => l.length));
        lines.forEach((own, c) => {
          const spare = most - own.length;
          const from = { top: 0, middle: spare / 2, bottom: spare }[aligned];
          own.forEach((t, k) => doc.text(t, XS[c] ?? 0, y + (from + k) * 15, { lineBreak: false }));
        });
        y += most * 15 + 6;
      }
    }),
  );
}
const refused = (read: Awaited<ReturnType<typeof readOne>>) =>
  read.issues.filter((i) => i.message['zh-CN'].startsWith('表格没有框线')).length;

test.each<Alignment>(['top', 'middle', 'bottom'])(
  'rows of several lines whose texts are aligned to the %s are told by their numbers',
  async (aligned) => {
    const one = await readOne('a.pdf', await printed([[HEAD, ...ROWS]], aligned));
    expect(one.short).toEqual(TRUTH);
    const two = await printed([[HEAD, ...ROWS.slice(0, 2)], ROWS.slice(2)], aligned);
    expect((await readOne('a.pdf', two)).short).toEqual(TRUTH);
  },
);

test.each<Alignment>(['top', 'middle', 'bottom'])(
  'a row whose number is missing is given to no other, aligned to the %s',
  async (aligned) => {
    const without = ROWS.map((r, i): Cells => (i === 1 ? ['', ...r.slice(1)] : r));
    for (const rows of [without, without.map((r, i): Cells => (i > 1 ? [`${i}`, ...r.slice(1)] : r))]) {
      const read = await readOne('a.pdf', await printed([[HEAD, ...rows]], aligned));
      expect(read.short).toEqual([]);
      expect(refused(read)).toBe(1);
    }
  },
);

test('a row without a number at the top of a page is not taken for the rest of the one before', async () => {
  const [first, second, ...others] = ROWS as [Cells, Cells, ...Cells[]];
  const next: Cells[] = [
    ['', ...second.slice(1)],
    ...others.map((r, i): Cells => [`${i + 2}`, ...r.slice(1)]),
  ];
  const read = await readOne('a.pdf', await printed([[HEAD, first], next], 'top'));
  // Nor is the row that may go on there.
  expect(read.short).toEqual([]);
  expect(refused(read)).toBe(1);
});

test('two rows that a page divides are two, though the first holds no options', async () => {
  const judge: Cells = ['1', '雨天应当减速行驶。', '', '', '对'];
  const counted = ROWS.map((r, i): Cells => [`${i + 2}`, ...r.slice(1)]);
  const read = await readOne('a.pdf', await printed([[HEAD, judge], counted], 'top'));
  expect(read.short).toEqual(['雨天应当减速行驶。 对', ...TRUTH]);
});

test('an empty page behind a table is no row of it', async () => {
  const read = await readOne('a.pdf', await printed([[HEAD, ...ROWS], []], 'top'));
  expect(read.short).toEqual(TRUTH);
});
