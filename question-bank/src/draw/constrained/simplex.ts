import type { Steps } from '../../model/steps';

/** A linear programme: variables within [lo, hi], rows with lo ≤ Σ coefficient × variable ≤ hi. All bounds finite. */
export interface Programme {
  lo: number[];
  hi: number[];
  rows: { of: [variable: number, coefficient: number][]; lo: number; hi: number }[];
}

const EPS = 1e-9;
/** How far a sum of small whole numbers may be off before it counts as another. */
export const TOLERANCE = 1e-6;

/** Pivots after which the programme is given up; the programmes of a blueprint take a few hundred. */
const MAX_PIVOTS = 20_000;
/** Pivots without progress after which the rule that cannot cycle takes over. */
const STALLED = 50;

interface Tableau {
  /** Rows of B⁻¹A, one a basic variable. */
  t: Float64Array[];
  basis: number[];
  value: Float64Array;
  lo: Float64Array;
  hi: Float64Array;
  basic: Uint8Array;
}

/** Minimises `cost` from the tableau's vertex in place, a step each pivot; false where the pivots ran out. */
function* minimise(tab: Tableau, cost: Float64Array): Steps<boolean> {
  const { t, basis, value, lo, hi, basic } = tab;
  const n = cost.length;
  const reduced = Float64Array.from(cost);
  basis.forEach((b, i) => {
    const c = cost[b] as number;
    const row = t[i] as Float64Array;
    if (c !== 0) for (let j = 0; j < n; j += 1) reduced[j] = (reduced[j] as number) - c * (row[j] as number);
  });
  let stalled = 0;
  for (let pivots = 0; pivots < MAX_PIVOTS; pivots += 1) {
    yield;
    let enter = -1;
    let best = EPS;
    let up = true;
    for (let j = 0; j < n; j += 1) {
      if (basic[j] || (hi[j] as number) - (lo[j] as number) < EPS) continue;
      const d = reduced[j] as number;
      const atLow = (value[j] as number) - (lo[j] as number) < (hi[j] as number) - (value[j] as number);
      const gain = atLow ? -d : d;
      if (gain > best) {
        enter = j;
        up = atLow;
        if (stalled > STALLED) break;
        best = gain;
      }
    }
    if (enter < 0) return true;
    const sign = up ? 1 : -1;
    let step = (hi[enter] as number) - (lo[enter] as number);
    let leave = -1;
    let toLow = false;
    for (let i = 0; i < basis.length; i += 1) {
      const change = -sign * ((t[i] as Float64Array)[enter] as number);
      if (Math.abs(change) < EPS) continue;
      const b = basis[i] as number;
      const room =
        change > 0 ? (hi[b] as number) - (value[b] as number) : (value[b] as number) - (lo[b] as number);
      const reach = Math.max(0, room) / Math.abs(change);
      if (reach < step - EPS || (reach < step + EPS && leave >= 0 && b < (basis[leave] as number))) {
        step = Math.min(step, reach);
        leave = i;
        toLow = change < 0;
      }
    }
    stalled = step < EPS ? stalled + 1 : 0;
    for (let i = 0; i < basis.length; i += 1) {
      const b = basis[i] as number;
      value[b] = (value[b] as number) - sign * step * ((t[i] as Float64Array)[enter] as number);
    }
    value[enter] = (value[enter] as number) + sign * step;
    if (leave < 0) {
      value[enter] = (up ? hi[enter] : lo[enter]) as number;
      continue;
    }
    const out = basis[leave] as number;
    value[out] = (toLow ? lo[out] : hi[out]) as number;
    basic[out] = 0;
    basic[enter] = 1;
    basis[leave] = enter;
    const line = t[leave] as Float64Array;
    const pivot = line[enter] as number;
    for (let j = 0; j < n; j += 1) line[j] = (line[j] as number) / pivot;
    for (let i = 0; i <= basis.length; i += 1) {
      const other = i === basis.length ? reduced : (t[i] as Float64Array);
      const factor = other[enter] as number;
      if (i === leave || factor === 0) continue;
      for (let j = 0; j < n; j += 1) other[j] = (other[j] as number) - factor * (line[j] as number);
    }
  }
  return false;
}

type Vertex = number[] | 'infeasible' | 'gave-up';

/**
 * A vertex of least cost, by the two-phase simplex method with bounded variables in double arithmetic; the same
 * numbers on every machine. 'infeasible' where there is none, 'gave-up' where the pivots ran out.
 */
export function* solveLinearSteps(programme: Programme, cost: readonly number[]): Steps<Vertex> {
  const { rows } = programme;
  const vars = programme.lo.length;
  const m = rows.length;
  const n = vars + 2 * m;
  const lo = new Float64Array(n);
  const hi = new Float64Array(n);
  for (let j = 0; j < vars; j += 1) {
    lo[j] = programme.lo[j] as number;
    hi[j] = programme.hi[j] as number;
    if ((lo[j] as number) > (hi[j] as number)) return 'infeasible';
  }
  const value = Float64Array.from(lo);
  const basic = new Uint8Array(n);
  const artificial = new Float64Array(n);
  const basis: number[] = [];
  const t = rows.map(({ of, lo: least, hi: most }, i) => {
    // Σ a x + slack = most, with 0 ≤ slack ≤ most − least; what is missing at the start is the artificial's.
    const row = new Float64Array(n);
    let rest = most;
    for (const [j, a] of of) {
      row[j] = (row[j] as number) + a;
      rest -= a * (lo[j] as number);
    }
    row[vars + i] = 1;
    hi[vars + i] = most - least;
    if (rest < 0) for (let j = 0; j < n; j += 1) row[j] = -(row[j] as number);
    const own = vars + m + i;
    row[own] = 1;
    hi[own] = Math.abs(rest);
    value[own] = Math.abs(rest);
    artificial[own] = 1;
    basis.push(own);
    basic[own] = 1;
    return row;
  });
  if (rows.some((r) => r.lo > r.hi)) return 'infeasible';
  const tab: Tableau = { t, basis, value, lo, hi, basic };
  if (!(yield* minimise(tab, artificial))) return 'gave-up';
  for (let i = 0; i < m; i += 1) if ((value[vars + m + i] as number) > TOLERANCE) return 'infeasible';
  for (let i = 0; i < m; i += 1) {
    value[vars + m + i] = 0;
    hi[vars + m + i] = 0;
  }
  const full = new Float64Array(n);
  cost.forEach((c, j) => (full[j] = c));
  if (!(yield* minimise(tab, full))) return 'gave-up';
  return Array.from(value.subarray(0, vars));
}
