import { readOne } from '../../testing/read-one';

const CHAPTERS = [
  ['第一章 信号', '红灯', '绿灯可以通行。'],
  ['第二章 天气', '雨天', '雾天开远光。'],
];
const questions = (word: string, said: string) => `1、${word}？\nA、停\nB、行\nC、鸣笛\n2、${said}\n`;
const bank = CHAPTERS.map(([title = '', word = '', said = '']) => `${title}\n${questions(word, said)}`).join(
  '',
);
const typed = CHAPTERS.map(
  ([title = '', word = '', said = '']) =>
    `${title}\n一、单选题\n1、${word}？\nA、停\nB、行\nC、鸣笛\n二、判断题\n1、${said}\n`,
).join('');
const keys = async (text: string) => {
  const got = await readOne('a.txt', text);
  return got.short.map((s) => /[+]([停行鸣])|[对错]$/.exec(s)?.map((m) => m)[1] ?? s.slice(-1)).join('');
};

test.each([
  ['in their order', `${bank}参考答案\n第一章 信号\n1、A 2、√\n第二章 天气\n1、C 2、×`],
  ['in another order', `${bank}参考答案\n第2章\n1、C 2、×\n第一章\n1、A 2、√`],
  ['on the lines of their chapters', `${bank}答案\n第一章：1A 2√\n第二章：1C 2×`],
  ['below titles', `${bank}第二章答案\n1、C 2、×\n第一章答案\n1、A 2、√`],
  ['in front', `答案\n第二章\n1、C 2、×\n第一章\n1、A 2、√\n\n${bank}`],
  [
    'by type within the chapter',
    `${typed}答案\n第二章\n一、单选题\n1.C\n二、判断题\n1.×\n第一章\n一、单选题\n1.A\n二、判断题\n1.√`,
  ],
])('keys of chapters that count from 1 each, %s', async (_, text) => {
  expect(await keys(text)).toBe('停对鸣错');
});
test("keys of a chapter that is not there are nobody's, and those of one leave the others without", async () => {
  const got = await readOne('a.txt', `${bank}参考答案\n第三章 高速\n1、C 2、×`);
  expect(got.short).toEqual([]);
  expect(got.found).toContain('ANSWER_WITHOUT_QUESTION 15');
  expect(await keys(`${typed}答案\n第二章\n一、单选题\n1.C\n二、判断题\n1.×`)).toBe('鸣错');
});
test('sections within chapters', async () => {
  const inner = (word: string) =>
    `第一节\n1、${word}甲？\nA、停\nB、行\n第二节\n1、${word}乙？\nA、停\nB、行\n`;
  const text = `第一章\n${inner('红')}第二章\n${inner('雨')}答案\n第二章\n第一节\n1、A\n第二节\n1、B\n第一章\n第一节\n1、B\n第二节\n1、A`;
  expect(await keys(text)).toBe('行停停行');
});
test('the next chapter behind the keys of the one before is none of these', async () => {
  const [one = '', two = ''] = bank.split('第二章');
  expect(await keys(`${one}答案\n1、A 2、√\n第二章${two}答案\n1、C 2、×`)).toBe('停对鸣错');
});
test.each([
  ['第一部分 法规', '第二部分 信号', '第一部分', '第二部分'],
  ['一、法规', '二、信号', '一、', '二、'],
  ['（一）法规', '（二）信号', '（一）', '（二）'],
  ['项目一 法规', '项目二 信号', '项目一', '项目二'],
  ['卷一', '卷二', '卷一', '卷二'],
  ['A卷', 'B卷', 'A卷答案', 'B卷答案'],
])('keys below %s and %s in another order', async (one, two, first, second) => {
  const [a = '', b = ''] = CHAPTERS.map(([, word = '', said = '']) => questions(word, said));
  const text = `${one}\n${a}${two}\n${b}参考答案\n${second}\n1、C 2、×\n${first}\n1、A 2、√`;
  expect(await keys(text)).toBe('停对鸣错');
});
test('parts that come again in each chapter', async () => {
  const inner = (word: string) =>
    `第一部分 甲\n1、${word}甲？\nA、停\nB、行\n第二部分 乙\n1、${word}乙？\nA、停\nB、行\n`;
  const text = `第一章\n${inner('红')}第二章\n${inner('雨')}答案\n第一章\n第一部分 甲\n1、A\n第二部分 乙\n1、B\n第二章\n第一部分 甲\n1、B\n第二部分 乙\n1、A`;
  expect(await keys(text)).toBe('停行行停');
});
test('项目一 in a stem or an option is no heading', async () => {
  const stem = '1、考试包括：\n项目一 倒车\n项目二 停车\n必考的是？\nA、倒车\nB、都是\n答案：B';
  const options = '2、哪个有路考？\nA、\n项目一\nB、\n项目二\n答案：A';
  expect((await readOne('a.txt', `${stem}\n${options}`)).short).toEqual([
    '考试包括：项目一 倒车项目二 停车必考的是？ -倒车 +都是',
    '哪个有路考？ +项目一 -项目二',
  ]);
});
