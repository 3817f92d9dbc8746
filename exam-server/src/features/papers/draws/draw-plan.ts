import type { BlueprintContent } from 'exam-contract/blueprint';
import type { ExamKind } from 'exam-contract/kind';

/**
 * The part of a kind that says what its paper is drawn from, the office's blueprints of that day (null for none) and
 * later, and the regions of sites that name one of their own.
 */
export type KindScope = Pick<
  ExamKind,
  'code' | 'questions' | 'types' | 'blueprint' | 'subject' | 'vehicle' | 'classes'
> & { offices: readonly (BlueprintContent | null)[]; regions: readonly string[] };
