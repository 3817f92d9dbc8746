import type { Question } from 'question-bank';
import { correctedKey } from './corrected-key';

const options = (...texts: string[]) =>
  texts.map((zh, i) => ({ id: 'ABCD'.charAt(i), text: { 'zh-CN': zh } }));
const q = (answer: string[], more: Partial<Question> = {}): Question => ({
  id: 'q1',
  type: 'single',
  subjects: ['K1'],
  vehicles: ['car'],
  chapter: 'c',
  stem: { 'zh-CN': '超速多少扣分？' },
  options: options('三分', '六分', '九分'),
  answer,
  lawRef: [],
  media: [],
  shuffle: true,
  difficulty: 2,
  tags: [],
  ...more,
});
const none = new Map<string, { sha256: string }>();
const of = (was: Question, is: Question) =>
  correctedKey({ question: was, pictures: none }, { question: is, pictures: none });

test('the new key is told in the letters of the old question, by the options texts', () => {
  expect(of(q(['A']), q(['C']))).toEqual(['C']);
  expect(of(q(['A']), q(['A'], { options: options('九分', '三分', '六分') }))).toEqual(['C']);
});
test('moved letters alone are no change', () => {
  expect(of(q(['A']), q(['B'], { options: options('六分', '三分', '九分') }))).toBeUndefined();
});
test('a question that asks something else says nothing of the old one', () => {
  expect(of(q(['A']), q(['B'], { stem: { 'zh-CN': '超速多少不扣分？' } }))).toBeNull();
  expect(of(q(['A']), q(['B'], { options: options('三分', '六分', '十二分') }))).toBeNull();
  expect(of(q(['A']), q(['A', 'B'], { type: 'multi' }))).toBeNull();
  const picture = { media: [{ file: 'a.png', alt: { 'zh-CN': 'a' } }] };
  const pictures = (sha256: string) => new Map([['a.png', { sha256 }]]);
  const [was, is] = [q(['A'], picture), q(['B'], picture)];
  const seen = (old: string, now: string) =>
    correctedKey({ question: was, pictures: pictures(old) }, { question: is, pictures: pictures(now) });
  expect(seen('1', '1')).toEqual(['B']);
  expect(seen('1', '2')).toBeNull();
});
