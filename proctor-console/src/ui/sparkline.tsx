interface Point {
  at: number;
  value: number;
}

const WIDTH = 320;
const HEIGHT = 64;
const PAD = 6;

/** Where points and threshold fall in the drawing: a flat signal lies in the middle. */
function scaleOf(points: Point[], threshold: number | undefined) {
  const values = points.map((p) => p.value).concat(threshold ?? []);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const first = points[0]!.at;
  const long = points.at(-1)!.at - first || 1;
  return {
    x: (at: number) => PAD + ((at - first) / long) * (WIDTH - 2 * PAD),
    y: (v: number) => (high === low ? HEIGHT / 2 : PAD + ((high - v) / (high - low)) * (HEIGHT - 2 * PAD)),
  };
}

/** A signal over time with the threshold it was judged against; `label` says in words what it shows. */
export function Sparkline({
  points,
  threshold,
  label,
}: {
  points: Point[];
  threshold?: number;
  label: string;
}) {
  if (points.length === 0) return null;
  const { x, y } = scaleOf(points, threshold);
  const last = points.at(-1)!;
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {threshold !== undefined && (
        <line className="limit" x1={0} x2={WIDTH} y1={y(threshold)} y2={y(threshold)} />
      )}
      <polyline points={points.map((p) => `${x(p.at).toFixed(1)},${y(p.value).toFixed(1)}`).join(' ')} />
      <circle cx={x(last.at)} cy={y(last.value)} r={3} />
    </svg>
  );
}
