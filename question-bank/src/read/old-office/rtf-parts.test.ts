import fc from 'fast-check';
import iconv from 'iconv-lite';
import { readOne } from '../../testing/read-one';

/** Chinese as WordPad writes it. */
const gbk = (text: string) =>
  [...iconv.encode(text, 'gb18030')].map((b) => `\\'${b.toString(16).padStart(2, '0')}`).join('');
const unicode = (text: string) => [...text].map((c) => `\\u${c.charCodeAt(0)}?`).join('');
const HEAD =
  "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce;}{\\f1\\fcharset2 Wingdings;}}{\\colortbl ;\\red255\\green0\\blue0;}{\\stylesheet{\\s1 1. x A. y;}}{\\info{\\title 9. x}}";
const par = (text: string) => `\\pard ${text}\\par\n`;

test('rich text in GBK and in Unicode, keys by colour, deleted text, a sign of a symbol font', async () => {
  const got = await readOne(
    '题库.rtf',
    `${HEAD}${par(`1. ${gbk('红灯亮时？')}`)}${par(`A. ${gbk('停车')}\\tab B. ${gbk('直行')}`)}${par(`${gbk('答案：')}A`)}` +
      `${par(`2. ${unicode('雨天？')}{\\deleted ${gbk('错字')}}`)}${par(`A. ${unicode('快')}`)}${par(`{\\cf1 B. ${unicode('慢')}}`)}` +
      `${par(`{\\listtext 3.\\tab}${gbk('可以逆行。（')}{\\f1\\'fb}${gbk('）')}`)}}`,
  );
  expect(got.format).toBe('rtf');
  expect(got.short).toEqual(['红灯亮时？ +停车 -直行', '雨天？ -快 +慢', '可以逆行。 错']);
  expect(got.found).toEqual(['ANSWERS_READ_AS -']);
});

test('tables with merged cells, and pictures in them', async () => {
  const picture =
    '{\\*\\shppict{\\pict\\pngblip\\picw1 89504e47\n0d0a}}{\\nonshppict{\\pict\\wmetafile8 00}}';
  const row = (merged: boolean, cells: string[]) =>
    `\\trowd${merged ? '\\clvmrg' : '\\clvmgf'}${cells.map((_, i) => `\\cellx${i + 1}000`).join('')}` +
    `${cells.map((c) => `\\pard\\intbl ${c}\\cell`).join('')}\\row\n`;
  const text = ['章节', '题干', '选项A', '选项B', '答案'].map(gbk);
  const got = await readOne(
    '题库.doc',
    `${HEAD}${row(false, text)}${row(false, [gbk('第一章'), `${gbk('红灯？')}${picture}`, gbk('停'), gbk('行'), 'A'])}` +
      `${row(true, ['', gbk('绿灯？'), gbk('停'), gbk('行'), 'B'])}\\pard ${gbk('完')}\\par}`,
  );
  expect(got.short).toEqual(['红灯？ +停 -行', '绿灯？ -停 +行']);
  const questions = got.candidates.map((c) => c.question);
  expect(questions.map((q) => q.chapter)).toEqual(['第一章', '第一章']);
  expect(questions.map((q) => q.media.length)).toEqual([1, 0]);
  expect(got.media.get(questions[0]?.media[0]?.file ?? '')?.length).toBe(6);
});

test('no rich text makes it fail', async () => {
  const token = fc.constantFrom(
    ..."{ } \\par \\cell \\row \\trowd \\intbl \\pard {\\pict\\pngblip zz} \\u-1 \\uc9 \\'8 \\'ff \\f99 \\cf7 {\\*\\x \\bin9 1. A. \\u55296? \\".split(
      ' ',
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(token, { maxLength: 60 }), async (tokens) => {
      await readOne('a.rtf', HEAD + tokens.join(' '));
    }),
    { numRuns: 200 },
  );
  expect((await readOne('a.rtf', HEAD + '{'.repeat(100_000))).short).toEqual([]);
});
