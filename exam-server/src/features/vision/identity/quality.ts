import type { CheckinHint } from 'exam-contract/checkin';
import type { Observation } from 'exam-contract/vision';

/** When a frame is good enough to compare (MODELS.md: below 80 px more than 2 in 100 true faces are missed). */
export const qualityLimits = {
  minFacePx: 80,
  maxFaceShare: 0.85,
  minBrightness: 45,
  maxBrightness: 225,
  minSharpness: 40,
  maxYaw: 15,
  maxMotion: 18,
} as const;

/** What to tell the person in front of the camera, or null where the frame is good. The most helpful hint first. */
export function qualityHint(
  o: Observation,
  limits: Record<keyof typeof qualityLimits, number> = qualityLimits,
): CheckinHint | null {
  const face = o.faces[0];
  if (o.brightness < limits.minBrightness) return 'tooDark';
  if (!face) return 'noFace';
  // A face in the background that is much smaller is a passer-by, not a second candidate.
  if (o.faces.some((f, i) => i > 0 && f.heightPx > face.heightPx * 0.6)) return 'oneFaceOnly';
  if (face.heightPx < limits.minFacePx) return 'comeCloser';
  if (face.box[3] > limits.maxFaceShare) return 'moveBack';
  if (o.brightness > limits.maxBrightness) return 'tooBright';
  if (o.sharpness < limits.minSharpness) return 'blurred';
  if (Math.abs(face.yaw) > limits.maxYaw) return 'turnToCamera';
  if (o.motion !== null && o.motion > limits.maxMotion) return 'holdStill';
  return null;
}
