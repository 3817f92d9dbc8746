import { readFileSync } from 'node:fs';
import { homedir, availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { readConfig } from '../exam-server/src/config';
import { createVisionPool, modelVersions, PictureError } from '../exam-server/src/features/vision';
import type { FoundFaces, VisionPool } from '../exam-server/src/features/vision';
import { loadCv } from '../exam-server/src/features/vision/opencv/cv';
import { systemClock } from '../exam-server/src/platform/clock';
import { AppError } from '../exam-server/src/platform/errors';
import { silentLogger } from '../exam-server/src/platform/log';
import { createMetrics } from '../exam-server/src/platform/metrics';
import { pairs } from './eval/pairs';
import { peopleIn } from './eval/people';
import { equalErrorRate, tarAtFar } from './eval/roc';

const USAGE = 'usage: npm run eval:faces -- DIR      (DIR holds one folder of pictures for each person)';
/** Longest side of a picture that had to be made a JPEG of first. */
const MAX_SIDE = 2048;
/** A picture of more pixels than this is no photograph of a face; read by OpenCV when it is loaded. */
process.env['OPENCV_IO_MAX_IMAGE_PIXELS'] = String(2 ** 28);
const PROGRESS_MS = 5000;
const round = (x: number, digits = 4) => Number(x.toFixed(digits));

/** What a clerk's upload form does with a picture that is not a plain JPEG: makes one of it. Null where nothing can. */
function asPlainJpeg(file: Uint8Array): Uint8Array | null {
  // The binding ends the whole process over nothing.
  if (file.length === 0) return null;
  const cv = loadCv();
  try {
    const mat = cv.imdecode(Buffer.from(file), cv.IMREAD_COLOR);
    if (mat.empty) return null;
    const small = Math.max(mat.cols, mat.rows) > MAX_SIDE ? mat.resizeToMax(MAX_SIDE) : mat;
    const jpeg = cv.imencode('.jpg', small, [cv.IMWRITE_JPEG_QUALITY, 95]);
    mat.release();
    return jpeg;
  } catch {
    return null;
  }
}

/** Null where a picture cannot be read, or ends the process that tries. */
async function facesOf(pool: VisionPool, picture: Uint8Array): Promise<FoundFaces | null> {
  return pool.faces(picture).catch((err: unknown) => {
    const unreadable = err instanceof PictureError || (err instanceof AppError && pool.healthy());
    if (unreadable) return null;
    throw err;
  });
}

/**
 * Measures verification on a folder of pictures a person, through the product's own path: vision child, decode
 * limits, detection, landmarks, alignment, embedding of the largest face, cosine. Prints one JSON line; a figure that
 * the pictures cannot give (nobody has two, or there is one person) is null.
 */
async function main(dir: string): Promise<void> {
  const people = peopleIn(dir);
  if (people.length === 0) throw new Error(`${dir}: holds no folder with pictures\n${USAGE}`);
  const children = Math.min(4, availableParallelism());
  const config = readConfig({
    MONGODB_URI: 'mongodb://unused',
    KAOTAI_CACHE: process.env['KAOTAI_CACHE'] ?? join(homedir(), '.cache', 'kaotai'),
    KAOTAI_VISION_CHILDREN: String(children),
  });
  const pool = createVisionPool({ config, clock: systemClock, log: silentLogger, metrics: createMetrics() });
  const began = performance.now();
  const counts = { pictures: 0, noFace: 0, unreadable: 0, converted: 0, severalFaces: 0 };
  const todo = people.flatMap(({ files }, person) => files.map((file) => ({ person, file })));
  const found: { person: number; embedding: Float32Array }[] = [];
  let told = performance.now();

  async function one(n: number): Promise<void> {
    const { person, file } = todo[n]!;
    counts.pictures++;
    if (performance.now() - told > PROGRESS_MS) {
      told = performance.now();
      console.error(`${counts.pictures} of ${todo.length} pictures …`);
    }
    const original = readFileSync(file);
    let seen = await facesOf(pool, original);
    if (!seen) {
      const jpeg = asPlainJpeg(original);
      seen = jpeg && (await facesOf(pool, jpeg));
      counts[seen ? 'converted' : 'unreadable']++;
      if (!seen) console.error(`cannot be read: ${file}`);
    }
    if (!seen) return;
    if (seen.faces.length > 1) counts.severalFaces++;
    const largest = seen.faces[0];
    if (largest) found[n] = { person, embedding: largest.embedding };
    else counts.noFace++;
  }
  try {
    await ready(pool);
    let next = 0;
    const worker = async () => {
      while (next < todo.length) await one(next++);
    };
    await Promise.all(Array.from({ length: children * 2 }, worker));
  } finally {
    await pool.stop();
  }
  const { genuine, impostor } = pairs(found.filter(Boolean));
  const measurable = genuine.length > 0 && impostor.length > 0;
  const at = (far: number) => {
    if (!measurable) return { tar: null, threshold: null };
    const p = tarAtFar(genuine, impostor, far);
    return { tar: round(p.tar, 5), threshold: round(p.threshold, 5) };
  };
  console.log(
    JSON.stringify({
      people: people.length,
      ...counts,
      genuine: genuine.length,
      impostor: impostor.length,
      eer: measurable ? round(equalErrorRate(genuine, impostor), 5) : null,
      tarAtFar: { '1e-2': at(1e-2), '1e-3': at(1e-3) },
      model: modelVersions['feature'],
      seconds: round((performance.now() - began) / 1000, 1),
    }),
  );
}

/** Waits for a child, as long as a cold start on a slow machine may take. */
function ready(pool: VisionPool): Promise<void> {
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
main(resolve(process.env['INIT_CWD'] ?? '.', dir)).then(
  () => process.exit(0),
  (err: unknown) => {
    console.error(err instanceof Error ? err.message : err);
    process.exit(1);
  },
);
