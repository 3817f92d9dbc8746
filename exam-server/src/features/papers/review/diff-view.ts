import type { BankDiff as FullDiff, Question } from 'question-bank';
import type { BankDiff } from 'exam-contract/http/banks';

const LISTED = 500;
const head = ({ id, type, stem }: Question) => ({ id, type, stem });

/** The first differences and how many there are. */
export function diffView({ added, removed, changed, unchanged }: FullDiff): BankDiff {
  return {
    counts: {
      added: added.length,
      removed: removed.length,
      changed: changed.length,
      keyChanged: changed.filter((c) => c.keyChanged).length,
      unchanged,
    },
    added: added.slice(0, LISTED).map(head),
    removed: removed.slice(0, LISTED).map(head),
    changed: changed.slice(0, LISTED).map(({ after, keyChanged, fields }) => ({
      ...head(after),
      keyChanged,
      fields: fields.map(({ field, locale, before, after: now }) => ({
        field,
        locale: locale ?? null,
        before: before ?? null,
        after: now ?? null,
      })),
    })),
  };
}
