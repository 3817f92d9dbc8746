import type { TextReader } from '../bank-reader';
import { documentLines, withKeys } from './line';
import { markersOf } from './markers';
import { preparedLines } from './prepared-lines';
import { QuestionParser } from './questions';
import { endsSigned, holdsSign } from './signs';

/** An item of a list of tasks, as Markdown marks options with. */
const TASK = /^\s{0,40}[-*+]\s{1,8}\[([ xX])\]\s/;
/** A statement and, behind it, whether it is right. */
const VERDICT = /[.。!！]\s{0,8}(?:T|F|True|False|正确|错误|对|错)\s{0,8}$/;
const TAG = /<[^<>\n]{1,200}>/g;

/** Whether a text reads as questions: numbers or options, and answers with them or far below. */
export function looksLikeQuestionText(text: string): boolean {
  let [numbers, options, answers, lines, signed] = [0, 0, 0, 0, 0];
  const head = text
    .slice(0, 40_000)
    .replace(TAG, ' ')
    .split(/[\r\n]+/, 400)
    .join('\n');
  for (const { text: line } of preparedLines(documentLines(head, ''))) {
    const piece = line.slice(0, 2000);
    if (piece.trim() !== '') lines += 1;
    if (endsSigned(piece)) signed += 1;
    const markers = markersOf(piece);
    const first = markers[0];
    const numbered = first?.kind === 'number' && first.place === 'start';
    if (numbered) numbers += 1;
    options += markers.filter((m) => m.kind === 'option').length;
    const task = TASK.exec(piece);
    if (task) options += 1;
    if (task && task[1] !== ' ') answers += 1;
    if (markers.some((m) => m.kind === 'answer') || holdsSign(piece) || (numbered && VERDICT.test(piece)))
      answers += 1;
  }
  // Sentences that are each right or wrong need no numbers.
  if (signed > 1 && signed >= lines * 0.6) return true;
  return answers > 0 ? numbers + options > 0 : numbers > 1 && options > 3;
}

/** Reads a bank typed as plain text. */
export const readPlainText: TextReader = (text, { file, limits, keys = [] }) => {
  return new QuestionParser(withKeys(documentLines(text, file), keys), file, limits).read();
};
