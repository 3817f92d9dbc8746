import { useId } from 'react';

const WIDTH = 560;
const HEIGHT = 180;
const LEFT = 40;
const BOTTOM = 24;
const TOP = 8;
const y = (share: number) => TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
const percent = (share: number) => `${Math.round(share * 100)}%`;

function Grid() {
  return (
    <>
      {[0, 0.25, 0.5, 0.75, 1].map((s) => (
        <g key={s}>
          <line className="chart-grid" x1={LEFT} x2={WIDTH} y1={y(s)} y2={y(s)} />
          <text className="chart-tick" x={LEFT - 6} y={y(s) + 4} textAnchor="end">
            {percent(s)}
          </text>
        </g>
      ))}
    </>
  );
}

export interface Bar {
  /** Under the bar. */
  name: string;
  share: number;
  /** In words, for whoever does not see it. */
  said: string;
}

/** Shares over time or over parts as bars; what they show is also told in words. */
export function ShareBars({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const id = useId();
  const step = (WIDTH - LEFT) / Math.max(1, bars.length);
  const width = Math.min(36, step * 0.7);
  // Names would run into each other.
  const every = Math.ceil(bars.length / 9);
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={id}>
      <title id={id}>{`${label}: ${bars.map((b) => b.said).join('; ')}`}</title>
      <Grid />
      {bars.map((b, i) => {
        const middle = LEFT + step * (i + 0.5);
        return (
          <g key={b.name}>
            <rect
              className="chart-bar"
              x={middle - width / 2}
              width={width}
              y={y(b.share)}
              height={Math.max(1, y(0) - y(b.share))}
            />
            {i % every === 0 && (
              <text className="chart-tick" x={middle} y={HEIGHT - 6} textAnchor="middle">
                {b.name}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

export interface Dot {
  key: string;
  facility: number;
  discrimination: number;
  flagged: boolean;
  said: string;
}

/** Questions by how many get them right (across) and how well they tell the good from the poor (up). */
export function FacilityPlot({
  dots,
  label,
  across,
  up,
  onPick,
}: {
  dots: readonly Dot[];
  label: string;
  across: string;
  up: string;
  onPick: (key: string) => void;
}) {
  const id = useId();
  const x = (share: number) => LEFT + share * (WIDTH - LEFT - 20);
  const at = (r: number) => y((Math.max(-1, Math.min(1, r)) + 1) / 2);
  return (
    <figure className="chart-figure">
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby={id}>
        <title id={id}>{label}</title>
        {[-1, -0.5, 0, 0.5, 1].map((r) => (
          <g key={r}>
            <line
              className={r === 0 ? 'chart-zero' : 'chart-grid'}
              x1={LEFT}
              x2={WIDTH}
              y1={at(r)}
              y2={at(r)}
            />
            <text className="chart-tick" x={LEFT - 6} y={at(r) + 4} textAnchor="end">
              {r}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((s) => (
          <text key={s} className="chart-tick" x={x(s)} y={HEIGHT - 6} textAnchor="middle">
            {percent(s)}
          </text>
        ))}
        {dots.map((d) => (
          // The table below opens the same; this is only the shorter way for a mouse.
          <circle
            key={d.key}
            className={d.flagged ? 'chart-dot flagged' : 'chart-dot'}
            cx={x(d.facility)}
            cy={at(d.discrimination)}
            r={d.flagged ? 6 : 4}
            onClick={() => onPick(d.key)}
          >
            <title>{d.said}</title>
          </circle>
        ))}
      </svg>
      <figcaption className="quiet">{`${across} · ${up}`}</figcaption>
    </figure>
  );
}
