import type { BlueprintContent } from 'exam-contract/blueprint';
import type { ExamKind } from 'exam-contract/kind';
import { draw, officeScope, type DrawResult, type DrawScope, type Neighbour } from 'question-bank';

/** The part of a kind that says what its paper is drawn from, and the office's blueprints of that day (null for none) and later. */
export type KindScope = Pick<
  ExamKind,
  'code' | 'questions' | 'types' | 'blueprint' | 'subject' | 'vehicle' | 'classes'
> & { offices: readonly (BlueprintContent | null)[] };
type KindPart = Pick<ExamKind, 'questions' | 'types' | 'blueprint' | 'subject' | 'vehicle'>;

/** Draws a paper; the same input gives the same paper wherever and whenever it is drawn. */
export function drawPaper(o: {
  questions: DrawScope['questions'];
  kind: KindPart;
  office: BlueprintContent | null;
  licenceClass: string;
  day: string;
  seed: string;
  avoid: readonly string[];
  neighbours: readonly Neighbour[];
  exposure: readonly (readonly [string, number])[];
}): DrawResult {
  return draw({
    questions: o.questions,
    ...officeScope(o.kind, o.office, { licenceClass: o.licenceClass, onDate: o.day }),
    seed: o.seed,
    avoid: o.avoid,
    neighbours: o.office?.neighbours === false ? [] : o.neighbours,
    exposure: Object.fromEntries(o.exposure),
  });
}
