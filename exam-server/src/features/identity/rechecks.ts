import { randomUUID } from 'node:crypto';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { modelVersions, PictureError } from '../vision';
import type { CheckRecords } from './check-records';
import type { CheckDoc, CheckStore } from './check.store';
import { comparable } from './domain/matching';
import type { IdentityPorts } from './ports';

const SCORES_KEPT = 400;

/** The comparisons of one sitting, as the seat watch hands them over when it ends. */
export interface Rechecks {
  sittingId: string;
  seatId: string;
  roomId: string;
  candidateId: string;
  /** Likeness of each look to the person checked in. */
  scores: readonly { at: number; score: number }[];
  /** Below this a look speaks of another person. */
  limit: number;
  /** True where another person's face was raised as an incident. */
  otherPerson: boolean;
}

/** Whose face a seat must go on showing, and what came of looking. */
export function createRechecks(
  ctx: Pick<Context, 'clock' | 'log'>,
  ports: Pick<IdentityPorts, 'candidates' | 'evidence' | 'vision' | 'seats'>,
  store: CheckStore,
  records: CheckRecords,
) {
  return {
    /**
     * Faces that the person at a seat is held against during the sitting: the enrolment template and the face that
     * passed the check-in, so that whom a proctor let in on an old photo is not reported ever after.
     * @throws AppError VISION_UNAVAILABLE while the check-in's picture cannot be looked at
     */
    references: async (sittingId: string, candidateId: string): Promise<Float32Array[]> => {
      const template = await ports.candidates.template(candidateId);
      const enrolled = template && comparable(template) ? [template.embedding] : [];
      const check = await store.opening(sittingId);
      if (!check?.livePhoto) return enrolled;
      try {
        const found = await ports.vision.faces(await ports.evidence.get(check.livePhoto));
        return [...enrolled, ...found.faces.slice(0, 1).map((f) => f.embedding)];
      } catch (err) {
        if (err instanceof PictureError || (err instanceof AppError && err.code === 'NOT_FOUND')) {
          ctx.log.warn({ err, sittingId }, 'the picture of the check-in cannot be compared with');
          return enrolled;
        }
        throw err;
      }
    },

    /** Keeps what the looks of a sitting came to: their number, median and course. */
    note: async (r: Rechecks): Promise<void> => {
      const seat = await ports.seats.seatInfo(r.seatId);
      const sorted = r.scores.map((s) => s.score).sort((a, b) => a - b);
      const every = Math.ceil(r.scores.length / SCORES_KEPT) || 1;
      const doc: CheckDoc = {
        _id: randomUUID(),
        checkinId: randomUUID(),
        seatId: r.seatId,
        roomId: r.roomId,
        siteId: seat.siteId,
        deviceId: '',
        sittingId: r.sittingId,
        at: ctx.clock.now(),
        method: 'recheck',
        state: r.otherPerson ? 'failed' : 'passed',
        candidateId: r.candidateId,
        enrolledPhoto: null,
        livePhoto: null,
        score: sorted[Math.floor(sorted.length / 2)] ?? null,
        second: sorted[0] ?? null,
        thresholds: { otherPerson: r.limit },
        modelVersions,
        challenge: 'notDone',
        challenges: [],
        frames: r.scores.filter((_, i) => i % every === 0),
        tries: r.scores.length,
        why: null,
        decidedBy: null,
        reason: null,
      };
      await store.add(doc);
      records.told(doc);
    },
  };
}
