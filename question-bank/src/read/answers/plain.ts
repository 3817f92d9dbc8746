import { wrappedLetters } from './wrapped-letters';

const RIGHT = new Set(
  (
    '对 正确 √ ✓ ✔ ☑ ○ 〇 O 是 真 对的 正确的 是的 T TRUE Y YES RIGHT CORRECT V OK ' +
    'VERO RICHTIG WAHR JA VRAI OUI VERDADERO VERDADEIRO SÍ ДА ВЕРНО ПРАВДА ПРАВИЛЬНО ҮНЭН ЗӨВ ТИЙМ ' +
    'TAK PRAWDA SIM EVET DOĞRU ТАК ВІРНО ĐÚNG BENAR TAČNO TOČNO ADEVĂRAT JUIST WAAR IGAZ SANT RÄTT OIKEIN'
  ).split(' '),
);
const WRONG = new Set(
  (
    '错 错误 × ✗ ✘ ✕ ☒ 否 假 错的 错误的 不对 不正确 不是 F FALSE N NO WRONG INCORRECT X ' +
    'FALSO FALSCH NEIN FAUX NON НЕТ НЕВЕРНО ЛОЖЬ НЕПРАВИЛЬНО ХУДАЛ БУРУУ ҮГҮЙ ' +
    'NIE FAŁSZ NÃO HAYIR YANLIŞ НІ НЕВІРНО SAI SALAH NETAČNO NETOČNO FALS ONJUIST HAMIS FALSKT VÄÄRIN'
  ).split(' '),
);
/** Words that cannot be an answer of their own ("Yes" and 是 can): two such options make a judge question. */
const VERDICT = new Set(
  (
    '对 正确 √ ✓ ✔ ☑ 对的 正确的 T TRUE RIGHT CORRECT 错 错误 × ✗ ✘ ✕ ☒ 错的 错误的 不对 不正确 F FALSE WRONG INCORRECT ' +
    'VERO FALSO RICHTIG FALSCH WAHR VRAI FAUX VERDADERO VERDADEIRO ВЕРНО НЕВЕРНО ПРАВДА ЛОЖЬ ПРАВИЛЬНО НЕПРАВИЛЬНО ҮНЭН ХУДАЛ ЗӨВ БУРУУ ' +
    'PRAWDA FAŁSZ DOĞRU YANLIŞ ВІРНО НЕВІРНО ĐÚNG SAI BENAR SALAH TAČNO NETAČNO TOČNO NETOČNO JUIST ONJUIST IGAZ HAMIS SANT FALSKT'
  ).split(' '),
);

/** A text without width, case and outer blanks. */
export function plain(text: string): string {
  return text.normalize('NFKC').trim().toUpperCase();
}

/** INCORRECT and a mark behind it; NFKC makes none of these signs of more than one character (of two units at most). */
const LONGEST_WORD = 20;
function word(text: string): string {
  const bare = text.trim();
  return bare.length > LONGEST_WORD ? '' : plain(bare).replace(/[。.!]$/, '');
}

const ASCII = /^[\x20-\x7e]*$/;
/** Whether a text is, in plain, the `wanted` one (which is plain already). */
export function isPlain(text: string, wanted: string): boolean {
  // Each character (of two units at most) gives at least one: no longer text becomes a shorter one of ASCII.
  const most = 2 * wanted.length;
  if (text.length > most && ASCII.test(wanted) && text.trim().length > most) return false;
  return plain(text) === wanted;
}

/** Whether a text says right or wrong, in any of the ways people write it. */
export function rightOrWrong(text: string): boolean | undefined {
  const said = word(text);
  if (RIGHT.has(said)) return true;
  return WRONG.has(said) ? false : undefined;
}

/** As rightOrWrong, but undefined for words such as 是 and No that also answer other questions. */
export function verdict(text: string): boolean | undefined {
  return VERDICT.has(word(text)) ? rightOrWrong(text) : undefined;
}

/** A verdict behind the letter of its place or beside its sign, where a question lists no options: `A.对`, `错×`. */
export function labelledVerdict(text: string): boolean | undefined {
  const bare = plain(text);
  if (bare.length > LONGEST_WORD) return undefined;
  const behind = /^[AB]\s*[.、:)]\s*(.+)$/.exec(bare)?.[1];
  if (behind !== undefined) return rightOrWrong(behind);
  const [, one = '', two = ''] =
    /^([√✓✔×✗✘]|对|错|正确|错误)\s*[(]?([√✓✔×✗✘]|对|错|正确|错误)[)]?$/.exec(bare) ?? [];
  const said = rightOrWrong(one);
  return said === rightOrWrong(two) ? said : undefined;
}

const CIRCLED = '①②③④⑤⑥⑦⑧';
const BEFORE =
  /^[【[(]?(?:(?:正确|标准|参考)?答案|选择?|ANSWERS?|ANS|KEY|ПРАВИЛЬНЫЙ ОТВЕТ|ОТВЕТ)[】\])]?\s*[:是为]*\s*(?=\S)/;

/** An answer without the words around it: `【答案】：AB。` is `AB`; ①③ are letters by place. */
export function bareAnswer(text: string): string {
  const letters = text.replace(/[①-⑧]/g, (c) => String.fromCharCode(65 + CIRCLED.indexOf(c)));
  const bare = plain(letters).replace(BEFORE, '');
  return bare.replace(/^[【[(]+|[】\])。.;]+$/g, '').trim();
}

/** The letters of options at these places, from 0: `AC` of 0 and 2. */
export const lettersAt = (places: readonly number[]): string =>
  places.map((place) => String.fromCharCode(65 + place)).join('');

/** The letters of the options that are flagged: `AC` of yes, no, yes. */
export const lettersOf = (flags: readonly (boolean | undefined)[]): string =>
  lettersAt(flags.flatMap((flag, place) => (flag ? [place] : [])));

/** How nearly every bank writes its answers. */
export const ONLY_LETTERS = /^[A-H]+$/;

/** The letters of an answer such as `ABD`, `a,b、d` or `A B`; undefined if it is anything else. */
export function answerLetters(text: string): string[] | undefined {
  if (ONLY_LETTERS.test(text)) return text.length === 1 ? [text] : [...new Set(text)].sort();
  const bare = bareAnswer(text.replace(/选项|(?<=[A-HＡ-Ｈ])项/gi, '')).replace(
    /[\s,、;/|+&，；.┋┆¦]+|和/g,
    '',
  );
  const found = /^[A-H]+$/.test(bare) ? bare : wrappedLetters(bareAnswer(text));
  return found === undefined ? undefined : [...new Set(found)].sort();
}

/** The whole numbers of an answer that holds nothing else, and whether they were run together ("134", "013"). */
export function answerNumbers(
  text: string,
): { values: number[]; digits: string; listed: boolean } | undefined {
  if (ONLY_LETTERS.test(text)) return undefined;
  const bare = bareAnswer(text)
    .replace(/^[[(]|[\])]$/g, '')
    .trim();
  if (!/^\d{1,6}(?:\.0+)?(?:[\s,、;/|，；]+\d{1,6}(?:\.0+)?)*$/.test(bare)) return undefined;
  const parts = bare.split(/[\s,、;/|，；]+/).map((p) => p.replace(/\.0+$/, ''));
  return {
    values: parts.map(Number),
    digits: parts.length === 1 ? (parts[0] ?? '') : '',
    listed: parts.length > 1,
  };
}
