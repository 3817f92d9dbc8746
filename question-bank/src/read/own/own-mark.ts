import { createHash } from 'node:crypto';
import type { Question } from '../../model/question';

const MARK = /^kaotai:1:([0-9a-f]{32}) (\{.*\})$/s;

const digest = (visible: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(visible)).digest('hex').slice(0, 32);

/**
 * A question in our own form, to be kept in a file of another system beside what that system shows of it. `visible`
 * are the texts shown, exactly as they stand in the file: whoever changes one of them by hand changes the question,
 * and the mark then no longer counts.
 */
export function ownMark(question: Question, visible: readonly string[]): string {
  // Neither XML nor a comment of one line holds these, JSON escaped holds them all.
  const json = JSON.stringify(question).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `kaotai:1:${digest(visible)} ${json}`;
}

/** What a mark holds, for the model to judge; undefined where there is none or the texts beside it were changed. */
export function fromOwnMark(mark: string, visible: readonly string[]): unknown {
  const [, stamp, json = ''] = MARK.exec(mark.trim()) ?? [];
  if (stamp === undefined || stamp !== digest(visible)) return undefined;
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
