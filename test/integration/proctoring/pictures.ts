import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cameraFile, type Scene } from '../../e2e/support/camera';

/** The JPEGs of a row of JPEGs, in order. */
function split(film: Buffer): Buffer[] {
  const starts: number[] = [];
  const SOI = Buffer.from([0xff, 0xd8, 0xff]);
  for (let i = film.indexOf(SOI); i >= 0; i = film.indexOf(SOI, i + 3)) starts.push(i);
  return starts.map((from, n) => film.subarray(from, starts[n + 1] ?? film.length));
}

let files = 0;
const photos = new Map<string, string>();
/** The file with a photo, which a scene can show; written when first asked for. */
export function photoFile(photo: Uint8Array): string {
  const key = Buffer.from(photo).toString('base64');
  const file = photos.get(key) ?? join(tmpdir(), `kaotai-photo-${process.pid}-${files++}.jpg`);
  if (!photos.has(key)) writeFileSync(file, photo);
  photos.set(key, file);
  return file;
}

const made = new Map<string, Buffer[]>();
/**
 * Frames of 640×480 as a seat's camera would send them: a second of a scene, moving as a living picture does. Made
 * once, as nothing else in this process is served meanwhile.
 */
export function framesOf(scene: Scene): Buffer[] {
  const key = JSON.stringify(scene);
  const frames = made.get(key) ?? newFrames(scene);
  made.set(key, frames);
  return frames;
}
function newFrames(scene: Scene): Buffer[] {
  const file = cameraFile([{ ...scene, seconds: 1 }], `seat-${process.pid}-${files++}`);
  const frames = split(readFileSync(file));
  rmSync(dirname(file), { recursive: true, force: true });
  return frames;
}

/** Shows a scene for ever, frame after frame. */
export function film(scene: Scene): () => Buffer {
  const frames = framesOf(scene);
  let n = 0;
  return () => frames[n++ % frames.length]!;
}
