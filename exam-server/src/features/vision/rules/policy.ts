import { z } from 'zod';
import { severity } from 'exam-contract/incident';

const rule = z.object({
  severity,
  /** How long it must last before an incident opens, and be over before it closes, ms. */
  openMs: z.number(),
  closeMs: z.number(),
  /** The threshold the signal is judged against; what it means is the rule's. */
  limit: z.number(),
  enabled: z.boolean(),
});

export const cameraRules = [
  'noFace',
  'multipleFaces',
  'otherPerson',
  'lookingAway',
  'cameraCovered',
  'cameraFrozen',
  'cameraLost',
] as const;
export type CameraRule = (typeof cameraRules)[number];

/** One declared policy of what is raised when; a site may set its own. */
export const seatPolicy = z.record(z.enum(cameraRules), rule);
export type SeatPolicy = z.infer<typeof seatPolicy>;

/**
 * Defaults. Dwell times follow what rooms use (DOMAIN.md §8.5: yaw > 45° for 3 s, seat empty 5 s, extra face 2 s),
 * yaw a little stricter as our estimate saturates; sharpness and cosine limits are measured (MODELS.md). The limit of
 * `cameraLost` is silence in ms, of `cameraFrozen` the mean grey difference that no living picture stays under.
 */
export const defaultPolicy: SeatPolicy = {
  noFace: { severity: 'warn', openMs: 5000, closeMs: 2000, limit: 1, enabled: true },
  multipleFaces: { severity: 'alert', openMs: 2000, closeMs: 3000, limit: 2, enabled: true },
  otherPerson: { severity: 'alert', openMs: 4000, closeMs: 3000, limit: 0.25, enabled: true },
  lookingAway: { severity: 'warn', openMs: 4000, closeMs: 2000, limit: 38, enabled: true },
  cameraCovered: { severity: 'alert', openMs: 3000, closeMs: 2000, limit: 40, enabled: true },
  cameraFrozen: { severity: 'warn', openMs: 8000, closeMs: 2000, limit: 0.02, enabled: true },
  cameraLost: { severity: 'alert', openMs: 2000, closeMs: 1000, limit: 4000, enabled: true },
};
