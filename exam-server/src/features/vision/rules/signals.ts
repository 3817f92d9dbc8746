import type { Observation } from 'exam-contract/vision';
import type { CameraRule, SeatPolicy } from './policy';

/** What a rule reads off one frame: the value for the trace, and whether it looks wrong. Null = this frame cannot tell. */
export type Reading = { value: number; wrong: boolean } | null;

export interface Frame {
  observation: Observation;
  /** Cosine of the face to the candidate's own, where this frame was compared. */
  likeness: number | null;
}

/** A face smaller than this share of the largest one is somebody far behind, not at the seat. */
const NEAR_SHARE = 0.45;

/** A picture that shows nothing (hand, cap, darkness) says nothing about faces. */
const blind = (o: Observation, p: SeatPolicy) => o.sharpness < p.cameraCovered.limit || o.brightness < 12;

/** Every camera rule as one pure function of a frame. `cameraLost` reads silence and has none. */
export const readings: Record<Exclude<CameraRule, 'cameraLost'>, (f: Frame, p: SeatPolicy) => Reading> = {
  cameraCovered: ({ observation: o }, p) => ({ value: o.sharpness, wrong: blind(o, p) }),
  cameraFrozen: ({ observation: o }, p) =>
    o.motion === null ? null : { value: o.motion, wrong: o.motion < p.cameraFrozen.limit },
  noFace: ({ observation: o }, p) =>
    blind(o, p) ? null : { value: o.faces.length, wrong: o.faces.length < p.noFace.limit },
  multipleFaces: ({ observation: o }, p) => {
    if (blind(o, p)) return null;
    const largest = o.faces[0]?.heightPx ?? 0;
    const near = o.faces.filter((f) => f.heightPx >= largest * NEAR_SHARE).length;
    return { value: near, wrong: near >= p.multipleFaces.limit };
  },
  otherPerson: ({ observation: o, likeness }, p) => {
    const face = o.faces[0];
    // A turned, small or hidden face is not evidence of another person (LESSONS 28): only a good look is.
    if (likeness === null || !face || Math.abs(face.yaw) > 20 || face.heightPx < 60 || face.score < 0.85)
      return null;
    return { value: likeness, wrong: likeness < p.otherPerson.limit };
  },
  lookingAway: ({ observation: o }, p) => {
    const face = o.faces[0];
    return face ? { value: Math.abs(face.yaw), wrong: Math.abs(face.yaw) > p.lookingAway.limit } : null;
  },
};
