import initSqlJs from 'sql.js';
import { readOne } from '../../testing/read-one';

const SHORT = ['遇行人？ -减速 +停车 -加速', '哪些违法？ +超速 +酒驾 -让行'];
const OPTIONS = [
  ['减速', '停车', '加速'],
  ['超速', '酒驾', '让行'],
];
const RIGHT = ['B', 'AB'];

async function sqlite(...statements: string[]) {
  const SQL = await initSqlJs();
  const db = new SQL.Database();
  for (const statement of statements) db.run(statement);
  return readOne('app.sqlite', Buffer.from(db.export()));
}
const values = (...rows: (string | number)[][]) =>
  rows.map((r) => `(${r.map((v) => (typeof v === 'number' ? v : `'${v}'`)).join(',')})`).join(',');

test('Core Data: entities, their numbers and flags under names with a Z, options out of order', async () => {
  const options = OPTIONS.flatMap((texts, q) =>
    texts.map((text, i) => [
      q * 10 + i + 1,
      3,
      1,
      RIGHT[q]?.includes('ABC'[i] ?? '?') ? 1 : 0,
      i,
      q + 1,
      text,
    ]),
  );
  const got = await sqlite(
    'CREATE TABLE ZQUESTION (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCHAPTER INTEGER, ZTEXT VARCHAR, ZEXPLANATION VARCHAR)',
    'CREATE TABLE ZOPTION (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZISCORRECT INTEGER, ZORDER INTEGER, ZQUESTION INTEGER, ZTEXT VARCHAR)',
    'CREATE TABLE ZCHAPTER (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNAME VARCHAR)',
    `INSERT INTO ZCHAPTER VALUES ${values([1, 1, 1, '法律法规'])}`,
    `INSERT INTO ZQUESTION VALUES ${values([1, 2, 1, 1, '遇行人？', '让行'], [2, 2, 1, 1, '哪些违法？', ''])}`,
    `INSERT INTO ZOPTION VALUES ${values(...options.reverse())}`,
  );
  expect(got.short).toEqual(SHORT);
  expect(got.candidates[0]?.question).toMatchObject({
    chapter: '法律法规',
    explanation: { 'zh-CN': '让行' },
  });
});

test('Core Data: one table whose columns hold all of it', async () => {
  const got = await sqlite(
    'CREATE TABLE ZQUESTIONS (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZANSWER VARCHAR, ZQUESTION VARCHAR, ZOPTIONA VARCHAR, ZOPTIONB VARCHAR, ZOPTIONC VARCHAR)',
    `INSERT INTO ZQUESTIONS VALUES ${values(...OPTIONS.map((o, i) => [i + 1, 1, 1, RIGHT[i] ?? '', ['遇行人？', '哪些违法？'][i] ?? '', ...o]))}`,
  );
  expect(got.short).toEqual(SHORT);
});

test('option rows that name their question by qu_id, beside what somebody answered', async () => {
  const rows = OPTIONS.flatMap((texts, q) =>
    texts.map((t, i) => [`a${q}${i}`, `q${q}`, RIGHT[q]?.includes('ABC'[i] ?? '?') ? 1 : 0, t]),
  );
  const got = await readOne(
    'exam.sql',
    `INSERT INTO el_qu (id,qu_type,content) VALUES ${values(['q0', 1, '遇行人？'], ['q1', 2, '哪些违法？'])};
INSERT INTO el_qu_answer (id,qu_id,is_right,content) VALUES ${values(...rows)};
INSERT INTO el_paper_qu_answer (id,user_id,qu_id,is_right,answer) VALUES ${values(['p', 'u', 'q0', 0, 'A'])};`,
  );
  expect(got.short).toEqual(SHORT);
});

const QUESTIONS = `INSERT INTO tk_question (id,title,a,b,c) VALUES ${values([7, '遇行人？', ...(OPTIONS[0] ?? [])], [8, '哪些违法？', ...(OPTIONS[1] ?? [])])};`;
test('keys in a table of their own, in another order', async () => {
  const keys = `INSERT INTO tk_answer (id,question_id,answer,analysis) VALUES ${values([1, 8, 'AB', '因为'], [2, 7, 'B', ''])};`;
  const got = await readOne('a.sql', `${QUESTIONS}\n${keys}`);
  expect(got.short).toEqual(SHORT);
  expect(got.candidates[1]?.question.explanation).toEqual({ 'zh-CN': '因为' });
  expect(got.candidates[0]?.where(['answer'])).toMatchObject({ row: 2, field: 'answer', question: '7' });
});
test.each([
  [
    'what people answered',
    'tk_answer (id,question_id,answer,user_id)',
    [
      [1, 8, 'AB', 1],
      [2, 7, 'B', 1],
    ],
  ],
  [
    'records of practice',
    'practice_record (id,question_id,answer)',
    [
      [1, 8, 'AB'],
      [2, 7, 'B'],
    ],
  ],
  [
    'what somebody got wrong',
    'my_mistakes (id,question_id,answer)',
    [
      [1, 8, 'AB'],
      [2, 7, 'B'],
    ],
  ],
  [
    'answers with their time',
    'tk_answer (id,question_id,answer,create_time)',
    [
      [1, 8, 'AB', 1],
      [2, 7, 'B', 1],
    ],
  ],
  [
    'two for a question',
    'tk_answer (id,question_id,answer)',
    [
      [1, 7, 'A'],
      [2, 7, 'B'],
      [3, 8, 'A'],
    ],
  ],
])('%s is no key', async (_, table, rows) => {
  const got = await readOne('a.sql', `${QUESTIONS}\nINSERT INTO ${table} VALUES ${values(...rows)};`);
  expect(got.short).toEqual([]);
  expect(got.found.filter((f) => f.startsWith('NO_ANSWER'))).toHaveLength(2);
});

test('options by their own names for text, letter and flag', async () => {
  const rows = OPTIONS.flatMap((texts, q) =>
    texts.map((t, i) => [q + 7, 'ABC'[i] ?? '', t, RIGHT[q]?.includes('ABC'[i] ?? '?') ? 1 : 0]),
  );
  const stems = `INSERT INTO question (id,content,type) VALUES ${values([7, '遇行人？', 'single'], [8, '哪些违法？', 'multiple'])};`;
  const flagged = `INSERT INTO question_option (question_id,option_key,option_content,is_answer) VALUES ${values(...rows)};`;
  expect((await readOne('a.sql', `${stems}\n${flagged}`)).short).toEqual(SHORT);
  const keyed = `INSERT INTO t_question (qid,title,answer) VALUES ${values([7, '遇行人？', 'B'], [8, '哪些违法？', 'AB'])};`;
  const lettered = `INSERT INTO t_option (qid,opt_key,opt_value) VALUES ${values(...rows.map((r) => r.slice(0, 3)).reverse())};`;
  expect((await readOne('a.sql', `${keyed}\n${lettered}`)).short).toEqual(SHORT);
});
