import type { Context } from '../../context';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import { resultOf, type AttemptState, type Finished, type Fix } from '../exam';
import { correctedKey } from './corrected-key';
import type { RegradePorts } from './ports';
import { VERDICTS, type RegradeDoc, type RegradeRowDoc, type RegradeStore } from './regrades.store';

/** Attempts that are looked at between two notes of how far it got. */
const SLICE = 25;

/** The staff id in an audit actor, which is what an attempt's log names. */
const staffIdOf = (actor: string): string | null => /^staff\/([0-9a-f-]{36})( |$)/.exec(actor)?.[1] ?? null;
const breath = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Goes through the attempts of regrades, a slice at a time. What is done is in the database and nowhere else: a server
 * that is killed leaves whole attempts only, and whoever goes on finds each done or not begun. Two servers at once do no
 * harm, as a log takes an event of a regrade once and a row is closed once.
 */
export function createRegradeWorker(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  store: RegradeStore,
  ports: RegradePorts,
  audit: Pick<Audit, 'record'>,
) {
  let running: Promise<void> | null = null;
  let asked = false;
  let stopped = false;

  /** Corrected keys of a regrade's questions as a version of then has them; attempts come in no order of versions. */
  const known = new Map<string, Promise<ReadonlyMap<string, readonly string[] | null>>>();
  function rightsIn(doc: RegradeDoc, keyVersion: string, version: string) {
    const key = `${doc._id} ${version}`;
    const found = known.get(key) ?? readRights(doc.questionIds, keyVersion, version);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  }
  async function readRights(ids: readonly string[], keyVersion: string, version: string) {
    const [old, now, oldPictures, pictures] = await Promise.all([
      ports.papers.keyed(version),
      ports.papers.keyed(keyVersion),
      ports.papers.media(version),
      ports.papers.media(keyVersion),
    ]);
    const rights = new Map<string, readonly string[] | null>();
    for (const id of ids) {
      const [was, is] = [old.get(id), now.get(id)];
      if (!was || !is) continue;
      const right = correctedKey({ question: was, pictures: oldPictures }, { question: is, pictures });
      if (right !== undefined) rights.set(id, right);
    }
    return rights;
  }

  /** What the questions of a regrade mean for one paper; `other`: one of them asks something else on it. */
  async function fixesOf(doc: RegradeDoc, s: AttemptState): Promise<{ fixes: Fix[]; other: boolean }> {
    const ids = doc.questionIds.filter((id) => s.items.some((i) => i.questionId === id));
    if (doc.keyVersion === null)
      return { fixes: ids.map((questionId) => ({ questionId, right: null })), other: false };
    const rights = await rightsIn(doc, doc.keyVersion, s.bankVersion);
    const fixes: Fix[] = [];
    let other = false;
    for (const questionId of ids) {
      const right = rights.get(questionId);
      if (right === null) other = true;
      else if (right) fixes.push({ questionId, right });
    }
    return { fixes, other };
  }

  function rowWith(
    doc: RegradeDoc,
    { row, sitting }: Finished,
    found: Pick<RegradeRowDoc, 'passMark' | 'verdict' | 'items' | 'from' | 'to'>,
  ): RegradeRowDoc {
    return {
      _id: `${doc._id}/${row._id}`,
      regradeId: doc._id,
      attemptId: row._id,
      candidateId: row.candidateId,
      bookingId: sitting.bookingId,
      kindCode: row.kindCode,
      endedAt: row.endedAt ?? row.createdAt,
      rank: VERDICTS.indexOf(found.verdict),
      ...found,
      written: null,
      stale: false,
    };
  }

  /** An attempt whose log does not hold is listed by what its row says, and left alone. */
  function brokenRow(doc: RegradeDoc, found: Finished): RegradeRowDoc {
    const { row, sitting } = found;
    const from = { score: row.score ?? 0, passed: row.passed ?? false };
    const { passMark } = sitting.kind;
    return rowWith(doc, found, { passMark, verdict: 'brokenLog', items: [], from, to: from });
  }

  /** The row of an attempt; null where the regrade does not concern it. */
  async function rowOf(doc: RegradeDoc, attemptId: string): Promise<RegradeRowDoc | null> {
    const found = await ports.exam.finished(attemptId);
    if (!found) return null;
    const { state, whole } = found;
    if (!state || !whole) return brokenRow(doc, found);
    const held = resultOf(state);
    if (!held) return null;
    const { fixes, other } = await fixesOf(doc, state);
    if (fixes.length === 0 && !other) return null;
    const again = fixes.length > 0 ? ports.exam.trial(state, fixes) : null;
    const verdict = again?.verdict ?? (other ? 'otherQuestion' : 'settled');
    const from = { score: held.score, passed: held.passed };
    return rowWith(doc, found, {
      passMark: state.policy.passMark,
      verdict,
      items: again?.items.map(({ index, questionId, how }) => ({ index, questionId, how })) ?? [],
      from,
      to: again ? { score: again.to.score, passed: again.to.passed } : from,
    });
  }

  async function trySlice(doc: RegradeDoc): Promise<void> {
    const ids = await ports.exam.attemptsHolding(doc.questionIds, doc.cursor, SLICE);
    const rows: RegradeRowDoc[] = [];
    for (const id of ids) {
      const row = await rowOf(doc, id);
      if (row) rows.push(row);
      await breath();
    }
    await store.putRows(rows);
    const last = ids.at(-1);
    if (last !== undefined) await store.tried(doc._id, doc.cursor, last, ids.length);
    else await store.move(doc._id, 'trying', { state: 'tried' });
  }

  /** The event first, which is the revision; then once what follows from it. */
  async function write(doc: RegradeDoc, row: RegradeRowDoc): Promise<void> {
    const { proposal, decision } = doc;
    if (!proposal || !decision?.approved)
      throw new Error(`regrade ${doc._id} is applied without an approval`);
    const found = await ports.exam.finished(row.attemptId);
    const { fixes } = found?.state && found.whole ? await fixesOf(doc, found.state) : { fixes: [] };
    const revision = found?.whole
      ? await ports.exam.revise(row.attemptId, {
          regradeId: doc._id,
          fixes,
          keyVersion: doc.keyVersion,
          to: row.to,
          reason: proposal.reason,
          proposedBy: { staffId: staffIdOf(proposal.actor), name: proposal.name },
          approvedBy: { staffId: staffIdOf(decision.actor), name: decision.name },
        })
      : null;
    await inTransaction(ctx.db, async (session) => {
      const written = revision && { at: revision.at, hash: revision.hash };
      if (!(await store.close(row._id, { written, stale: !revision }, session))) return;
      if (!revision) return;
      if (revision.to.passed) await ports.bookings.revise(row.bookingId, 'passed', session);
      else if (revision.resit) await ports.bookings.revise(row.bookingId, 'cancelled', session);
      await audit.record(session, {
        actor: decision.actor,
        action: 'attempt.revise',
        target: `attempt/${row.attemptId}`,
        detail: {
          regrade: `regrade/${doc._id}`,
          was: revision.from.score,
          now: revision.to.score,
          passed: revision.to.passed,
          hash: revision.hash,
        },
      });
    });
  }

  async function writeSlice(doc: RegradeDoc): Promise<void> {
    const rows = await store.toWrite(doc._id, SLICE);
    for (const row of rows) {
      if (stopped) return;
      await write(doc, row);
      await breath();
    }
    if (rows.length > 0) return;
    const { written, stale } = await store.counts(doc._id);
    await inTransaction(ctx.db, async (session) => {
      const set = { state: 'done' as const, doneAt: ctx.clock.now() };
      if (!(await store.move(doc._id, 'applying', set, session))) return;
      const detail = { written, stale };
      await audit.record(session, {
        actor: 'system',
        action: 'regrade.finish',
        target: `regrade/${doc._id}`,
        detail,
      });
    });
  }

  async function goOn(): Promise<void> {
    do {
      asked = false;
      for (let doc = await store.next(); doc && !stopped; doc = await store.next()) {
        await (doc.state === 'trying' ? trySlice(doc) : writeSlice(doc));
        await breath();
      }
    } while (asked && !stopped);
  }

  return {
    /** Works until nothing is left; asked while it does, it looks once more. */
    work(): Promise<void> {
      asked = true;
      running ??= goOn().finally(() => {
        running = null;
        known.clear();
      });
      return running;
    },
    /** Ends after the attempt it is at. */
    async stop(): Promise<void> {
      stopped = true;
      await running?.catch(() => undefined);
    },
  };
}
export type RegradeWorker = ReturnType<typeof createRegradeWorker>;
