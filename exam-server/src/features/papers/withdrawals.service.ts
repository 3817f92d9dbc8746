import type { Withdrawal } from 'exam-contract/http/banks';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { localDay } from '../../platform/local-day';
import { inTransaction, isDuplicateKey } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { BankChild, KindFeasible } from './bank-child';
import type { BankStore } from './bank.store';
import type { Clerk } from './draft-view';
import type { Kinds } from './kinds.service';
import type { PapersService } from './papers.service';
import type { WithdrawalDoc, WithdrawalStore } from './withdrawals.store';

export interface WithdrawalPorts {
  /** How many attempts that run now hold a question. */
  runningWith(questionId: string): Promise<number>;
}

const view = ({ _id, stem, reason, by, at }: WithdrawalDoc): Withdrawal => ({
  questionId: _id,
  stem,
  reason,
  by,
  at,
});

/** A wrong question is out of new papers within two seconds, by one person; putting it back takes another. */
export function createWithdrawals(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: {
    store: WithdrawalStore;
    bank: BankStore;
    child: BankChild;
    kinds: Kinds;
    papers: Pick<PapersService, 'forgetLatest'>;
  },
  audit: Pick<Audit, 'record'>,
  ports: WithdrawalPorts,
) {
  const { db, clock } = ctx;
  const { store, bank, child, kinds, papers } = parts;
  return {
    list: async (): Promise<Withdrawal[]> => (await store.all()).map(view),

    /**
     * Takes a question out of every draw. Kinds that cannot be drawn without it are in the answer: a clerk must know at
     * once, and the question is out all the same. @throws AppError NOT_FOUND (not in the version in force), CONFLICT
     * (withdrawn already)
     */
    async withdraw(
      questionId: string,
      reason: string,
      clerk: Clerk,
    ): Promise<{ withdrawal: Withdrawal; running: number; kinds: KindFeasible[] }> {
      const version = await bank.latest();
      const questions = version ? await bank.questions(version._id) : [];
      const found = questions.find((q) => q.id === questionId);
      if (!found) throw new AppError('NOT_FOUND', { field: questionId });
      const now = clock.now();
      const doc: WithdrawalDoc = {
        _id: questionId,
        stem: found.stem,
        reason,
        by: clerk.name,
        actor: clerk.actor,
        at: now,
      };
      try {
        await inTransaction(db, async (session) => {
          await store.insert(doc, session);
          await audit.record(session, {
            actor: clerk.actor,
            action: 'bank.withdraw',
            target: `bank/${version?._id ?? ''}`,
            detail: { question: questionId, reason },
          });
        });
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', undefined, { cause: err });
        throw err;
      }
      papers.forgetLatest();
      const out = await store.ids();
      const left = await child.run({
        work: 'feasibility',
        questions: questions.filter((q) => !out.has(q.id)),
        kinds: await kinds.inForce(now),
        onDate: localDay(now),
      });
      return {
        withdrawal: view(doc),
        running: await ports.runningWith(questionId),
        kinds: left.kinds.filter((k) => !k.feasible),
      };
    },

    /** @throws AppError NOT_FOUND, SECOND_PERSON_REQUIRED (whoever withdrew it) */
    async putBack(questionId: string, clerk: Clerk): Promise<void> {
      const doc = await store.get(questionId);
      if (!doc) throw new AppError('NOT_FOUND');
      if (doc.actor === clerk.actor) throw new AppError('SECOND_PERSON_REQUIRED');
      await inTransaction(db, async (session) => {
        await store.remove(questionId, session);
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.putBack',
          target: 'bank',
          detail: { question: questionId },
        });
      });
      papers.forgetLatest();
    },
  };
}
export type WithdrawalsService = ReturnType<typeof createWithdrawals>;
