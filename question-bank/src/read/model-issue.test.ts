import { question } from '../model/question';
import { modelIssue } from './model-issue';

const sound = {
  id: 'q1',
  type: 'single',
  subjects: ['K1'],
  vehicles: ['car'],
  chapter: '道路通行条件及通行规定',
  stem: { 'zh-CN': '遇行人横过道路时怎样做？' },
  options: [
    { id: 'A', text: { 'zh-CN': '停车让行' } },
    { id: 'B', text: { 'zh-CN': '加速通过' } },
    { id: 'C', text: { 'zh-CN': '鸣喇叭' } },
  ],
  answer: ['A'],
};
const said = (value: unknown) =>
  (question.safeParse(value).error?.issues ?? []).map(
    (i) => modelIssue(i, () => ({ file: 'bank.json' }), value).message,
  );

test('an option, stem or explanation without text is called as the form calls it', () => {
  const [a, b, c] = sound.options;
  expect(said({ ...sound, options: [a, { id: 'B', text: { 'zh-CN': '' } }, c] })).toEqual([
    { 'zh-CN': '选项 B 没有文字', en: 'option B has no text' },
  ]);
  expect(said({ ...sound, options: [a, b, { id: 'C', text: { 'zh-CN': '鸣喇叭', en: '' } }] })).toEqual([
    { 'zh-CN': '选项 C（en） 没有文字', en: 'option C (en) has no text' },
  ]);
  expect(said({ ...sound, explanation: { 'zh-CN': '' } })).toEqual([
    { 'zh-CN': '解析 没有文字', en: 'the explanation has no text' },
  ]);
});

test('an id that cannot be one says what an id is', () => {
  expect(said({ ...sound, id: '第 1 题' })[0]!['zh-CN']).toMatch(/^题号只能用/);
});

test('no message in Chinese speaks the validator’s English', () => {
  for (const bad of [
    { answer: 'A' },
    { chapter: '' },
    { vehicles: ['tank'] },
    { options: [] },
    { validFrom: 'soon' },
  ])
    for (const { 'zh-CN': zh } of said({ ...sound, ...bad }))
      expect(zh).not.toMatch(/Too small|Invalid|expected/);
});
