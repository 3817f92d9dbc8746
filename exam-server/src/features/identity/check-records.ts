import { randomUUID } from 'node:crypto';
import type { IdentityCheckView } from 'exam-contract/incident';
import type { Context } from '../../context';
import { maskIdNumber } from '../candidates';
import { faceThresholds, modelVersions } from '../vision';
import type { CheckDoc, CheckStore } from './check.store';
import { challengeOutcome, type CallReason, type Checkin } from './domain/checkin';
import type { IdentityPorts } from './ports';

/** The checks as they are kept and shown: both pictures, scores, thresholds, models, what the head did. */
export function createCheckRecords(
  ctx: Pick<Context, 'clock' | 'bus' | 'log'>,
  ports: Pick<IdentityPorts, 'candidates' | 'evidence' | 'seats'>,
  store: CheckStore,
) {
  const told = ({ _id, seatId, roomId }: Pick<CheckDoc, '_id' | 'seatId' | 'roomId'>) =>
    ctx.bus.emit('identityCheck', { checkId: _id, seatId, roomId });

  /** Keeps a copy of the enrolment photo as it is now, since the registry may replace it later. */
  async function keepEnrolled(candidateId: string, seatId: string): Promise<string | null> {
    const photo = await ports.candidates.photo(candidateId);
    if (!photo) return null;
    return ports.evidence.put({
      kind: 'enrolment',
      seatId,
      sittingId: null,
      attemptId: null,
      at: ctx.clock.now(),
      jpeg: photo.data,
    });
  }

  return {
    told,
    keepEnrolled,
    /** Stores what was seen and judged, with both pictures. @returns the check's id */
    async record(c: Checkin, o: { state: CheckDoc['state']; why?: CallReason }): Promise<string> {
      const now = ctx.clock.now();
      const jpeg = c.probes.at(-1)?.jpeg ?? c.lastJpeg;
      const { seatId } = c.at;
      const none = { seatId, sittingId: null, attemptId: null, at: now };
      const [livePhoto, enrolledPhoto] = await Promise.all([
        jpeg ? ports.evidence.put({ ...none, kind: 'checkin', jpeg }) : null,
        c.candidate ? keepEnrolled(c.candidate.candidateId, seatId) : null,
      ]);
      const doc: CheckDoc = {
        _id: randomUUID(),
        checkinId: c.id,
        seatId,
        roomId: c.at.roomId,
        siteId: c.at.siteId,
        deviceId: c.at.deviceId,
        sittingId: null,
        at: now,
        method: c.method,
        state: o.state,
        candidateId: c.candidate?.candidateId ?? null,
        enrolledPhoto,
        livePhoto,
        score: c.score,
        second: c.second,
        thresholds: { ...faceThresholds },
        modelVersions,
        challenge: challengeOutcome(c),
        challenges: c.challenges.map(({ turns, done, why, trace }) => ({ turns, done, why, trace })),
        frames: [...c.frames],
        tries: c.tries,
        why: o.why ?? null,
        decidedBy: null,
        reason: null,
      };
      await store.add(doc);
      told(doc);
      return doc._id;
    },

    view: async (doc: CheckDoc): Promise<IdentityCheckView> => {
      const [candidate, seat] = await Promise.all([
        doc.candidateId ? ports.candidates.get(doc.candidateId).catch(() => null) : null,
        ports.seats.seatInfo(doc.seatId),
      ]);
      return {
        id: doc._id,
        checkinId: doc.checkinId,
        seatId: doc.seatId,
        seatLabel: seat.label,
        roomId: doc.roomId,
        at: doc.at,
        method: doc.method,
        state: doc.state,
        candidateId: doc.candidateId,
        candidateName: candidate?.name ?? null,
        maskedIdNumber: candidate ? maskIdNumber(candidate.idNumber) : null,
        enrolledPhoto: doc.enrolledPhoto,
        livePhoto: doc.livePhoto,
        score: doc.score,
        thresholds: doc.thresholds,
        modelVersions: doc.modelVersions,
        challenge: doc.challenge,
        tries: doc.tries,
        decidedBy: doc.decidedBy,
        reason: doc.reason ?? doc.why,
      };
    },
  };
}
export type CheckRecords = ReturnType<typeof createCheckRecords>;
