import { randomUUID } from 'node:crypto';
import { lawContent, type LawChange } from 'question-bank';
import type {
  LawChangeEntered,
  LawChangeInput,
  LawChangeRow,
  LawSuspect,
} from 'exam-contract/http/law-changes';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import { inTransaction } from '../../../platform/mongo/connect';
import { samePerson, type Audit } from '../../audit';
import type { BankChild } from '../child/bank-child';
import type { KindFeasible } from '../child/bank-messages';
import type { BankStore } from '../versions/bank.store';
import type { Clerk } from '../drafts/draft-view';
import type { Kinds } from '../blueprints/kinds.service';
import type { LawFinder } from './law-finder';
import { changeRow, suspectRow, type Alive } from './law-view';
import type { LawChangeDoc, LawChangeStore, SuspectDoc } from './law-changes.store';
import type { PapersService } from '../papers.service';
import { inForceOn, scheduledAfter, type PublicationStore } from '../versions/publications.store';
import { goneOn, readWithheld, type Withheld } from '../withdrawals/withheld';
import type { WithdrawalStore } from '../withdrawals/withdrawals.store';

const PAGE = 50;

/**
 * A rule that changed is entered once. What it may overturn is out of draws from the day the rule counts, at once;
 * a person looks at each: the key is still right (said by somebody else than who entered the change), or it is to be
 * mended and stays out until a version brings another text.
 */
