import { randomUUID } from 'node:crypto';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { faceThresholds, modelVersions, PictureError } from '../vision';
import type { CheckRecords } from './check-records';
import type { CheckDoc, CheckStore } from './check.store';
import { comparable, likeness } from './domain/matching';
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

/** What no check during a sitting has. */
const blank = {
  deviceId: '',
  method: 'recheck',
  enrolledPhoto: null,
  livePhoto: null,
  second: null,
  modelVersions,
  challenge: 'notDone',
  challenges: [],
  frames: [],
  why: null,
  decidedBy: null,
  reason: null,
} satisfies Partial<CheckDoc>;

/** What a look at a seat came to before a paused test goes on. `unknown` = there was nothing to look with or compare to. */
export interface Look {
  seen: 'candidate' | 'unknown' | 'noPicture' | 'noFace' | 'severalFaces' | 'otherPerson';
  score: number | null;
  jpeg: Uint8Array | null;
}
/** A second face of at least this share of the first one's height sits there as well. */
const BESIDE = 0.6;

/** Whose face a seat must go on showing, and what came of looking. */
export function createRechecks(
  ctx: Pick<Context, 'clock' | 'log'>,
  ports: Pick<IdentityPorts, 'candidates' | 'evidence' | 'vision' | 'seats'>,
  store: CheckStore,
  records: CheckRecords,
) {
  const references = async (sittingId: string, candidateId: string): Promise<Float32Array[]> => {
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
  };

  return {
    /**
     * Faces that the person at a seat is held against during the sitting: the enrolment template and the face that
     * passed the check-in, so that whom a proctor let in on an old photo is not reported ever after.
     * @throws AppError VISION_UNAVAILABLE while the check-in's picture cannot be looked at
     */
    references,

    /** Looks who sits there now; `known` are the faces the seat is watched by, where they are at hand. Never throws for want of eyes: that is `unknown`, and a person decides. */
    async lookAgain(
      sitting: { sittingId: string; candidateId: string },
      jpeg: Uint8Array | null,
      known: readonly Float32Array[] | null,
    ): Promise<Look> {
      if (!jpeg) return { seen: 'noPicture', score: null, jpeg };
      try {
        const faces = known ?? (await references(sitting.sittingId, sitting.candidateId));
        const [first, second] = (await ports.vision.faces(jpeg)).faces;
        if (!first) return { seen: 'noFace', score: null, jpeg };
        if (second && second.face.heightPx > first.face.heightPx * BESIDE)
          return { seen: 'severalFaces', score: null, jpeg };
        const score = likeness(first.embedding, faces);
        if (score === null) return { seen: 'unknown', score, jpeg };
        return { seen: score >= faceThresholds.verify ? 'candidate' : 'otherPerson', score, jpeg };
      } catch (err) {
        if (err instanceof PictureError) return { seen: 'noPicture', score: null, jpeg: null };
        if (err instanceof AppError && err.code === 'VISION_UNAVAILABLE')
          return { seen: 'unknown', score: null, jpeg };
        throw err;
      }
    },
    /** Keeps a look with which a paused test went on, and who vouched where the machine did not know. */
    async noteLook(
      at: { seatId: string; roomId: string; sittingId: string; attemptId: string; candidateId: string },
      look: Look,
      by: { name: string; reason: string | null },
    ): Promise<void> {
      const { siteId } = await ports.seats.seatInfo(at.seatId);
      const { seatId, roomId, sittingId, attemptId, candidateId } = at;
      const now = ctx.clock.now();
      const { jpeg } = look;
      const picture = jpeg && { kind: 'checkin' as const, seatId, sittingId, attemptId, at: now, jpeg };
      const sure = look.seen === 'candidate';
      const doc: CheckDoc = {
        ...blank,
        _id: randomUUID(),
        checkinId: randomUUID(),
        seatId,
        roomId,
        siteId,
        sittingId,
        candidateId,
        at: now,
        state: sure ? 'passed' : 'allowed',
        livePhoto: picture && (await ports.evidence.put(picture)),
        score: look.score,
        thresholds: { verify: faceThresholds.verify },
        tries: 1,
        why: sure ? null : look.seen === 'unknown' ? 'couldNotCompare' : look.seen,
        decidedBy: sure ? null : by.name,
        reason: sure ? null : by.reason,
      };
      await store.add(doc);
      records.told(doc);
    },

    /** Keeps what the looks of a sitting came to: their number, median and course. */
    note: async (r: Rechecks): Promise<void> => {
      const seat = await ports.seats.seatInfo(r.seatId);
      const sorted = r.scores.map((s) => s.score).sort((a, b) => a - b);
      const every = Math.ceil(r.scores.length / SCORES_KEPT) || 1;
      const doc: CheckDoc = {
        ...blank,
        _id: randomUUID(),
        checkinId: randomUUID(),
        seatId: r.seatId,
        roomId: r.roomId,
        siteId: seat.siteId,
        sittingId: r.sittingId,
        at: ctx.clock.now(),
        state: r.otherPerson ? 'failed' : 'passed',
        candidateId: r.candidateId,
        score: sorted[Math.floor(sorted.length / 2)] ?? null,
        second: sorted[0] ?? null,
        thresholds: { otherPerson: r.limit },
        frames: r.scores.filter((_, i) => i % every === 0),
        tries: r.scores.length,
      };
      await store.add(doc);
      records.told(doc);
    },
  };
}
