import { makePdf } from '../../testing/make-pdf';
import { readOne } from '../../testing/read-one';

type Edge = readonly [text: string, x: number];
/** One page with a question that ends in an option, and what stands on the page's edges. */
const page = (top: readonly Edge[], bottom: readonly Edge[]) =>
  makePdf(
    (doc) => {
      const put = (text: string, x: number, y: number) => doc.text(text, x, y, { lineBreak: false });
      doc.fontSize(8);
      for (const [text, x] of top) put(text, x, 16);
      for (const [text, x] of bottom) put(text, x, 818);
      doc.fontSize(11);
      ['1. 雨天怎样行驶？（A）', 'A. 减速', 'B. 加速'].forEach((t, i) => put(t, 56, 60 + i * 20));
    },
    { margin: 0 },
  );
const skipped = (read: Awaited<ReturnType<typeof readOne>>) =>
  read.issues.filter((i) => i.code === 'TEXT_SKIPPED').map((i) => i.message['zh-CN']);

test.each([
  [
    [
      ['2026/11/28 01:09', 24],
      ['题库', 340],
    ],
    [
      ['file:///tmp/a.html', 24],
      ['1/1', 560],
    ],
  ],
  [
    [
      ['题库', 24],
      ['https://a.cn/t?id=1', 400],
    ],
    [
      ['1 of 1', 24],
      ['11/28/26, 1:09 AM', 480],
    ],
  ],
  [
    [['2026年11月28日 上午9:05', 24]],
    [
      ['https://a.cn/t', 24],
      ['第 1 页，共 1 页', 480],
    ],
  ],
] as [Edge[], Edge[]][])(
  'what a browser prints around a single page is no part of it (%#)',
  async (top, bottom) => {
    const read = await readOne('a.pdf', await page(top, bottom));
    expect(read.short).toEqual(['雨天怎样行驶？ +减速 -加速']);
    const said = skipped(read).join('\n');
    for (const [text] of [...top, ...bottom].filter(([t]) => !/^(?:1\/1|1 of 1|第 1 页)/.test(t)))
      expect(said).toContain(text);
  },
);

test('what only looks like it stays: a sentence with an address, a line that belongs to the text', async () => {
  const sentence = await readOne('a.pdf', await page([], [['来源：https://a.cn/t', 24]]));
  expect(JSON.stringify([sentence.short, skipped(sentence)])).toContain('来源：https://a.cn/t');
  const bytes = await makePdf(
    (doc) => {
      ['1. 雨天怎样行驶？（B）', 'A. 减速', 'B. 12123 的网址是', 'https://122.gov.cn'].forEach((t, i) =>
        doc.text(t, 56, 762 + i * 15, { lineBreak: false }),
      );
    },
    { margin: 0 },
  );
  expect((await readOne('a.pdf', bytes)).short.join()).toContain('https://122.gov.cn');
});
