import { useEffect, useRef, type PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StrokeRecorder } from './stroke-recorder';

interface Props {
  recorder: StrokeRecorder;
  /** Counts the clearings: a new number wipes the pad. */
  round: number;
  onInk: () => void;
}

/** A sheet to sign on with a finger, a pen or a mouse. */
export function SignaturePad({ recorder, round, onInk }: Props) {
  const { t } = useTranslation('result');
  const ref = useRef<HTMLCanvasElement>(null);
  const down = useRef<number | null>(null);

  // The canvas has the resolution of the screen, whatever size the layout gives it.
  useEffect(() => {
    const canvas = ref.current;
    if (!canvas) return;
    const { width, height } = canvas.getBoundingClientRect();
    canvas.width = Math.max(1, Math.round(width * devicePixelRatio));
    canvas.height = Math.max(1, Math.round(height * devicePixelRatio));
  }, [round]);

  const at = (e: PointerEvent<HTMLCanvasElement>): [number, number] => {
    const box = e.currentTarget.getBoundingClientRect();
    return [(e.clientX - box.left) / box.width, (e.clientY - box.top) / box.height];
  };
  const ink = () => {
    const canvas = ref.current;
    const ctx = canvas?.getContext('2d');
    const stroke = recorder.strokes.at(-1);
    if (!canvas || !ctx || !stroke) return;
    const [a, b] = [stroke.at(-2) ?? stroke.at(-1)!, stroke.at(-1)!];
    ctx.lineWidth = 3.2 * devicePixelRatio;
    ctx.lineCap = ctx.lineJoin = 'round';
    ctx.strokeStyle = '#10233a';
    ctx.beginPath();
    ctx.moveTo(a[0] * canvas.width, a[1] * canvas.height);
    ctx.lineTo(b[0] * canvas.width, b[1] * canvas.height);
    ctx.stroke();
  };
  return (
    <div className="signature">
      <canvas
        ref={ref}
        role="img"
        aria-label={t('sign.pad')}
        onPointerDown={(e) => {
          e.currentTarget.setPointerCapture(e.pointerId);
          down.current = e.pointerId;
          recorder.begin(...at(e), e.timeStamp);
          ink();
          onInk();
        }}
        onPointerMove={(e) => {
          if (down.current !== e.pointerId) return;
          recorder.move(...at(e), e.timeStamp);
          ink();
        }}
        onPointerUp={() => (down.current = null)}
        onPointerCancel={() => (down.current = null)}
      />
      <span className="signature-line" aria-hidden="true">
        {t('sign.here')}
      </span>
    </div>
  );
}
