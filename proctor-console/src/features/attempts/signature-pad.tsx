import { useRef, type PointerEvent } from 'react';
import type { Strokes } from 'exam-contract/sitting';

const WIDTH = 600;
const HEIGHT = 200;
const MOST_POINTS = 2000;
const MOST_STROKES = 200;
const clamp = (n: number) => Math.min(1, Math.max(0, n));

interface Props {
  strokes: Strokes;
  onChange: (strokes: Strokes) => void;
  label: string;
  disabled: boolean;
}

/** Takes a signature with finger, pen or mouse, as strokes in 0..1 of the pad. */
export function SignaturePad({ strokes, onChange, label, disabled }: Props) {
  const drawing = useRef(false);
  const since = useRef<number | null>(null);
  const pointOf = (e: PointerEvent<SVGSVGElement>): Strokes[number][number] => {
    const box = e.currentTarget.getBoundingClientRect();
    since.current ??= e.timeStamp;
    return [
      clamp((e.clientX - box.left) / box.width),
      clamp((e.clientY - box.top) / box.height),
      Math.max(0, Math.round(e.timeStamp - since.current)),
    ];
  };
  const begin = (e: PointerEvent<SVGSVGElement>) => {
    if (disabled || strokes.length >= MOST_STROKES) return;
    e.currentTarget.setPointerCapture(e.pointerId);
    if (strokes.length === 0) since.current = null;
    drawing.current = true;
    onChange([...strokes, [pointOf(e)]]);
  };
  const go = (e: PointerEvent<SVGSVGElement>) => {
    const last = strokes.at(-1);
    if (!drawing.current || !last || last.length >= MOST_POINTS) return;
    onChange([...strokes.slice(0, -1), [...last, pointOf(e)]]);
  };
  const end = () => {
    drawing.current = false;
  };
  return (
    <svg
      className="signature"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={label}
      onPointerDown={begin}
      onPointerMove={go}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <line className="base" x1={40} x2={WIDTH - 40} y1={HEIGHT * 0.78} y2={HEIGHT * 0.78} />
      {strokes.map((s, i) => (
        <polyline
          key={i}
          points={[...s, ...(s.length === 1 ? s : [])]
            .map(([x, y]) => `${x * WIDTH},${y * HEIGHT}`)
            .join(' ')}
        />
      ))}
    </svg>
  );
}
