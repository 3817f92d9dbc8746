import { shorten } from '../../model/issue';
import type { Question } from '../../model/question';
import { say, type Rule } from '../rule';

const LETTERS = String.raw`([A-H](?:\s?[、,，和及/]?\s?[A-H]){0,7})`;
/** No licence class (C1, A照), word (Bus) or figure begins with the letter. */
const END = String.raw`(?![A-Za-z0-9]|\s?(?:照|证|型|类|级|柱|点|区|处|车|道|项(?:错误|不对|不正确|有误)))`;
/** "Do not choose A", "A was chosen wrongly" and "whoever chose A" are no keys. */
const NOT = String.raw`(?<![不别勿误错未非没多漏]|不能|不可|不应|不得|排除|容易|可能|如果|若)`;
const CLAIMS = [
  new RegExp(
    `${NOT}(?:故|因此|所以|应当?|本题|此题|答案)[，,:：]?(?:应|本题|此题|正确)?(?:选择?|答案)(?:为|是|应为|应选)?\\s?[:：]?\\s?["“]?${LETTERS}${END}`,
    'gu',
  ),
  new RegExp(
    `${NOT}(?:正确|标准|参考|本题|此题)?(?:答案|选项)(?:应该?)?(?:为|是|选)\\s?[:：]?\\s?["“]?${LETTERS}${END}`,
    'gu',
  ),
  new RegExp(`(?:正确|标准|参考)(?:答案|选项)\\s?[:：]\\s?["“]?${LETTERS}${END}`, 'gu'),
  new RegExp(`(?:correct|right) (?:answer|option|choice)(?: is|:)\\s?\\(?${LETTERS}(?=[.,;:)!]|$)`, 'gu'),
];
const VERDICT =
  /(?:本题|此题|该题|题干|题目|本题目|答案|这(?:句话|种说法))(?:中?的)?(?:说法|表述|描述|叙述|答案|做法)?(?:应该?|就)?(?:是|为|选|[:：])?\s?["“]?(不正确|不对|不是正确|正确|错误|错|对|√|×)(?:的)?["”]?(?=[。；;，,！!）)\s]|$)/gu;
const VERDICT_EN = /\b(?:statement|answer) is (?:therefore )?(true|false|right|wrong|correct|incorrect)\b/giu;
const RIGHT = new Set(['正确', '对', '√', 'true', 'right', 'correct']);

/** Every key that the explanation names, as letters; 正确 and 错误 are A and B of a judge question. */
function namedKeys(q: Question, text: string): string[] {
  const found = CLAIMS.flatMap((form) =>
    [...text.matchAll(form)].map((m) => [...new Set(m[1]?.match(/[A-H]/g) ?? [])].sort().join('')),
  );
  if (q.type !== 'judge') return found;
  for (const form of [VERDICT, VERDICT_EN])
    for (const [, word = ''] of text.matchAll(form)) found.push(RIGHT.has(word.toLowerCase()) ? 'A' : 'B');
  return found;
}

/** The explanation names a key, and it is not the question's: one of the two is wrong. */
export const explanationContradicts: Rule = {
  code: 'EXPLANATION_CONTRADICTS',
  severity: 'warning',
  mend: say('请核对答案和解析，改正其中一个', 'Check key and explanation and correct one of them'),
  judge: (q) => {
    for (const language of ['zh-CN', 'en'] as const) {
      const text = q.explanation?.[language];
      if (text === undefined) continue;
      const named = namedKeys(q, text);
      const key = [...q.answer].sort().join('');
      const [other] = named;
      // One mention of the key is enough: the rest speaks of the other options.
      if (other === undefined || named.includes(key)) continue;
      const word = (k: string) => (q.type === 'judge' ? (k === 'A' ? '正确' : '错误') : k);
      const wordEn = (k: string) => (q.type === 'judge' ? (k === 'A' ? 'right' : 'wrong') : k);
      return {
        path: ['explanation', language],
        value: shorten(text),
        message: say(
          `解析说答案是“${word(other)}”，答案却是“${word(key)}”`,
          `The explanation says "${wordEn(other)}", the key is "${wordEn(key)}"`,
        ),
      };
    }
    return undefined;
  },
};
