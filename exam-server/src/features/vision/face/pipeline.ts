import type { FaceObservation } from 'exam-contract/vision';
import type { Mat } from '../opencv/cv';
import { fillPlanes, lightAndFocus, release, warp, type Picture } from '../opencv/picture';
import type { Nets } from '../engine/nets';
import { ARCFACE, fiveOf, similarity, suppress, yawOf, type Box, type Five, type Point } from './geometry';

/** Fixed with the models (MODELS.md): face score, overlap of two boxes that are one face. */
const FACE_SCORE = 0.65;
const OVERLAP = 0.4;
/** Eyes of a head turned further than this cannot be judged, degrees. */
const EYES_MAX_YAW = 25;
/** Smaller squares round an eye, in pixels, and the answer changes with the scale of the picture (one in six at 10). */
const EYES_MIN_SIDE = 14;
/** More faces than this in one frame add nothing a rule asks for. */
const MAX_FACES = 6;
const PRIORS = 4420;

export interface Face {
  box: Box;
  points: Point[];
  five: Five;
  yaw: number;
  /** See the contract; null for all but the largest face. */
  look: { light: number; focus: number } | null;
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
  for (const [i, box] of kept.entries()) {
    const side = height(box);
    const [x0, y0] = [(box.x1 + box.x2 - side) / 2, (box.y1 + box.y2 - side) / 2];
    const crop = square(grey, x0, y0, side, 64);
    const look = i === 0 ? lightAndFocus(crop) : null;
    const out = await nets.landmark(shares(crop, 256));
    release(crop);
    const points = Array.from({ length: 68 }, (_, k): Point => [
      out[2 * k]! * side + x0,
      out[2 * k + 1]! * side + y0,
    ]);
    const five = fiveOf(points);
    faces.push({ box, points, five, yaw: yawOf(five), look });
  }
  return faces;
}

const height = (b: Box) => b.y2 - b.y1;

/** A square of the grey picture scaled to `size` pixels, to be released. */
function square(grey: Mat, x0: number, y0: number, side: number, size: number): Mat {
  const k = size / side;
  const m = [
    [k, 0, -x0 * k],
    [0, k, -y0 * k],
  ];
  return warp(grey, m, size, size);
}

/** Grey bytes as shares of `divisor`. A plain loop: the iterator of `Float32Array.from` costs as much as the net. */
function shares(grey: Mat, divisor: number): Float32Array {
  const data = grey.getData();
  const out = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! / divisor;
  return out;
}

/** P(closed) of both eyes, or null where the head is turned too far or the eyes are too small to tell. */
export async function eyesClosed(nets: Nets, grey: Mat, face: Face): Promise<[number, number] | null> {
  if (Math.abs(face.yaw) > EYES_MAX_YAW) return null;
  const squares = [36, 42].map((first) => {
    const p = (i: number) => face.points[first + i]!;
    const [cx, cy] = [1, 2, 4, 5].reduce<Point>((a, i) => [a[0] + p(i)[0] / 4, a[1] + p(i)[1] / 4], [0, 0]);
    const side = Math.abs(p(3)[0] - p(0)[0]) * 1.6;
    return { x: cx - side / 2, y: cy - side / 2, side };
  });
  if (squares.some((s) => s.side < EYES_MIN_SIDE)) return null;
  const closed: number[] = [];
  for (const { x, y, side } of squares) {
    const crop = square(grey, x, y, side, 24);
    const [shut, open] = await nets.eye(shares(crop, 255));
    release(crop);
    closed.push(1 / (1 + Math.exp(open! - shut!)));
  }
  return [closed[0]!, closed[1]!];
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
    ...face.look,
  };
}
