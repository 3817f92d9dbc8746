import type { Question } from '../model/question';

const OPTIONS: Record<Question['type'], Question['options']> = {
  judge: [
    { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
    { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
  ],
  single: ['A', 'B', 'C', 'D'].map((id) => ({ id, text: { 'zh-CN': `选项${id}`, en: `Option ${id}` } })),
  multi: ['A', 'B', 'C', 'D'].map((id) => ({ id, text: { 'zh-CN': `选项${id}`, en: `Option ${id}` } })),
};

/** A whole, valid question for tests; its stem is unlike any other with another id. */
export function makeQuestion(id: string, more: Partial<Question> = {}): Question {
  const type = more.type ?? 'single';
  return {
    id,
    type,
    subjects: ['K1'],
    vehicles: ['car'],
    chapter: '道路通行条件及通行规定',
    stem: {
      'zh-CN': `${[...id].map((c) => String.fromCodePoint(0x4e00 + c.charCodeAt(0) * 7)).join('')}${id}`,
      en: id,
    },
    options: OPTIONS[type],
    answer: type === 'multi' ? ['A', 'B'] : ['A'],
    lawRef: [{ code: '道交法', article: '第1条' }],
    media: [],
    shuffle: type !== 'judge',
    difficulty: 2,
    tags: [],
    ...more,
  };
}
