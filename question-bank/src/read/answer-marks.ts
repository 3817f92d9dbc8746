import { answerLetters, verdict } from './answers/plain';
import { withoutClasses } from './licence-class';

/** An answer written into a text that candidates see, and the text without it. */
export interface AnswerMark {
  /** As the answer column could hold it: letters, or a word for right or wrong. */
  answer: string;
  without: string;
  /** Whether the text calls it the answer; a letter in brackets may be something else. */
  explicit: boolean;
}

/** The texts that need a closer look. */
const MAY_HOLD = /[√✓✔☑×✗✘✕]|答案|answer|[（(【[]\s{0,3}(?:[A-HＡ-Ｈ]|对|错|正确)/i;
/** Whether a stem or an option may hold an answer; no is sure. */
export const mayGiveAway = (text: string): boolean => MAY_HOLD.test(text);
const VALUE = String.raw`(?:[A-HＡ-Ｈ](?:[\s、,，]{0,2}[A-HＡ-Ｈ]){0,7}|[√✓✔×✗✘✕]|对|错|正确|错误)`;
/** 答案：B, 【答案】B, (正确答案 ABD) at the end. */
const SAID = new RegExp(
  String.raw`[\s。；;]{0,3}[【\[（(]?\s*(?:正确|参考|标准)?(?:答案|[Aa]nswer|ANSWER)\s*[】\]）)]?\s*[是为]?\s*[:：]?\s*[（(]?\s*(${VALUE})\s*[）)\]】]?\s*[。.]?\s*$`,
);
/** A blank that was filled in: （B）. What follows a licence class (C1、C照) is no answer. */
const FILLED = new RegExp(String.raw`[（(【[]\s*(${VALUE})\s*[）)】\]](?!照(?!明)|[型类级证、])`, 'g');
const TICKED = /\s*[√✓✔×✗✘✕]\s*[。.]?\s*$/;

/** A text that ends by saying the answer: `D. 停车 答案：B`. */
export function markAtEnd(text: string): AnswerMark | undefined {
  const said = MAY_HOLD.test(text) ? SAID.exec(text) : null;
  if (!said?.[1] || said.index === 0 || !isAnswer(said[1])) return undefined;
  const end = /^[。；;]/.test(said[0]) ? said[0].charAt(0) : '';
  return { answer: said[1], without: text.slice(0, said.index) + end, explicit: true };
}

const isAnswer = (text: string) => answerLetters(text) !== undefined || verdict(text) !== undefined;

/**
 * The answer a stem gives away: "答案：B" or a sign at its end, or its one blank filled in. Whether it is one shows when
 * it is held against the key.
 */
export function markInStem(stem: string): AnswerMark | undefined {
  if (!MAY_HOLD.test(stem)) return undefined;
  const said = markAtEnd(stem);
  if (said) return said;
  const filled = [...withoutClasses(stem).matchAll(FILLED)];
  const [only] = filled;
  if (only?.[1] && filled.length === 1 && isAnswer(only[1])) {
    const [before, after] = [stem.slice(0, only.index), stem.slice(only.index + only[0].length)];
    // A sign in brackets judges the statement, a letter fills its blank.
    const isLetters = answerLetters(only[1]) !== undefined;
    const fits = !isLetters || /\p{Script=Han}/u.test(stem) || /^\s*[.?!。]?\s*$/.test(after);
    const blank = isLetters ? '（ ）' : '';
    if (fits) return { answer: only[1], without: `${before}${blank}${after}`.trim(), explicit: false };
  }
  const ticked = TICKED.exec(stem);
  if (ticked && ticked.index > 0)
    return {
      answer: ticked[0].replace(/[\s。.]/g, ''),
      without: stem.slice(0, ticked.index),
      explicit: true,
    };
  return undefined;
}

const TICK = /\s*[（(【[]?\s*[√✓✔☑]\s*[）)】\]]?\s*$/;

/** Options of which some are ticked behind their text, without the ticks; places of these. */
export function ticksOnOptions(
  options: readonly string[],
): { right: number[]; without: string[] } | undefined {
  if (!options.some((o) => MAY_HOLD.test(o))) return undefined;
  const right = options.flatMap((o, i) => ((TICK.exec(o)?.index ?? 0) > 0 ? [i] : []));
  if (right.length === 0 || right.length === options.length) return undefined;
  return { right, without: options.map((o, i) => (right.includes(i) ? o.replace(TICK, '') : o)) };
}
