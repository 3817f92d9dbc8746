import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import {
  cosine,
  createSeatMonitor,
  defaultPolicy,
  PictureError,
  qualityHint,
  type Analysed,
  type MonitorEvent,
  type SeatMonitor,
} from '../vision';
import type { Incidents, Raise } from './incidents';
import type { ProctoringPorts } from './ports';

/** A closer look (embedding) at this pace, and at every frame while something looks wrong, ms. */
const RECHECK_MS = 10_000;
const RING = 4;

interface Watched {
  seatId: string;
  roomId: string;
  sittingId: string;
  monitor: SeatMonitor;
  template: Float32Array | null;
  lastCheckAt: number;
  ring: { jpeg: Uint8Array; at: number }[];
  /** Times at which the next random captures are due. */
  captures: number[];
}

/** Watches the camera of every seat where somebody sits: frames to observations, observations to incidents. */
export function createSeatWatch(
  ctx: Context,
  ports: ProctoringPorts,
  incidents: Incidents,
  on: {
    frame(seatId: string, roomId: string, at: number, thumb: Uint8Array | null): void;
    wantsThumb(roomId: string): boolean;
  },
) {
  const seats = new Map<string, Watched>();
  const now = () => ctx.clock.now();

  async function start(
    seatId: string,
    roomId: string,
    sittingId: string,
    candidateId: string,
  ): Promise<void> {
    if (seats.get(seatId)?.sittingId === sittingId) return;
    end(seatId);
    const w: Watched = {
      seatId,
      roomId,
      sittingId,
      monitor: createSeatMonitor(defaultPolicy, now()),
      template: null,
      lastCheckAt: 0,
      ring: [],
      captures: [],
    };
    seats.set(seatId, w);
    w.template = (await ports.candidates.template(candidateId))?.embedding ?? null;
    if (!ports.vision.healthy()) await analysisOff(w);
  }
  function end(seatId: string): void {
    const w = seats.get(seatId);
    if (!w) return;
    seats.delete(seatId);
    handle(w, w.monitor.end(now()));
    void incidents.close(seatId, 'analysisOff', now());
  }

  const analysisOff = (w: Watched) =>
    incidents.raise({ seatId: w.seatId, roomId: w.roomId, kind: 'analysisOff', severity: 'warn', at: now() });
  const stopHealth = ports.vision.onHealth((healthy) => {
    for (const w of seats.values())
      void (healthy ? incidents.close(w.seatId, 'analysisOff', now()) : analysisOff(w));
  });

  function handle(w: Watched, events: MonitorEvent[]): void {
    for (const e of events) {
      const newest = w.ring.at(-1);
      const before = w.ring.length > 2 ? w.ring[0] : undefined;
      if (e.change === 'close') {
        void incidents.close(w.seatId, e.kind, e.at, {
          trace: e.trace,
          stills: newest ? [{ ...newest, moment: 'close' }] : [],
        });
        continue;
      }
      const stills: Raise['stills'] = newest
        ? [{ ...newest, moment: e.change === 'open' ? 'open' : 'during' }]
        : [];
      if (e.change === 'open' && before) stills.unshift({ ...before, moment: 'before' });
      void incidents.raise({
        seatId: w.seatId,
        roomId: w.roomId,
        kind: e.kind,
        severity: e.severity,
        at: e.at,
        trace: e.trace,
        thresholds: e.thresholds,
        stills,
        camera: true,
      });
    }
  }

  async function frame(seatId: string, at: number, jpeg: Uint8Array): Promise<void> {
    const w = seats.get(seatId);
    if (!w) return;
    const look = w.template !== null && (at - w.lastCheckAt >= RECHECK_MS || w.monitor.suspicious());
    let seen: Analysed | null;
    try {
      seen = await ports.vision.analyse({
        camera: seatId,
        at,
        jpeg,
        embedding: look,
        thumb: on.wantsThumb(w.roomId),
      });
    } catch (err) {
      if (err instanceof PictureError) return void ctx.metrics.frames.inc({ fate: 'unreadable' });
      if (err instanceof AppError && err.code === 'VISION_UNAVAILABLE')
        return void ctx.metrics.frames.inc({ fate: 'noVision' });
      throw err;
    }
    if (!seen || seats.get(seatId) !== w) return;
    w.ring = [...w.ring, { jpeg, at }].slice(-RING);
    const likeness = look && seen.embedding && w.template ? cosine(seen.embedding, w.template) : null;
    if (likeness !== null) w.lastCheckAt = at;
    on.frame(seatId, w.roomId, at, seen.thumb);
    handle(w, w.monitor.frame({ observation: seen.observation, likeness }));
    await capture(w, at, jpeg, qualityHint(seen.observation) === null);
  }

  /** A picture for the record when one is due and this frame shows one good face (DOMAIN.md §0.4: no bad capture may void a result). */
  async function capture(w: Watched, at: number, jpeg: Uint8Array, good: boolean): Promise<void> {
    if (!good || w.captures.length === 0 || at < w.captures[0]!) return;
    const attemptId = ports.exam.openAtSeat(w.seatId)?.attemptIds.at(-1) ?? null;
    if (!attemptId) return;
    w.captures.shift();
    await ports.evidence.put({
      kind: 'capture',
      seatId: w.seatId,
      sittingId: w.sittingId,
      attemptId,
      at,
      jpeg,
    });
  }

  const clock = setInterval(() => {
    for (const w of seats.values()) {
      const sitting = ports.exam.openAtSeat(w.seatId);
      // A camera is missed only while a test runs at a terminal that is there: a lost line has its own incident.
      if (sitting && ports.exam.stageOf(sitting) === 'running' && ports.terminals.connected(w.seatId))
        handle(w, w.monitor.tick(now()));
    }
  }, 1000);

  return {
    start,
    end,
    frame,
    /** Draws the moments of the random captures of a test that begins now: one at once, the rest over its length. */
    planCaptures(seatId: string, count: number, durationMs: number, random: () => number): void {
      const w = seats.get(seatId);
      if (!w) return;
      const t = now();
      // People finish early: most moments lie in the first part of the time allowed.
      w.captures = Array.from(
        { length: count },
        (_, i) => t + Math.round(((i + (i === 0 ? 0 : random())) / count) ** 2 * durationMs * 0.8),
      ).sort((a, b) => a - b);
    },
    /** A last picture at the end of a test that ended before all were taken. */
    async captureLast(seatId: string): Promise<void> {
      const w = seats.get(seatId);
      const newest = w?.ring.at(-1);
      const attemptId = ports.exam.openAtSeat(seatId)?.attemptIds.at(-1) ?? null;
      if (!w || !newest || !attemptId || w.captures.length === 0) return;
      w.captures = [];
      await ports.evidence.put({
        kind: 'capture',
        seatId,
        sittingId: w.sittingId,
        attemptId,
        at: newest.at,
        jpeg: newest.jpeg,
      });
    },
    lastFrame: (seatId: string) => seats.get(seatId)?.ring.at(-1) ?? null,
    stop(): void {
      clearInterval(clock);
      stopHealth();
    },
  };
}
export type SeatWatch = ReturnType<typeof createSeatWatch>;
