import iconv from 'iconv-lite';
import { importBank } from '../pipeline';
import { csv } from '../testing/bank-files';
import { isGarbled, ungarble } from './garbled';

const HEADER = ['题号', '题型', '题干', '选项A', '选项B', '选项C', '选项D', '答案', '解析'];
const FOUR = ['近光灯', '远光灯', '雾灯', '示廓灯'];

async function read(...rows: string[][]) {
  const bytes = Buffer.from(csv([HEADER, ...rows]));
  return importBank({ name: 'b.csv', bytes }, { onDate: '2026-11-26' });
}
const mendsOf = (got: Awaited<ReturnType<typeof read>>) =>
  got.issues.filter((i) => i.code === 'MENDED').map((i) => i.message.en);

describe('mends', () => {
  test.each([
    ['夜间会车用（B）。', '夜间会车用（ ）。'],
    ['夜间会车用什么灯？答案：B', '夜间会车用什么灯？'],
    ['夜间会车用什么灯？【答案】Ｂ', '夜间会车用什么灯？'],
    ['夜间会车用【 B 】照明', '夜间会车用（ ）照明'],
  ])('an answer in the stem that is the key is taken out: %s', async (stem, without) => {
    const got = await read(['a1', '单选题', stem, ...FOUR, 'B']);
    expect(got.accepted[0]?.stem['zh-CN']).toBe(without);
    expect(mendsOf(got).some((m) => /^1 places were mended: answers written into a stem/.test(m))).toBe(true);
  });

  test('a sign behind a judge question, ticked options, an answer behind the last option', async () => {
    const got = await read(
      ['a1', '判断题', '可以掉头。√', '', '', '', '', '对'],
      ['a2', '判断题', '可以掉头吗（×）', '', '', '', '', '错'],
      ['a3', '多选题', '用什么灯？', '近光灯√', '远光灯', '雾灯 ✓', '示廓灯', 'AC'],
      ['a4', '单选题', '用哪个灯？', ...FOUR.slice(0, 3), '示廓灯 答案：D', 'D'],
    );
    expect(got.accepted.map((q) => q.stem['zh-CN'])).toEqual([
      '可以掉头。',
      '可以掉头吗',
      '用什么灯？',
      '用哪个灯？',
    ]);
    expect(got.accepted[2]?.options.map((o) => o.text['zh-CN'])).toEqual(FOUR);
    expect(got.accepted[3]?.options[3]?.text['zh-CN']).toBe('示廓灯');
  });

  test('an empty answer is taken from the stem and that is said; another one than the key is asked about', async () => {
    const got = await read(
      ['a1', '单选题', '夜间会车用（C）。', ...FOUR, ''],
      ['a2', '单选题', '夜间跟车用（C）。', ...FOUR, 'B'],
    );
    expect(got.accepted.map((q) => [q.answer, q.stem['zh-CN']])).toEqual([
      [['C'], '夜间会车用（ ）。'],
      [['B'], '夜间跟车用（C）。'],
    ]);
    expect(mendsOf(got).some((m) => m.includes('the answer was empty'))).toBe(true);
    expect(got.issues).toContainEqual(
      expect.objectContaining({
        code: 'ANSWER_IN_TEXT',
        value: 'C',
        at: expect.objectContaining({ row: 3, column: 'C' }) as unknown,
      }),
    );
  });

  test.each(['持有（C1）驾驶证', '驾驶证（C照）能开小车', '图书（甲）放在哪里', 'x (see) y'])(
    'what is no answer stays: %s',
    async (stem) => {
      const got = await read(['a1', '单选题', stem, ...FOUR, 'C']);
      expect(got.accepted[0]?.stem['zh-CN']).toBe(stem);
    },
  );

  test('full-width ids, answers and labels; entities escaped twice; blanks around', async () => {
    const got = await read([
      'Ａ１',
      '单选题',
      ' 车速&amp;nbsp;&amp;lt; 30？ ',
      'Ａ、甲',
      'Ｂ．乙',
      'Ｃ、丙',
      'Ｄ、丁',
      'Ｂ',
    ]);
    expect(got.accepted[0]).toMatchObject({ id: 'A1', answer: ['B'], stem: { 'zh-CN': '车速 < 30？' } });
    expect(got.accepted[0]?.options.map((o) => o.text['zh-CN'])).toEqual(['甲', '乙', '丙', '丁']);
    expect(mendsOf(got)).toEqual([
      expect.stringContaining('HTML markup') as string,
      expect.stringContaining('full-width') as string,
    ]);
    const blanks = await read(['a1', '单选题', '  甲？ ', ...FOUR, 'B']);
    expect(mendsOf(blanks)).toEqual([expect.stringContaining('blanks around') as string]);
  });

  test('a fourth option that is empty makes a question of three; a gap in the middle is an error', async () => {
    const got = await read(
      ['a1', '单选题', '甲？', '一', '二', '三', '', 'B'],
      ['a2', '单选题', '乙？', '一', '', '三', '四', 'C'],
    );
    expect(got.accepted.map((q) => [q.id, q.options.length])).toEqual([['a1', 3]]);
    expect(got.issues.filter((i) => i.severity === 'error')).toMatchObject([
      { code: 'BAD_OPTIONS', at: { row: 3 } },
    ]);
  });
});

describe('garbled text', () => {
  const STEM = '驾驶机动车应当减速让行';
  test.each([
    ['UTF-8 opened as GBK', iconv.decode(Buffer.from('驾驶机动', 'utf8'), 'gbk'), '驾驶机动'],
    ['UTF-8 opened as Latin-1', Buffer.from(STEM, 'utf8').toString('latin1'), STEM],
    ['UTF-8 opened as Windows-1252', 'é©¾é©¶', '驾驶'],
    ['GBK opened as Latin-1', 'Õâ¸ö', '这个'],
    ['GBK opened as Latin-1, marks', iconv.encode('减速，停车。', 'gbk').toString('latin1'), '减速，停车。'],
  ])('%s is undone', (_, text, meant) => {
    expect(ungarble(text)?.text).toBe(meant);
  });
  test.each(['椹', '试图', '联通', 'Così è perché', 'créée', '«да»', '50 °C ± 2', STEM, '鐨'])(
    'left alone: %s',
    (text) => {
      expect([ungarble(text), isGarbled(text)]).toEqual([undefined, false]);
    },
  );

  test('a table opened in a wrong coding is restored and said; where characters are lost the row is an error', async () => {
    const bad = (t: string) => Buffer.from(t, 'utf8').toString('latin1');
    const lost = iconv.decode(Buffer.from('夜间会车应当怎样？', 'utf8'), 'gbk');
    const got = await read(
      ['a1', '单选题', bad(STEM), ...FOUR.map(bad), 'B', bad('见第48条')],
      ['a2', '单选题', lost, ...FOUR, 'B'],
      ['a3', '单选题', '锟斤拷锟斤拷', ...FOUR, 'B'],
      ['a4', '单选题', '用\uFFFD\uFFFD灯', ...FOUR, 'B'],
    );
    expect(got.accepted).toMatchObject([
      { id: 'a1', stem: { 'zh-CN': STEM }, explanation: { 'zh-CN': '见第48条' } },
    ]);
    expect(mendsOf(got)).toEqual([expect.stringContaining('garbled text') as string]);
    expect(
      got.issues.filter((i) => i.code === 'TEXT_GARBLED').map((i) => [i.severity, i.at.row, i.at.column]),
    ).toEqual([
      ['error', 3, 'C'],
      ['error', 4, 'C'],
      ['error', 5, 'C'],
    ]);
  });
});
