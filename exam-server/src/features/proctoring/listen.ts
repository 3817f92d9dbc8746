import { randomInt } from 'node:crypto';
import type { Context } from '../../context';
import type { AttemptEvent } from '../exam';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';
import type { SeatWatch } from './seat-watch';
import type { Wall } from './wall';

const random = () => randomInt(0, 1 << 30) / (1 << 30);
const inTest = (stage: string | null) => stage === 'running' || stage === 'paused';

/** Turns what other features announce into incidents and fresh seat views. */
export function listen(
  ctx: Context,
  ports: ProctoringPorts,
  p: {
    incidents: Incidents;
    wall: Wall;
    watch: SeatWatch;
    pushEvent(attemptId: string, event: AttemptEvent): void;
    pushCheck(checkId: string, roomId: string): Promise<void>;
  },
): () => void {
  const { bus } = ctx;
  const { incidents, wall, watch } = p;
  const stageAt = (seatId: string) => {
    const sitting = ports.exam.openAtSeat(seatId);
    return sitting ? ports.exam.stageOf(sitting) : null;
  };
  const over = async (seatId: string, at: number) => {
    for (const kind of incidents.openKindsAt(seatId))
      if (kind !== 'helpAsked')
        await incidents.close(seatId, kind, at, { detail: { endedWithSitting: true } });
  };

  const offs = [
    bus.on('sitting', async ({ seatId, roomId, sittingId, stage, candidateId }) => {
      if (stage === 'closed' || stage === 'done' || stage === 'signing') {
        watch.end(seatId);
        await over(seatId, ctx.clock.now());
        if (stage === 'closed') {
          await incidents.close(seatId, 'helpAsked', ctx.clock.now());
          wall.of(seatId).helpAsked = false;
          incidents.forgetSeat(seatId);
        }
      } else await watch.start(seatId, roomId, sittingId, candidateId);
      wall.touch(seatId, roomId);
    }),
    bus.on('attemptEvent', async ({ attemptId, seatId, roomId, event }) => {
      p.pushEvent(attemptId, event);
      wall.touch(seatId, roomId);
      if (event.kind === 'started') {
        const sitting = ports.exam.openAtSeat(seatId);
        const state = ports.exam.peek(attemptId);
        if (sitting && state)
          watch.planCaptures(seatId, sitting.kind.photoCaptures.taken, state.policy.durationMs, random);
      }
      if (event.kind === 'submitted' || event.kind === 'expired') await watch.captureLast(seatId);
    }),
    bus.on('terminal', async ({ seatId, roomId, connected, at }) => {
      wall.of(seatId).changedAt = at;
      wall.touch(seatId, roomId);
      if (connected) await incidents.close(seatId, 'connectionLost', at);
      else if (inTest(stageAt(seatId)))
        await incidents.raise({ seatId, roomId, kind: 'connectionLost', severity: 'warn', at });
    }),
    bus.on('report', async ({ seatId, roomId, kind, detail, at }) => {
      const pairs: Record<string, ['fullscreenLeft' | 'focusLost' | 'cameraLost', boolean]> = {
        fullscreenLeft: ['fullscreenLeft', true],
        fullscreenRestored: ['fullscreenLeft', false],
        focusLost: ['focusLost', true],
        focusRestored: ['focusLost', false],
        cameraLost: ['cameraLost', true],
        cameraRestored: ['cameraLost', false],
      };
      const pair = pairs[kind];
      if (pair?.[1] === false) return incidents.close(seatId, pair[0], at);
      // Before and after the test nobody is accused of leaving a page.
      if (!inTest(stageAt(seatId))) return;
      const still = watch.lastFrame(seatId);
      const common = {
        seatId,
        roomId,
        at,
        ...(detail ? { detail: { what: detail } } : {}),
        stills: still ? [{ ...still, moment: 'open' as const }] : [],
      };
      if (pair)
        return incidents.raise({
          ...common,
          kind: pair[0],
          severity: pair[0] === 'cameraLost' ? 'alert' : 'warn',
        });
      if (kind === 'blockedAction') {
        await incidents.raise({ ...common, kind: 'blockedAction', severity: 'info', stills: [] });
        await incidents.close(seatId, 'blockedAction', at);
      }
    }),
    bus.on('secondLogin', async ({ seatId, roomId, at }) => {
      await incidents.raise({ seatId, roomId, kind: 'secondLogin', severity: 'alert', at });
      await incidents.close(seatId, 'secondLogin', at);
      wall.touch(seatId, roomId);
    }),
    bus.on('help', async ({ seatId, roomId, on, at }) => {
      wall.of(seatId).helpAsked = on;
      wall.touch(seatId, roomId);
      if (on) await incidents.raise({ seatId, roomId, kind: 'helpAsked', severity: 'warn', at });
      else await incidents.close(seatId, 'helpAsked', at);
    }),
    bus.on('checkin', ({ seatId, roomId }) => wall.touch(seatId, roomId)),
    bus.on('identityCheck', async ({ checkId, seatId, roomId }) => {
      const check = await ports.identity.checkView(checkId);
      const waits = check?.state === 'pending';
      wall.of(seatId).pendingCheckId = waits ? checkId : null;
      if (waits)
        await incidents.raise({
          seatId,
          roomId,
          kind: 'identityUnsure',
          severity: 'alert',
          at: ctx.clock.now(),
          ...(check.reason ? { detail: { reason: check.reason } } : {}),
          thresholds: check.thresholds,
        });
      else await incidents.close(seatId, 'identityUnsure', ctx.clock.now());
      wall.touch(seatId, roomId);
      await p.pushCheck(checkId, roomId);
    }),
    bus.on('frame', ({ seatId, at, jpeg }) => watch.frame(seatId, at, jpeg)),
  ];
  return () => offs.forEach((off) => off());
}
