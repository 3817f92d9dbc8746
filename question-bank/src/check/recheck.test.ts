import { importBank } from '../pipeline';
import { recheckBank } from './recheck';

const rows = [
  '题型,题干,选项A,选项B,选项C,选项D,答案,章节',
  '单选,黄灯亮时应当怎样做？,停车等候,加速通过,鸣喇叭,倒车,A,道路通行',
  '单选,夜间会车应当怎样用灯？,远光灯,近光灯,雾灯,不开灯,,道路通行',
  '单选,遇行人过街应当怎样做？,让行,让行,鸣喇叭,加速,A,道路通行',
  '判断,如图所示，这个标志表示停车让行。,,,,,对,道路通行',
];
const onDate = '2026-11-23';
const bytes = Buffer.from(rows.join('\n'));
const read = () => importBank({ name: 'b.csv', bytes }, { onDate });

it('what stays out is handed on as far as it could be read, with what is wrong with it', async () => {
  const bank = await read();
  expect(bank.accepted).toHaveLength(1);
  expect(bank.refused.map((r) => [r.at.row, r.question.options.length, r.issues.map((i) => i.code)])).toEqual(
    [
      [3, 4, expect.arrayContaining(['NO_ANSWER'])],
      [4, 4, expect.arrayContaining(['DUPLICATE_OPTIONS'])],
      [5, 2, expect.arrayContaining(['PICTURE_MENTIONED'])],
    ],
  );
  expect(bank.reading.map((i) => i.code)).not.toContain('NO_ANSWER');
});

it('mended questions are accepted, the others keep their faults and their place', async () => {
  const bank = await read();
  const [noAnswer, twins, picture] = bank.refused;
  const entries = [
    ...bank.accepted.map((question) => ({ at: { file: 'b.csv' }, question })),
    { at: noAnswer!.at, question: { ...noAnswer!.question, answer: ['B'] } },
    { at: twins!.at, question: { ...twins!.question, stem: { 'zh-CN': '' } } },
    { at: picture!.at, question: picture!.question },
  ];
  const { format, reading, media } = bank;
  const again = recheckBank({ format, entries, reading, media }, { onDate });
  expect(again.accepted).toHaveLength(2);
  expect(again.read).toBe(4);
  expect(again.refused.map((r) => [r.at.row, r.issues.some((i) => i.code === 'NO_STEM')])).toEqual([
    [4, true],
    [5, false],
  ]);
});

it.each([null, 7, 'x', [], {}, { options: 3 }, { stem: { 'zh-CN': '题' }, type: 'essay' }])(
  'an entry of %j is refused with a word',
  (question) => {
    const entries = [{ at: { file: 'b.csv', row: 2 }, question }];
    const again = recheckBank({ format: 'csv', entries, reading: [], media: new Map() }, { onDate });
    expect(again.accepted).toEqual([]);
    expect(again.issues.some((i) => i.severity === 'error' && i.at.row === 2)).toBe(true);
  },
);
