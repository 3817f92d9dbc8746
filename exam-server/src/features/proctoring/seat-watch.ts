import { randomInt } from 'node:crypto';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { likeness } from '../identity';
import {
  createSeatMonitor,
  defaultPolicy,
  modelVersions,
  PictureError,
  qualityHint,
  type Analysed,
  type MonitorEvent,
  type SeatMonitor,
} from '../vision';
import { fillUp, offer, planCaptures, type CaptureBook, type Shot } from './domain/capture-book';
import { beforeAndNow, keepLatest } from './domain/frame-ring';
import type { Incidents, Raise } from './incidents';
import type { ProctoringPorts } from './ports';

/** A closer look (embedding) at this pace, and at every frame while something looks wrong, ms. */
const RECHECK_MS = 5_000;
/** Frames come but none was analysed for this long: the seat is not watched, and that is said. */
const UNSEEN_MS = 15_000;
/** Until the faces to compare with are asked for again, ms. */
const ASK_AGAIN_MS = 10_000;
const TICK_MS = 1000;
const SCORES_KEPT = 4000;
const random = () => randomInt(0, 1 << 30) / (1 << 30);

interface Watched {
  seatId: string;
  roomId: string;
  sittingId: string;
  candidateId: string;
  /** Null while nobody is examined: pictures are shown, nothing is judged. */
  monitor: SeatMonitor | null;
  /** Faces the person here is held against; null until they are known. */
  references: Float32Array[] | null;
  askAt: number;
  lastCheckAt: number;
  scores: { at: number; score: number }[];
  otherPerson: boolean;
  /** When a readable frame came in, and when one was last analysed. */
  cameAt: number;
  seenAt: number;
  off: boolean;
  ring: Shot[];
  captures: { attemptId: string; book: CaptureBook; newest: Shot | null } | null;
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

  function start(seatId: string, roomId: string, sittingId: string, candidateId: string): void {
    const there = seats.get(seatId);
    if (there?.sittingId === sittingId) {
      there.monitor ??= createSeatMonitor(defaultPolicy, now());
      return;
    }
    end(seatId);
    const t = now();
    const w: Watched = {
      seatId,
      roomId,
      sittingId,
      candidateId,
      monitor: createSeatMonitor(defaultPolicy, t),
      references: null,
      askAt: 0,
      lastCheckAt: 0,
      scores: [],
      otherPerson: false,
      cameAt: t,
      seenAt: t,
      off: false,
      ring: [],
      captures: null,
    };
    seats.set(seatId, w);
    learn(w);
    if (!ports.vision.healthy()) goOff(w, 'down');
  }
  /** Nothing is judged until the next attempt; pictures go on. */
  function rest(seatId: string): void {
    const w = seats.get(seatId);
    if (!w?.monitor) return;
    handle(w, w.monitor.end(now()));
    w.monitor = null;
  }
  function end(seatId: string): void {
    const w = seats.get(seatId);
    if (!w) return;
    rest(seatId);
    seats.delete(seatId);
    void incidents.close(seatId, 'analysisOff', now());
    if (w.scores.length > 0)
      ports.identity
        .noteRechecks({ ...w, limit: defaultPolicy.otherPerson.limit })
        .catch((err: unknown) => ctx.log.error({ err, seatId }, 'the looks of a sitting were not kept'));
  }

  /** Learns whose face belongs here; asked again later where that fails, as a seat must not stay uncompared. */
  function learn(w: Watched): void {
    w.askAt = now() + ASK_AGAIN_MS;
    ports.identity.references(w.sittingId, w.candidateId).then(
      (faces) => void (w.references = faces),
      (err: unknown) => ctx.log.warn({ err, seatId: w.seatId }, 'no face to compare with yet'),
    );
  }
  function goOff(w: Watched, why: 'down' | 'overloaded'): void {
    w.off = true;
    void incidents.raise({
      seatId: w.seatId,
      roomId: w.roomId,
      kind: 'analysisOff',
      severity: 'warn',
      at: now(),
      detail: { why },
    });
  }
  function goOn(w: Watched): void {
    if (!w.off) return;
    w.off = false;
    void incidents.close(w.seatId, 'analysisOff', now());
  }
  const stopHealth = ports.vision.onHealth((healthy) => {
    for (const w of seats.values()) {
      if (healthy) {
        w.seenAt = now();
        goOn(w);
      } else goOff(w, 'down');
    }
  });

  function handle(w: Watched, events: MonitorEvent[]): void {
    for (const e of events) {
      const newest = w.ring.at(-1);
      if (e.change === 'close') {
        void incidents.close(w.seatId, e.kind, e.at, {
          trace: e.trace,
          stills: newest ? [{ ...newest, moment: 'close' }] : [],
        });
        continue;
      }
      w.otherPerson ||= e.kind === 'otherPerson';
      void incidents.raise({
        seatId: w.seatId,
        roomId: w.roomId,
        kind: e.kind,
        severity: e.severity,
        at: e.at,
        trace: e.trace,
        thresholds: e.thresholds,
        modelVersions,
        stills: e.change === 'open' ? opening(w, e) : newest ? [{ ...newest, moment: 'during' }] : [],
      });
    }
  }
  /** The picture before it began, and the one in which it was called an incident. */
  function opening(w: Watched, e: MonitorEvent): NonNullable<Raise['stills']> {
    const { before, now: newest } = beforeAndNow(w.ring, e.began ?? e.at);
    if (!newest) return [];
    // Of a lost camera there is nothing but what was before.
    if (e.kind === 'cameraLost') return [{ ...newest, moment: 'before' }];
    const open = { ...newest, moment: 'open' as const };
    return before ? [{ ...before, moment: 'before' }, open] : [open];
  }

