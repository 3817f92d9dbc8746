import type { TextReader } from '../bank-reader';
import { documentLines, withKeys } from './line';
import { markersOf } from './markers';
import { QuestionParser } from './questions';
import { endsSigned, holdsSign } from './signs';

/** Whether a text reads as questions: numbers or options, and answers with them or far below. */
export function looksLikeQuestionText(text: string): boolean {
  let [numbers, options, answers, lines, signed] = [0, 0, 0, 0, 0];
  for (const line of text.slice(0, 40_000).split(/[\r\n]+/, 400)) {
    const piece = line.slice(0, 2000);
    if (piece.trim() !== '') lines += 1;
    if (endsSigned(piece)) signed += 1;
    const markers = markersOf(piece);
    const first = markers[0];
    if (first?.kind === 'number' && first.place === 'start') numbers += 1;
    options += markers.filter((m) => m.kind === 'option').length;
    if (markers.some((m) => m.kind === 'answer') || holdsSign(piece)) answers += 1;
  }
  // Sentences that are each right or wrong need no numbers.
  if (signed > 1 && signed >= lines * 0.6) return true;
  return answers > 0 ? numbers + options > 0 : numbers > 1 && options > 3;
}

/** Reads a bank typed as plain text. */
export const readPlainText: TextReader = (text, { file, limits, keys = [] }) => {
  return new QuestionParser(withKeys(documentLines(text, file), keys), file, limits).read();
};
