/** The value below which the part `p` of the (unsorted) numbers lies. */
export function quantile(values: Float64Array, p: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(p * sorted.length))] ?? 0;
}

function lnGamma(x: number): number {
  // Stirling's series from 10 on, where its error is below 1e-10; below by recurrence.
  let shift = 0;
  let z = x;
  for (; z < 10; z += 1) shift += Math.log(z);
  return (
    (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * z) - 1 / (360 * z ** 3) - shift
  );
}

/** Probability that chi-square with `df` degrees of freedom is at least `x` (regularised upper incomplete gamma). */
export function chiSquareTail(x: number, df: number): number {
  if (df <= 0 || x <= 0) return 1;
  const a = df / 2;
  const z = x / 2;
  const front = Math.exp(a * Math.log(z) - z - lnGamma(a));
  if (z < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; term > sum * 1e-15; n += 1) {
      term *= z / (a + n);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  let b = z + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let h = d;
  for (let n = 1; n < 10_000; n += 1) {
    const an = -n * (n - a);
    b += 2;
    d = 1 / (an * d + b);
    c = b + an / c;
    const step = c * d;
    h *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return front * h;
}

/** How often the questions of cells were drawn, paper by paper. */
export interface Exposure {
  /** `items`: positions of the questions in the list of cells. */
  count(items: readonly number[]): void;
  report(): {
    cells: number;
    maxOverMean: number;
    worst: { cell: string; questions: number; mean: number; max: number; min: number };
    chiSquare: number;
    df: number;
    p: number;
  };
}

/** Fewer questions than this make no cell whose evenness could be judged. */
const SMALLEST = 2;

/**
 * Chi-square against questions of a cell being drawn alike: Σ (O − mean)² over Σ p (1 − p) of every paper, where p is
 * the part of the cell the paper took (drawn without replacement), times (n − 1) / n.
 */
export function exposureOf(cellOf: readonly string[]): Exposure {
  const cells = [...new Set(cellOf)].sort();
  const index = Int32Array.from(cellOf, (cell) => cells.indexOf(cell));
  const sizes = new Float64Array(cells.length);
  for (const k of index) sizes[k] = (sizes[k] ?? 0) + 1;
  const shown = new Float64Array(cellOf.length);
  const taken = new Float64Array(cells.length);
  const spread = new Float64Array(cells.length);
  const now = new Float64Array(cells.length);
  return {
    count(items) {
      now.fill(0);
      for (const i of items) {
        shown[i] = (shown[i] ?? 0) + 1;
        const k = index[i] ?? 0;
        now[k] = (now[k] ?? 0) + 1;
      }
      for (let k = 0; k < cells.length; k += 1) {
        const p = (now[k] ?? 0) / (sizes[k] ?? 1);
        taken[k] = (taken[k] ?? 0) + (now[k] ?? 0);
        spread[k] = (spread[k] ?? 0) + p * (1 - p);
      }
    },
    report() {
      const most = new Float64Array(cells.length);
      const least = new Float64Array(cells.length).fill(Infinity);
      const squares = new Float64Array(cells.length);
      shown.forEach((n, i) => {
        const k = index[i] ?? 0;
        most[k] = Math.max(most[k] ?? 0, n);
        least[k] = Math.min(least[k] ?? 0, n);
        squares[k] = (squares[k] ?? 0) + (n - (taken[k] ?? 0) / (sizes[k] ?? 1)) ** 2;
      });
      let chiSquare = 0;
      let df = 0;
      let judged = 0;
      let worst = { cell: '', questions: 0, mean: 0, max: 0, min: 0 };
      let ratio = 0;
      cells.forEach((cell, k) => {
        const n = sizes[k] ?? 0;
        const mean = (taken[k] ?? 0) / n;
        if (n < SMALLEST || mean === 0) return;
        judged += 1;
        if ((spread[k] ?? 0) > 0) {
          chiSquare += (((squares[k] ?? 0) / (spread[k] ?? 1)) * (n - 1)) / n;
          df += n - 1;
        }
        if ((most[k] ?? 0) / mean > ratio) {
          ratio = (most[k] ?? 0) / mean;
          worst = { cell, questions: n, mean, max: most[k] ?? 0, min: least[k] ?? 0 };
        }
      });
      return { cells: judged, maxOverMean: ratio, worst, chiSquare, df, p: chiSquareTail(chiSquare, df) };
    },
  };
}
