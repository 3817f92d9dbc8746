import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { inTransaction } from '../../../platform/mongo/connect';
import type { DraftCheck } from './draft-check';
import { rowsOf, stateOf } from './draft-view';
import { changedIf, questionsUnder, type DraftDoc, type RowDoc } from './draft.store';
import type { DraftParts } from './drafts.service';

/** After a count that failed, whoever only looks starts none for so long. */
const REST_MS = 10_000;

/**
 * Counts drafts after their rows were changed. A change of a large draft is written at once and counted afterwards, all
 * changes that came meanwhile together; until then the draft says so (`counting`), also after the server was ended.
 */
export function createDraftCount(
  { db, clock, log }: Pick<Context, 'db' | 'clock' | 'log'>,
  { bank, drafts, child }: Pick<DraftParts, 'bank' | 'drafts' | 'child'>,
  checks: DraftCheck,
) {
  /** What a draft is with these rows, and which of them still stay out. */
  const withRows = async (doc: DraftDoc, rows: readonly RowDoc[]) => {
    const left = rows.filter((r) => r.skipped);
    const checked = await checks.check(doc, rows);
    const next = Math.max(doc.nextRow ?? 0, ...rows.map((r) => r.n + 1));
    const before = new Map(rows.map((r) => [r.n, r]));
    const mendedAt = new Map(doc.mended?.map(({ id, at }) => [id, at]));
    const refused = rowsOf(doc._id, checked.refused, next);
    const kept = [
      ...left.map(({ touched: _, instead: __, ...r }): RowDoc => r),
      ...refused.map((r): RowDoc => {
        const { answerText = null, changedAt = mendedAt.get(r.question.id) ?? doc.rereadAt } =
          before.get(r.n) ?? {};
        return { ...r, answerText, ...changedIf(changedAt) };
      }),
    ].sort((a, b) => a.n - b.n);
    const { counts, detail, reading } = stateOf(checked, { read: doc.summary.read, skipped: left.length });
    const summary = { ...doc.summary, ...counts, mendable: kept.length };
    const out = new Set(kept.map((r) => r.n));
    for (const { n, question, changedAt } of rows)
      if (!out.has(n) && changedAt !== undefined) mendedAt.set(question.id, changedAt);
    const mended = [...mendedAt].map(([id, at]) => ({ id, at }));
    const nextRow = Math.max(next, ...kept.map((r) => r.n + 1));
    return { kept, set: { summary, detail, reading, mended, nextRow }, changed: checked.changed };
  };

  /** Counts what is written. Rows that are changed while it counts stay as they then are, for the next count. */
  const count = async (draftId: string): Promise<void> => {
    const doc = await drafts.get(draftId);
    if (!doc?.counting || doc.review) return;
    const rows = await drafts.rows(draftId);
    const found = await withRows(doc, rows);
    const read = new Map(rows.map((r) => [r.n, r.touched]));
    const stays = new Set(found.kept.map((r) => r.n));
    let contentRev = 0;
    try {
      await inTransaction(db, async (session) => {
        const now = await drafts.stamp(draftId, session);
        const same = now && questionsUnder(now) === questionsUnder(doc) && now.contentRev === doc.contentRev;
        if (!same || now.review) throw new AppError('CONFLICT');
        const since = (await drafts.touched(draftId, session)).filter((r) => read.get(r.n) !== r.touched);
        // Taken in as it was, and changed once more by now: what the clerk wrote last is not to be lost.
        if (since.some((r) => read.has(r.n) && !stays.has(r.n))) throw new AppError('CONFLICT');
        // Opened meanwhile: one that this count takes out of the bank would be there twice.
        const opened = since.filter((r) => !read.has(r.n));
        const out = new Set(found.kept.filter((r) => !read.has(r.n)).map((r) => r.question.id));
        if (opened.some((r) => r.instead !== undefined && out.has(r.instead))) throw new AppError('CONFLICT');
        const later = new Map(since.map((r) => [r.n, r]));
        const kept = [...opened, ...found.kept.map((r) => later.get(r.n) ?? r)];
        contentRev = now.rev + 1;
        const set = { ...found.set, contentRev, counting: since.length > 0 };
        if (!(await drafts.update(draftId, now.rev, set, session))) throw new AppError('CONFLICT');
        await drafts.changeRows(draftId, rows, kept, session);
        await bank.applyChange(questionsUnder(doc), found.changed, clock.now(), session);
      });
    } catch (err) {
      checks.failed(doc);
      throw err;
    }
    await checks.written(doc, contentRev);
  };

  const [waiting, running] = [new Map<string, Promise<void>>(), new Map<string, Promise<void>>()];
  const failed = new Map<string, number>();
  /** A count that begins after now. */
  const later = (draftId: string): Promise<void> => {
    const known = waiting.get(draftId);
    if (known) return known;
    const work: Promise<void> = child.kept.inTurn(async () => {
      waiting.delete(draftId);
      running.set(draftId, work);
      try {
        await count(draftId);
        failed.delete(draftId);
      } catch (err) {
        failed.set(draftId, performance.now());
        log.warn({ err, draftId }, 'a draft could not be counted');
        throw err;
      } finally {
        running.delete(draftId);
      }
    });
    waiting.set(draftId, work);
    // Told above; whoever waits for it is told as well.
    work.catch(() => undefined);
    return work;
  };

  return {
    withRows,
    later,
    /** Goes on with what was being counted when the server was ended, or failed some time ago. */
    resume(draftId: string): void {
      if (waiting.has(draftId) || running.has(draftId)) return;
      const rest = performance.now() - (failed.get(draftId) ?? -Infinity);
      if (rest > REST_MS) void later(draftId);
    },
    /** Until everything that was changed by now is counted. @throws AppError UNAVAILABLE, CONFLICT */
    async whole(draftId: string): Promise<void> {
      const head = await drafts.head(draftId);
      if (head?.counting) await later(draftId);
    },
  };
}
export type DraftCount = ReturnType<typeof createDraftCount>;
