import type { Withdrawal } from 'exam-contract/http/withdrawals';
import type { WithdrawalCode, WithdrawnPolicy } from 'exam-contract/withdrawal';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import { inTransaction, isDuplicateKey } from '../../../platform/mongo/connect';
import { samePerson, type Audit } from '../../audit';
import type { BankChild } from '../child/bank-child';
import type { KindFeasible } from '../child/bank-messages';
import type { Clerk } from '../drafts/draft-view';
import type { Kinds } from '../blueprints/kinds.service';
import type { LawChangeStore } from '../laws/law-changes.store';
import type { PapersService } from '../papers.service';
import type { PublicationStore } from '../versions/publications.store';
import { goneOn, readWithheld } from './withheld';
import type { WithdrawalDoc, WithdrawalStore } from './withdrawals.store';

interface By {
  staffId: string | null;
  name: string;
}
export interface WithdrawalPorts {
  running: {
    /** Attempts that run now and hold a question, by kind. */
    with(questionId: string): Promise<{ kindCode: string; policy: WithdrawnPolicy; attempts: number }[]>;
    /** Brings what is withdrawn into the logs of running attempts; other servers follow by themselves. */
    settle(): Promise<void>;
    /** How many attempts were adjusted for a question, and how many wait for it. */
    progress(questionIds: readonly string[]): Promise<Map<string, { adjusted: number; waiting: number }>>;
  };
}

/** How long an answer waits for other servers to adjust the attempts they hold, in steps, ms. */
const SETTLE_STEP_MS = 250;
const SETTLE_STEPS = 6;

const view = (d: WithdrawalDoc, running: Withdrawal['running']): Withdrawal => ({
  questionId: d._id,
  stem: d.stem,
  code: d.code ?? 'other',
  reason: d.reason,
  by: d.by,
  at: d.at,
  running: d.adjustsRunning ? (running ?? { adjusted: 0, waiting: 0 }) : null,
});

/** The staff id in an audit actor, which is what an attempt's log names. */
const staffIdOf = (actor: string): string | null => /^staff\/([0-9a-f-]{36})( |$)/.exec(actor)?.[1] ?? null;

/**
 * A wrong question is out of new papers within two seconds and out of running ones within one, by one person; putting
 * it back into new papers takes another.
 */
export function createWithdrawals(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: {
    store: WithdrawalStore;
    publications: Pick<PublicationStore, 'onDay'>;
    laws: Pick<LawChangeStore, 'held'>;
    child: BankChild;
    kinds: Kinds;
    papers: Pick<PapersService, 'forgetLatest' | 'keyed'>;
  },
  audit: Pick<Audit, 'record'>,
  ports: WithdrawalPorts,
) {
  const { db, clock } = ctx;
  const { store, publications, laws, child, kinds, papers } = parts;
  async function settled(questionId: string): Promise<{ adjusted: number; waiting: number }> {
    await ports.running.settle();
    for (let step = 0; ; step++) {
      const now = (await ports.running.progress([questionId])).get(questionId) ?? { adjusted: 0, waiting: 0 };
      if (now.waiting === 0 || step === SETTLE_STEPS) return now;
      await new Promise((r) => setTimeout(r, SETTLE_STEP_MS));
    }
  }
  return {
    async list(): Promise<Withdrawal[]> {
      const docs = await store.all();
      const running = await ports.running.progress(docs.flatMap((d) => (d.adjustsRunning ? d._id : [])));
      return docs.map((d) => view(d, running.get(d._id) ?? null));
    },
    /** What running attempts must do without, for the exam to put into their logs. */
    async forRunning(): Promise<{ questionId: string; code: WithdrawalCode; by: By }[]> {
      return (await store.forRunning()).map((d) => ({
        questionId: d._id,
        code: d.code ?? 'other',
        by: { staffId: staffIdOf(d.actor), name: d.by },
      }));
    },
    /** What withdrawing a question would do now. @throws AppError NOT_FOUND (not in the version in force) */
    async preview(questionId: string) {
      const version = await publications.onDay(localDay(clock.now()));
      const found = version && (await papers.keyed(version.hash)).get(questionId);
      if (!found) throw new AppError('NOT_FOUND', { field: questionId });
      return { stem: found.stem, kinds: await ports.running.with(questionId) };
    },

    /**
     * Takes a question out of every draw and out of the papers being answered, which score it as their kind declares.
     * Kinds that cannot be drawn without it are in the answer: a clerk must know at once, and the question is out all
     * the same. @throws AppError NOT_FOUND (not in the version in force), CONFLICT (withdrawn already)
     */
    async withdraw(
      { questionId, code, reason }: { questionId: string; code: WithdrawalCode; reason: string },
      clerk: Clerk,
    ): Promise<{ withdrawal: Withdrawal; running: number; kinds: KindFeasible[] }> {
      const version = await publications.onDay(localDay(clock.now()));
      const [questions, held] = await Promise.all([
        version ? papers.keyed(version.hash).then((keyed) => [...keyed.values()]) : [],
        ports.running.with(questionId),
      ]);
      const found = questions.find((q) => q.id === questionId);
      if (!found) throw new AppError('NOT_FOUND', { field: questionId });
      const now = clock.now();
      const doc: WithdrawalDoc = {
        _id: questionId,
        stem: found.stem,
        code,
        reason,
        adjustsRunning: true,
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
            target: `bank/${version?.hash ?? ''}`,
            detail: { question: questionId, why: code, reason },
          });
        });
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', undefined, { cause: err });
        throw err;
      }
      papers.forgetLatest();
      const running = await settled(questionId);
      const keyed = new Map(questions.map((q) => [q.id, q]));
      const out = goneOn(await readWithheld(store, laws), keyed, localDay(now));
      const left = await child.run({
        work: 'feasibility',
        bank: questions.filter((q) => !out.has(q.id)),
        kinds: await kinds.toDraw(),
        onDate: localDay(now),
      });
      return {
        withdrawal: view(doc, running),
        running: held.reduce((sum, k) => sum + k.attempts, 0),
        kinds: left.kinds.filter((k) => !k.feasible),
      };
    },

    /** @throws AppError NOT_FOUND, SECOND_PERSON_REQUIRED (whoever withdrew it) */
    async putBack(questionId: string, clerk: Clerk): Promise<void> {
      const doc = await store.get(questionId);
      if (!doc) throw new AppError('NOT_FOUND');
      if (samePerson(doc.actor, clerk.actor)) throw new AppError('SECOND_PERSON_REQUIRED');
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
