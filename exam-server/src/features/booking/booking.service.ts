import { randomUUID } from 'node:crypto';
import type { BookingRow } from 'exam-contract/http/candidates';
import type { ExamKind } from 'exam-contract/kind';
import type { Text } from 'exam-contract/ids';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction, type Session } from '../../platform/mongo/connect';
import type { Audit, AuditDetail } from '../audit';
import { mayBecome, refuseBooking } from './booking-rules';
import type { BookingDoc, BookingStore } from './booking.store';

export interface BookingPorts {
  /** @throws AppError NOT_FOUND */
  siteExists(siteId: string): Promise<void>;
  /** @throws AppError NOT_FOUND */
  kindInForce(code: string, at: number): Promise<ExamKind>;
}

/** A booking is marked missed this long after its window, so that nobody who is checking in is thrown out. */
const NO_SHOW_GRACE_MS = 30 * 60_000;
const SWEEP_BATCH = 200;

export function createBookingService(
  ctx: Pick<Context, 'db' | 'clock'>,
  store: BookingStore,
  audit: Pick<Audit, 'record'>,
  ports: BookingPorts,
) {
  const { db, clock } = ctx;

  const nameOf = async (doc: BookingDoc): Promise<Text> => {
    try {
      return (await ports.kindInForce(doc.kindCode, doc.from)).name;
    } catch (err) {
      if (err instanceof AppError && err.code === 'NOT_FOUND') return { 'zh-CN': doc.kindCode };
      throw err;
    }
  };
  const row = async (doc: BookingDoc): Promise<BookingRow> => {
    const { candidateId, siteId, kindCode, licenceClass, from, to, state } = doc;
    return {
      bookingId: doc._id,
      candidateId,
      siteId,
      kindCode,
      kindName: await nameOf(doc),
      licenceClass,
      from,
      to,
      state,
    };
  };
  const get = async (bookingId: string): Promise<BookingRow> => {
    const doc = await store.get(bookingId);
    if (!doc) throw new AppError('NOT_FOUND');
    return row(doc);
  };

  return {
    /** @throws AppError NOT_FOUND */
    get,
    /** Bookings of several candidates, newest first. */
    async ofCandidates(candidateIds: readonly string[]): Promise<Map<string, BookingRow[]>> {
      const docs = await store.ofCandidates(candidateIds);
      const rows = await Promise.all(docs.map(row));
      const of = new Map<string, BookingRow[]>(candidateIds.map((id) => [id, []]));
      for (const r of rows) of.get(r.candidateId)?.push(r);
      return of;
    },
    /** What a candidate may begin at a site at a moment. */
    async openFor(candidateId: string, siteId: string, now: number): Promise<BookingRow[]> {
      return Promise.all((await store.openAt(siteId, now, candidateId)).map(row));
    },
    /** Who may begin something at a site at a moment. */
    async candidatesBookedAt(siteId: string, now: number): Promise<string[]> {
      return [...new Set((await store.openAt(siteId, now)).map((b) => b.candidateId))];
    },

    /** Codes of the kinds somebody is booked for, now or later. */
    bookedKinds: (): Promise<string[]> => store.openKinds(clock.now()),

    /**
     * @throws AppError NOT_FOUND (site), BAD_REQUEST (unknown kind, window, licence class) or CONFLICT
     * (overlap, waiting days), with the field.
     */
    async add(
      candidate: { candidateId: string; licenceClass: string },
      input: { siteId: string; kindCode: string; from: number; to: number },
      actor: string,
    ): Promise<BookingRow> {
      await ports.siteExists(input.siteId);
      const kind = await ports.kindInForce(input.kindCode, input.from).catch((err: unknown) => {
        if (err instanceof AppError && err.code === 'NOT_FOUND')
          throw new AppError('BAD_REQUEST', { field: 'kindCode' }, { cause: err });
        throw err;
      });
      const now = clock.now();
      const doc: BookingDoc = {
        _id: randomUUID(),
        ...candidate,
        siteId: input.siteId,
        kindCode: input.kindCode,
        from: input.from,
        to: input.to,
        state: 'booked',
        createdAt: now,
        changedAt: now,
      };
      await inTransaction(db, async (session) => {
        const earlier = await store.ofCandidate(candidate.candidateId, session);
        const refusal = refuseBooking(doc, kind, earlier, now);
        if (refusal) {
          const conflict = refusal === 'overlap' || refusal === 'rebookWait';
          throw new AppError(conflict ? 'CONFLICT' : 'BAD_REQUEST', { field: refusal });
        }
        await store.insert(doc, session);
        // The audit chain is one for all: two bookings made at once meet there, and the later looks again.
        await audit.record(session, {
          actor,
          action: 'booking.add',
          target: `booking/${doc._id}`,
          detail: {
            candidate: `candidate/${candidate.candidateId}`,
            kind: kind.code,
            from: doc.from,
            to: doc.to,
          },
        });
      });
      return row(doc);
    },

    /**
     * @param why what the audit row says besides
     * @throws AppError NOT_FOUND, CONFLICT where the booking is no longer open.
     */
    async cancel(bookingId: string, actor: string, why: AuditDetail = {}): Promise<BookingRow> {
      return inTransaction(db, async (session) => {
        const doc = await store.move(bookingId, ['booked'], 'cancelled', clock.now(), session);
        if (!doc) {
          await get(bookingId);
          throw new AppError('CONFLICT', { field: 'state' });
        }
        await audit.record(session, {
          actor,
          action: 'booking.cancel',
          target: `booking/${bookingId}`,
          ...(Object.keys(why).length > 0 ? { detail: why } : {}),
        });
        return row(doc);
      });
    },

    /** What an exam made of a booking. @throws AppError NOT_FOUND, CONFLICT where it is already over. */
    async mark(bookingId: string, state: 'booked' | 'sitting' | 'passed' | 'failed'): Promise<void> {
      if (await store.move(bookingId, mayBecome[state], state, clock.now())) return;
      await get(bookingId);
      throw new AppError('CONFLICT', { field: 'state' });
    },

    /**
     * A better result given later: the failure is a pass, or counts no more. A booking whose attempt was scored is only
     * `cancelled` because its failure counts no more, and a later revision may still make it a pass.
     */
    async revise(bookingId: string, state: 'passed' | 'cancelled', session: Session): Promise<void> {
      const from = state === 'passed' ? (['failed', 'cancelled'] as const) : (['failed'] as const);
      await store.move(bookingId, [...from], state, clock.now(), session);
    },

    /** The job that makes a missed booking a failed attempt (162号令 art. 46). Returns how many. */
    async sweepNoShows(): Promise<number> {
      let marked = 0;
      for (const doc of await store.missed(clock.now() - NO_SHOW_GRACE_MS, SWEEP_BATCH)) {
        const moved = await inTransaction(db, async (session) => {
          if (!(await store.move(doc._id, ['booked'], 'noShow', clock.now(), session))) return false;
          await audit.record(session, {
            actor: 'system',
            action: 'booking.noShow',
            target: `booking/${doc._id}`,
          });
          return true;
        });
        if (moved) marked += 1;
      }
      return marked;
    },
  };
}
export type Booking = ReturnType<typeof createBookingService>;
