import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { issueCodes, type IssueCode } from '../model/issue';
import { NO_CHAPTER, question, type Question } from '../model/question';
import { importBank } from '../pipeline';
import { publish } from '../version/publish';
import { csv, jsonBank, TABLE_HEADER } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import { makeZip } from '../testing/make-zip';
import { ALL_RULES } from './all-rules';

const onDate = '2026-11-23';
const chapters = ['道路通行条件及通行规定'];
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>');

function check(questions: unknown[], media: Record<string, Buffer> = {}) {
  const files = Object.entries(media).map(([name, data]) => ({ name: `media/${name}`, data }));
  return importBank(
    { name: 'b.zip', bytes: makeZip([{ name: 'b.json', data: jsonBank(questions) }, ...files]) },
    { onDate, chapters },
  );
}
const pic = (file: string): Partial<Question> => ({
  media: [{ file, alt: { 'zh-CN': '图', en: 'Picture' } }],
});
const whole = (id: string, more: Partial<Question> = {}) => {
  const q = makeQuestion(id, more);
  return { ...q, stem: { en: 'Asked', ...q.stem } };
};
const option = (id: string, zh: string) => ({ id, text: { 'zh-CN': zh, en: zh } });
const png = (width: number, height: number) => {
  const b = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
  b.writeUInt32BE(width, 16);
  b.writeUInt32BE(height, 20);
  return Buffer.concat([b, Buffer.alloc(20), Buffer.from('0000000049454e44ae426082', 'hex')]);
};

interface Case {
  code: IssueCode;
  question: Partial<Question>;
  media?: Record<string, Buffer>;
  field?: string;
  accepted?: boolean;
}

const CASES: Case[] = [
  { code: 'CONTROL_CHARACTER', question: { stem: { 'zh-CN': '停\u0000车', en: 'x' } }, field: 'stem.zh-CN' },
  {
    code: 'CONTROL_CHARACTER',
    question: { explanation: { 'zh-CN': '对\u202E错' } },
    field: 'explanation.zh-CN',
  },
  {
    code: 'BAD_OPTIONS',
    question: { options: [option('A', '甲'), option('B', '乙'), option('D', '丁')] },
    field: 'options[2]',
  },
  {
    code: 'TOO_FEW_OPTIONS',
    question: { options: [option('A', '甲')], type: 'single', answer: ['A'] },
    field: 'options',
  },
  {
    code: 'BAD_JUDGE_OPTIONS',
    question: { type: 'judge', options: [option('A', '错误'), option('B', '正确')] },
    field: 'options',
  },
  { code: 'BAD_JUDGE_OPTIONS', question: { type: 'judge', shuffle: true }, field: 'options' },
  { code: 'BAD_ANSWER', question: { answer: ['E'] }, field: 'answer' },
  { code: 'BAD_ANSWER_COUNT', question: { answer: ['A', 'B'] }, field: 'answer' },
  { code: 'BAD_ANSWER_COUNT', question: { type: 'multi', answer: ['A'] }, field: 'answer' },
  { code: 'BAD_ANSWER_COUNT', question: { type: 'multi', answer: ['A', 'A'] }, field: 'answer' },
  {
    code: 'DUPLICATE_OPTIONS',
    question: { options: [option('A', '甲 '), option('B', '乙'), option('C', '甲')] },
    field: 'options[2]',
  },
  { code: 'BAD_DATES', question: { validFrom: '2022-02-30' }, field: 'validFrom' },
  { code: 'BAD_DATES', question: { validFrom: '2031-01-01', validTo: '2030-01-01' }, field: 'validTo' },
  { code: 'EXPIRED', question: { validTo: '2024-12-31' }, field: 'validTo', accepted: true },
  { code: 'UNKNOWN_CHAPTER', question: { chapter: '道路通行' }, field: 'chapter' },
  { code: 'PICTURE_MISSING', question: pic('no.svg'), field: 'media[0].file' },
  {
    code: 'PICTURE_MENTIONED',
    question: { stem: { 'zh-CN': '这个标志是何含义？', en: 'What?' } },
    field: 'stem',
  },
  {
    code: 'PICTURE_UNDECODABLE',
    question: pic('a.png'),
    media: { 'a.png': Buffer.from('hello') },
    field: 'media[0].file',
  },
  {
    code: 'PICTURE_UNDECODABLE',
    question: pic('a.svg'),
    media: { 'a.svg': png(9, 9) },
    field: 'media[0].file',
    accepted: true,
  },
  {
    code: 'PICTURE_UNDECODABLE',
    question: pic('a.png'),
    media: { 'a.png': png(9, 9).subarray(0, 30) },
    field: 'media[0].file',
  },
  {
    code: 'PICTURE_UNDECODABLE',
    question: pic('a.svg'),
    media: { 'a.svg': SVG.subarray(0, 44) },
    field: 'media[0].file',
  },
  {
    code: 'PICTURE_TOO_LARGE',
    question: pic('a.png'),
    media: { 'a.png': png(60_000, 60_000) },
    field: 'media[0].file',
  },
  {
    code: 'PICTURE_UNSAFE',
    question: pic('a.svg'),
    media: { 'a.svg': Buffer.from('<svg onload="x()"></svg>') },
    field: 'media[0].file',
  },
];

