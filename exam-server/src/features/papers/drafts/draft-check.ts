import { createHash } from 'node:crypto';
import type { DraftHolding as HoldingTold } from 'exam-contract/http/mending';
import type { Context } from '../../../context';
import { localDay } from '../../../platform/local-day';
import type { RecheckAnswer } from '../child/bank-messages';
import { Streamed } from '../child/bank-transfer';
import { questionsUnder, type DraftDoc, type RowDoc } from './draft.store';
import type { DraftParts } from './drafts.service';
import type { DraftHeld } from './draft-held';
import type { Entry } from './draft-parts';

type DraftHolding = Omit<HoldingTold, 'counting'>;

/** Drafts of fewer questions are read anew for each check: that takes a second or two, and nothing stays in memory. */
export const HELD_FROM = 3_000;

/** Checks drafts again after a change; large ones stay with the child process between two changes. */
export function createDraftCheck(
  { clock, log }: Pick<Context, 'clock' | 'log'>,
  { bank, drafts, child, kinds, contents, looks }: DraftParts,
  /** Questions from which a draft is large. */
  heldFrom: number,
) {
  const isLarge = (doc: Pick<DraftDoc, 'summary'>) => doc.summary.accepted >= heldFrom;
  /** What the child holds of a draft's pictures, which only ever become more. */
  let pictures = { key: '', known: 0 };
  /** How far drafts are that the child is given or will be, and the one that it holds, by what their questions lie under. */
  const holdings = new Map<string, DraftHolding>();
  const begun = (doc: DraftDoc): DraftHolding => {
    const holding: DraftHolding = { phase: 'reading', done: 0, total: doc.summary.accepted };
    holdings.set(questionsUnder(doc), holding);
    return holding;
  };
  /** What the child is at with a draft while `work` has it hold that; nothing where it failed. */
  const watched = async <T>(doc: DraftDoc, work: Promise<T>): Promise<T> => {
    const owner = questionsUnder(doc);
    try {
      const done = await work;
      for (const [other, { phase }] of holdings) if (phase === 'held') holdings.delete(other);
      holdings.set(owner, { ...(holdings.get(owner) ?? begun(doc)), phase: 'held' });
      return done;
    } catch (err) {
      holdings.delete(owner);
      throw err;
    }
  };
  /** Counts what passes on its way to the child. */
  async function* counted(entries: AsyncIterable<Entry[]>, mine: DraftHolding): AsyncGenerator<Entry[]> {
    for await (const some of entries) {
      mine.done += some.length;
      yield some;
    }
    mine.phase = 'indexing';
  }

  /** All that a check depends on besides the rows that stay out. */
  const situation = async (doc: DraftDoc) => {
    const onDate = localDay(clock.now());
    const toDraw = await kinds.toDraw();
    const scope = createHash('sha256').update(JSON.stringify(toDraw)).digest('hex');
    const keyOf = (contentRev: number) =>
      JSON.stringify([questionsUnder(doc), contentRev, onDate, scope, standing]);
    const standing = await contents.standing();
    const draft = async (mine?: DraftHolding): Promise<DraftHeld> => ({
      format: doc.summary.format as 'unknown',
      entries: new Streamed(
        mine ? counted(bank.entries(questionsUnder(doc)), mine) : bank.entries(questionsUnder(doc)),
      ),
      looks: new Streamed(looks.of(doc.media)),
      onDate,
      kinds: toDraw,
      against: await contents.published(),
    });
    return { keyOf, key: keyOf(doc.contentRev ?? 0), draft };
  };
  /** The draft to be held from its beginning. */
  const whole = (doc: DraftDoc, s: Awaited<ReturnType<typeof situation>>) => () => {
    pictures = { key: s.key, known: doc.media.length };
    return s.draft(begun(doc));
  };

  return {
    /** What the draft is with these rows out of it. @throws AppError UNAVAILABLE, TOO_MANY_REQUESTS */
    async check(doc: DraftDoc, rows: readonly RowDoc[]): Promise<RecheckAnswer> {
      const s = await situation(doc);
      const stay = rows.filter((r) => !r.skipped).map(({ at, question, n }) => ({ at, question, n }));
      const opened = rows.flatMap(({ instead, at }) => (instead === undefined ? [] : [{ id: instead, at }]));
      const change = { rows: stay, opened, reading: doc.reading };
      if (!isLarge(doc))
        return child.run({ work: 'recheck', draft: await s.draft(), change: { ...change, looks: [] } });
      const { known } = pictures.key === s.key ? pictures : { known: doc.media.length };
      const fresh = doc.media.slice(known);
      return watched(
        doc,
        child.kept.check(s.key, whole(doc, s), () => ({
          ...change,
          looks: new Streamed(looks.of(fresh)),
        })),
      );
    },

    /** What whoever mends the draft waits for. */
    holding: (doc: Pick<DraftDoc, '_id' | 'under'>): DraftHolding =>
      holdings.get(questionsUnder(doc)) ?? { phase: 'none', done: 0, total: 0 },

    /** What was checked is written: `contentRev` is the draft's now. */
    async written(doc: DraftDoc, contentRev: number): Promise<void> {
      if (!isLarge(doc)) return;
      const { keyOf } = await situation(doc);
      const key = keyOf(contentRev);
      pictures = { key, known: doc.media.length };
      child.kept.follow(key);
    },
    /** What was checked was not written. */
    failed: (doc: DraftDoc): void => (isLarge(doc) ? child.kept.drop() : undefined),

    /** Whether a draft is held while it is mended, and counted after each change. */
    isLarge,

    /** Has the child hold a draft that somebody is about to mend. */
    prepare(doc: DraftDoc): void {
      if (!isLarge(doc) || doc.review) return;
      const known = holdings.get(questionsUnder(doc));
      if (known && known.phase !== 'held') return;
      // Whoever asks at once, or while another draft is read, is to learn that this one will be.
      if (!known) begun(doc);
      const hold = async (now: DraftDoc) => {
        const s = await situation(now);
        await child.kept.warm(s.key, whole(now, s));
      };
      child.kept
        .inTurn(async () => {
          // Read in its turn: as it was before a count that came first, it would be held beside what it is.
          const now = await drafts.get(doc._id);
          if (now && !now.review && isLarge(now)) await watched(now, hold(now));
          else holdings.delete(questionsUnder(doc));
        })
        .catch((err: unknown) => log.warn({ err }, 'a draft could not be held'));
    },
  };
}
export type DraftCheck = ReturnType<typeof createDraftCheck>;
