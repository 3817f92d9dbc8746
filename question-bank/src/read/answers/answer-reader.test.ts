import { answerReader, type Asked } from './answer-reader';
import { rightOrWrong, verdict } from './plain';

const at = { file: 'f' };
const asked = (answer: string, options = ['甲', '乙', '丙', '丁'], more: Partial<Asked> = {}): Asked => ({
  answer,
  options,
  raw: options.map((text) => ({ text, at })),
  judge: options.length === 0,
  ...more,
});
const read = (a: Asked, others: Asked[] = []) => answerReader([a, ...others]).read(a);

test.each([
  ['B', [1]],
  ['abd', [0, 1, 3]],
  ['A、C，D', [0, 2, 3]],
  ['Ａ Ｂ', [0, 1]],
  ['【答案】：AB。', [0, 1]],
  ['(C)', [2]],
  ['正确答案：D', [3]],
  ['选B', [1]],
  ['①③', [0, 2]],
  ['A和B', [0, 1]],
])('letters: %s', (answer, right) => {
  expect(read(asked(answer))).toEqual({ right, form: 'letters' });
});

test.each(['对', '正确', '√', '✓', 'T', 'true', 'Yes', '是', 'Ｔ'])('right: %s', (answer) => {
  expect(read(asked(answer, []))).toEqual({ right: [0], form: 'words' });
});
test.each(['错', '错误', '×', '✗', 'F', 'FALSE', 'no', '否', '错误。'])('wrong: %s', (answer) => {
  expect(read(asked(answer, []))).toEqual({ right: [1], form: 'words' });
});
test('a word is found among options in the other order', () => {
  expect(read(asked('对', ['错误', '正确'], { judge: true }))).toEqual({ right: [1], form: 'words' });
});
test("the option's own text, also of several", () => {
  expect(read(asked('丙'))).toEqual({ right: [2], form: 'text' });
  expect(read(asked('丁；甲'))).toEqual({ right: [0, 3], form: 'text' });
});
test('texts that are numbers are texts', () => {
  const speeds = ['30', '40', '50', '60'];
  expect(read(asked('40', speeds), [asked('60', speeds)])).toEqual({ right: [1], form: 'text' });
});
describe('a number that is a place among others and that an option says as well', () => {
  const words = [0, 1, 2].map((n) => asked(String(n)));
  const counts = ['1', '2', '3', '4'];
  test('is the place', () => {
    expect(read(asked('1', counts), words)).toEqual({ right: [1], form: 'from0' });
  });
  test('is that option where the others name theirs by texts, or where it can be no place', () => {
    expect(read(asked('1', counts), [asked('丙'), asked('9')])).toEqual({ right: [0], form: 'text' });
    expect(read(asked('40', ['30', '40']), words)).toEqual({ right: [1], form: 'text' });
  });
  test('is refused where nothing tells, unless both mean the same', () => {
    expect(read(asked('3', ['①', '②', '③', '④']), [asked('1'), asked('2')])).toBeUndefined();
    const more = [asked('2', counts), asked('3', counts)];
    expect(read(asked('1', counts), [asked('0'), ...more])).toBeUndefined();
    expect(read(asked('1', ['0', '1', '2', '3']), [asked('0'), ...more])).toEqual({
      right: [1],
      form: 'text',
    });
  });
});
test('marks at the options and their own keys', () => {
  const raw = [true, false, true].map((right, i) => ({ text: `o${i}`, at, right }));
  expect(read(asked('', ['o0', 'o1', 'o2'], { raw }))).toEqual({ right: [0, 2], form: 'marks' });
  const keyed = ['x7', 'x8', 'x9'].map((key) => ({ text: key, at, key }));
  expect(read(asked('x9, x7', ['o0', 'o1', 'o2'], { raw: keyed }))).toEqual({ right: [0, 2], form: 'keys' });
});
test('nothing that can mean nothing', () => {
  for (const answer of ['大概对', 'J', '5-6', '见解析', '-1']) expect(read(asked(answer))).toBeUndefined();
});
test('是 and No answer other questions too; 对 and False do not', () => {
  expect([rightOrWrong('是'), verdict('是')]).toEqual([true, undefined]);
  expect([rightOrWrong('False'), verdict('False')]).toEqual([false, false]);
});
