import { createHash } from 'node:crypto';
import { importBank } from '../pipeline';
import { jsonBank } from '../testing/bank-files';
import { makeQuestion } from '../testing/make-question';
import { makeZip } from '../testing/make-zip';
import type { Question } from '../model/question';
import type { OtherBank } from './rule';

const onDate = '2026-11-26';
const STEM = '机动车在高速公路上发生故障时，警告标志应当设置在故障车来车方向一百五十米以外。';
const judge = (id: string, stem: string, answer: string, more: Partial<Question> = {}) =>
  makeQuestion(id, {
    type: 'judge',
    shuffle: false,
    stem: { 'zh-CN': stem, en: 'x' },
    answer: [answer],
    ...more,
  });
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>');
const hash = createHash('sha256').update(SVG).digest('hex');
const pic = (file: string) => ({ media: [{ file, alt: { 'zh-CN': '图', en: 'Picture' } }] });

async function check(questions: Question[], against: OtherBank[]) {
  const bytes = makeZip([
    { name: 'b.json', data: jsonBank(questions) },
    { name: 'mine.svg', data: SVG },
  ]);
  const got = await importBank({ name: 'b.zip', bytes }, { onDate, against });
  return got.issues.map((i) => [i.code, i.at.question, i.message.en]);
}

describe('against other banks', () => {
  const questions = [judge('a', '甲乙丙？', 'A'), judge('b', STEM, 'A')];
  const other = (...list: Question[]): OtherBank[] => [{ label: 'in force', questions: list }];

  test('the same question with another answer heads the report, then nearly the same, then doubles', async () => {
    const got = await check(
      [...questions, judge('c', '丁戊己？', 'A')],
      other(
        judge('y', '甲乙丙？', 'A'),
        judge('x', STEM.replace('五十', '六十'), 'B'),
        judge('z', '丁戊己？', 'B'),
      ),
    );
    expect(got).toEqual([
      [
        'CONFLICTING_ANSWER',
        'c',
        'Question z of "in force" has the same stem and options, but its answer is "错误"',
      ],
      ['SIMILAR_CONFLICT', 'b', 'Nearly the same stem as x of "in force", where the answer is "错误"'],
      ['DUPLICATE_QUESTION', 'a', 'The same question as y of "in force"'],
    ]);
  });
  test('a question of the same id is the same question brought up to date', async () => {
    expect(await check(questions, other(judge('a', '甲乙丙？', 'B')))).toEqual([]);
  });
  test('pictures are compared by what they show, not by their names', async () => {
    const mine = [judge('a', '这个标志表示停车？', 'A', pic('mine.svg'))];
    const theirs = [judge('z', '这个标志表示停车？', 'B', pic('theirs.svg'))];
    const got = await check(mine, [
      { label: 'old', questions: theirs, pictures: new Map([['theirs.svg', hash]]) },
    ]);
    expect(got.map(([code]) => code)).toEqual(['CONFLICTING_ANSWER']);
    expect(
      await check(mine, [{ label: 'old', questions: theirs, pictures: new Map([['theirs.svg', 'x']]) }]),
    ).toEqual([]);
  });
  test('the whole bank under other ids is said once', async () => {
    const words = [...'甲乙丙丁戊己庚辛壬癸'];
    const list = (prefix: string) => words.map((w, i) => judge(`${prefix}${i}`, `${w.repeat(6)}？`, 'A'));
    const got = await check(list('a'), other(...list('b')));
    expect(got).toEqual([
      [
        'DUPLICATE_QUESTION',
        'a0',
        '10 questions are in "in force" already under other ids (for example a0 = b0, a1 = b1, a2 = b2)',
      ],
    ]);
  });
});
