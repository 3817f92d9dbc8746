/** What an office counts options by besides letters: 乙 and 二 are B, where the answer holds nothing else. */
const COUNTED = ['甲乙丙丁戊己庚辛', '一二三四五六七八'];
const WORDS = /(?:OPTIONS?|CHOICES?|ANSWERS?|RESPONSES?|第)[\s_-]*(?=[A-H](?![A-Z])|[一二三四五六七八])/g;
const AROUND = /[\s_,、;/|+&，；.()[\]{}【】"'“”]+|和|项|个/g;
const LONGEST = 60;

/**
 * The letters of an answer written with something around each of them: `(A)(C)`, `{A,C}`, `Option A, Option C`,
 * `answer_b`, 甲、丙, 第二项. `text` is in upper case and without width. Undefined if it holds anything else.
 */
export function wrappedLetters(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = text.replace(WORDS, '').replace(AROUND, '');
  if (/^[A-H]+$/.test(bare)) return bare;
  const row = COUNTED.find((signs) => bare !== '' && [...bare].every((c) => signs.includes(c)));
  return row && [...bare].map((c) => String.fromCharCode(65 + row.indexOf(c))).join('');
}
