import type { FaceObservation } from 'exam-contract/vision';
import type { Mat } from '../opencv/cv';
import { fillPlanes, release, warp, type Picture } from '../opencv/picture';
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

/** Inputs of the detector not in use: a megabyte for each frame would keep the garbage collector busy. */
const free: Float32Array[] = [];

/** Faces of a picture, largest first, in pixels of the decoded picture. */
export async function findFaces(nets: Nets, { mat, grey }: Picture): Promise<Face[]> {
  const input = free.pop() ?? new Float32Array(3 * 240 * 320);
  fillPlanes(input, mat, 320, 240, 'rgb');
  const { scores, boxes } = await nets.detect(input);
  free.push(input);
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
    .slice(0, MAX_FACES);
  const faces: Face[] = [];
  for (const box of kept) {
    const points = await landmarks(nets, grey, box);
    const five = fiveOf(points);
    faces.push({ box, points, five, yaw: yawOf(five) });
  }
  return faces;
}

const height = (b: Box) => b.y2 - b.y1;

async function landmarks(nets: Nets, grey: Mat, b: Box): Promise<Point[]> {
  const side = height(b);
  const [x0, y0] = [(b.x1 + b.x2 - side) / 2, (b.y1 + b.y2 - side) / 2];
  const out = await nets.landmark(square(grey, x0, y0, side, 64, 256));
  return Array.from({ length: 68 }, (_, i): Point => [out[2 * i]! * side + x0, out[2 * i + 1]! * side + y0]);
}

/** A square of the grey picture scaled to `size` pixels, as shares of `divisor`. */
function square(grey: Mat, x0: number, y0: number, side: number, size: number, divisor: number) {
  const k = size / side;
  const m = [
    [k, 0, -x0 * k],
    [0, k, -y0 * k],
  ];
  const crop = warp(grey, m, size, size);
  const data = crop.getData();
  release(crop);
  // A plain loop: the iterator of `Float32Array.from` costs as much as the net.
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! / divisor;
  return out;
}

/** P(closed) of both eyes, or null where the head is turned too far. */
export async function eyesClosed(nets: Nets, grey: Mat, face: Face): Promise<[number, number] | null> {
  if (Math.abs(face.yaw) > EYES_MAX_YAW) return null;
  const one = async (first: number): Promise<number> => {
    const p = (i: number) => face.points[first + i]!;
    const [cx, cy] = [1, 2, 4, 5].reduce<Point>((a, i) => [a[0] + p(i)[0] / 4, a[1] + p(i)[1] / 4], [0, 0]);
    const side = Math.abs(p(3)[0] - p(0)[0]) * 1.6;
    if (side < 2) return 0;
    const [closed, open] = await nets.eye(square(grey, cx - side / 2, cy - side / 2, side, 24, 255));
    return 1 / (1 + Math.exp(open! - closed!));
  };
  return [await one(36), await one(42)];
}

/** Embedding of a face: five points, similarity to the ArcFace chip, 512 numbers of unit length. */
export async function embed(nets: Nets, mat: Mat, face: Face): Promise<Float32Array<ArrayBuffer>> {
  const chip = warp(mat, similarity(face.five, ARCFACE), 112, 112, 'black');
  const embedding = await nets.feature(chip);
  release(chip);
  return embedding;
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
