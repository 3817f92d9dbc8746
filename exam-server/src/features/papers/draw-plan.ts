import type { BlueprintContent } from 'exam-contract/blueprint';
import type { ExamKind } from 'exam-contract/kind';
import {
  blueprint,
  blueprintOf,
  draw,
  type Blueprint,
  type DrawResult,
  type DrawScope,
  type Neighbour,
} from 'question-bank';

/** The part of a kind that says what its paper is drawn from, and the office's blueprints of that day (null for none) and later. */
export type KindScope = Pick<
  ExamKind,
  'code' | 'questions' | 'types' | 'blueprint' | 'subject' | 'vehicle' | 'classes'
> & { offices: readonly (BlueprintContent | null)[] };
type KindPart = Pick<ExamKind, 'questions' | 'types' | 'blueprint' | 'subject' | 'vehicle'>;

/** Whether a blueprint was made for as many questions as the kind has now; another is not drawn by. */
export const fitsKind = (kind: Pick<ExamKind, 'questions'>, { chapters }: BlueprintContent): boolean =>
  chapters.reduce((sum, c) => sum + c.count, 0) === kind.questions;

function blueprintFor(kind: KindPart, content: BlueprintContent): Blueprint {
  return blueprint.parse({
    total: kind.questions,
    types: kind.types,
    unit: 'count',
    chapters: content.chapters.map(({ name, count }) => ({ name, share: count })),
    constraints: {
      quotas: content.cells,
      mustTogether: content.mustTogether,
      neverTogether: content.neverTogether,
      ...(content.difficulty ? { difficulty: content.difficulty } : {}),
    },
  });
}

/**
 * For whom and by what a paper of a kind is drawn: by the office's blueprint where there is one that fits the kind,
 * else by the shares the kind was shipped with. Every draw, check and repeat of a draw goes by this.
 */
export function drawScope(
  kind: KindPart,
  office: BlueprintContent | null,
  forWhom: { licenceClass: string; onDate: string },
): Omit<DrawScope, 'questions'> {
  const content = office && fitsKind(kind, office) ? office : null;
  return {
    blueprint: content ? blueprintFor(kind, content) : blueprintOf(kind),
    subject: kind.subject,
    vehicle: kind.vehicle,
    region: content?.region ?? '',
    ...forWhom,
  };
}

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
    ...drawScope(o.kind, o.office, { licenceClass: o.licenceClass, onDate: o.day }),
    seed: o.seed,
    avoid: o.avoid,
    neighbours: o.office?.neighbours === false ? [] : o.neighbours,
    exposure: Object.fromEntries(o.exposure),
  });
}
