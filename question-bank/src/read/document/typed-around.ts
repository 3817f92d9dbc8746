/** What people type around stems and options that is no part of them. */

const BEFORE_STEM =
  /^\s{0,8}(?:[【[]\s?(?:题目|题干|问题|试题|题目内容)\s?\d{0,4}\s?[】\]]\s?[:：]?|(?:题目|题干|问题|试题|题目内容|试题内容|question)\s?\d{0,4}\s?[:：])\s{0,8}(?=\S)/i;
const BEHIND_STEM =
  /\s{0,8}(?:[【[]\s?(?:(?:备选|可选|候选)(?:答案|项)|(?:备选|可选|候选)?选项)\s?[】\]]\s?[:：]?|(?:(?:备选|可选|候选)(?:答案|项)|(?:备选|可选|候选)?选项|options?)\s?[:：])\s{0,8}$/i;

/** 一、 in front of a question in a document without other numbers. */
const ORDINAL = /^\s{0,8}[一二三四五六七八九十]{1,3}\s?、\s{0,4}(?=[^\s一二三四五六七八九十])/;

/** Whether a line begins a question by a word. */
export const announcesStem = (line: string): boolean => BEFORE_STEM.test(line.slice(0, 80));

/** A stem without the word that announces it (`题目：…`), and without the one that announces its options (`… 选项：`). */
export function bareStem(stem: string, choice: boolean, numbered: boolean): string {
  const text = stem.replace(BEFORE_STEM, '').replace(numbered ? /^$/ : ORDINAL, '');
  const bare = choice ? text.slice(0, -60) + text.slice(-60).replace(BEHIND_STEM, '') : text;
  return bare.trim() === '' ? stem : bare.trim();
}

/** Options without what separated them where they stood in a row: `变长 | `, `变长；`. */
export function withoutSeparators(given: readonly string[]): string[] {
  const texts = given.map((t) => t.replace(/(?<=\S)\s{0,8}[—–-]{2,80}\s{0,8}$/, ''));
  const mark = /[；;|｜/，,、]$/.exec((texts[0] ?? '').trimEnd())?.[0];
  const all = texts.slice(0, -1).every((t) => mark !== undefined && t.trimEnd().endsWith(mark));
  if (texts.length < 2 || mark === undefined || !all) return [...texts];
  const bare = texts.map((t, i) => {
    const text = t.trimEnd();
    if (text.endsWith(mark)) return text.slice(0, -1).trimEnd();
    // The last of a sentence's parts ends it.
    return i === texts.length - 1 && /[；;，,、]/.test(mark) ? text.replace(/。$/, '') : text;
  });
  return bare.every((t) => t !== '') ? bare : [...texts];
}
