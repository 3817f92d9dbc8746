import { isListHeader, listedAnswers, numberRow, valueRow } from './answer-list';
import { inlineList } from './list-lines';
import { headingOf, isAnswerListTitle } from './headings';
import type { DocumentLine } from './line';
import { sectionKeys } from './section-keys';

const WHOLE = /^[\s;；。,，、.]*$/;

/** Whether a line holds keys and nothing else. */
function isList(text: string): boolean {
  if (text.length > 20_000) return false;
  if (sectionKeys(text) || isListHeader(text) || (numberRow(text)?.length ?? 0) > 1) return true;
  const { answers, rest } = listedAnswers(text);
  return answers.length > 0 ? WHOLE.test(rest) : valueRow(text) !== undefined;
}

/**
 * The keys that stand above all questions from a line on, under a title or behind the word 答案, and how many lines they
 * take; undefined if there are none.
 */
export function keysAhead(
  lines: readonly DocumentLine[],
  index: number,
): { keys: DocumentLine[]; count: number } | undefined {
  const first = lines[index] as DocumentLine;
  const inline = inlineList(first.text);
  const titled = inline === undefined && isAnswerListTitle(first.text);
  if (inline === undefined && !titled) return undefined;
  const keys: DocumentLine[] = inline === undefined ? [] : [{ ...first, text: inline }];
  let count = 1;
  let heading: DocumentLine | undefined;
  for (let i = index + 1; i < lines.length; i += 1) {
    const line = lines[i] as DocumentLine;
    if (line.text.trim() === '') continue;
    if (isList(line.text)) {
      if (heading) keys.push(heading);
      keys.push(line);
      heading = undefined;
      count = i - index + 1;
    } else if (!heading && headingOf(line.text)) heading = line;
    else break;
  }
  return keys.length > 0 ? { keys, count } : undefined;
}
