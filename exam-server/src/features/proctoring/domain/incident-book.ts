import type { IncidentKind, IncidentView, Severity } from 'exam-contract/incident';

/** An incident as stored. Names are looked up, not kept. */
export type IncidentDoc = Omit<IncidentView, 'id' | 'seatLabel' | 'candidateName'> & {
  _id: string;
  candidateId: string | null;
};
export type Still = IncidentDoc['stills'][number];

/** Something that was noticed at a seat. A second notice of what is open already updates it. */
export interface Notice {
  seatId: string;
  roomId: string;
  kind: IncidentKind;
  severity: Severity;
  at: number;
  trace?: IncidentDoc['trace'];
  thresholds?: Record<string, number>;
  modelVersions?: Record<string, string>;
  detail?: IncidentDoc['detail'];
}

/** Stills kept of one incident: enough to see what it was, not a film. The last place is the closing one's. */
export const MAX_STILLS = 8;

/** How many more stills an incident takes now. */
export const roomForStills = (has: readonly Still[], closing: boolean): number =>
  Math.max(0, MAX_STILLS - (closing ? 0 : 1) - has.length);

/** The incident as it begins. */
export function opened(
  id: string,
  n: Notice,
  about: Pick<IncidentDoc, 'sittingId' | 'attemptId' | 'candidateId'>,
): IncidentDoc {
  return {
    ...about,
    _id: id,
    kind: n.kind,
    severity: n.severity,
    state: 'open',
    roomId: n.roomId,
    seatId: n.seatId,
    openedAt: n.at,
    updatedAt: n.at,
    closedAt: null,
    trace: n.trace ?? [],
    thresholds: n.thresholds ?? {},
    modelVersions: n.modelVersions ?? {},
    stills: [],
    detail: n.detail ?? {},
    review: null,
  };
}

/**
 * The same thing once more: a signal goes on (with its trace), or a deed was repeated (without), which is counted.
 * An older notice that comes late moves no time back.
 */
export function noticedAgain(d: IncidentDoc, n: Notice, stills: readonly Still[]): IncidentDoc {
  const repeats = Number(d.detail['repeats'] ?? 0) + (n.trace ? 0 : 1);
  return {
    ...d,
    updatedAt: Math.max(d.updatedAt, n.at),
    trace: n.trace ?? d.trace,
    detail: { ...d.detail, ...n.detail, ...(repeats > 0 ? { repeats } : {}) },
    stills: [...d.stills, ...stills],
  };
}

/** The incident as it is over. `at` is when it was over, which may be before its last repetition was told. */
export function closed(
  d: IncidentDoc,
  at: number,
  more: { trace?: IncidentDoc['trace']; detail?: IncidentDoc['detail'] },
  stills: readonly Still[],
): IncidentDoc {
  const end = Math.max(at, d.updatedAt);
  return {
    ...d,
    state: 'closed',
    updatedAt: end,
    closedAt: end,
    trace: more.trace ?? d.trace,
    detail: { ...d.detail, ...more.detail },
    stills: [...d.stills, ...stills],
  };
}