describe('checkBank', () => {
  test.each(CASES)('$code: $question', async ({ code, question: more, media, field, accepted }) => {
    const got = await check([whole('good1'), whole('bad', more), whole('good2')], media);
    expect(got.issues.map((i) => i.code)).toEqual([code]);
    const [issue] = got.issues;
    expect(issue?.at).toMatchObject({
      file: 'b.zip/b.json',
      row: 3,
      question: 'bad',
      field: `questions[1].${field}`,
    });
    expect(issue?.message['zh-CN']).toMatch(/\p{Script=Han}/u);
    expect(issue?.mend.en).not.toBe('');
    expect(got.accepted.map((q) => q.id)).toEqual(accepted ? ['good1', 'bad', 'good2'] : ['good1', 'good2']);
    expect(issue?.severity).toBe(accepted ? 'warning' : 'error');
  });

  test('good questions with good pictures give no issue and can be published', async () => {
    const media = { 'a.svg': SVG, 'b.png': png(100, 50), 'unused.svg': SVG };
    const got = await check(
      [
        whole('a', pic('a.svg')),
        whole('b', { ...pic('b.png'), type: 'judge' }),
        whole('c', { type: 'multi' }),
      ],
      media,
    );
    expect(got.issues).toEqual([]);
    expect(got.byType).toEqual({ judge: 1, single: 1, multi: 1 });
    expect([...got.media.keys()]).toEqual(['a.svg', 'b.png']);
    expect(publish({ questions: got.accepted, media: got.media }).counts.media).toBe(2);
  });

  test('the same id, the same question, the same question with another key', async () => {
    const stem = { 'zh-CN': '夜间会车应当怎样使用灯光？', en: 'Lights?' };
    const options = [option('A', '近光灯'), option('B', '远光灯'), option('C', '不开灯')];
    const turned = [option('A', '远光灯'), option('B', '近光灯'), option('C', '不开灯')];
    const id = await check([whole('a'), whole('a')]);
    expect(id.issues).toMatchObject([
      { code: 'DUPLICATE_ID', value: 'a', at: { row: 3 } },
      { code: 'DUPLICATE_QUESTION', at: { row: 3 } },
    ]);
    expect(id.accepted).toHaveLength(1);

    const twice = await check([
      whole('a', { stem, options }),
      whole('b', { stem, options: turned, answer: ['B'] }),
    ]);
    expect(twice.issues).toMatchObject([
      { code: 'DUPLICATE_QUESTION', severity: 'warning', at: { question: 'b' } },
    ]);
    expect(twice.accepted).toHaveLength(2);

    const conflict = await check([
      whole('a', { stem, options }),
      whole('b', { stem, options: turned, answer: ['A'] }),
      whole('c'),
    ]);
    expect(conflict.issues.map((i) => [i.code, i.at.question])).toEqual([
      ['CONFLICTING_ANSWER', 'a'],
      ['CONFLICTING_ANSWER', 'b'],
    ]);
    expect(conflict.accepted.map((q) => q.id)).toEqual(['a', 'b', 'c']);

    const three = await check(['A', 'A', 'B'].map((a, i) => whole(`k${i}`, { stem, options, answer: [a] })));
    expect(three.accepted).toHaveLength(3);
    expect(three.issues.filter((i) => i.code === 'CONFLICTING_ANSWER').map((i) => i.at.question)).toEqual([
      'k0',
      'k1',
      'k2',
    ]);

    const signs = await check(
      [
        whole('a', { stem, options, ...pic('a.svg') }),
        whole('b', { stem, options: turned, answer: ['A'], ...pic('b.svg') }),
      ],
      { 'a.svg': SVG, 'b.svg': SVG },
    );
    expect(signs.issues).toEqual([]);
  });

  test('nearly the same stem with another key is pointed out, not refused', async () => {
    const text = '机动车在高速公路上发生故障时，警告标志应当设置在故障车来车方向一百五十米以外。';
    const got = await check([
      whole('a', { type: 'judge', stem: { 'zh-CN': text, en: 'x' } }),
      whole('b', { type: 'judge', stem: { 'zh-CN': text.replace('五十', '六十'), en: 'y' }, answer: ['B'] }),
    ]);
    expect(got.issues).toMatchObject([
      { code: 'SIMILAR_CONFLICT', severity: 'warning', at: { question: 'b' } },
    ]);
    expect(got.accepted).toHaveLength(2);
  });

  test('missing English and law are said a question, or once where all lack them', async () => {
    const bare = (id: string) => ({
      ...whole(id),
      lawRef: [],
      stem: { 'zh-CN': makeQuestion(id).stem['zh-CN'] },
    });
    const some = await check([whole('a'), bare('b')]);
    expect(some.issues.map((i) => [i.code, i.at.question])).toEqual([
      ['MISSING_TRANSLATION', 'b'],
      ['MISSING_LAW_REF', 'b'],
    ]);
    const all = await check([bare('a'), bare('b'), bare('c')]);
    expect(all.issues.map((i) => [i.code, i.at.row])).toEqual([
      ['MISSING_TRANSLATION', undefined],
      ['MISSING_LAW_REF', undefined],
    ]);
    expect(all.issues[0]?.message.en).toBe('All 3 questions: There is no English');
    expect(all.accepted).toHaveLength(3);
  });

  test('a table with nine rows of which one is good', async () => {
    const bytes = readFileSync(join(__dirname, '../../fixtures/bad-rows.csv'));
    const got = await importBank({ name: 'bad-rows.csv', bytes }, { onDate, chapters });
    expect(got.read).toBe(8);
    expect(got.accepted.map((q) => q.id)).toEqual(['fx-001']);
    expect(
      got.issues.filter((i) => i.severity === 'error').map((i) => [i.at.row, i.at.column, i.code]),
    ).toEqual([
      [3, 'B', 'BAD_TYPE'],
      [4, 'F', 'DUPLICATE_OPTIONS'],
      [5, 'I', 'BAD_ANSWER'],
      [6, 'I', 'BAD_ANSWER_COUNT'],
      [7, 'A', 'DUPLICATE_ID'],
      [8, 'C', 'UNKNOWN_CHAPTER'],
      [8, 'K', 'PICTURE_MISSING'],
      [9, 'D', 'NO_STEM'],
      [9, 'I', 'NO_ANSWER'],
    ]);
  });

  test('a file that names no chapter is told so, with where one is chosen', async () => {
    const [issue] = (await check([whole('a', { chapter: NO_CHAPTER }), whole('b')])).issues;
    expect(issue?.message['zh-CN']).toBe('文件没有写章节');
    expect(issue?.mend['zh-CN']).toContain('列对应');
  });

  test('every rule has a code of the list and speaks both languages', () => {
    for (const rule of ALL_RULES) {
      expect(issueCodes).toContain(rule.code);
      expect(rule.mend['zh-CN']).toMatch(/\p{Script=Han}/u);
    }
    expect(new Set(ALL_RULES.map((r) => r.code)).size).toBe(ALL_RULES.length);
  });

  test('property: whatever rows there are, what is accepted can be published and drawn from', async () => {
    const text = fc.constantFrom(
      '',
      '甲',
      '乙',
      '对',
      '错',
      'A',
      'B',
      'AB',
      'ABD',
      '(空)',
      'x.svg',
      '判断题',
      '单选题',
      '多选题',
    );
    const row = fc.array(text, { minLength: 11, maxLength: 11 });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 12 }), async (rows) => {
        const got = await importBank(
          { name: 'a.csv', bytes: Buffer.from(csv([TABLE_HEADER, ...rows])) },
          { onDate },
        );
        const filled = rows.filter((r) => r.some((c) => c !== '')).length;
        expect(got.read).toBe(filled);
        for (const q of got.accepted) expect(question.safeParse(q).success).toBe(true);
        if (got.accepted.length > 0)
          expect(publish({ questions: got.accepted, media: got.media }).hash).toHaveLength(64);
        const told = new Set(got.issues.filter((i) => i.severity === 'error').map((i) => i.at.row));
        expect(got.accepted.length).toBe(filled - [...told].filter((r) => r !== undefined && r > 1).length);
      }),
      { numRuns: 150 },
    );
  });
});
