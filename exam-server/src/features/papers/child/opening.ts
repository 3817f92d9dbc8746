import { mendedQuestion } from 'exam-contract/http/banks';
import { AppError } from '../../../platform/errors';
import { changedIf, questionsUnder, type RowDoc, type ViewDoc } from '../drafts/draft.store';
import type { DraftParts } from '../drafts/drafts.service';

/** A question of a draft: by the number of its row, or by its id and, where several have it, the row of the file. */
export type Which = ({ n: number } | { questionId: string; at?: number | undefined }) & {
  /** `changedAt` of the row as it was looked at. */
  seen?: number | undefined;
};

/** Numbers of rows of the file begin at 0, those of opened questions end at this one. */
const OPENED = -2;

/** Finds the questions of a draft that may be mended: those that stay out, and those with warnings only. */
export function createOpening({ bank, drafts }: Pick<DraftParts, 'bank' | 'drafts'>) {
  const accepted = async (doc: ViewDoc, questionId: string): Promise<RowDoc | null> => {
    const entry = await bank.entry(questionsUnder(doc), questionId);
    if (!entry) return null;
    return {
      owner: doc._id,
      // No two changes of a draft have the same `rev`.
      n: OPENED - doc.rev,
      at: entry.at,
      question: mendedQuestion.parse(entry.question),
      answerText: null,
      skipped: false,
      issues: [],
      ...changedIf(doc.mended?.find(({ id }) => id === questionId)?.at ?? doc.rereadAt),
      instead: questionId,
    };
  };
  return {
    /**
     * `opened` says that it is an accepted one, which is no row yet.
     * @throws AppError NOT_FOUND, ROW_CHANGED where it is no more what was looked at
     */
    async find(doc: ViewDoc, which: Which): Promise<{ row: RowDoc; opened: boolean }> {
      if ('n' in which) {
        const row = await drafts.row(doc._id, which.n);
        if (!row) throw new AppError(which.seen === undefined ? 'NOT_FOUND' : 'ROW_CHANGED');
        return unchanged({ row, opened: false }, which);
      }
      const { questionId, at } = which;
      const rows = await drafts.rowsNamed(doc._id, questionId);
      const standIn = rows.find((r) => r.instead === questionId);
      const inBank = standIn ? null : await accepted(doc, questionId);
      const all = [
        ...(standIn ? [{ row: standIn, opened: false }] : []),
        ...(inBank ? [{ row: inBank, opened: true }] : []),
        ...rows.filter((r) => r !== standIn).map((row) => ({ row, opened: false })),
      ];
      const found = all.find(({ row }) => at !== undefined && row.at.row === at) ?? all[0];
      if (!found) throw new AppError('NOT_FOUND');
      return unchanged(found, which);
    },
  };
}

function unchanged<T extends { row: RowDoc }>(found: T, { seen }: Which): T {
  if (seen !== undefined && seen !== (found.row.changedAt ?? 0)) throw new AppError('ROW_CHANGED');
  return found;
}
