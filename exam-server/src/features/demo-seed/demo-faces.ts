import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cosine, type FoundFaces } from '../vision';

/** What the seed needs of the vision feature. */
export interface DemoVision {
  healthy(): boolean;
  onHealth(listener: (healthy: boolean) => void): () => void;
  faces(jpeg: Uint8Array): Promise<FoundFaces>;
  cut(jpeg: Uint8Array, box: [number, number, number, number]): Promise<Uint8Array>;
}

const PICTURES = [1, 2, 3, 4, 5, 6].map((n) => `sample${n}.jpg`);
/** People who look more alike than this are not both enrolled: one may be the other. */
const ALIKE = 0.3;
const READY_MS = 60_000;

/** True once vision works; false where it does not within a minute. */
export function visionReady(vision: DemoVision): Promise<boolean> {
  if (vision.healthy()) return Promise.resolve(true);
  return new Promise((resolve) => {
    const done = (ok: boolean) => {
      clearTimeout(timer);
      off();
      resolve(ok);
    };
    const timer = setTimeout(() => done(false), READY_MS);
    const off = vision.onHealth((ok) => ok && done(true));
  });
}

/** Heights of a portrait in heights of its face, the wide one first: people stand close, and one face is wanted. */
const FRAMES = [2.2, 1.8, 1.5];

/** A face with what is around it, in shares of the picture, three wide to four high. */
function portrait(
  face: FoundFaces['faces'][number]['face'],
  picture: { width: number; height: number },
  frame: number,
) {
  const [x, y, w, h] = face.box;
  const height = h * frame;
  const width = (height * picture.height * 0.75) / picture.width;
  return [x + w / 2 - width / 2, y + h / 2 - height * 0.48, width, height] as [
    number,
    number,
    number,
    number,
  ];
}

/**
 * Portraits of different people, each in several frames, out of the group photographs that a face library brings with it, without those who
 * look like somebody of `known` (embeddings).
 */
export async function demoPortraits(
  vision: DemoVision,
  known: readonly Float32Array[],
): Promise<Uint8Array[][]> {
  const folder = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');
  const portraits: Uint8Array[][] = [];
  const taken = [...known];
  for (const name of PICTURES) {
    const jpeg = await readFile(join(folder, name));
    const found = await vision.faces(jpeg);
    for (const { face, embedding } of found.faces) {
      if (taken.some((other) => cosine(other, embedding) >= ALIKE)) continue;
      taken.push(embedding);
      const frames: Uint8Array[] = [];
      for (const frame of FRAMES) frames.push(await vision.cut(jpeg, portrait(face, found, frame)));
      portraits.push(frames);
    }
  }
  return portraits;
}
