import type { LocalText, Question } from '../model/question';

const ID = /^[A-Za-z0-9][\w.-]{0,63}$/;

/** Chinese, perhaps with English, as the model keeps them. */
function isWhole(text: LocalText): boolean {
  for (const tag in text) {
    const words = text[tag];
    if (tag !== 'zh-CN' && tag !== 'en') return false;
    if (words === undefined || words === '' || words !== words.trim()) return false;
  }
  return text['zh-CN'] !== undefined;
}

/** A would-be question: of the model's types, its values not yet looked at. */
export type Draft = Omit<Question, 'media'> & { media: readonly unknown[] };

/**
 * Whether the model would take a question as it stands, told quickly for what nearly every question is: no pictures,
 * statutes or dates, no languages besides Chinese and English. False says only that the model has to look itself.
 */
export function surelyFits(q: Draft): q is Question {
  return (
    q.media.length === 0 &&
    q.lawRef.length === 0 &&
    q.validFrom === undefined &&
    q.validTo === undefined &&
    ID.test(q.id) &&
    q.chapter !== '' &&
    q.subjects.length > 0 &&
    q.vehicles.length > 0 &&
    q.answer.length > 0 &&
    q.options.length >= 2 &&
    q.options.length <= 8 &&
    q.options.every((o) => o.id.length === 1 && o.id >= 'A' && o.id <= 'H' && isWhole(o.text)) &&
    isWhole(q.stem) &&
    (q.explanation === undefined || isWhole(q.explanation))
  );
}
