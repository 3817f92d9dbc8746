import type { BlueprintContent } from 'exam-contract/blueprint';
import type { ExamKind } from 'exam-contract/kind';
import { prepareBank, type Neighbour, type Question } from 'question-bank';
import { drawPaper } from './draw-plan';
import { shortText } from './short-text';

interface Slot {
  questionId: string;
  options: readonly string[];
}
/** What the first event of an attempt says of its draw. */
export interface DrawnPaper {
  seed: string;
  items: readonly Slot[];
  drawnBy: { day: string; licenceClass: string; without: readonly string[] };
}
/** What its draw went by, as the database keeps it. */
export interface DrawnFrom {
  questions: readonly Question[];
  kind: ExamKind;
  blueprint: BlueprintContent | null;
  exposure: readonly (readonly [string, number])[];
  /** Papers of the same candidate's attempts before, and of the seats beside. */
  former: readonly (readonly Slot[])[];
  beside: readonly (readonly Slot[])[];
}

/**
 * Draws the paper of an attempt again from bank version, blueprint version and seed, and says in plain words what is
 * another than in its log; nothing where all is the same. Pure; an auditor gets the same wherever it runs.
 */
export function redrawProblems(paper: DrawnPaper, from: DrawnFrom): string[] {
  const gone = new Set(paper.drawnBy.without);
  const neighbours = from.beside.map((items): Neighbour => ({
    questionIds: items.map((i) => i.questionId),
    order: items.map((i) => i.options),
  }));
  const again = drawPaper({
    questions: prepareBank(from.questions.filter((q) => !gone.has(q.id))),
    kind: from.kind,
    office: from.blueprint,
    licenceClass: paper.drawnBy.licenceClass,
    day: paper.drawnBy.day,
    seed: paper.seed,
    avoid: from.former.flatMap((items) => items.map((i) => i.questionId)),
    neighbours,
    exposure: from.exposure,
  });
  if (!again.ok) return [`drawn again there is no such paper: ${shortText(again.short)}`];
  const length = Math.max(again.items.length, paper.items.length);
  for (let i = 0; i < length; i += 1) {
    const [was, now] = [paper.items[i], again.items[i]];
    if (was?.questionId !== now?.questionId)
      return [
        `drawn again, question ${i + 1} is ${now?.questionId ?? 'none'}, the log has ${was?.questionId ?? 'none'}`,
      ];
    if (was?.options.join() !== now?.optionOrder.join())
      return [`drawn again, the options of question ${i + 1} are in another order`];
  }
  return [];
}
