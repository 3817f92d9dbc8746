import type { OpenQuestion, Section } from './open-question';

const STAR = /\s{0,4}[*＊★]\s{0,4}$/;
/** Whether a star stands behind a text, and the text without it. */
export const isStarred = (text: string): boolean => STAR.test(text);
export const withoutStar = (text: string): string => text.replace(STAR, '');
const starred = (q: OpenQuestion) => q.options.filter((o) => o.ticked || isStarred(o.part.tail)).length;
const keyed = (q: OpenQuestion) =>
  q.listed !== undefined || q.before !== undefined || (q.answer !== undefined && !q.answer.empty);

/**
 * Whether stars behind options are the keys of a section: most of its choice questions have exactly one, and none has
 * an answer otherwise. A star here and there is a footnote.
 */
export function starsAreKeys({ questions, type }: Section): boolean {
  const choice = questions.filter((q) => q.options.length > 1);
  if (choice.length === 0 || choice.some(keyed)) return false;
  const several = /多选|不定项/.test(type ?? '');
  const marked = choice.filter((q) => {
    const stars = starred(q);
    return several || q.options.some((o) => o.ticked) ? stars > 0 : stars === 1;
  });
  return marked.length > choice.length / 2;
}
