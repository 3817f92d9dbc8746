import { randomUUID } from 'node:crypto';
import type { IncidentChange, IncidentKind, IncidentView, Severity } from 'exam-contract/incident';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { createTurns } from '../../platform/turns';
import { modelVersions } from '../vision';
import type { IncidentDoc, IncidentFilter, IncidentStore } from './incident.store';
import type { ProctoringPorts } from './ports';

type Moment = IncidentView['stills'][number]['moment'];
export interface Raise {
  seatId: string;
  roomId: string;
  kind: IncidentKind;
  severity: Severity;
  at: number;
  trace?: { at: number; value: number }[];
  thresholds?: Record<string, number>;
  detail?: IncidentView['detail'];
  stills?: { jpeg: Uint8Array; at: number; moment: Moment }[];
  camera?: boolean;
}
/** Stills kept of one incident: enough to see what it was, not a film. */
const MAX_STILLS = 8;

/** Book-keeping of incidents: at most one open of a kind at a seat; opened, updated, closed, reviewed. */
export function createIncidents(
  ctx: Context,
  ports: ProctoringPorts,
  store: IncidentStore,
  onChange: (c: IncidentChange) => void,
) {
  const open = new Map<string, IncidentDoc>();
  const turns = createTurns();
  const key = (seatId: string, kind: string) => `${seatId}/${kind}`;
  /** Closed but not yet judged, by seat: the wall counts them. */
  const unreviewed = new Map<string, Set<string>>();
  const latest = new Map<string, IncidentDoc>();

  async function view(d: IncidentDoc): Promise<IncidentView> {
    const { _id, candidateId, ...rest } = d;
    const [seat, candidate] = await Promise.all([
      ports.seats.seatInfo(d.seatId),
      candidateId ? ports.candidates.get(candidateId).catch(() => null) : null,
    ]);
    return { ...rest, id: _id, seatLabel: seat.label, candidateName: candidate?.name ?? null };
  }
  async function save(d: IncidentDoc, change: IncidentChange['change']): Promise<void> {
    await store.put(d);
    latest.set(d.seatId, d);
    if (d.review) unreviewed.get(d.seatId)?.delete(d._id);
    else (unreviewed.get(d.seatId) ?? unreviewed.set(d.seatId, new Set()).get(d.seatId)!).add(d._id);
    onChange({ change, incident: await view(d) });
  }
  async function stills(d: IncidentDoc, given: Raise['stills']): Promise<IncidentDoc['stills']> {
    const room = MAX_STILLS - d.stills.length;
    const added = await Promise.all(
      (given ?? []).slice(0, Math.max(0, room)).map(async ({ jpeg, at, moment }) => ({
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
    return [...d.stills, ...added];
  }
  /** Every change of one incident in its turn; a failed write is told to the log, and the seat goes on. */
  const inTurn = (seatId: string, kind: string, work: () => Promise<void>): Promise<void> =>
    turns
      .run(key(seatId, kind), work)
      .catch((err: unknown) => ctx.log.error({ err, seatId, kind }, 'incident could not be stored'));

  return {
    /** Opens an incident, or updates the one that is open. */
    raise: (r: Raise): Promise<void> =>
      inTurn(r.seatId, r.kind, async () => {
        const there = open.get(key(r.seatId, r.kind));
        if (there) {
          const repeats = Number(there.detail['repeats'] ?? 0) + (r.trace ? 0 : 1);
          const next = {
            ...there,
            updatedAt: r.at,
            trace: r.trace ?? there.trace,
            detail: { ...there.detail, ...r.detail, ...(repeats ? { repeats } : {}) },
            stills: await stills(there, r.stills),
          };
          open.set(key(r.seatId, r.kind), next);
          return save(next, 'update');
        }
        const sitting = ports.exam.openAtSeat(r.seatId);
        const fresh: IncidentDoc = {
          _id: randomUUID(),
          kind: r.kind,
          severity: r.severity,
          state: 'open',
          roomId: r.roomId,
          seatId: r.seatId,
          sittingId: sitting?._id ?? null,
          attemptId: sitting?.attemptIds.at(-1) ?? null,
          candidateId: sitting?.candidateId ?? null,
          openedAt: r.at,
          updatedAt: r.at,
          closedAt: null,
          trace: r.trace ?? [],
          thresholds: r.thresholds ?? {},
          modelVersions: r.camera ? modelVersions : {},
          stills: [],
          detail: r.detail ?? {},
          review: null,
        };
        // In memory first: a slow picture must not let the same thing open twice.
        open.set(key(r.seatId, r.kind), fresh);
        const doc = { ...fresh, stills: await stills(fresh, r.stills) };
        open.set(key(r.seatId, r.kind), doc);
        ctx.metrics.incidents.inc({ kind: r.kind });
        return save(doc, 'new');
      }),
    close: (
      seatId: string,
      kind: IncidentKind,
      at: number,
      more: Pick<Raise, 'stills' | 'trace' | 'detail'> = {},
    ): Promise<void> =>
      inTurn(seatId, kind, async () => {
        const there = open.get(key(seatId, kind));
        if (!there) return;
        open.delete(key(seatId, kind));
        await save(
          {
            ...there,
            state: 'closed',
            updatedAt: at,
            closedAt: at,
            trace: more.trace ?? there.trace,
            detail: { ...there.detail, ...more.detail },
            stills: await stills(there, more.stills),
          },
          'end',
        );
      }),
    /** A person's judgement. @throws AppError NOT_FOUND, CONFLICT where it was judged already */
    async review(
      incidentId: string,
      r: { verdict: 'confirmed' | 'dismissed'; reason: string },
      by: { staffId: string; name: string },
    ): Promise<IncidentView> {
      if (!(await store.get(incidentId))) throw new AppError('NOT_FOUND');
      const review = { ...r, by: by.name, at: ctx.clock.now() };
      const doc = await store.review(incidentId, review);
      if (!doc) throw new AppError('CONFLICT');
      const live = open.get(key(doc.seatId, doc.kind));
      if (live?._id === incidentId) open.set(key(doc.seatId, doc.kind), { ...live, review });
      unreviewed.get(doc.seatId)?.delete(incidentId);
      if (latest.get(doc.seatId)?._id === incidentId) latest.set(doc.seatId, doc);
      await ports.audit.record(null, {
        actor: `staff/${by.staffId} ${by.name}`,
        action: 'incident.review',
        target: `incident/${incidentId}`,
        detail: r,
      });
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
    /** After a restart: what was open is open still; its signal closes it, or the end of the sitting. */
    async recover(): Promise<void> {
      for (const d of await store.open()) {
        open.set(key(d.seatId, d.kind), d);
        latest.set(d.seatId, d);
      }
    },
  };
}
export type Incidents = ReturnType<typeof createIncidents>;
