import { readOne } from '../testing/read-one';

const A = ['减速', '停车', '加速'];
const json = (value: unknown) => readOne('题库.json', JSON.stringify(value));
const csv = (...rows: string[]) => readOne('题库.csv', rows.join('\n'));

describe('two answers to one question', () => {
  test('columns that name different options keep the row out, whoever of them is the surer one', async () => {
    const got = await csv(
      '题干,A,B,C,正确答案,参考答案',
      '遇行人？,减速,停车,加速,B,B',
      '雨天？,减速,停车,加速,B,C',
      '雾天？,减速,停车,加速,A,',
      '冰雪？,减速,停车,加速,A,减速',
      '夜间？,减速,停车,加速,A,停车',
      '可以超速。,正确,错误,,B,错',
      '可以酒驾。,正确,错误,,A,×',
    );
    expect(got.candidates).toHaveLength(4);
    expect(got.found.filter((f) => f.startsWith('BAD'))).toEqual([
      'BAD_ANSWER 3',
      'BAD_ANSWER 6',
      'BAD_ANSWER 8',
    ]);
    expect(JSON.stringify(got.issues.find((i) => i.code === 'BAD_ANSWER'))).toContain('B ≠ C');
  });
  test('keys of an object', async () => {
    const rows = [
      { question: '遇行人？', options: A, answer: 'B', correct_answer: 'B' },
      { question: '雨天？', options: A, answer: 'B', correct_answer: 'C' },
      { question: '雾天？', options: A, answer: '停车', correct_answer: 'B' },
      { question: '夜间？', options: A, answer: 'A', correct_answer: 'A' },
    ];
    const got = await json(rows);
    expect(got.candidates).toHaveLength(3);
    expect(got.found.filter((f) => f.startsWith('BAD'))).toHaveLength(1);
  });
  test('a place beside a letter, marks at the options beside a letter', async () => {
    const place = (answerIndex: number) => ({
      question: `路口${answerIndex}？`,
      options: A,
      answer: 'B',
      answerIndex,
    });
    const got = await json([
      place(0),
      place(1),
      { question: '雨天？', options: A, answer: 'C', answerIndex: 2 },
    ]);
    expect(got.short).toEqual(['路口1？ -减速 +停车 -加速', '雨天？ -减速 -停车 +加速']);
    const marked = (answer: string, right: number) => ({
      question: `路口${answer}${right}？`,
      options: A.map((text, i) => ({ label: 'CBA'[i], text, isRight: i === right })),
      answer,
    });
    const read = await json([marked('B', 1), marked('B', 0), marked('C', 0)]);
    expect(read.candidates.map((c) => c.question.stem['zh-CN'])).toEqual(['路口B1？', '路口C0？']);
    expect(
      (
        await csv(
          '题干,A,B,标准答案,参考答案',
          '遇行人？,加速,停车,2,B',
          '雨天？,快,慢,2,A',
          '雾天？,快,慢,1,A',
        )
      ).candidates,
    ).toHaveLength(2);
  });
  test('columns of a dump', async () => {
    const got = await readOne(
      'a.sql',
      "INSERT INTO questions (id, question, option_a, option_b, answer, right_answer) VALUES (1,'遇行人？','减速','停车','B','B'),\n(2,'雨天？','减速','停车','A','B');",
    );
    expect(got.candidates).toHaveLength(1);
    expect(got.found).toContain('BAD_ANSWER 2');
  });
});

test('answers as objects beside lists of options belong to their question', async () => {
  const got = await json([
    { id: 1, question: '遇行人？', options: { a: A[0], b: A[1] }, answer: { key: 'b', text: A[1] } },
    { id: 2, question: '雨天？', options: { a: A[0], b: A[1], c: A[2] }, answer: [{ key: 'a', text: A[0] }] },
    {
      id: 3,
      question: '哪些？',
      options: [
        { key: 'A', text: A[0] },
        { key: 'B', text: A[1] },
        { key: 'C', text: A[2] },
      ],
      answer: [
        { key: 'A', text: A[0] },
        { key: 'B', text: A[1] },
      ],
    },
  ]);
  expect(got.short).toEqual(['遇行人？ -减速 +停车', '雨天？ +减速 -停车 -加速', '哪些？ +减速 +停车 -加速']);
});

describe('options in one text', () => {
  test('as JSON with its quotes escaped', async () => {
    const options =
      '[{&quot;key&quot;:&quot;A&quot;,&quot;value&quot;:&quot;减速&quot;},{&quot;key&quot;:&quot;B&quot;,&quot;value&quot;:&quot;停车&quot;}]';
    const got = await json([
      { question: '遇行人？', options, answer: 'B' },
      { question: '雨天？', options, answer: 'A' },
    ]);
    expect(got.short).toEqual(['遇行人？ -减速 +停车', '雨天？ +减速 -停车']);
  });
  test('that nobody can read make no judge question of it', async () => {
    const got = await json([
      { question: '遇行人？', options: '减速、停车', answer: 'B' },
      { question: '可以超速。', options: '对,错', answer: '错' },
      { question: '可以酒驾。', options: '无', answer: '错' },
    ]);
    expect(got.candidates).toHaveLength(2);
    expect(got.found).toContain('TOO_FEW_OPTIONS 1');
  });
  test('that say right and wrong, or nothing, leave a judge question', async () => {
    const got = await csv('题干,选项,答案', '可以超速。,"对,错",错', '应当让行。,无,对', '雾天？,看图,A');
    expect(got.candidates).toHaveLength(2);
    expect(got.found).toContain('TOO_FEW_OPTIONS 4');
  });
});

test('subject_id of a school system is no 科目一, 科目四', async () => {
  const dump = (subjects: number[]) =>
    readOne(
      'a.sql',
      `INSERT INTO t_question (id, subject_id, question, option_a, option_b, answer) VALUES ${subjects
        .map((s, i) => `(${i},${s},'路口${i}？','减速','停车','${'AB'[i % 2]}')`)
        .join(',')};`,
    );
  const subjects = async (list: number[]) => (await dump(list)).candidates.map((c) => c.question.subjects);
  expect(await subjects([1, 3, 4])).toEqual([['K1'], ['K1'], ['K1']]);
  expect(await subjects([1, 4])).toEqual([['K1'], ['K3']]);
});
