import type { Issue } from '../model/issue';
import type { AnswerRead, Asked } from './answers/answer-reader';
import { answerLetters, lettersAt, rightOrWrong, verdict } from './answers/plain';
import type { GivenAway, Prepared } from './prepare-record';
import { readIssue } from './read-issue';
import { atOf, type Mend } from './record-fields';

/** The answers given away, taken out where they are the key; where they are another, somebody must look. */
function withoutMarks(
  p: Prepared,
  right: readonly number[],
  judgeRight: boolean | undefined,
): { stem: string; texts: Prepared['texts']; taken: boolean; against: GivenAway | undefined } {
  let { stem, texts } = p;
  let taken = false;
  let against: GivenAway | undefined;
  const key = lettersAt(right);
  for (const mark of p.marks) {
    const said = verdict(mark.answer);
    // A judge question has no blank that a letter could fill.
    if (judgeRight !== undefined && said === undefined && !mark.explicit) continue;
    const same =
      said !== undefined && judgeRight !== undefined
        ? said === judgeRight
        : answerLetters(mark.answer)?.join('') === key;
    if (!same) {
      // A sign behind an option, or in a stem that asks for letters, may mean something else.
      if (mark.place === undefined && (said === undefined || judgeRight !== undefined)) against ??= mark;
      continue;
    }
    taken = true;
    if (mark.place === undefined) stem = mark.without;
    else texts = texts.map((text, i) => (i === mark.place ? mark.without : text));
  }
  return { stem, texts, taken, against };
}

/** The question without the answers that its texts give away. */
export function cleared(
  prepared: Prepared,
  asked: Asked,
  { right }: AnswerRead,
  mends: Set<Mend>,
  issues: Issue[],
): Prepared {
  const [place] = right;
  const word = place === undefined ? undefined : asked.options[place];
  const said = word === undefined ? place === 0 : rightOrWrong(word);
  const got = withoutMarks(prepared, right, asked.judge ? said : undefined);
  if (got.taken) mends.add('answerInText');
  if (got.against) {
    const params = { value: got.against.answer, key: prepared.answer };
    issues.push(readIssue('ANSWER_IN_TEXT', atOf(prepared.record, 'stem'), params));
  }
  return { ...prepared, stem: got.stem, texts: got.texts };
}
