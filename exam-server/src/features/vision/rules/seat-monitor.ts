import type { Observation } from 'exam-contract/vision';
import { cameraRules, type CameraRule, type SeatPolicy } from './policy';
import { quiet, stepDwell, type Dwell } from './dwell';
import type { Frame } from './rule';
import { frameRules } from './rules';

/** Something began, goes on, or is over. Times are the server's. */
export interface MonitorEvent {
  change: 'open' | 'update' | 'close';
  kind: CameraRule;
  severity: 'info' | 'warn' | 'alert';
  at: number;
  /** Of what opens: the first look that was wrong. Where few pictures come, that is longer ago than its dwell time. */
  began: number | null;
  trace: { at: number; value: number }[];
  thresholds: Record<string, number>;
}

/** How often an open incident is updated, ms. */
const UPDATE_MS = 5000;

/** Share of a face's height that the largest face may move between two frames and still be taken for the same one. */
const MOVED = 0.6;

function appeared(before: Observation | null, now: Observation): boolean {
  const [a, b] = [before?.faces[0], now.faces[0]];
  if (!b || !before) return false;
  if (!a) return true;
  const x = Math.abs(a.box[0] + a.box[2] / 2 - b.box[0] - b.box[2] / 2) * now.width;
  const y = Math.abs(a.box[1] + a.box[3] / 2 - b.box[1] - b.box[3] / 2) * now.height;
  const size = Math.max(a.heightPx, b.heightPx) / Math.max(1, Math.min(a.heightPx, b.heightPx));
  return Math.hypot(x, y) > MOVED * b.heightPx || size > 1 + MOVED;
}

/** Judges the observations of one seat over time. Pure but for its own memory; fed by frames and by silence. */
export function createSeatMonitor(policy: SeatPolicy, startedAt: number) {
  const memory = new Map<CameraRule, Dwell>(cameraRules.map((k) => [k, quiet]));
  const told = new Map<CameraRule, number>();
  let lastFrameAt = startedAt;
  let former: Observation | null = null;
  /** Somebody came into the picture, or moved further than people do between two frames, and was not compared since. */
  let stranger = false;

  function feed(
    kind: CameraRule,
    at: number,
    reading: { value: number; wrong: boolean } | null,
  ): MonitorEvent[] {
    const rule = policy[kind];
    if (!rule.enabled || !reading) return [];
    const { dwell, change, began } = stepDwell(memory.get(kind)!, at, reading, rule);
    memory.set(kind, dwell);
    const due = dwell.open && !change && at - (told.get(kind) ?? 0) >= UPDATE_MS;
    if (!change && !due) return [];
    told.set(kind, at);
    return [
      {
        change: change ?? 'update',
        kind,
        severity: rule.severity,
        at,
        began: change === 'open' ? began : null,
        trace: dwell.trace,
        thresholds: { limit: rule.limit, openMs: rule.openMs, closeMs: rule.closeMs },
      },
    ];
  }

  return {
    frame(f: Frame): MonitorEvent[] {
      const { at } = f.observation;
      lastFrameAt = Math.max(lastFrameAt, at);
      stranger = f.likeness === null && (stranger || appeared(former, f.observation));
      former = f.observation;
      const seen = (Object.keys(frameRules) as (keyof typeof frameRules)[]).flatMap((kind) =>
        feed(kind, at, frameRules[kind](f, policy)),
      );
      return [...feed('cameraLost', at, { value: 0, wrong: false }), ...seen];
    },
    /** A second went by: the time since the last frame is itself a signal. */
    tick(now: number): MonitorEvent[] {
      const silence = now - lastFrameAt;
      // Between two frames there is always a little silence; it says nothing either way.
      return silence < policy.cameraLost.limit
        ? []
        : feed('cameraLost', now, { value: silence, wrong: true });
    },
    /** True while something looks wrong, open or not, or a face came that was not compared yet: worth a closer look. */
    suspicious: () => stranger || [...memory.values()].some((d) => d.open || d.since !== null),
    /** The sitting is over: whatever is open closes. */
    end(now: number): MonitorEvent[] {
      return cameraRules.flatMap((kind) => {
        const d = memory.get(kind)!;
        memory.set(kind, quiet);
        return d.open
          ? [
              {
                change: 'close' as const,
                kind,
                severity: policy[kind].severity,
                at: now,
                began: null,
                trace: d.trace,
                thresholds: {},
              },
            ]
          : [];
      });
    },
  };
}
export type SeatMonitor = ReturnType<typeof createSeatMonitor>;
