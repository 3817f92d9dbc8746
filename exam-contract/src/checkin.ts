import { z } from 'zod';
import { id } from './ids';
import { sittingView } from './sitting';

/** Calm instructions to the person in front of the camera; the closed list the kiosk translates. */
export const checkinHint = z.enum([
  'noFace',
  'oneFaceOnly',
  'comeCloser',
  'moveBack',
  'tooDark',
  'tooBright',
  'blurred',
  'turnToCamera',
  'holdStill',
]);
export type CheckinHint = z.infer<typeof checkinHint>;

/**
 * framing (find one good face) → challenge (turn the head as shown) → matching → confirmDigits (after 1:N, and only then)
 * → choose (several bookings) → passed. `retry` = not recognised, tries left; `proctor` = a person is looking at it; `refused` = a person refused.
 */
export const checkinStage = z.enum([
  'framing',
  'challenge',
  'matching',
  'confirmDigits',
  'choose',
  'retry',
  'proctor',
  'passed',
  'refused',
]);
export type CheckinStage = z.infer<typeof checkinStage>;

export const checkinView = z.object({
  checkinId: id,
  stage: checkinStage,
  method: z.enum(['face', 'idNumber']),
  hint: checkinHint.nullable(),
  /** Share of the present stage that is done, 0..1. */
  progress: z.number().min(0).max(1),
  /** Head turns asked for, as the candidate sees himself in the mirror picture. */
  challenge: z
    .object({
      turns: z.array(z.enum(['left', 'right'])),
      done: z.number().int(),
      now: z.enum(['left', 'right', 'front']).nullable(),
    })
    .nullable(),
  /** True where the site's policy has switched the challenge off; the screen says so. */
  challengeOff: z.boolean(),
  /** Largest face in the last frame as x, y, width, height in 0..1 of the frame (not mirrored). */
  face: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  triesLeft: z.number().int(),
  maskedName: z.string().nullable(),
  /** Bookings to choose from at stage `choose`. */
  bookings: z.array(
    z.object({
      bookingId: id,
      kindCode: z.string(),
      kindName: z.object({ 'zh-CN': z.string(), en: z.string().optional() }),
    }),
  ),
  sitting: sittingView.nullable(),
});
export type CheckinView = z.infer<typeof checkinView>;
