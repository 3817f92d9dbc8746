import type { ValueFound } from 'exam-contract/http/mapping';
import { likelyValues } from './mapping-state';

const chapter = (text: string, as: string | null = null): ValueFound => ({
  field: 'chapter',
  text,
  count: 1,
  how: as === null ? 'unknown' : 'said',
  as,
});
const ours = ['机动车基础知识', '一般规定'];

test.each(['第一章 机动车基础知识', '第 3 节：机动车基础知识', '二、机动车基础知识', '2. 机动车基础知识'])(
  '%s is likely the chapter that follows its number',
  (text) => {
    expect(likelyValues([chapter(text)], ours)).toEqual({ chapter: { [text]: '机动车基础知识' } });
  },
);

test('a chapter of other words is left to the clerk, and what was said before stays', () => {
  expect(likelyValues([chapter('第一章 机动车知识')], ours)).toEqual({});
  expect(likelyValues([chapter('第一章', '一般规定'), chapter('二、机动车基础知识')], ours)).toEqual({
    chapter: { 第一章: '一般规定', '二、机动车基础知识': '机动车基础知识' },
  });
});
