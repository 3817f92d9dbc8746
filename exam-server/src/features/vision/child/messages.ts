import { z } from 'zod';
import { epochMs } from 'exam-contract/ids';
import { faceObservation, observation } from 'exam-contract/vision';

/** Arrays are told by their tag: one that crossed a process may be of another realm than the check. */
const tagged = <T>(tag: string) =>
  z.custom<T>((v) => Object.prototype.toString.call(v) === `[object ${tag}]`, `expected ${tag}`);
const bytes = tagged<Uint8Array>('Uint8Array');
const floats = tagged<Float32Array>('Float32Array');
const side = z.number().positive();

/** What a vision child is asked. `camera` names whose former frame the motion is measured against. */
export const visionRequest = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('analyse'),
    id: z.number(),
    camera: z.string(),
    at: epochMs,
    jpeg: bytes,
    embedding: z.boolean(),
    thumb: z.boolean(),
  }),
  /** All faces of a picture with their embeddings; for enrolment and evaluation. */
  z.object({ kind: z.literal('faces'), id: z.number(), jpeg: bytes }),
  /** Cuts `box` (shares) out of a picture. */
  z.object({
    kind: z.literal('cut'),
    id: z.number(),
    jpeg: bytes,
    box: z.tuple([z.number(), z.number(), side, side]),
  }),
]);
export type VisionRequest = z.infer<typeof visionRequest>;

export const pictureFault = z.enum(['notJpeg', 'tooLarge', 'truncated']);
const analysed = z.object({ observation, embedding: floats.nullable(), thumb: bytes.nullable() });
export type Analysed = z.infer<typeof analysed>;
const faces = z.object({
  width: z.number(),
  height: z.number(),
  brightness: z.number(),
  sharpness: z.number(),
  faces: z.array(z.object({ face: faceObservation, embedding: floats })),
});
export type FoundFaces = z.infer<typeof faces>;

/** What a child answers. `fault` = the picture is at fault, `failed` = the child is. */
export const visionReply = z.union([
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('analysed'), id: z.number(), data: analysed }),
  z.object({ kind: z.literal('faces'), id: z.number(), data: faces }),
  z.object({ kind: z.literal('cut'), id: z.number(), data: bytes }),
  z.object({ kind: z.literal('fault'), id: z.number(), fault: pictureFault }),
  z.object({ kind: z.literal('failed'), id: z.number(), message: z.string() }),
]);
export type VisionReply = z.infer<typeof visionReply>;
