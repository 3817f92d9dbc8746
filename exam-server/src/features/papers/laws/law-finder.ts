import { randomUUID } from 'node:crypto';
import type { Question } from 'question-bank';
import type { Session } from '../../../platform/mongo/connect';
import type { BankChild } from '../child/bank-child';
import type { SuspectRow } from '../child/bank-messages';
import type { LawChangeDoc, LawChangeStore, SuspectDoc } from './law-changes.store';

interface Bank {
  questions: readonly Question[];
  /** Hashes of pictures by file name. */
  pictures: ReadonlyMap<string, string>;
}

/** Looks for what rules overturn, in the child process, and remembers each text of a question once. */
export function createLawFinder(store: LawChangeStore, child: BankChild, clock: { now(): number }) {
  const suspectOf = (change: LawChangeDoc, row: SuspectRow, q: Question, bank: Bank): SuspectDoc => ({
    _id: randomUUID(),
    changeId: change._id,
    questionId: q.id,
    content: row.content,
    from: change.change.from,
    rank: row.rank,
    why: row.why,
    question: q,
    pictures: q.media.flatMap((m) => bank.pictures.get(m.file) ?? []),
    at: clock.now(),
    verdict: null,
    decided: null,
    held: true,
  });
  const key = (s: Pick<SuspectDoc, 'changeId' | 'questionId' | 'content'>) =>
    `${s.changeId} ${s.questionId} ${s.content}`;

  return {
    /** What these changes may overturn in a bank. @throws AppError as BankChild.run */
    async inBank(changes: readonly LawChangeDoc[], bank: Bank): Promise<SuspectDoc[]> {
      if (changes.length === 0 || bank.questions.length === 0) return [];
      const { found } = await child.run({
        work: 'lawChange',
        changes: changes.map((c) => c.change),
        questions: bank.questions,
      });
      const byId = new Map(bank.questions.map((q) => [q.id, q]));
      return changes.flatMap((change, i) =>
        (found[i] ?? []).flatMap((row) => {
          const q = byId.get(row.questionId);
          return q && (change.citedToo || row.rank !== 'cited') ? [suspectOf(change, row, q, bank)] : [];
        }),
      );
    },

    /** Each of a list as it stands in the store, where somebody looked at the same text before. */
    async asKnown(found: readonly SuspectDoc[]): Promise<SuspectDoc[]> {
      const ids = [...new Set(found.map((s) => s.changeId))];
      const known = new Map((await store.suspectsOf(ids)).map((s) => [key(s), s]));
      return found.map((s) => known.get(key(s)) ?? s);
    },
    /** Adds those of a list that are not known yet. Returns how many. */
    async remember(found: readonly SuspectDoc[], session: Session): Promise<number> {
      const ids = [...new Set(found.map((s) => s.changeId))];
      const known = new Set((await store.suspectsOf(ids, session)).map(key));
      const fresh = new Map(found.filter((s) => !known.has(key(s))).map((s) => [key(s), s]));
      await store.insertSuspects([...fresh.values()], session);
      return fresh.size;
    },
  };
}
export type LawFinder = ReturnType<typeof createLawFinder>;
