import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secondOf, type Scene } from '../../e2e/support/camera';

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
  const frames = made.get(key) ?? secondOf(scene);
  made.set(key, frames);
  return frames;
}

/** Shows a scene for ever, frame after frame. */
export function film(scene: Scene): () => Buffer {
  const frames = framesOf(scene);
  let n = 0;
  return () => frames[n++ % frames.length]!;
}
