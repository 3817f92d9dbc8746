import { z } from 'zod';
import { epochMs, id, locale, sha256, text } from './ids';
import { attemptView, resultView } from './attempt';

/** rules → ready → running (⇄ paused) → result → (retake: ready …) → signing → done; closed = ended by staff. */
export const sittingStage = z.enum([
  'rules',
  'ready',
  'running',
  'paused',
  'result',
  'signing',
  'done',
  'closed',
]);
export type SittingStage = z.infer<typeof sittingStage>;

/** What a candidate is told of the exam kind before and during the test. */
export const kindView = z.object({
  code: z.string(),
  name: text,
  questions: z.number().int(),
  types: z.object({ judge: z.number().int(), single: z.number().int(), multi: z.number().int() }),
  pointsPerQuestion: z.number(),
  minutes: z.number(),
  passMark: z.number(),
  earlyEnd: z.enum(['none', 'prompt', 'force']),
  reveal: z.enum(['on_confirm', 'at_end', 'never']),
  retakesSameSitting: z.number().int(),
});
export type KindView = z.infer<typeof kindView>;

/** One candidate at one seat, from check-in to signature, as the kiosk sees it. */
export const sittingView = z.object({
  sittingId: id,
  stage: sittingStage,
  candidate: z.object({ maskedName: z.string(), maskedIdNumber: z.string() }),
  /** Name and certificate of the examiner who is answerable (162号令 art. 49). */
  examiner: z.object({ name: z.string(), certificate: z.string() }),
  kind: kindView,
  /** Languages in which every question this sitting may show can be read, Chinese first. */
  languages: z.array(locale),
  rulesVersion: z.string(),
  attempt: attemptView.nullable(),
  /** Results of the attempts ended so far, first attempt first. */
  results: z.array(resultView),
  retakesLeft: z.number().int(),
  candidateSigned: z.boolean(),
  examinerSigned: z.boolean(),
  /** Short-lived token the kiosk shows to HTTP (paper pictures, result sheet). */
  attemptToken: z.string(),
  openedAt: epochMs,
});
export type SittingView = z.infer<typeof sittingView>;

/** A signature as strokes of points, each x, y in 0..1 of the pad and t in ms since the first touch. */
export const strokes = z
  .array(
    z
      .array(z.tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0)]))
      .min(1)
      .max(2000),
  )
  .min(1)
  .max(200);
export type Strokes = z.infer<typeof strokes>;
export const mediaHash = sha256;
