import { bankRoutes, type BankDraft, type MendedQuestion } from 'exam-contract/http/banks';
import { mendingRoutes } from 'exam-contract/http/mending';
import { call } from '../../net/api';
import { asFailure } from '../../net/failure';

/** What of a question a clerk changes: its fields, or whether it is taken in at all. */
export type MendDeed = { question: MendedQuestion } | { skipped: boolean };

/** A question of a draft: by its number where it stays out, by its id and row of the file where it does not. */
export interface MendTarget {
  draftId: string;
  n: number | null;
  questionId: string;
  at: number | null | undefined;
}

/**
 * Sends what a clerk changed of a question.
 * @param seen `changedAt` of what was looked at; without it the change counts whatever another clerk did meanwhile
 * @throws Failure ROW_CHANGED
 */
export function sendMend(
  { draftId, n, questionId, at }: MendTarget,
  body: MendDeed,
  seen: number | undefined,
): Promise<BankDraft> {
  const ifSeen = seen === undefined ? {} : { seen };
  const byId = () =>
    call(mendingRoutes.mendQuestion, {
      params: { draftId, questionId },
      query: { ...(at === null || at === undefined ? {} : { row: at }), ...ifSeen },
      body,
    });
  if (n === null) return byId();
  return call(bankRoutes.mend, { params: { draftId, n }, query: ifSeen, body }).catch((err: unknown) => {
    // One that another clerk mended stays out no more and has no number: only its id finds it.
    if (asFailure(err).code !== 'NOT_FOUND') throw err;
    return byId();
  });
}
