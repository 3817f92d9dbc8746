interface Point {
  at: number;
  value: number;
}
const WIDTH = 240;
const HEIGHT = 56;
const PAD = 4;

/** Where points and threshold lie in a box of WIDTH × HEIGHT; null where there is nothing to draw. */
export function layoutOf(
  trace: readonly Point[],
  limit: number | null,
): { points: string; limitY: number | null } | null {
  const first = trace[0];
  const last = trace.at(-1);
  if (!first || !last || trace.length < 2) return null;
  const values = trace.map((p) => p.value).concat(limit ?? []);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const x = (at: number) => PAD + ((at - first.at) / Math.max(1, last.at - first.at)) * (WIDTH - 2 * PAD);
  const y = (v: number) =>
    HEIGHT - PAD - (high === low ? 0.5 : (v - low) / (high - low)) * (HEIGHT - 2 * PAD);
  const round = (n: number) => Math.round(n * 10) / 10;
  return {
    points: trace.map((p) => `${round(x(p.at))},${round(y(p.value))}`).join(' '),
    limitY: limit === null ? null : round(y(limit)),
  };
}

/** A signal over time with the threshold it was judged by. */
export function Sparkline({
  trace,
  limit,
  label,
}: {
  trace: readonly Point[];
  limit: number | null;
  label: string;
}) {
  const drawn = layoutOf(trace, limit);
  if (!drawn) return null;
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      {drawn.limitY !== null && (
        <line x1="0" x2={WIDTH} y1={drawn.limitY} y2={drawn.limitY} className="sparkline-limit" />
      )}
      <polyline points={drawn.points} className="sparkline-line" />
    </svg>
  );
}
