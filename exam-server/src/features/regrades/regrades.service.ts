import { randomUUID } from 'node:crypto';
import type {
  RegradeBasis,
  RegradeQuestion,
  RegradeRow,
  RegradeVerdict,
  RegradeView,
} from 'exam-contract/http/regrades';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import { samePerson, type Audit } from '../audit';
import { correctedKey, rightTexts } from './corrected-key';
import type { RegradePorts } from './ports';
import { createRowView } from './regrade-row';
import { regradesCsv } from './regrades-csv';
import type { RegradeDoc, RegradeRowDoc, RegradeStore } from './regrades.store';
import type { RegradeWorker } from './worker';

interface Clerk {
  name: string;
  actor: string;
}
/** Rows that are read at once for a file. */
const PAGE = 500;

/** Results of finished attempts given again: tried out, proposed by one person, approved by another, then written. */
export function createRegrades(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  store: RegradeStore,
  worker: RegradeWorker,
  ports: RegradePorts,
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock } = ctx;
  const { papers, exam } = ports;
  const kick = () =>
    void worker
      .work()
      .catch((err: unknown) => ctx.log.error({ err }, 'a regrade stopped; it is taken up again'));
  const mayDecide = (d: RegradeDoc, clerk: Clerk) =>
    d.state === 'proposed' &&
    ![d.created, d.proposal].some((who) => who && samePerson(who.actor, clerk.actor));

  async function view(d: RegradeDoc, clerk: Clerk): Promise<RegradeView> {
    const said = d.proposal && { by: d.proposal.name, at: d.proposal.at, reason: d.proposal.reason };
    const { decision } = d;
    return {
      regradeId: d._id,
      basis: d.basis,
      questionIds: d.questionIds,
      keyVersion: d.keyVersion,
      state: d.state,
      total: d.total,
      looked: d.looked,
      ...(await store.counts(d._id)),
      createdBy: d.created.name,
      createdAt: d.created.at,
      proposal: said,
      decision: decision && {
        by: decision.name,
        at: decision.at,
        approved: decision.approved,
        reason: decision.reason,
      },
      doneAt: d.doneAt,
      mayDecide: mayDecide(d, clerk),
    };
  }
  async function must(id: string): Promise<RegradeDoc> {
    const doc = await store.get(id);
    if (!doc) throw new AppError('NOT_FOUND');
    return doc;
  }
  const rowView = createRowView(ports);
  const rowViews = (rows: readonly RegradeRowDoc[]) => Promise.all(rows.map(rowView));

  /** Questions whose key in an older version is not that of the version in force. */
  async function keyChanges(from: string): Promise<Omit<RegradeQuestion, 'finished'>[]> {
    const inForce = await papers.inForce();
    if (inForce === null) return [];
    const [old, now, oldPictures, pictures] = await Promise.all([
      papers.keyed(from),
      papers.keyed(inForce),
      papers.media(from),
      papers.media(inForce),
    ]);
    const rows: Omit<RegradeQuestion, 'finished'>[] = [];
    let n = 0;
    for (const is of now.values()) {
      if (++n % PAGE === 0) await new Promise((resolve) => setImmediate(resolve));
      const was = old.get(is.id);
      if (!was) continue;
      const right = correctedKey({ question: was, pictures: oldPictures }, { question: is, pictures });
      if (!right) continue;
      const key = {
        was: rightTexts(was),
        now: was.options.filter((o) => right.includes(o.id)).map((o) => o.text),
      };
      rows.push({ questionId: is.id, basis: 'keyChanged', stem: is.stem, key });
    }
    return rows;
  }

  return {
    /** Questions withdrawn, or those whose key changed since a version, with how many finished attempts held each. */
    async questions(from: string | undefined): Promise<RegradeQuestion[]> {
      const rows =
        from === undefined
          ? (await papers.withdrawn()).map((w) => ({ ...w, basis: 'withdrawn' as const, key: null }))
          : await keyChanges(from);
      const out: RegradeQuestion[] = [];
      for (const row of rows) out.push({ ...row, finished: await exam.finishedWith(row.questionId) });
      return out;
    },
    async list(clerk: Clerk): Promise<RegradeView[]> {
      return Promise.all((await store.all()).map((d) => view(d, clerk)));
    },
    /** @throws AppError NOT_FOUND */
    get: async (id: string, clerk: Clerk) => view(await must(id), clerk),
    /** @throws AppError NOT_FOUND */
    async rows(id: string, o: { verdict?: RegradeVerdict | undefined; skip: number; limit: number }) {
      await must(id);
      return rowViews(await store.rows(id, o));
    },
    /** @throws AppError NOT_FOUND */
    async csv(id: string): Promise<Buffer> {
      await must(id);
      const all: RegradeRow[] = [];
      for (;;) {
        const page = await store.rows(id, { skip: all.length, limit: PAGE });
        all.push(...(await rowViews(page)));
        if (page.length < PAGE) return regradesCsv(all);
      }
    },

    /**
     * Works out in the background what finished attempts would get without questions that were withdrawn, or by the key
     * of the version in force. @throws AppError NOT_FOUND (a question that is not withdrawn, or not in that version)
     */
    async tryOut(basis: RegradeBasis, asked: readonly string[], clerk: Clerk): Promise<RegradeView> {
      const questionIds = [...new Set(asked)].sort();
      const keyVersion = basis === 'keyChanged' ? await papers.inForce() : null;
      const known =
        basis === 'withdrawn'
          ? new Set((await papers.withdrawn()).map((w) => w.questionId))
          : keyVersion && new Set((await papers.keyed(keyVersion)).keys());
      const missing = questionIds.find((id) => !known || !known.has(id));
      if (missing !== undefined) throw new AppError('NOT_FOUND', { field: missing });
      const now = clock.now();
      const doc: RegradeDoc = {
        _id: randomUUID(),
        basis,
        questionIds,
        keyVersion,
        state: 'trying',
        cursor: '',
        total: await exam.countHolding(questionIds),
        looked: 0,
        created: { ...clerk, at: now },
        proposal: null,
        decision: null,
        doneAt: null,
      };
      await audit.record(null, {
        actor: clerk.actor,
        action: 'regrade.try',
        target: `regrade/${doc._id}`,
        detail: { basis, questionIds, ...(keyVersion ? { hash: keyVersion } : {}) },
      });
      await store.insert(doc);
      kick();
      return view(doc, clerk);
    },

    /** @throws AppError NOT_FOUND, CONFLICT (still being tried, or handed in already) */
    async propose(id: string, reason: string, clerk: Clerk): Promise<RegradeView> {
      const doc = await must(id);
      const proposal = { ...clerk, at: clock.now(), reason };
      await inTransaction(db, async (session) => {
        if (!(await store.move(id, 'tried', { state: 'proposed', proposal }, session)))
          throw new AppError('CONFLICT', { field: 'state' });
        await audit.record(session, {
          actor: clerk.actor,
          action: 'regrade.propose',
          target: `regrade/${id}`,
          detail: { questionIds: doc.questionIds, reason },
        });
      });
      return view(await must(id), clerk);
    },

    /** @throws AppError NOT_FOUND, CONFLICT (not handed in), SECOND_PERSON_REQUIRED (whoever tried or proposed it) */
    async decide(id: string, approve: boolean, reason: string, clerk: Clerk): Promise<RegradeView> {
      const doc = await must(id);
      if (doc.state !== 'proposed') throw new AppError('CONFLICT', { field: 'state' });
      if (!mayDecide(doc, clerk)) throw new AppError('SECOND_PERSON_REQUIRED');
      const decision = { ...clerk, at: clock.now(), reason, approved: approve };
      await inTransaction(db, async (session) => {
        const state = approve ? 'applying' : 'declined';
        if (!(await store.move(id, 'proposed', { state, decision }, session)))
          throw new AppError('CONFLICT', { field: 'state' });
        await audit.record(session, {
          actor: clerk.actor,
          action: approve ? 'regrade.approve' : 'regrade.decline',
          target: `regrade/${id}`,
          detail: { questionIds: doc.questionIds, submitter: doc.proposal?.actor ?? null, reason },
        });
      });
      if (approve) kick();
      return view(await must(id), clerk);
    },

    /**
     * Cancels a booking that a pass given by a regrade makes needless.
     * @throws AppError NOT_FOUND (no such attempt in it), CONFLICT (no pass was written, or not such a booking)
     */
    async cancelBooking(
      id: string,
      attemptId: string,
      { bookingId, reason }: { bookingId: string; reason: string },
      clerk: Clerk,
    ): Promise<RegradeRow> {
      await must(id);
      const row = await store.row(id, attemptId);
      if (!row) throw new AppError('NOT_FOUND', { field: 'attemptId' });
      const { booked } = await rowView(row);
      if (!booked.some((b) => b.bookingId === bookingId))
        throw new AppError('CONFLICT', { field: 'bookingId' });
      const why = { reason, regrade: `regrade/${id}`, attemptId };
      await ports.bookings.cancel(bookingId, clerk.actor, why);
      return rowView(row);
    },
  };
}
export type RegradesService = ReturnType<typeof createRegrades>;
