import { z } from 'zod';
import { epochMs } from './ids';

const share = z.number();
const point = z.tuple([share, share]);

/** One face in a frame. Positions are shares of the frame's width and height (0..1, may reach past the edge). */
export const faceObservation = z.object({
  /** x, y, width, height. */
  box: z.tuple([share, share, share, share]),
  /** Detector's confidence, 0..1. */
  score: z.number(),
  /** Eyes (left in the picture first), nose tip, mouth corners. */
  landmarks: z.array(point).length(5),
  /** Degrees; positive = turned towards the right edge of the picture. */
  yaw: z.number(),
  /** P(closed) of the eye on the left and on the right of the picture; null where the head is turned too far to tell. */
  eyesClosed: z.tuple([z.number(), z.number()]).nullable(),
  /** Height of the face in pixels of the original frame. */
  heightPx: z.number(),
  /** Mean grey of the face, 0..255; of the largest face only. */
  light: z.number().optional(),
  /** Focus of the face whatever its light: variance of the Laplacian over variance, on 64×64 grey; of the largest only. */
  focus: z.number().optional(),
});
export type FaceObservation = z.infer<typeof faceObservation>;

/** What the detectors saw in one frame. Largest face first. */
export const observation = z.object({
  at: epochMs,
  width: z.number().int(),
  height: z.number().int(),
  faces: z.array(faceObservation),
  /** Mean of the grey picture, 0..255. */
  brightness: z.number(),
  /** Variance of the Laplacian on 160×120 grey; below 40 = covered or blurred (measured: normal 1st percentile 155). */
  sharpness: z.number(),
  /** Mean absolute difference to the camera's previous frame on 160×120 grey, 0..255; null for the first. */
  motion: z.number().nullable(),
  /** Milliseconds the frame took in the vision child. */
  ms: z.number(),
});
export type Observation = z.infer<typeof observation>;
