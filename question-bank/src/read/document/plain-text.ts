import type { TextReader } from '../bank-reader';
import type { DocumentLine } from './line';
import { markersOf } from './markers';
import { QuestionParser } from './questions';

/** Whether a text reads as questions: answers or options with letters, and numbers or answers beside them. */
export function looksLikeQuestionText(text: string): boolean {
  let [numbers, options, answers] = [0, 0, 0];
  for (const line of text.slice(0, 40_000).split('\n', 400)) {
    const markers = markersOf(line.slice(0, 500));
    if (markers.some((m) => m.kind === 'number' && m.atStart)) numbers += 1;
    options += markers.filter((m) => m.kind === 'option').length;
    if (markers.some((m) => m.kind === 'answer') || /[√×✓✗]|[（(]\s*(?:[A-H]{1,8}|对|错)\s*[)）]/.test(line))
      answers += 1;
  }
  return answers > 0 && numbers + options > 0;
}

/** Reads a bank typed as plain text. */
export const readPlainText: TextReader = (text, { file, limits }) => {
  const lines = text.split(/\r\n|\r|\n/).map((line, i): DocumentLine => {
    return { text: line, at: { file, row: i + 1 }, pictures: [] };
  });
  return new QuestionParser(file, limits).read(lines);
};
