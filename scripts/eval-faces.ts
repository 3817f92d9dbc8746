import { readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { readConfig } from '../exam-server/src/config';
import { cosine, createVisionPool, modelVersions, PictureError } from '../exam-server/src/features/vision';
import { loadCv } from '../exam-server/src/features/vision/opencv/cv';
import { systemClock } from '../exam-server/src/platform/clock';
import { silentLogger } from '../exam-server/src/platform/log';
import { createMetrics } from '../exam-server/src/platform/metrics';
import { equalErrorRate, tarAtFar } from './eval/roc';

const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.bmp', '.tif', '.tiff']);
const USAGE = 'usage: npm run eval:faces -- DIR      (DIR holds one folder of pictures for each person)';
/** Longest side of a picture that had to be made a JPEG of first. */
const MAX_SIDE = 2048;
const round = (x: number, digits = 4) => Number(x.toFixed(digits));

/** What a clerk's upload form does with a picture that is not a plain JPEG: makes one of it. Null where nothing can. */
function asPlainJpeg(file: Uint8Array): Uint8Array | null {
  const cv = loadCv();
  try {
    const mat = cv.imdecode(Buffer.from(file), cv.IMREAD_COLOR);
    if (mat.empty) return null;
    const small = Math.max(mat.cols, mat.rows) > MAX_SIDE ? mat.resizeToMax(MAX_SIDE) : mat;
    return cv.imencode('.jpg', small, [cv.IMWRITE_JPEG_QUALITY, 95]);
  } catch {
    return null;
  }
}

/** Every person of a folder with the pictures in it. */
function peopleIn(dir: string): { name: string; files: string[] }[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((d) => d.isDirectory())
    .map((d) => ({
      name: d.name,
      files: readdirSync(join(dir, d.name))
        .filter((f) => PICTURES.has(extname(f).toLowerCase()))
        .sort()
        .map((f) => join(dir, d.name, f)),
    }))
    .filter((p) => p.files.length > 0)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Measures verification on a folder of pictures a person, through the product's own path: vision child, decode
 * limits, detection, landmarks, alignment, embedding of the largest face, cosine. Prints one JSON line.
 */
async function main(dir: string): Promise<void> {
  const people = peopleIn(dir);
  if (people.length < 2) throw new Error(`${dir}: needs at least two folders with pictures\n${USAGE}`);
  const config = readConfig({
    MONGODB_URI: 'mongodb://unused',
    KAOTAI_CACHE: process.env['KAOTAI_CACHE'] ?? join(homedir(), '.cache', 'kaotai'),
  });
  const pool = createVisionPool({ config, clock: systemClock, log: silentLogger, metrics: createMetrics() });
  const began = performance.now();
  const counts = { pictures: 0, noFace: 0, unreadable: 0, converted: 0, severalFaces: 0 };
  const templates: { person: number; embedding: Float32Array }[] = [];
  try {
    await ready(pool);
    for (const [person, { files }] of people.entries()) {
      for (const file of files) {
        counts.pictures++;
        const original = readFileSync(file);
        const found = await pool.faces(original).catch((err: unknown) => {
          if (!(err instanceof PictureError)) throw err;
          const jpeg = asPlainJpeg(original);
          counts[jpeg ? 'converted' : 'unreadable']++;
          return jpeg && pool.faces(jpeg);
        });
        if (!found) continue;
        if (found.faces.length > 1) counts.severalFaces++;
        const largest = found.faces[0];
        if (largest) templates.push({ person, embedding: largest.embedding });
        else counts.noFace++;
      }
    }
  } finally {
    await pool.stop();
  }
  const genuine: number[] = [];
  const impostor: number[] = [];
  templates.forEach((a, i) => {
    for (const b of templates.slice(i + 1))
      (a.person === b.person ? genuine : impostor).push(cosine(a.embedding, b.embedding));
  });
  if (genuine.length === 0 || impostor.length === 0)
    throw new Error(`${dir}: needs people with two usable pictures each, and two people`);
  const [g, i] = [Float32Array.from(genuine).sort(), Float32Array.from(impostor).sort()];
  const at = (far: number) => {
    const p = tarAtFar(g, i, far);
    return { tar: round(p.tar), threshold: round(p.threshold) };
  };
  console.log(
    JSON.stringify({
      people: people.length,
      ...counts,
      genuine: g.length,
      impostor: i.length,
      eer: round(equalErrorRate(g, i), 5),
      tarAtFar: { '1e-2': at(1e-2), '1e-3': at(1e-3) },
      model: modelVersions['feature'],
      seconds: round((performance.now() - began) / 1000, 1),
    }),
  );
}

/** Waits for a child, as long as a cold start on a slow machine may take. */
function ready(pool: ReturnType<typeof createVisionPool>): Promise<void> {
  if (pool.healthy()) return Promise.resolve();
  return new Promise((done, fail) => {
    const timer = setTimeout(
      () =>
        fail(new Error('the vision child does not start; `npm start` once prepares OpenCV and the models')),
      60_000,
    );
    pool.onHealth((healthy) => {
      if (!healthy) return;
      clearTimeout(timer);
      done();
    });
  });
}

const dir = process.argv[2];
if (!dir) {
  console.error(USAGE);
  process.exit(2);
}
main(resolve(dir)).then(
  () => process.exit(0),
  (err: unknown) => {
    console.error(err instanceof Error ? err.message : err);
    process.exit(1);
  },
);
