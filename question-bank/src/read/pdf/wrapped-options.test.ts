import { makePdf } from '../../testing/make-pdf';
import { isGarbled } from '../garbled';
import { readOne } from '../../testing/read-one';

/** Lines from top to bottom; `rows` puts what stands on each. */
const page = (rows: readonly (readonly [text: string, x: number][])[]) =>
  makePdf((doc) => {
    doc.fontSize(10);
    rows.forEach((row, i) => {
      const put = (text: string, x: number) => doc.text(text, x, 60 + i * 16, { lineBreak: false });
      row.forEach(([text, x]) => put(text, x));
    });
  });
const LEFT = 56;
/** Ten letters of 10 points behind `A. `, which touch what begins here. */
const RIGHT = 168;
const full = 'A. 示廓灯并且打开危险报';
const errors = (read: Awaited<ReturnType<typeof readOne>>) =>
  read.issues.filter((i) => i.severity === 'error');

test('what stands below a left option is its own, though the columns touch', async () => {
  const short = (n: number, a: string): [string, number][][] => [
    [[`${n}. 第${n}种情形下应当使用什么灯光才能保证行车的安全？（A）`, LEFT]],
    [
      [`A. ${a}`, LEFT],
      ['B. 远光灯', RIGHT],
    ],
  ];
  const rows = [
    ...short(1, '近光灯'),
    ...short(2, '雾灯'),
    [['3. 第3种情形下应当使用什么灯光才能保证行车的安全？（A）', LEFT]] as [string, number][],
    [
      [full, LEFT],
      ['B. 远光灯', RIGHT],
    ] as [string, number][],
    [['警闪光灯', LEFT]] as [string, number][],
  ];
  const read = await readOne('a.pdf', await page(rows));
  expect(errors(read)).toEqual([]);
  expect(read.short[2]).toMatch(/\+示廓灯并且打开危险报警闪光灯 -远光灯$/);
});

test('a question is refused with its line where no other options tell whose text goes on', async () => {
  const read = await readOne(
    'a.pdf',
    await page([
      [['1. 应当使用什么灯光才能保证行车的安全？（A）', LEFT]],
      [
        [full, LEFT],
        ['B. 远光灯', RIGHT],
      ],
      [['警闪光灯', LEFT]],
    ]),
  );
  const where = errors(read).filter((i) => i.message['zh-CN'].includes('分不清这一行'));
  expect(where.map((i) => [i.at.sheet, i.at.row])).toEqual([['第 1 页', 3]]);
  expect(isGarbled(read.short[0] ?? '')).toBe(true);
});
