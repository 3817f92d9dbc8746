import type { BankChecked, Issue, Position, StemMemory } from 'question-bank';
import { feasibility } from '../blueprints/blueprint-work';
import type { KindScope } from '../draws/draw-plan';

/** Rows a clerk may mend one by one; a file with more faults is wrong as a whole. */
const MAX_ROWS = 2000;
/** Findings that are shown. */
const MAX_ISSUES = 2000;
/** Questions of a draft that are shown at first sight. */
const PREVIEW = 100;

/** Two keys for one question first, since one of them is wrong; then what stays out, then what is nearly the same. */
const rankOf = ({ code, severity }: Issue): number =>
  code === 'CONFLICTING_ANSWER' ? 0 : severity === 'error' ? 1 : code === 'SIMILAR_CONFLICT' ? 2 : 3;

/** What the server is told of a check: never more than a message may hold without holding it up. */
export function checkedAnswer(
  checked: BankChecked,
  places: ReadonlyMap<string, Position>,
  { kinds, onDate, stems }: { kinds: readonly KindScope[]; onDate: string; stems?: StemMemory },
) {
  const { format, accepted, byType, issues, refused, reading } = checked;
  const errors = issues.filter((i) => i.severity === 'error').length;
  const first = accepted.slice(0, PREVIEW);
  const rest = refused.slice(MAX_ROWS).flatMap((r) => r.issues);
  return {
    format,
    accepted: first,
    count: accepted.length,
    byType,
    // Errors first, so that a cut list still shows what keeps questions out.
    issues: [...issues].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, MAX_ISSUES),
    errors,
    warnings: issues.length - errors,
    reading: [...reading, ...rest].slice(0, MAX_ISSUES),
    places: new Map(first.map((q): [string, Position] => [q.id, places.get(q.id) ?? { file: '' }])),
    refused: refused.slice(0, MAX_ROWS),
    kinds: feasibility(accepted, kinds, onDate, stems),
  };
}

/** The chapters that some kind draws from, as the check wants them. */
export function chaptersOf(kinds: readonly KindScope[]): { chapters?: Set<string> } {
  const chapters = new Set(
    kinds.flatMap((k) => [
      ...Object.keys(k.blueprint.rows),
      ...k.offices.flatMap((o) => o?.chapters.map((c) => c.name) ?? []),
    ]),
  );
  return chapters.size > 0 ? { chapters } : {};
}
