import fc from 'fast-check';
import { readOne } from '../../testing/read-one';

const json = (value: unknown) => readOne('bank.json', JSON.stringify(value, null, 1));
const rows = <T>(n: number, f: (i: number) => T) => Array.from({ length: n }, (_, i) => f(i));

describe('JSON of other systems', () => {
  test('type numbers 1/2/3 with letters, empty options for judge, pictures under /images', async () => {
    const got = await json([
      {
        id: 1,
        type: 1,
        question: '红灯亮时可以通行。',
        options: ['', '', '', ''],
        answer: 'B',
        explains: '解释',
        image: '',
      },
      {
        id: 2,
        type: 2,
        question: '应当怎样行驶？',
        options: ['加速', '减速', '停车', '倒车'],
        answer: 'B',
        image: '/images/7.jpg',
      },
      { id: 3, type: 3, question: '哪些违法？', options: ['甲', '乙', '丙', '丁'], answer: 'ABD' },
    ]);
    expect(got.short).toEqual([
      '红灯亮时可以通行。 错',
      '应当怎样行驶？ -加速 +减速 -停车 -倒车',
      '哪些违法？ +甲 +乙 -丙 +丁',
    ]);
    expect(got.candidates[1]?.question.media.map((m) => m.file)).toEqual(['7.jpg']);
    expect(got.candidates[0]?.question.explanation?.['zh-CN']).toBe('解释');
    expect(got.found).toEqual([]);
  });
  test('the Juhe interface: item1–item4, no type, 7–17 for several, 1 and 2 for judge without options', async () => {
    const item = (question: string, answer: string, options = ['甲', '乙', '丙', '丁']) => ({
      id: question,
      question,
      answer,
      item1: options[0] ?? '',
      item2: options[1] ?? '',
      item3: options[2] ?? '',
      item4: options[3] ?? '',
      explains: '',
      url: 'http://images.example.org/7.jpg',
    });
    const got = await json({
      error_code: 0,
      result: [
        item('q1', '1'),
        item('q2', '4'),
        item('q3', '7'),
        item('q4', '17'),
        item('q5', '2', ['', '', '', '']),
      ],
    });
    expect(got.short).toEqual([
      'q1 +甲 -乙 -丙 -丁',
      'q2 -甲 -乙 -丙 +丁',
      'q3 +甲 +乙 -丙 -丁',
      'q4 +甲 +乙 +丙 +丁',
      'q5 错',
    ]);
    expect(got.found).toEqual(['ANSWERS_READ_AS -']);
    expect(got.candidates[0]?.question.media[0]?.file).toBe('7.jpg');
  });
  test('bit masks with optionA…H and optionType, judge 16 and 32', async () => {
    const got = await json({
      data: [
        {
          question: '甲',
          answer: 16,
          optionA: '1',
          optionB: '2',
          optionC: '3',
          optionD: '4',
          optionE: '',
          optionType: 1,
        },
        {
          question: '乙',
          answer: 48,
          optionA: '1',
          optionB: '2',
          optionC: '3',
          optionD: '4',
          optionE: '',
          optionType: 2,
        },
        {
          question: '丙',
          answer: 32,
          optionA: '正确',
          optionB: '错误',
          optionC: '',
          optionD: '',
          optionType: 0,
        },
        { question: '丁', answer: 16, optionA: '', optionB: '', optionC: '', optionD: '', optionType: 0 },
      ],
    });
    expect(got.short).toEqual(['甲 +1 -2 -3 -4', '乙 +1 +2 -3 -4', '丙 错', '丁 对']);
  });
  test('options inside the stem with <BR>, judge as 对 and 错', async () => {
    const got = await json([
      { ID: 1, Question: '遇行人应当<BR>A、加速<BR>B、停车让行<BR>C、鸣喇叭', Answer: 'B' },
      { ID: 2, Question: '醉酒可以驾车。', Answer: '错' },
    ]);
    expect(got.short).toEqual(['遇行人应当 -加速 +停车让行 -鸣喇叭', '醉酒可以驾车。 错']);
  });
  test('letters with commas, type 1 single 2 multi 3 judge: told from options and answers, not from the number', async () => {
    const got = await json([
      { title: '甲', type: 1, options: ['a1', 'b1', 'c1'], answer: 'C' },
      { title: '乙', type: 2, options: ['a1', 'b1', 'c1', 'd1'], answer: 'A,C,D' },
      { title: '丙', type: 3, options: ['正确', '错误'], answer: 'A' },
    ]);
    expect(got.short).toEqual(['甲 -a1 -b1 +c1', '乙 +a1 -b1 +c1 +d1', '丙 对']);
  });
  test('chapter → topic → [{q, a, img}]', async () => {
    const got = await json({
      segnali: {
        stop: [
          { q: 'Fermarsi', a: true, img: '/img_sign/1.png' },
          { q: 'Passare', a: false },
        ],
      },
    });
    expect(got.short).toEqual(['Fermarsi 对', 'Passare 错']);
    expect(got.candidates[0]?.question).toMatchObject({
      chapter: 'segnali',
      tags: ['stop'],
      media: [{ file: '1.png' }],
    });
  });
  test("the option's full text, options called `questions`", async () => {
    const got = await json([
      { text: 'What does it mean?', questions: ['Stop', 'Give way', 'No entry'], answer: 'Give way' },
    ]);
    expect(got.short).toEqual(['What does it mean? -Stop +Give way -No entry']);
    expect(got.forms).toEqual(['text 1']);
  });
  test('response_01… with "1. " before them, answers from 1, one row a language', async () => {
    const row = (lang: string, n: number, answer: number) => ({
      id: n,
      lang,
      question: `${lang} ${n}?`,
      response_01: `1. ${lang} a`,
      response_02: `2. ${lang} b`,
      response_03: `3. ${lang} c`,
      response_04: '',
      answer,
    });
    const got = await json([row('ro', 1, 3), row('ru', 1, 3), row('ro', 2, 1), row('ru', 2, 1)]);
    expect(got.short).toEqual(['ro 1? -ro a -ro b +ro c', 'ro 2? +ro a -ro b -ro c']);
    expect(got.found.filter((f) => f.startsWith('TEXT_LOST'))).toHaveLength(1);
    const paired = await json([row('zh', 1, 3), row('en', 1, 3)]);
    expect(paired.candidates[0]?.question).toMatchObject({ stem: { 'zh-CN': 'zh 1?', en: 'en 1?' } });
    expect(paired.candidates[0]?.question.options[2]?.text).toMatchObject({ 'zh-CN': 'zh c' });
  });
  test('every language that a text names is kept, in one object or in one row a language', async () => {
    const stem = { zh: '红灯亮时？', en: 'At red?', 'mn-Mong': 'ᠤᠯᠠᠭᠠᠨ', ug: 'قىزىل', bo: '' };
    const options = [
      { id: 'A', text: { zh: '停车', en: 'Stop', mn_Mong: 'ᠵᠣᠭᠰᠣᠨ᠎ᠠ', ug: 'توختاڭ' } },
      { id: 'B', text: { zh: '通过', en: 'Go', mn_Mong: 'ᠶᠠᠪᠤ', ug: 'مېڭىڭ' } },
    ];
    const one = await json([
      { id: 1, question: stem, options, answer: 'A', explanation: { zh: '法', ug: 'قانۇن' } },
    ]);
    expect(one.candidates[0]?.question).toMatchObject({
      stem: { 'zh-CN': '红灯亮时？', en: 'At red?', 'mn-Mong': 'ᠤᠯᠠᠭᠠᠨ', ug: 'قىزىل' },
      explanation: { 'zh-CN': '法', ug: 'قانۇن' },
    });
    expect(one.candidates[0]?.question.stem['bo']).toBeUndefined();
    expect(one.candidates[0]?.question.options[0]?.text).toEqual({
      'zh-CN': '停车',
      en: 'Stop',
      'mn-Mong': 'ᠵᠣᠭᠰᠣᠨ᠎ᠠ',
      ug: 'توختاڭ',
    });
    const row = (lang: string, a: string, b: string) => ({
      id: 7,
      lang,
      question: `${lang}？`,
      options: [a, b],
      answer: 'B',
    });
    const rows = await json([
      row('zh', '停', '走'),
      row('ug', 'توختا', 'ماڭ'),
      row('mn-Mong', 'ᠵᠣᠭ', 'ᠶᠠᠪᠤ'),
    ]);
    expect(rows.candidates).toHaveLength(1);
    expect(rows.candidates[0]?.question).toMatchObject({
      stem: { 'zh-CN': 'zh？', ug: 'ug？', 'mn-Mong': 'mn-Mong？' },
      options: [
        { text: { 'zh-CN': '停', ug: 'توختا', 'mn-Mong': 'ᠵᠣᠭ' } },
        { text: { 'zh-CN': '走', ug: 'ماڭ', 'mn-Mong': 'ᠶᠠᠪᠤ' } },
      ],
    });
    expect(rows.found.filter((f) => f.startsWith('TEXT_LOST'))).toEqual([]);
  });
  test('a flag on the option, the answer in words beside it', async () => {
    const got = await json([
      {
        title: 'Билет 1',
        question: 'Что это?',
        image: './images/no_image.jpg',
        answers: [
          { answer_text: 'Раз', is_correct: false },
          { answer_text: 'Два', is_correct: true },
        ],
        correct_answer: 'Правильный ответ: 2',
      },
    ]);
    expect(got.short).toEqual(['Что это? -Раз +Два']);
    expect(got.candidates[0]?.question.media).toEqual([]);
  });
  test('correctIndex counts from nought, correctLetter in a table beside it does not matter', async () => {
    const got = await json(
      rows(3, (i) => ({ question: `q${i}`, options: ['a1', 'b1', 'c1', 'd1'], correctIndex: i })),
    );
    expect(got.short).toEqual(['q0 +a1 -b1 -c1 -d1', 'q1 -a1 +b1 -c1 -d1', 'q2 -a1 -b1 +c1 -d1']);
  });
  test('numbers nothing tells about are refused as a whole, until the clerk says', async () => {
    const bank = rows(3, (i) => ({ question: `q${i}`, options: ['a1', 'b1', 'c1', 'd1'], answer: i + 1 }));
    const got = await json(bank);
    expect(got.short).toEqual([]);
    expect(got.found).toEqual(['ANSWERS_AMBIGUOUS -', 'BAD_ANSWER 10', 'BAD_ANSWER 20', 'BAD_ANSWER 30']);
    const said = await readOne('bank.json', JSON.stringify(bank), { answerNumbers: 'from1' });
    expect(said.short[0]).toBe('q0 +a1 -b1 -c1 -d1');
  });
  test('what is no question among questions is named with its line', async () => {
    const got = await readOne(
      'b.json',
      '[\n{"question":"甲","answer":"对"},\n{"note":"x"},\n{"question":"乙","answer":"错"}\n]',
    );
    expect(got.short).toEqual(['甲 对', '乙 错']);
    expect(got).toMatchObject({ read: 3, found: ['BAD_FIELD 3'] });
  });
  test.each(['{"a":1}', '[]', '[{"front":"x","back":"y"}]', '{"exam":{"total":40}}'])(
    'no bank: %s',
    async (text) => {
      expect((await readOne('x.json', text)).found).toEqual(['NOT_A_BANK -']);
    },
  );
  test('JSON lines: a broken line costs itself', async () => {
    const line = (s: string) => JSON.stringify({ question: s, options: ['a1', 'b1', 'c1'], answer: 'B' });
    const got = await readOne('b.jsonl', `${line('甲')}\n{"question":\n\n${line('乙')}\n`);
    expect(got).toMatchObject({
      format: 'jsonl',
      read: 3,
      found: ['JSON_SYNTAX 2'],
      short: ['甲 -a1 +b1 -c1', '乙 -a1 +b1 -c1'],
    });
  });
  test('no JSON value crashes it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 5 }), async (text) => {
        const got = await readOne('x.json', text);
        expect(got.read).toBeGreaterThanOrEqual(got.candidates.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('lists of options by other names', () => {
  const bank = (key: string, options: unknown) =>
    readOne(
      'a.json',
      JSON.stringify([
        { 题目: '遇行人？', [key]: options, 答案: 'B' },
        { 题目: '雨天？', [key]: options, 答案: 'C' },
      ]),
    );
  const list = ['减速', '停车', '加速'];
  test.each<[string, unknown]>([
    ['选项', list],
    ['选项', { A: '减速', B: '停车', C: '加速' }],
    ['opts', list],
    ['xuanxiang', list],
    ['optionList', list],
    ['options', JSON.stringify(list)],
    ['options', 'A.减速\nB.停车\nC.加速'],
    ['选项', '减速|停车|加速'],
  ])('%s: %j', async (key, options) => {
    const got = await bank(key, options);
    expect(got.short).toEqual(['遇行人？ -减速 +停车 -加速', '雨天？ -减速 -停车 +加速']);
  });
  test('options that cannot be read do not make a judge question of theirs', async () => {
    const got = await readOne(
      'a.json',
      JSON.stringify([{ question: '遇行人？', options: [['减速'], ['停车']], answer: 'B' }]),
    );
    expect(got.candidates).toEqual([]);
    expect(got.found).not.toEqual([]);
  });
});

describe('options with a flag of their own read as questions too', () => {
  const flagged = (title: string, key: string, right: number, ...texts: string[]) => ({
    title,
    [key]: texts.map((text, i) => ({ text, correct: i === right })),
  });
  test.each(['options', 'answers', 'choices', 'alternatives', 'items'])('a list called %s', async (key) => {
    const list = [flagged('红灯？', key, 0, '停', '走'), flagged('绿灯？', key, 1, '停', '走')];
    expect((await json({ data: { list } })).short).toEqual(['红灯？ +停 -走', '绿灯？ -停 +走']);
  });
  test('chapters of true-or-false questions stay chapters', async () => {
    const chapter = (name: string, ...texts: string[]) => ({
      name,
      items: texts.map((text, i) => ({ text, correct: i % 2 === 0 })),
    });
    const got = await json([
      chapter('第一章', '红灯停。', '绿灯停。', '黄灯停。', '雨天快。', '雾天快。', '雪天快。', '可逆行。'),
      chapter('第二章', '酒后可驾。', '应让行人。'),
    ]);
    expect(got.candidates.map((c) => c.question.chapter)).toEqual([
      ...Array<string>(7).fill('第一章'),
      ...Array<string>(2).fill('第二章'),
    ]);
  });
});

test('the right answer and a list of wrong ones', async () => {
  const got = await json({
    results: [
      { type: 'multiple', question: '红灯？', correct_answer: '停', incorrect_answers: ['走', '跑', '飞'] },
      { type: 'boolean', question: '绿灯停。', correct_answer: 'False', incorrect_answers: ['True'] },
      { question: '黄灯？', answer: '慢', distractors: ['快'] },
    ],
  });
  expect(got.short).toEqual(['红灯？ +停 -走 -跑 -飞', '绿灯停。 错', '黄灯？ +慢 -快']);
  expect(got.candidates.map((c) => c.question.type)).toEqual(['single', 'judge', 'single']);
});
test('the id of the right option', async () => {
  const of = (prompt: string, at: number, right: number) => ({
    prompt,
    options: [
      { id: at, text: '停' },
      { id: at + 1, text: '走' },
    ],
    correctOptionId: right,
  });
  expect((await json([of('红灯？', 11, 11), of('绿灯？', 21, 22)])).short).toEqual([
    '红灯？ +停 -走',
    '绿灯？ -停 +走',
  ]);
});