  async function frame(seatId: string, at: number, jpeg: Uint8Array): Promise<void> {
    const w = seats.get(seatId);
    if (!w || (!w.monitor && !on.wantsThumb(w.roomId))) return;
    const due = at - w.lastCheckAt >= RECHECK_MS || w.monitor?.suspicious();
    const compare = Boolean(w.monitor && w.references?.length && due);
    let seen: Analysed | null;
    try {
      seen = await ports.vision.analyse({
        camera: seatId,
        at,
        jpeg,
        embedding: compare,
        thumb: on.wantsThumb(w.roomId),
      });
    } catch (err) {
      // A picture nobody can read is no picture: the silence goes on, and the camera counts as lost.
      if (err instanceof PictureError) return void ctx.metrics.frames.inc({ fate: 'unreadable' });
      w.cameAt = at;
      if (err instanceof AppError && err.code === 'VISION_UNAVAILABLE')
        return void ctx.metrics.frames.inc({ fate: 'noVision' });
      throw err;
    }
    w.cameAt = at;
    if (!seen || seats.get(seatId) !== w) return;
    w.seenAt = at;
    goOn(w);
    w.ring = keepLatest(w.ring, { jpeg, at });
    on.frame(seatId, w.roomId, at, seen.thumb);
    if (!w.monitor) return;
    const alike = seen.embedding && w.references ? likeness(seen.embedding, w.references) : null;
    if (alike !== null) {
      w.lastCheckAt = at;
      w.scores = [...w.scores, { at, score: Math.round(alike * 1000) / 1000 }].slice(-SCORES_KEPT);
    }
    handle(w, w.monitor.frame({ observation: seen.observation, likeness: alike }));
    await capture(w, { at, jpeg }, qualityHint(seen.observation) === null);
  }

  /** A picture for the record when one is due and this frame shows one good face (DOMAIN.md §0.4: no bad capture may void a result). */
  async function capture(w: Watched, shot: Shot, good: boolean): Promise<void> {
    const c = w.captures;
    if (!c) return;
    c.newest = shot;
    if (!good) return;
    const { book, keep } = offer(c.book, shot);
    if (!keep) return void (c.book = book);
    c.book = book;
    try {
      await store(w, c.attemptId, shot);
    } catch (err) {
      // Not kept: the moment is due again.
      c.book = {
        ...c.book,
        due: [shot.at, ...c.book.due],
        taken: c.book.taken.filter((t) => t !== shot.at),
      };
      throw err;
    }
  }
  const store = (w: Watched, attemptId: string, { at, jpeg }: Shot) =>
    ports.evidence.put({ kind: 'capture', seatId: w.seatId, sittingId: w.sittingId, attemptId, at, jpeg });

  function tick(): void {
    const t = now();
    for (const w of seats.values()) {
      if (!w.references && t >= w.askAt) learn(w);
      const comes = t - w.cameAt < 2 * TICK_MS;
      // Frames come, none is looked at, and nobody said that analysis is down: then it cannot keep up.
      if (!w.off && comes && t - w.seenAt > UNSEEN_MS) goOff(w, 'overloaded');
      const sitting = ports.exam.openAtSeat(w.seatId);
      // A camera is missed only while a test runs at a terminal that is there (a lost line has its own incident),
      // and only where it is the camera that is silent, not the analysis.
      const missed =
        sitting && ports.exam.stageOf(sitting) === 'running' && ports.terminals.connected(w.seatId);
      if (missed && !comes && w.monitor) handle(w, w.monitor.tick(t));
    }
  }
  const clock = setInterval(tick, TICK_MS);

  return {
    start,
    rest,
    end,
    frame,
    /**
     * Draws the moments of the random captures of an attempt that begins now, or goes on after a restart with
     * those of `taken` there already.
     */
    planCaptures(
      seatId: string,
      o: { attemptId: string; wanted: number; durationMs: number; taken?: number[] },
    ): void {
      const w = seats.get(seatId);
      if (!w) return;
      w.captures = {
        attemptId: o.attemptId,
        book: planCaptures({ ...o, from: now(), random }),
        newest: null,
      };
    },
    /** The test is over: what is missing comes out of the good pictures held back, in the end out of any. */
    async finishCaptures(seatId: string): Promise<void> {
      const w = seats.get(seatId);
      const c = w?.captures;
      if (!w || !c) return;
      w.captures = null;
      const good = fillUp(c.book);
      const none = c.book.wanted > 0 && c.book.taken.length + good.length === 0;
      for (const shot of none && c.newest ? [c.newest] : good) await store(w, c.attemptId, shot);
    },
    /** Faces the person at a seat is held against; null while they are not known. */
    references: (seatId: string) => seats.get(seatId)?.references ?? null,
    lastFrame: (seatId: string) => seats.get(seatId)?.ring.at(-1) ?? null,
    stop(): void {
      clearInterval(clock);
      stopHealth();
    },
  };
}
export type SeatWatch = ReturnType<typeof createSeatWatch>;
