import { readOne } from '../../testing/read-one';

const A = ['减速', '停车', '加速'];
const json = (value: unknown) => readOne('题库.json', JSON.stringify(value));
const flags = (i: number) => A.map((_, at) => at === i);
const b64 = (text: string) => Buffer.from(text).toString('base64');

test.each<[string, (q: string, right: number) => unknown]>([
  [
    'ta beside a to c',
    (question, i) => ({ id: 7, question, a: A[0], b: A[1], c: A[2], d: '', ta: 'ABC'[i] }),
  ],
  [
    'options by a key that says nothing',
    (questionStr, i) => ({ question: { A: A[0], B: A[1], C: A[2] }, questionStr, answer: 'ABC'[i] }),
  ],
  ['pairs of text and flag', (question, i) => ({ answers: A.map((t, at) => [t, at === i]), question })],
  [
    'texts as keys of flags',
    (question, i) => ({ question, answers: Object.fromEntries(A.map((t, at) => [t, at === i])) }),
  ],
  [
    'propositions',
    (question, i) => ({
      question,
      propositionA: A[0],
      propositionB: A[1],
      propositionC: A[2],
      reponse: 'ABC'[i],
    }),
  ],
  [
    'an answer that is an object',
    (question, i) => ({
      question,
      options: A.map((value, at) => ({ key: 'ABC'[at], value })),
      answer: { key: 'ABC'[i] },
    }),
  ],
  [
    'a list of flagged texts by any name',
    (question, i) => ({ question, choises: A.map((text, at) => ({ text, answer: flags(i)[at] })) }),
  ],
  [
    'weights',
    (question_text, i) => ({
      question_type: 'multiple_choice_question',
      question_text,
      answers: A.map((text, at) => ({ text, weight: at === i ? 100 : 0 })),
    }),
  ],
  ['German keys', (Frage, i) => ({ Frage, Antworten: A, Richtig: [i] })],
  ['pinyin and separators', (tm, i) => ({ tmid: 1 + i, tm, xx: A.join('|'), da: 'ABC'[i] })],
])('JSON of apps: %s', async (_, make) => {
  const got = await json([make('遇行人？', 1), make('路口？', 2), make('雨天？', 0)]);
  expect(got.short).toEqual([
    '遇行人？ -减速 +停车 -加速',
    '路口？ -减速 -停车 +加速',
    '雨天？ +减速 -停车 -加速',
  ]);
});

test('one wrong answer a key', async () => {
  const one = { question: '遇行人？', correct: '停车', wrong1: '减速', wrong2: '加速' };
  expect((await json([one])).short).toEqual(['遇行人？ +停车 -减速 -加速']);
});

test('chapters are called by their titles, never by the keys around them', async () => {
  const asked = (stem: string) => ({ stem, options: A, answer: 'B' });
  const got = await json({
    chapters: [
      { chapterName: '第一章', sections: [{ sectionName: '一般规定', questions: [asked('甲？')] }] },
      { chapterName: '第二章', sections: [{ sectionName: '灯光', questions: [asked('乙？')] }] },
    ],
  });
  expect(got.candidates.map((c) => [c.question.chapter, c.question.tags])).toEqual([
    ['第一章', ['一般规定']],
    ['第二章', ['灯光']],
  ]);
});

test('texts within objects: explanations and pictures beside a stem', async () => {
  const got = await json([
    {
      question: { text: '遇行人？', image: 'a/7.png' },
      options: A,
      answer: 'B',
      description: { solution: '让行' },
    },
  ]);
  expect(got.candidates[0]?.question).toMatchObject({
    explanation: { 'zh-CN': '让行' },
    media: [{ file: '7.png' }],
  });
});

test('words of right and wrong in other languages', async () => {
  const got = await json([
    { domanda: 'Il segnale vieta l’accesso', risposta: 'vero' },
    { domanda: 'Il segnale obbliga', risposta: 'falso' },
  ]);
  expect(got.short).toEqual(['Il segnale vieta l’accesso 对', 'Il segnale obbliga 错']);
});

test('texts in base64 or coded for an URL are decoded where all of them are', async () => {
  const asked = (code: (text: string) => string) => ({
    category: code('Road signs'),
    question: code('Where must you stop?'),
    correct_answer: code('At the line'),
    incorrect_answers: [code('Behind it'), code('Nowhere')],
  });
  const short = ['Where must you stop? +At the line -Behind it -Nowhere'];
  expect((await json([asked(b64)])).short).toEqual(short);
  expect((await json([asked(encodeURIComponent)])).short).toEqual(short);
  const plain = { question: 'Stop', options: ['Halt', 'Move', 'Fast', 'Slow'], answer: 'Halt' };
  expect((await json([plain])).short).toEqual(['Stop +Halt -Move -Fast -Slow']);
});

test('numbers and identifiers as MongoDB exports them', async () => {
  const asked = (id: string, right: string) => ({
    _id: { $oid: id },
    question: 'Where?',
    options: ['Here', `There ${id}`],
    correctIndex: { $numberInt: right },
  });
  const lines = [asked('65f0', '1'), asked('65f1', '0')].map((o) => JSON.stringify(o)).join('\n');
  const got = await readOne('q.json', lines);
  expect(got.short).toEqual(['Where? -Here +There 65f0', 'Where? +Here -There 65f1']);
});
test('what phpMyAdmin exports besides its tables is no question', async () => {
  const data = [{ id: '1', question: 'Where?', option_a: 'Here', option_b: 'There', answer: 'b' }];
  const got = await json([
    { type: 'header', version: '5.2.1' },
    { type: 'database', name: 'quiz' },
    { type: 'table', name: 'questions', database: 'quiz', data },
  ]);
  expect(got.short).toEqual(['Where? -Here +There']);
  expect(got.read).toBe(1);
});
