import { withdrawnPolicyOf, type WithdrawnPolicy } from 'exam-contract/withdrawal';
import type { Logger } from '../../platform/log';
import type { AttemptRunner } from './attempt-runner';
import { fold, type AttemptState } from './domain/state';
import type { ExamStore } from './exam.store';
import type { PapersPort, WithdrawnQuestion } from './ports';

/** Attempts that run now and hold a question, by kind. */
export interface RunningWith {
  kindCode: string;
  policy: WithdrawnPolicy;
  attempts: number;
}

const due = (s: AttemptState, gone: ReadonlyMap<string, WithdrawnQuestion>): WithdrawnQuestion[] =>
  s.status === 'scored'
    ? []
    : s.items.flatMap(({ questionId }, i) => (s.withdrawn[i] ? [] : (gone.get(questionId) ?? [])));

/**
 * Brings withdrawn questions into the logs of attempts that hold them. It compares what is withdrawn with what the log
 * says, again and again, so that nothing has to be remembered over a crash and every server does it for the attempts
 * it holds; the numbers of the log keep two of them from saying it twice.
 */
export function createWithdrawnQuestions(p: {
  runner: AttemptRunner;
  store: Pick<ExamStore, 'unfinishedAttempts' | 'events' | 'withdrawnEvents'>;
  papers: Pick<PapersPort, 'withdrawn'>;
  log: Logger;
}) {
  const byId = async () => new Map((await p.papers.withdrawn()).map((w) => [w.questionId, w]));

  async function settle(s: AttemptState, gone: ReadonlyMap<string, WithdrawnQuestion>): Promise<number> {
    let events = 0;
    for (const { questionId, code, by } of due(s, gone))
      events += (await p.runner.run(s.attemptId, { kind: 'withdraw', questionId, code, by })).events.length;
    return events;
  }

  /** Unfinished attempts, those other servers hold by their logs. */
  async function unfinished(): Promise<AttemptState[]> {
    const rows = await p.store.unfinishedAttempts();
    const states = rows.map(async ({ _id }) => p.runner.peek(_id) ?? fold(await p.store.events(_id)));
    return (await Promise.all(states)).filter((s) => s.status !== 'scored');
  }

  return {
    /** All attempts this server holds. One that cannot be written now is tried again by the next sweep. */
    async settleAll(): Promise<void> {
      if (!p.runner.live().some((s) => s.status !== 'scored')) return;
      const gone = await byId().catch((err: unknown) => {
        p.log.warn({ err }, 'withdrawn questions are asked for again');
        return new Map<string, WithdrawnQuestion>();
      });
      if (gone.size === 0) return;
      await Promise.all(
        p.runner
          .live()
          .map((s) =>
            settle(s, gone).catch((err: unknown) =>
              p.log.warn({ err, attemptId: s.attemptId }, 'a withdrawn question is not in the log yet'),
            ),
          ),
      );
    },
    /** One attempt, before it is scored. */
    async settleOne(attemptId: string): Promise<void> {
      const gone = await byId();
      if (gone.size > 0) await settle(await p.runner.state(attemptId), gone);
    },
    async runningWith(questionId: string): Promise<RunningWith[]> {
      const kinds = new Map<string, RunningWith>();
      for (const { items, policy } of await unfinished()) {
        if (!items.some((i) => i.questionId === questionId)) continue;
        const { kindCode } = policy;
        const known = kinds.get(kindCode) ?? { kindCode, policy: withdrawnPolicyOf(policy), attempts: 0 };
        kinds.set(kindCode, { ...known, attempts: known.attempts + 1 });
      }
      return [...kinds.values()];
    },
    /** How many attempts were adjusted for a question, and how many still wait for it. */
    async progress(
      questionIds: readonly string[],
    ): Promise<Map<string, { adjusted: number; waiting: number }>> {
      const done = await p.store.withdrawnEvents(questionIds);
      const open = questionIds.length > 0 ? await unfinished() : [];
      return new Map(
        questionIds.map((id) => {
          const holds = (s: AttemptState) => s.items.some((i, n) => i.questionId === id && !s.withdrawn[n]);
          return [id, { adjusted: done.get(id) ?? 0, waiting: open.filter(holds).length }];
        }),
      );
    },
  };
}
