/** The letter of a class of licence behind its name, with more of the sentence to come. */
const CLASS =
  /(?:普通三轮摩托车\s?[(（]\s?D|普通二轮摩托车\s?[(（]\s?E|轻便摩托车\s?[(（]\s?F)\s?[)）](?=[^\p{Script=Han}]*\p{Script=Han})/gu;

/**
 * A text of the same length in which the letters of motorcycle classes (`普通三轮摩托车（D）驾驶证`) stand in no brackets:
 * they are no keys.
 */
export const withoutClasses = (text: string): string =>
  text.includes('摩托车') ? text.replace(CLASS, (found) => found.replace(/[()（）]/g, ' ')) : text;
