import fc from 'fast-check';
import { cleanText } from './record-text';
import { withoutLabels } from './split-options';
import { splitStem } from './split-stem';

test.each([
  ['这个标志是何含义？\nA、停车\nB、让行\nC、禁止', '这个标志是何含义？', ['停车', '让行', '禁止']],
  ['夜间会车应当使用什么灯？A.近光灯 B.远光灯', '夜间会车应当使用什么灯？', ['近光灯', '远光灯']],
  ['下列说法正确的是（ ）A：30 B：40 C：50 D：60', '下列说法正确的是（ ）', ['30', '40', '50', '60']],
])('%s', (text, stem, options) => {
  expect(splitStem(text)).toEqual({ stem, options });
});
test.each([
  'A、B 两车在路口相撞，谁的责任大？',
  'The sign (A), with the plate (B), warns of ice',
  '持有 C1 驾驶证的人',
  '路口 A、直行',
  'B、乙 A、甲',
])('a stem: %s', (text) => expect(splitStem(text)).toBeUndefined());
test('never throws, never invents text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('A、', 'B.', ' ', '\n', '甲', '。', 'C)', '(D)')), (parts) => {
      const got = splitStem(parts.join(''));
      for (const o of got?.options ?? []) expect(parts.join('')).toContain(o);
    }),
  );
});
test('labels of letters and of numbers are taken off, numbers that are text are not', () => {
  expect(withoutLabels(['1. 停车', '2. 让行', '3. 掉头'])).toEqual(['停车', '让行', '掉头']);
  expect(withoutLabels(['1.5 米', '2.0 米'])).toEqual(['1.5 米', '2.0 米']);
  expect(withoutLabels(['A、甲', 'B、乙', ''])).toEqual(['甲', '乙', '']);
  expect(withoutLabels(['A 类', 'B. 类'])).toEqual(['A 类', 'B. 类']);
});
test('markup and invisible characters go, and are told', () => {
  expect(cleanText('<p>会车&nbsp;时<br/>减速</p><img src="a/1.png">')).toEqual({
    text: '会车 时\n减速',
    pictures: ['a/1.png'],
    mended: ['html'],
  });
  expect(cleanText('减\u200b速')).toEqual({ text: '减速', pictures: [], mended: ['invisible'] });
  expect(cleanText(' 速度 < 30 且 > 20 ')).toEqual({
    text: '速度 < 30 且 > 20',
    pictures: [],
    mended: ['trim'],
  });
});
