import type { Strokes } from 'exam-contract/sitting';

type Point = [number, number, number];

const MAX_STROKES = 200;
const MAX_POINTS = 2000;
/** Points nearer than this share of the pad add nothing to a signature. */
const NEAR = 0.0015;

const unit = (v: number): number => Math.min(1, Math.max(0, Math.round(v * 10_000) / 10_000));

/** Collects a signature in the shape of the contract: x, y in 0..1 of the pad, t in ms since the first touch. */
export class StrokeRecorder {
  #strokes: Point[][] = [];
  #startedAt: number | null = null;

  get strokes(): Strokes {
    return this.#strokes;
  }
  get empty(): boolean {
    return this.#strokes.length === 0;
  }

  begin(x: number, y: number, now: number): void {
    this.#startedAt ??= now;
    if (this.#strokes.length < MAX_STROKES) this.#strokes.push([[unit(x), unit(y), now - this.#startedAt]]);
  }

  move(x: number, y: number, now: number): void {
    const stroke = this.#strokes.at(-1);
    const last = stroke?.at(-1);
    if (!stroke || !last || this.#startedAt === null || stroke.length >= MAX_POINTS) return;
    const p: Point = [unit(x), unit(y), Math.max(last[2], now - this.#startedAt)];
    if (Math.hypot(p[0] - last[0], p[1] - last[1]) >= NEAR) stroke.push(p);
  }

  clear(): void {
    this.#strokes = [];
    this.#startedAt = null;
  }
}
