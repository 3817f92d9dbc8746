import { directionOf, isVertical } from 'exam-contract/locale';

/** What an element needs to show a text of that language as it is written; nothing for texts of the interface. */
export function written(tag: string | null): { lang?: string; dir?: 'ltr' | 'rtl'; className?: string } {
  if (tag === null || tag === 'zh-CN') return {};
  return { lang: tag, dir: directionOf(tag), ...(isVertical(tag) ? { className: 'in-columns' } : {}) };
}
