import { randomUUID } from 'node:crypto';
import type { IncidentChange, IncidentKind, IncidentView } from 'exam-contract/incident';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import { createTurns } from '../../platform/turns';
import {
  closed,
  noticedAgain,
  opened,
  roomForStills,
  type IncidentDoc,
  type Notice,
} from './domain/incident-book';
import type { IncidentFilter, IncidentStore } from './incident.store';
import type { ProctoringPorts } from './ports';

interface Picture {
  jpeg: Uint8Array;
  at: number;
  moment: IncidentDoc['stills'][number]['moment'];
}
export interface Raise extends Notice {
  stills?: readonly Picture[];
  /** Pictures that are kept already. */
  kept?: IncidentDoc['stills'];
}
interface Ending {
  trace?: IncidentDoc['trace'];
  detail?: IncidentDoc['detail'];
  stills?: readonly Picture[];
}

/** Repetitions are written at most this often: a key held down must not become a write a keystroke. */
const WRITE_MS = 1000;

/** Book-keeping of incidents: at most one open of a kind at a seat; opened, updated, closed, reviewed. */
export function createIncidents(
  ctx: Context,
  ports: ProctoringPorts,
  store: IncidentStore,
  onChange: (c: IncidentChange) => void,
) {
  const open = new Map<string, IncidentDoc>();
  /** Closings that wait for quiet, and repetitions that wait to be written. */
  const closing = new Map<string, { timer: NodeJS.Timeout; work: () => Promise<void> }>();
  const writing: typeof closing = new Map();
  const turns = createTurns();
  const key = (seatId: string, kind: string) => `${seatId}/${kind}`;
  /** Not yet judged, by seat: the wall counts them. */
  const unreviewed = new Map<string, Set<string>>();
  const latest = new Map<string, IncidentDoc>();

  const cancel = (later: typeof closing, k: string) => {
    clearTimeout(later.get(k)?.timer);
    return later.delete(k);
  };
  const after = (later: typeof closing, k: string, ms: number, work: () => Promise<void>) => {
    const timer = setTimeout(() => {
      later.delete(k);
      void work();
    }, ms);
    later.set(k, { timer, work });
  };
  async function view(d: IncidentDoc): Promise<IncidentView> {
    const { _id, candidateId, ...rest } = d;
    const [seat, candidate] = await Promise.all([
      ports.seats.seatInfo(d.seatId),
      candidateId ? ports.candidates.get(candidateId).catch(() => null) : null,
    ]);
    return { ...rest, id: _id, seatLabel: seat.label, candidateName: candidate?.name ?? null };
  }
  function count(d: IncidentDoc): void {
    latest.set(d.seatId, d);
    const waiting = unreviewed.get(d.seatId) ?? new Set<string>();
    if (d.review) waiting.delete(d._id);
    else waiting.add(d._id);
    unreviewed.set(d.seatId, waiting);
  }
  async function save(d: IncidentDoc, change: IncidentChange['change']): Promise<void> {
    cancel(writing, key(d.seatId, d.kind));
    count(d);
    await store.put(d);
    onChange({ change, incident: await view(d) });
  }
  async function keep(
    d: IncidentDoc,
    given: readonly Picture[] = [],
    end = false,
  ): Promise<IncidentDoc['stills']> {
    const room = roomForStills(d.stills, end);
    return Promise.all(
      given.slice(0, room).map(async ({ jpeg, at, moment }) => ({
        evidenceId: await ports.evidence.put({
          kind: 'still',
          seatId: d.seatId,
          sittingId: d.sittingId,
          attemptId: d.attemptId,
          at,
          jpeg,
        }),
        at,
        moment,
      })),
    );
  }
  /** Every change of one incident in its turn; a failed write is told to the log, and the seat goes on. */
  const inTurn = (seatId: string, kind: string, work: () => Promise<void>): Promise<void> =>
    turns
      .run(key(seatId, kind), work)
      .catch((err: unknown) => ctx.log.error({ err, seatId, kind }, 'incident could not be stored'));
  /** Writes what a repetition changed, once for many. */
  function saveSoon(k: string, d: IncidentDoc): void {
    count(d);
    if (writing.has(k)) return;
    after(writing, k, WRITE_MS, () =>
      inTurn(d.seatId, d.kind, async () => {
        const present = open.get(k);
        if (present) await save(present, 'update');
      }),
    );
  }

  const raise = (r: Raise): Promise<void> => {
    const k = key(r.seatId, r.kind);
    cancel(closing, k);
    return inTurn(r.seatId, r.kind, async () => {
      const there = open.get(k);
      if (there) {
        // A signal goes on: its newest still and trace are worth a write. A deed repeated is counted first.
        const next = noticedAgain(there, r, r.trace ? await keep(there, r.stills) : []);
        open.set(k, next);
        return r.trace ? save(next, 'update') : saveSoon(k, next);
      }
      const sitting = ports.exam.openAtSeat(r.seatId);
      const fresh = opened(randomUUID(), r, {
        sittingId: sitting?._id ?? null,
        attemptId: sitting?.attemptIds.at(-1) ?? null,
        candidateId: sitting?.candidateId ?? null,
      });
      // In memory first: where pictures cannot be stored the incident must not open twice.
      open.set(k, fresh);
      count(fresh);
      ctx.metrics.incidents.inc({ kind: r.kind });
      const doc = { ...fresh, stills: [...(r.kept ?? []), ...(await keep(fresh, r.stills))] };
      open.set(k, doc);
      return save(doc, 'new');
    });
  };
  const close = (seatId: string, kind: IncidentKind, at: number, more: Ending = {}): Promise<void> => {
    const k = key(seatId, kind);
    cancel(closing, k);
    return inTurn(seatId, kind, async () => {
      const there = open.get(k);
      if (!there) return;
      const done = closed(there, at, more, await keep(there, more.stills, true));
      open.delete(k);
      await save(done, 'end');
    });
  };

  return {
    /** Opens an incident, or updates the one that is open. */
    raise,
    close,
    /** Closes once it has been quiet for a while: what happens again meanwhile is the same incident. */
    closeAfter(quietMs: number, seatId: string, kind: IncidentKind, at: number): void {
      const k = key(seatId, kind);
      cancel(closing, k);
      after(closing, k, quietMs, () => close(seatId, kind, at));
    },
    /** A person's judgement. @throws AppError NOT_FOUND, CONFLICT where it was judged already */
    async review(
      incidentId: string,
      r: { verdict: 'confirmed' | 'dismissed'; reason: string },
      by: { staffId: string; name: string },
    ): Promise<IncidentView> {
      if (!(await store.get(incidentId))) throw new AppError('NOT_FOUND');
      const review = { ...r, by: by.name, at: ctx.clock.now() };
      const doc = await inTransaction(ctx.db, async (session) => {
        const judged = await store.review(incidentId, review, session);
        if (!judged) throw new AppError('CONFLICT');
        await ports.audit.record(session, {
          actor: `staff/${by.staffId} ${by.name}`,
          action: 'incident.review',
          target: `incident/${incidentId}`,
          detail: r,
        });
        return judged;
      });
      const k = key(doc.seatId, doc.kind);
      const live = open.get(k);
      if (live?._id === incidentId) open.set(k, { ...live, review });
      unreviewed.get(doc.seatId)?.delete(incidentId);
      const last = latest.get(doc.seatId);
      if (last?._id === incidentId) latest.set(doc.seatId, { ...last, review });
      const v = await view(doc);
      onChange({ change: 'review', incident: v });
      return v;
    },
    list: async (f: IncidentFilter): Promise<IncidentView[]> => Promise.all((await store.list(f)).map(view)),
    openAt: (seatId: string): IncidentDoc[] => [...open.values()].filter((d) => d.seatId === seatId),
    openKindsAt: (seatId: string) =>
      new Set([...open.values()].flatMap((d) => (d.seatId === seatId ? [d.kind] : []))),
    unreviewedAt: (seatId: string): number => unreviewed.get(seatId)?.size ?? 0,
    latestAt: (seatId: string): IncidentDoc | null => latest.get(seatId) ?? null,
    /** The seat is free again: what is judged or not stays in the list, the wall begins anew. */
    forgetSeat(seatId: string): void {
      unreviewed.delete(seatId);
      latest.delete(seatId);
    },
    /**
     * After a restart: what still holds stays open (`holds`), the rest is closed with a note, since nobody watched
     * meanwhile; a camera that still shows it raises it again. Counts what waits for a judgement.
     */
    async recover(holds: (d: IncidentDoc) => boolean, sittingIds: readonly string[]): Promise<void> {
      for (const d of await store.open()) {
        open.set(key(d.seatId, d.kind), d);
        if (!holds(d)) await close(d.seatId, d.kind, ctx.clock.now(), { detail: { closedByRestart: true } });
      }
      const waiting = await store.list({ sittingIds, unreviewed: true, limit: 5000 });
      for (const d of waiting.reverse()) count(d);
    },
    /** Does at once what was put off. */
    async stop(): Promise<void> {
      for (const later of [writing, closing]) {
        const work = [...later.values()];
        later.clear();
        work.forEach((w) => clearTimeout(w.timer));
        await Promise.all(work.map((w) => w.work()));
      }
    },
  };
}
export type Incidents = ReturnType<typeof createIncidents>;
