import type { FaceObservation } from 'exam-contract/vision';
import { loadCv, type Mat } from '../opencv/cv';
import { blobFloats, type Picture } from '../opencv/picture';
import type { Nets } from '../engine/nets';
import { ARCFACE, fiveOf, similarity, suppress, yawOf, type Box, type Five, type Point } from './geometry';

/** Fixed with the models (MODELS.md): face score, overlap of two boxes that are one face. */
const FACE_SCORE = 0.65;
const OVERLAP = 0.4;
/** Eyes of a head turned further than this cannot be judged, degrees. */
const EYES_MAX_YAW = 25;
/** More faces than this in one frame add nothing a rule asks for. */
const MAX_FACES = 6;
const PRIORS = 4420;

export interface Face {
  box: Box;
  points: Point[];
  five: Five;
  yaw: number;
}

/** Faces of a picture, largest first, in pixels of the decoded picture. */
export async function findFaces(nets: Nets, mat: Mat, maxFaces = MAX_FACES): Promise<Face[]> {
  const cv = loadCv();
  const blob = cv.blobFromImage(mat, 1 / 128, new cv.Size(320, 240), new cv.Vec3(127, 127, 127), true, false);
  const { scores, boxes } = await nets.detect(blobFloats(blob, 3 * 240 * 320));
  const found: Box[] = [];
  for (let i = 0; i < PRIORS; i++) {
    const score = scores[2 * i + 1]!;
    if (score > FACE_SCORE)
      found.push({
        score,
        x1: boxes[4 * i]! * mat.cols,
        y1: boxes[4 * i + 1]! * mat.rows,
        x2: boxes[4 * i + 2]! * mat.cols,
        y2: boxes[4 * i + 3]! * mat.rows,
      });
  }
  const kept = suppress(found, OVERLAP)
    .sort((a, b) => height(b) - height(a))
    .slice(0, maxFaces);
  return Promise.all(
    kept.map(async (box) => {
      const points = await landmarks(nets, mat, box);
      const five = fiveOf(points);
      return { box, points, five, yaw: yawOf(five) };
    }),
  );
}

const height = (b: Box) => b.y2 - b.y1;

async function landmarks(nets: Nets, mat: Mat, b: Box): Promise<Point[]> {
  const cv = loadCv();
  const side = height(b);
  const [x0, y0, k] = [(b.x1 + b.x2 - side) / 2, (b.y1 + b.y2 - side) / 2, 64 / side];
  const crop = mat.warpAffine(
    new cv.Mat(
      [
        [k, 0, -x0 * k],
        [0, k, -y0 * k],
      ],
      cv.CV_64F,
    ),
    new cv.Size(64, 64),
    cv.INTER_LINEAR,
    cv.BORDER_REPLICATE,
  );
  const out = await nets.landmark(greyFloats(crop.cvtColor(cv.COLOR_BGR2GRAY), 256));
  return Array.from({ length: 68 }, (_, i): Point => [out[2 * i]! * side + x0, out[2 * i + 1]! * side + y0]);
}

function greyFloats(grey: Mat, divisor: number): Float32Array {
  return Float32Array.from(grey.getData(), (v) => v / divisor);
}

/** P(closed) of both eyes, or null where the head is turned too far. */
export async function eyesClosed(nets: Nets, mat: Mat, face: Face): Promise<[number, number] | null> {
  if (Math.abs(face.yaw) > EYES_MAX_YAW) return null;
  const cv = loadCv();
  const one = async (first: number): Promise<number> => {
    const p = (i: number) => face.points[first + i]!;
    const centre = [1, 2, 4, 5].reduce((a, i) => [a[0]! + p(i)[0] / 4, a[1]! + p(i)[1] / 4], [0, 0]);
    const side = Math.abs(p(3)[0] - p(0)[0]) * 1.6;
    if (side < 2) return 0;
    const k = 24 / side;
    const crop = mat.warpAffine(
      new cv.Mat(
        [
          [k, 0, 12 - centre[0]! * k],
          [0, k, 12 - centre[1]! * k],
        ],
        cv.CV_64F,
      ),
      new cv.Size(24, 24),
      cv.INTER_LINEAR,
      cv.BORDER_REPLICATE,
    );
    const [closed, open] = await nets.eye(greyFloats(crop.cvtColor(cv.COLOR_BGR2GRAY), 255));
    return 1 / (1 + Math.exp(open! - closed!));
  };
  return [await one(36), await one(42)];
}

/** Embedding of a face: five points, similarity to the ArcFace chip, 512 numbers of unit length. */
export function embed(nets: Nets, mat: Mat, face: Face): Float32Array<ArrayBuffer> {
  const cv = loadCv();
  const chip = mat.warpAffine(
    new cv.Mat(similarity(face.five, ARCFACE), cv.CV_64F),
    new cv.Size(112, 112),
    cv.INTER_LINEAR,
    cv.BORDER_CONSTANT,
  );
  return nets.feature(chip);
}

/** A face as everybody outside the child sees it: in shares of the frame. */
export function observed(face: Face, eyes: [number, number] | null, picture: Picture): FaceObservation {
  const { cols, rows } = picture.mat;
  const { x1, y1, x2, y2, score } = face.box;
  return {
    box: [x1 / cols, y1 / rows, (x2 - x1) / cols, (y2 - y1) / rows],
    score,
    landmarks: face.five.map(([x, y]): [number, number] => [x / cols, y / rows]),
    yaw: face.yaw,
    eyesClosed: eyes,
    heightPx: ((y2 - y1) / rows) * picture.height,
  };
}