export function createLawChanges(
  ctx: Pick<Context, 'db' | 'clock'>,
  parts: {
    laws: LawChangeStore;
    finder: LawFinder;
    bank: BankStore;
    publications: PublicationStore;
    withdrawals: WithdrawalStore;
    child: BankChild;
    kinds: Kinds;
    papers: Pick<PapersService, 'forgetLatest' | 'keyed'>;
  },
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;
  const { laws, finder, bank, publications, withdrawals, child, kinds, papers } = parts;

  const ruleOf = ({ statute, article, from, old, now, about }: LawChangeInput): LawChange => ({
    statute,
    article,
    from,
    old,
    now,
    about,
  });

  /** Suspects in the bank in force and in all that are to come, the nearest version of each text. */
  async function found(doc: LawChangeDoc): Promise<SuspectDoc[]> {
    const out = new Map<string, SuspectDoc>();
    for (const hash of await standing()) {
      const version = await bank.version(hash);
      const pictures = new Map(version?.media.map((m) => [m.file, m.sha256]));
      const bankOf = { questions: await bank.questions(hash), pictures };
      for (const s of await finder.inBank([doc], bankOf)) {
        const key = `${s.questionId} ${s.content}`;
        if (!out.has(key)) out.set(key, s);
      }
    }
    return [...out.values()];
  }

  /** Kinds that cannot be drawn on the day the rule counts, with these held too; none where nothing is held. */
  async function undrawable(day: string, more: readonly SuspectDoc[]): Promise<KindFeasible[]> {
    if (more.length === 0) return [];
    const publication = await publications.onDay(day);
    if (!publication) return [];
    const { ids, held } = await readWithheld(withdrawals, laws);
    const all = new Map([...held].map(([id, texts]) => [id, [...texts]]));
    for (const { questionId, content, from } of more)
      all.set(questionId, [...(all.get(questionId) ?? []), { content, from }]);
    const withheld: Withheld = { ids, held: all };
    const keyed = await papers.keyed(publication.hash);
    const gone = goneOn(withheld, keyed, day);
    const left = await child.run({
      work: 'feasibility',
      bank: [...keyed.values()].filter((q) => !gone.has(q.id)),
      kinds: await kinds.toDraw(day),
      onDate: day,
    });
    return left.kinds.filter((k) => !k.feasible);
  }

  const docOf = (input: LawChangeInput, clerk: Clerk): LawChangeDoc => ({
    _id: randomUUID(),
    change: ruleOf(input),
    citedToo: input.citedToo,
    by: clerk.name,
    actor: clerk.actor,
    at: clock.now(),
    cancelled: null,
  });
  const dayOf = ({ from }: LawChange) => {
    const today = localDay(clock.now());
    return from < today ? today : from;
  };
  /** Versions in force and to come, by their hashes. */
  const standing = async (): Promise<ReadonlySet<string>> => {
    const all = await publications.all();
    const today = localDay(clock.now());
    return new Set([inForceOn(all, today), ...scheduledAfter(all, today)].flatMap((p) => p?.hash ?? []));
  };
  const alive = async (): Promise<Alive> => {
    const banks = await Promise.all([...(await standing())].map(papers.keyed));
    return ({ questionId, content }) =>
      banks.some((keyed) => {
        const q = keyed.get(questionId);
        return q !== undefined && lawContent(q) === content;
      });
  };
  /** @throws AppError NOT_FOUND */
  const mustChange = async (changeId: string): Promise<LawChangeDoc> => {
    const doc = await laws.get(changeId);
    if (!doc) throw new AppError('NOT_FOUND');
    return doc;
  };

  return {
    /** What entering a change would do; nothing is kept. */
    async look(input: LawChangeInput, clerk: Clerk): Promise<LawChangeEntered> {
      const doc = docOf(input, clerk);
      const suspects = await found(doc);
      const now = await alive();
      return {
        change: changeRow(doc, suspects, now, clerk),
        kinds: await undrawable(dayOf(doc.change), suspects),
        suspects: suspects.slice(0, PAGE).map((s) => suspectRow(s, now, clerk, doc)),
      };
    },

    /**
     * Records a change and takes what it may overturn out of draws. Kinds that cannot be drawn without are in the
     * answer. @throws AppError CONFLICT where a version is published meanwhile
     */
    async enter(input: LawChangeInput, clerk: Clerk): Promise<LawChangeEntered> {
      const doc = docOf(input, clerk);
      const before = (await publications.all()).length;
      const suspects = await found(doc);
      await inTransaction(db, async (session) => {
        if ((await publications.all(session)).length !== before) throw new AppError('CONFLICT');
        await laws.insert(doc, session);
        await finder.remember(suspects, session);
        const { statute, article, from, old, now, about } = doc.change;
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.lawChange',
          target: `lawChange/${doc._id}`,
          detail: { statute, article, effectiveFrom: from, old, new: now, about, suspects: suspects.length },
        });
      });
      papers.forgetLatest();
      const now = await alive();
      return {
        change: changeRow(doc, suspects, now, clerk),
        kinds: await undrawable(dayOf(doc.change), suspects),
        suspects: suspects.slice(0, PAGE).map((s) => suspectRow(s, now, clerk, doc)),
      };
    },

    /** Newest first, each with how many of its suspects are where. */
    async list(clerk: Clerk): Promise<LawChangeRow[]> {
      const all = await laws.all();
      const suspects = await laws.suspectsOf(all.map((c) => c._id));
      const now = await alive();
      return all.map((doc) =>
        changeRow(
          doc,
          suspects.filter((s) => s.changeId === doc._id),
          now,
          clerk,
        ),
      );
    },

    /** A page of the suspects of a change: what nobody looked at first, then by how sure it is. @throws AppError NOT_FOUND */
    async suspects(
      changeId: string,
      from: number,
      clerk: Clerk,
    ): Promise<{ rows: LawSuspect[]; total: number }> {
      const doc = await mustChange(changeId);
      const all = await laws.suspectsOf([changeId]);
      const now = await alive();
      const rows = all.map((s) => suspectRow(s, now, clerk, doc)).sort(bySurest);
      return { rows: rows.slice(from, from + PAGE), total: rows.length };
    },

    /**
     * What a person found. `right` puts the text back into draws and takes another person than who entered the change,
     * as putting back a withdrawn question does. @throws AppError NOT_FOUND, SECOND_PERSON_REQUIRED, CONFLICT
     */
    async decide(
      changeId: string,
      suspectId: string,
      { verdict, note }: { verdict: 'right' | 'mend'; note: string },
      clerk: Clerk,
    ): Promise<LawSuspect> {
      const doc = await mustChange(changeId);
      const suspect = await laws.suspect(suspectId);
      if (suspect?.changeId !== changeId) throw new AppError('NOT_FOUND');
      if (doc.cancelled) throw new AppError('CONFLICT');
      if (verdict === 'right' && samePerson(doc.actor, clerk.actor))
        throw new AppError('SECOND_PERSON_REQUIRED');
      const set = {
        verdict,
        held: verdict !== 'right',
        decided: { by: clerk.name, at: clock.now(), note },
      };
      await inTransaction(db, async (session) => {
        if (!(await laws.decide(suspect, set, session))) throw new AppError('CONFLICT');
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.lawReview',
          target: `lawChange/${changeId}`,
          detail: { question: suspect.questionId, content: suspect.content, lawVerdict: verdict, note },
        });
      });
      papers.forgetLatest();
      return suspectRow({ ...suspect, ...set }, await alive(), clerk, doc);
    },

    /**
     * Takes back a change that was entered wrongly; what only it held may be drawn again, so it takes another person.
     * @throws AppError NOT_FOUND, SECOND_PERSON_REQUIRED, CONFLICT
     */
    async cancel(changeId: string, reason: string, clerk: Clerk): Promise<void> {
      const doc = await mustChange(changeId);
      if (samePerson(doc.actor, clerk.actor)) throw new AppError('SECOND_PERSON_REQUIRED');
      const cancelled = { by: clerk.name, at: clock.now(), reason };
      await inTransaction(db, async (session) => {
        if (!(await laws.cancel(changeId, cancelled, session))) throw new AppError('CONFLICT');
        await audit.record(session, {
          actor: clerk.actor,
          action: 'bank.lawChangeCancel',
          target: `lawChange/${changeId}`,
          detail: { reason },
        });
      });
      papers.forgetLatest();
    },
  };
}
export type LawChangesService = ReturnType<typeof createLawChanges>;

const STATES: readonly LawSuspect['state'][] = ['open', 'mend', 'right', 'replaced'];
const RANKS: readonly LawSuspect['rank'][] = ['key', 'text', 'cited'];
const bySurest = (a: LawSuspect, b: LawSuspect) =>
  STATES.indexOf(a.state) - STATES.indexOf(b.state) ||
  RANKS.indexOf(a.rank) - RANKS.indexOf(b.rank) ||
  (a.questionId < b.questionId ? -1 : 1);
