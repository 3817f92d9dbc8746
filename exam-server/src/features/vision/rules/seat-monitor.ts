import { cameraRules, type CameraRule, type SeatPolicy } from './policy';
import { quiet, stepDwell, type Dwell } from './dwell';
import { readings, type Frame } from './signals';

/** Something began, goes on, or is over. Times are the server's. */
export interface MonitorEvent {
  change: 'open' | 'update' | 'close';
  kind: CameraRule;
  severity: 'info' | 'warn' | 'alert';
  at: number;
  trace: { at: number; value: number }[];
  thresholds: Record<string, number>;
}

/** How often an open incident is updated, ms. */
const UPDATE_MS = 5000;

/** Judges the observations of one seat over time. Pure but for its own memory; fed by frames and by silence. */
export function createSeatMonitor(policy: SeatPolicy, startedAt: number) {
  const memory = new Map<CameraRule, Dwell>(cameraRules.map((k) => [k, quiet]));
  const told = new Map<CameraRule, number>();
  let lastFrameAt = startedAt;

  function feed(
    kind: CameraRule,
    at: number,
    reading: { value: number; wrong: boolean } | null,
  ): MonitorEvent[] {
    const rule = policy[kind];
    if (!rule.enabled || !reading) return [];
    const { dwell, change } = stepDwell(memory.get(kind)!, at, reading, rule);
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
        trace: dwell.trace,
        thresholds: { limit: rule.limit, openMs: rule.openMs, closeMs: rule.closeMs },
      },
    ];
  }

  return {
    frame(f: Frame): MonitorEvent[] {
      const { at } = f.observation;
      lastFrameAt = at;
      const seen = (Object.keys(readings) as (keyof typeof readings)[]).flatMap((kind) =>
        feed(kind, at, readings[kind](f, policy)),
      );
      return [...feed('cameraLost', at, { value: 0, wrong: false }), ...seen];
    },
    /** A second went by: the time since the last frame is itself a signal. */
    tick(now: number): MonitorEvent[] {
      const silence = now - lastFrameAt;
      return silence < 2000
        ? []
        : feed('cameraLost', now, {
            value: silence,
            wrong: silence >= policy.cameraLost.limit - policy.cameraLost.openMs,
          });
    },
    /** True while something looks wrong, open or not: worth a closer look. */
    suspicious: () => [...memory.values()].some((d) => d.open || d.since !== null),
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
