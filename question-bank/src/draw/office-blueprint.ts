import { z } from 'zod';
import { subject, vehicleGroup } from '../model/question';
import { blueprint, blueprintOf, type Blueprint, type KindPaper } from './blueprint';
import { constraints, type Constraints } from './constraints';
import type { DrawScope } from './scope';

/** What an office says of the papers of a kind (exam-contract's `blueprintContent`): numbers by chapter and further rules. */
export interface OfficeContent {
  chapters: readonly { name: string; count: number }[];
  cells: Constraints['quotas'];
  mustTogether: Constraints['mustTogether'];
  neverTogether: Constraints['neverTogether'];
  difficulty: { min: number; max: number } | null;
  /** Code of the region whose questions are asked too; null: of none. */
  region: string | null;
}
/** The part of an exam kind that says what its papers are drawn from. */
export interface KindToDraw extends KindPaper {
  subject: DrawScope['subject'];
  vehicle: DrawScope['vehicle'];
}

/** Whether a blueprint was made for as many questions as the kind has now; another is not drawn by. */
export const fitsKind = (
  kind: { questions: number },
  { chapters }: Pick<OfficeContent, 'chapters'>,
): boolean => chapters.reduce((sum, c) => sum + c.count, 0) === kind.questions;

function officeBlueprint(kind: KindPaper, content: OfficeContent): Blueprint {
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
 * else by the shares the kind was shipped with. A region given goes before that of the blueprint. Every draw, check and
 * repeat of a draw goes by this.
 */
export function officeScope(
  kind: KindToDraw,
  office: OfficeContent | null,
  { region, ...forWhom }: { licenceClass: string; onDate: string; region?: string | null },
): Omit<DrawScope, 'questions'> {
  const content = office && fitsKind(kind, office) ? office : null;
  return {
    blueprint: content ? officeBlueprint(kind, content) : blueprintOf(kind),
    subject: kind.subject,
    vehicle: kind.vehicle,
    region: region ?? content?.region ?? '',
    ...forWhom,
  };
}

const count = z.number().int().min(0);
const { quotas, mustTogether, neverTogether, difficulty } = constraints.shape;
/** `OfficeContent` as files hold it. */
export const officeContent = z.object({
  chapters: z.array(z.object({ name: z.string().min(1), count })).min(1),
  cells: quotas,
  mustTogether,
  neverTogether,
  difficulty: difficulty.unwrap().nullable(),
  region: z.string().nullable(),
});

/** `KindToDraw` with its code, as files hold it. */
export const kindToDraw = z.object({
  code: z.string(),
  subject,
  vehicle: vehicleGroup,
  questions: count,
  types: z.object({ judge: count, single: count, multi: count }),
  blueprint: z.object({
    unit: z.enum(['percent', 'count']),
    rows: z.record(z.string(), z.number()),
    constraints: constraints.optional(),
  }),
});

/** A blueprint as the console hands it out: a kind, and what the office says of its papers (null: the kind's own shares). */
export const blueprintFile = z.object({
  format: z.literal('kaotai-blueprint'),
  version: z.literal(1),
  kind: kindToDraw,
  content: officeContent.nullable(),
});
