import type { ListedAnswer } from './answer-list';
import { listedAnswers } from './answer-list';
import type { OpenQuestion } from './open-question';

const ENTRY =
  /\s{0,8}第?(\d{1,4})\s?(?:题|[.．、:：)）])?[:：]?\s{0,4}((?:[(（]\s?\d{1,2}\s?[)）]\s{0,4}[.．、:：]?\s{0,4}(?:[A-H]{1,8}|√|×|正确|错误|对|错)[\s,，;；、。]{0,6}){1,12})/y;

/** The keys of a line by cases and their questions, `3.(1)B (2)C 4.(1)D`; undefined if it holds anything else. */
export function caseEntries(
  line: string,
): { number: number; answers: readonly ListedAnswer[] }[] | undefined {
  const found: { number: number; answers: readonly ListedAnswer[] }[] = [];
  for (let at = 0; at < line.length; at = ENTRY.lastIndex) {
    ENTRY.lastIndex = at;
    const entry = ENTRY.exec(line);
    if (!entry) return undefined;
    const { answers, rest } = listedAnswers(entry[2] ?? '');
    if (rest !== '') return undefined;
    found.push({ number: Number(entry[1]), answers });
  }
  return found.length > 0 ? found : undefined;
}

/** The question that a list counted from 1 means where none has a number of its own but in its case. */
export class Uncounted {
  /** Which case the list is at, once its numbers have begun again. */
  private at = 0;
  private former = 0;

  /** Undefined where the list has more than there is, or has answered that one before. */
  find(number: number, questions: readonly OpenQuestion[]): OpenQuestion | undefined {
    if (number <= this.former) this.at += 1;
    this.former = number;
    if (this.at === 0) return open(questions[number - 1]);
    const begins = questions.flatMap((q, i) => (q.inCase?.number === 1 ? [i] : []));
    const [first, end] = [begins[this.at], begins[this.at + 1] ?? questions.length];
    return first === undefined || first + number > end ? undefined : open(questions[first + number - 1]);
  }
}

const open = (q: OpenQuestion | undefined) => (q?.listed ? undefined : q);
