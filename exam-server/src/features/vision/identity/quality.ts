import type { CheckinHint } from 'exam-contract/checkin';
import type { Observation } from 'exam-contract/vision';

/**
 * When a frame is good enough to compare. Light and focus are the face's own: a white wall or a dark room says
 * nothing about it. Measured by degrading pictures until true faces were missed (docs/operations/face-thresholds.md).
 */
export const qualityLimits = {
  minFacePx: 80,
  maxFaceShare: 0.85,
  minLight: 28,
  maxLight: 205,
  minFocus: 0.05,
  maxYaw: 15,
  /** Share of the largest face's height from which another face is a second candidate, not a passer-by. */
  otherFaceShare: 0.6,
  maxMotion: 18,
} as const;
type Limits = Record<keyof typeof qualityLimits, number>;

/** What to tell the person in front of the camera, or null where the frame is good. The most helpful hint first. */
export function qualityHint(o: Observation, limits: Limits = qualityLimits): CheckinHint | null {
  const face = o.faces[0];
  if (!face) return o.brightness < limits.minLight ? 'tooDark' : 'noFace';
  if (o.faces.some((f, i) => i > 0 && f.heightPx > face.heightPx * limits.otherFaceShare))
    return 'oneFaceOnly';
  if (face.heightPx < limits.minFacePx) return 'comeCloser';
  if (face.box[3] > limits.maxFaceShare) return 'moveBack';
  const { light = o.brightness, focus = Infinity } = face;
  if (light < limits.minLight) return 'tooDark';
  if (light > limits.maxLight) return 'tooBright';
  // Somebody who moves is blurred: being told to hold still helps him, being told that he is blurred does not.
  if (o.motion !== null && o.motion > limits.maxMotion) return 'holdStill';
  if (focus < limits.minFocus) return 'blurred';
  if (Math.abs(face.yaw) > limits.maxYaw) return 'turnToCamera';
  return null;
}
