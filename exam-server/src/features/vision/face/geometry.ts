export type Point = readonly [number, number];
/** Left eye, right eye (as in the picture), nose tip, left and right mouth corner. */
export type Five = [Point, Point, Point, Point, Point];
/** Row-major 2×3 matrix. */
export type Affine = [[number, number, number], [number, number, number]];
export interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  score: number;
}

/** Where the five points lie on ArcFace's 112×112 chip (Deng et al., 2019). */
export const ARCFACE: Five = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
];

/** Least-squares similarity without reflection that takes `from` to `to` (Umeyama, 1991). */
export function similarity(from: readonly Point[], to: readonly Point[]): Affine {
  const n = from.length;
  const mean = (p: readonly Point[]): Point => [
    p.reduce((a, v) => a + v[0], 0) / n,
    p.reduce((a, v) => a + v[1], 0) / n,
  ];
  const [fm, tm] = [mean(from), mean(to)];
  let [dot, cross, norm] = [0, 0, 0];
  from.forEach((f, i) => {
    const t = to[i]!;
    const [fx, fy, tx, ty] = [f[0] - fm[0], f[1] - fm[1], t[0] - tm[0], t[1] - tm[1]];
    dot += fx * tx + fy * ty;
    cross += fx * ty - fy * tx;
    norm += fx * fx + fy * fy;
  });
  const [c, s] = norm > 0 ? [dot / norm, cross / norm] : [1, 0];
  return [
    [c, -s, tm[0] - c * fm[0] + s * fm[1]],
    [s, c, tm[1] - s * fm[0] - c * fm[1]],
  ];
}

/**
 * Degrees the head is turned, positive towards the right edge of the picture: 81 × the nose's offset from the
 * middle of the eyes along the line of the eyes, in eye distances (fitted; agrees with its mirror within 2.2°).
 */
export function yawOf([le, re, nose]: Five): number {
  const d: Point = [re[0] - le[0], re[1] - le[1]];
  const mid: Point = [(le[0] + re[0]) / 2, (le[1] + re[1]) / 2];
  const span = d[0] * d[0] + d[1] * d[1];
  return span === 0 ? 0 : (81 * ((nose[0] - mid[0]) * d[0] + (nose[1] - mid[1]) * d[1])) / span;
}

/** Five points out of the 68 of iBUG's order. */
export function fiveOf(p: readonly Point[]): Five {
  const mean = (...ix: number[]): Point => [
    ix.reduce((a, i) => a + p[i]![0], 0) / ix.length,
    ix.reduce((a, i) => a + p[i]![1], 0) / ix.length,
  ];
  return [mean(37, 38, 40, 41), mean(43, 44, 46, 47), p[30]!, mean(48, 60), mean(54, 64)];
}

/** Keeps the best of every heap of overlapping boxes. */
export function suppress(boxes: readonly Box[], maxOverlap: number): Box[] {
  const kept: Box[] = [];
  for (const b of [...boxes].sort((p, q) => q.score - p.score))
    if (!kept.some((k) => overlap(k, b) > maxOverlap)) kept.push(b);
  return kept;
}

function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const h = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (w <= 0 || h <= 0) return 0;
  const area = (r: Box) => (r.x2 - r.x1) * (r.y2 - r.y1);
  return (w * h) / (area(a) + area(b) - w * h);
}
