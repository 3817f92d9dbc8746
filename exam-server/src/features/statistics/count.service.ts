import { addPaper, addResponse, emptyPapers, emptyTally } from 'question-bank';
import type { Context } from '../../context';
import { localDay } from '../../platform/local-day';
import { inTransaction, isDuplicateKey } from '../../platform/mongo/connect';
import { responsesOf, weekOf } from './domain/responses';
import type { ScoredRow, StatisticsPorts } from './ports';
import type { ItemDoc, PaperDoc, Part, StatisticsStore } from './statistics.store';

/** Attempts a transaction. Their sums together fit easily into its time and size. */
const BATCH = 40;
/** An attempt may be scored so long after others that ended later: its terminal was cut off. */
const LATE_MS = 24 * 3_600_000;

/** Adds attempts to the sums, each exactly once, whatever crashes in between. */
export function createCounting(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  store: StatisticsStore,
  { exam }: Pick<StatisticsPorts, 'exam'>,
) {
  interface Sums {
    /** Attempts that are in the sums, or have nothing to add. */
    done: string[];
    items: ItemDoc[];
    papers: PaperDoc[];
  }
  /** What an attempt adds and where; null where its log cannot be read, which must not keep the others out. */
  async function read({ attemptId, sittingId }: ScoredRow) {
    try {
      const got = responsesOf(await exam.events(attemptId));
      return { got, sitting: await exam.sitting(sittingId) };
    } catch (err) {
      ctx.log.error({ err, attemptId }, 'an attempt cannot be counted');
      return null;
    }
  }

  async function sums(rows: readonly ScoredRow[]): Promise<Sums> {
    const done: string[] = [];
    const items = new Map<string, ItemDoc>();
    const papers = new Map<string, PaperDoc>();
    for (const row of rows) {
      const facts = await read(row);
      if (!facts) continue;
      done.push(row.attemptId);
      const { got, sitting } = facts;
      if (!got) continue;
      const { siteId, lang } = sitting;
      const parts: Part[] = ['all', `site:${siteId}`, `week:${weekOf(localDay(got.endedAt))}`];
      if (lang) parts.push(`lang:${lang}`);
      const { bankVersion: version, kindCode: kind, length } = got;
      for (const part of parts) {
        const key = [version, kind, part].join('|');
        const paper = papers.get(key) ?? { version, kind, part, length, tally: emptyPapers() };
        addPaper(paper.tally, got);
        papers.set(key, paper);
        for (const { questionId, ...response } of got.responses) {
          const itemKey = `${key}|${questionId}`;
          const item = items.get(itemKey) ?? { version, kind, questionId, part, tally: emptyTally() };
          addResponse(item.tally, response);
          items.set(itemKey, item);
        }
      }
    }
    return { done, items: [...items.values()], papers: [...papers.values()] };
  }

  async function add(rows: readonly ScoredRow[]): Promise<number> {
    const known = await store.counted(rows.map((r) => r.attemptId));
    const fresh = rows.filter((r) => !known.has(r.attemptId));
    if (fresh.length === 0) return 0;
    const made = await sums(fresh);
    if (made.done.length === 0) return 0;
    try {
      await inTransaction(ctx.db, (session) => store.add(session, made.done, ctx.clock.now(), made));
    } catch (err) {
      // Another server counted some of them in the same moment; the next run sees which are left.
      if (!isDuplicateKey(err)) throw err;
      ctx.log.info({ attempts: fresh.length }, 'attempts were being counted elsewhere');
      return 0;
    }
    return made.done.length;
  }

  return {
    /** Counts every scored attempt not counted yet. @returns how many there were */
    async count(): Promise<number> {
      const mark = await store.mark();
      let from = Math.max(0, (mark?.until ?? 0) - LATE_MS);
      let after: string | null = null;
      let counted = 0;
      for (;;) {
        const rows: ScoredRow[] = await exam.scoredFrom(from, after, BATCH);
        const last = rows.at(-1);
        if (!last) break;
        counted += await add(rows);
        from = last.endedAt;
        after = last.attemptId;
      }
      await store.setMark(Math.max(from, mark?.until ?? 0), ctx.clock.now());
      return counted;
    },
  };
}
