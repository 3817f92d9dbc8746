/** Cosine of two embeddings of unit length. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Thresholds on the cosine, measured on 127 people and 695 pictures (docs/operations/face-thresholds.md): 1:1 at
 * 0.40 lets one impostor of 2,800 in and stops one true face of 110; 1:N needs 0.45, as more people may be mistaken.
 * `margin` is how far the best must stand before the second; `same` is for frames of one minute, poses included.
 */
export const faceThresholds = { verify: 0.4, identify: 0.45, margin: 0.05, same: 0.3, other: 0.25 } as const;
export type FaceThresholds = Record<keyof typeof faceThresholds, number>;

export interface Candidate {
  candidateId: string;
  embedding: Float32Array;
}

/** 1:1: is this the person of the template? */
export function verify(
  probe: Float32Array,
  template: Float32Array,
  t: FaceThresholds,
): { score: number; passed: boolean } {
  const score = cosine(probe, template);
  return { score, passed: score >= t.verify };
}

/** 1:N: who of those booked is it, if anybody? `best` is named even where it does not reach the threshold. */
export function identify(
  probe: Float32Array,
  among: readonly Candidate[],
  t: FaceThresholds,
): { best: string | null; score: number; second: number; passed: boolean } {
  let best: string | null = null;
  let [score, second] = [-1, -1];
  for (const c of among) {
    const s = cosine(probe, c.embedding);
    if (s > score) [second, score, best] = [score, s, c.candidateId];
    else if (s > second) second = s;
  }
  return { best, score, second, passed: best !== null && score >= t.identify && score - second >= t.margin };
}
