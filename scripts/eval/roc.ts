/** How well two heaps of scores are told apart. Scores are cosines: a pair is accepted from the threshold upwards. */
export interface OperatingPoint {
  /** Share of genuine pairs accepted. */
  tar: number;
  /** Smallest threshold at which no more impostor pairs than allowed are accepted. */
  threshold: number;
}

/** Share of an ascending list that is `x` or more. */
function shareFrom(ascending: Float32Array, x: number): number {
  let [lo, hi] = [0, ascending.length];
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (ascending[mid]! < x) lo = mid + 1;
    else hi = mid;
  }
  return (ascending.length - lo) / ascending.length;
}

/** The least float32 above another. */
function justAbove(x: number): number {
  const f = new Float32Array([x]);
  const bits = new Int32Array(f.buffer);
  if (f[0] === 0) return 1e-45;
  bits[0] = bits[0]! + (f[0]! > 0 ? 1 : -1);
  return f[0]!;
}

/**
 * True accepts at a bound on false accepts. Where the bound allows less than one impostor pair, none is accepted.
 * @param genuine ascending, not empty
 * @param impostor ascending, not empty
 */
export function tarAtFar(genuine: Float32Array, impostor: Float32Array, far: number): OperatingPoint {
  const allowed = Math.floor(far * impostor.length + 1e-9);
  const highestRefused = impostor[impostor.length - 1 - allowed];
  const threshold = highestRefused === undefined ? impostor[0]! : justAbove(highestRefused);
  return { tar: shareFrom(genuine, threshold), threshold };
}

/**
 * The rate at which as many genuine pairs are refused as impostor pairs accepted (mean of the two where they cross).
 * @param genuine ascending, not empty
 * @param impostor ascending, not empty
 */
export function equalErrorRate(genuine: Float32Array, impostor: Float32Array): number {
  const rates = (x: number) => ({ refused: 1 - shareFrom(genuine, x), accepted: shareFrom(impostor, x) });
  let [lo, hi] = [-1.001, 1.001];
  for (let i = 0; i < 60; i++) {
    const mid = (lo + hi) / 2;
    const { refused, accepted } = rates(mid);
    if (refused < accepted) lo = mid;
    else hi = mid;
  }
  const apart = (r: { refused: number; accepted: number }) => Math.abs(r.refused - r.accepted);
  const [a, b] = [rates(lo), rates(hi)];
  const nearest = apart(a) < apart(b) ? a : b;
  return (nearest.refused + nearest.accepted) / 2;
}
