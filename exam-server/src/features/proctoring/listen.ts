import type { AttemptEventView } from 'exam-contract/attempt';
import type { Announcements, Context } from '../../context';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';
import { reportMeanings, SECOND_LOGIN_QUIET_MS } from './domain/reports';
import { resumeCaptures } from './resume-captures';
import type { SeatWatch } from './seat-watch';
import type { Wall } from './wall';

/** Between these nobody is accused of anything: before and after the test people come and go. */
const inTest = (stage: string | null) => stage === 'running' || stage === 'paused';

/** Turns what other features announce into incidents and fresh seat views. */
export function listen(
  ctx: Context,
  ports: ProctoringPorts,
  p: {
    incidents: Incidents;
    wall: Wall;
    watch: SeatWatch;
    pushEvent(attemptId: string, event: AttemptEventView): void;
    pushCheck(checkId: string, roomId: string): Promise<void>;
    pushThumb(roomId: string, thumb: { seatId: string; at: number; jpeg: Uint8Array }): void;
  },
): () => void {
  const { bus } = ctx;
  const { incidents, wall, watch } = p;
  const stageAt = (seatId: string) => {
    const sitting = ports.exam.openAtSeat(seatId);
    return sitting ? ports.exam.stageOf(sitting) : null;
  };

  /** The test is over: so is everything that was wrong with it. A raised hand stays up. */
  async function over(seatId: string, at: number): Promise<void> {
    for (const kind of incidents.openKindsAt(seatId))
      if (kind !== 'helpAsked')
        await incidents.close(seatId, kind, at, { detail: { endedWithSitting: true } });
  }

  async function sitting(e: Announcements['sitting']): Promise<void> {
    const { seatId, roomId, stage } = e;
    // Who sits where is shown at once; what was wrong there is written to the database first.
    wall.touch(seatId, roomId);
    switch (stage) {
      case 'rules':
      case 'ready':
      case 'running':
      case 'paused':
        watch.start(seatId, roomId, e.sittingId, e.candidateId);
        break;
      case 'result':
        watch.rest(seatId);
        await over(seatId, ctx.clock.now());
        break;
      case 'signing':
      case 'done':
      case 'closed':
        watch.end(seatId);
        await over(seatId, ctx.clock.now());
        if (stage !== 'closed') break;
        await incidents.close(seatId, 'helpAsked', ctx.clock.now());
        wall.of(seatId).helpAsked = false;
        wall.forgetSitting(e.sittingId);
        incidents.forgetSeat(seatId);
        break;
    }
    wall.touch(seatId, roomId);
  }

  async function attemptEvent(e: Announcements['attemptEvent']): Promise<void> {
    p.pushEvent(e.attemptId, e.event);
    wall.touch(e.seatId, e.roomId);
    const { kind } = e.event;
    if (kind === 'started') {
      const doc = ports.exam.openAtSeat(e.seatId);
      const state = ports.exam.peek(e.attemptId);
      if (doc && state)
        watch.planCaptures(e.seatId, {
          attemptId: e.attemptId,
          wanted: doc.kind.photoCaptures.taken,
          durationMs: state.policy.durationMs,
        });
    }
    if (kind === 'seated') await resumeCaptures(ctx, ports, watch, e.seatId);
    if (kind === 'submitted' || kind === 'expired' || kind === 'terminated')
      await watch.finishCaptures(e.seatId);
  }

  async function report(e: Announcements['report']): Promise<void> {
    const { seatId, roomId, at } = e;
    const meaning = reportMeanings[e.kind as keyof typeof reportMeanings] as
      (typeof reportMeanings)[keyof typeof reportMeanings] | undefined;
    if (!meaning) return;
    if (meaning.change === 'ends') {
      if (meaning.quietMs > 0) return incidents.closeAfter(meaning.quietMs, seatId, meaning.kind, at);
      return incidents.close(seatId, meaning.kind, at);
    }
    if (!inTest(stageAt(seatId))) return;
    const still = watch.lastFrame(seatId);
    await incidents.raise({
      seatId,
      roomId,
      kind: meaning.kind,
      severity: meaning.severity,
      at,
      ...(e.detail ? { detail: { what: e.detail } } : {}),
      stills: still ? [{ ...still, moment: meaning.kind === 'cameraLost' ? 'before' : 'open' }] : [],
    });
    if (meaning.change === 'happens') incidents.closeAfter(meaning.quietMs, seatId, meaning.kind, at);
  }

  async function identityCheck(e: Announcements['identityCheck']): Promise<void> {
    const { checkId, seatId, roomId } = e;
    const check = await ports.identity.checkView(checkId);
    if (!check) return;
    await p.pushCheck(checkId, roomId);
    const l = wall.of(seatId);
    const now = ctx.clock.now();
    if (check.state === 'pending') {
      l.pendingCheckId = checkId;
      await incidents.raise({
        seatId,
        roomId,
        kind: 'identityUnsure',
        severity: 'alert',
        at: now,
        ...(check.reason ? { detail: { reason: check.reason } } : {}),
        thresholds: check.thresholds,
        modelVersions: check.modelVersions,
        kept: check.livePhoto ? [{ evidenceId: check.livePhoto, at: check.at, moment: 'open' }] : [],
      });
    } else if (l.pendingCheckId === checkId) {
      l.pendingCheckId = null;
      await incidents.close(seatId, 'identityUnsure', now, { detail: { outcome: check.state } });
    }
    wall.touch(seatId, roomId);
  }

  const offs = [
    bus.on('sitting', sitting),
    bus.on('attemptEvent', attemptEvent),
    bus.on('report', report),
    bus.on('identityCheck', identityCheck),
    bus.on('terminal', async ({ seatId, roomId, connected, at }) => {
      wall.of(seatId).changedAt = at;
      wall.enrolmentChanged(roomId);
      wall.touch(seatId, roomId);
      if (connected) await incidents.close(seatId, 'connectionLost', at);
      else if (inTest(stageAt(seatId)))
        await incidents.raise({ seatId, roomId, kind: 'connectionLost', severity: 'warn', at });
    }),
    bus.on('terminalRevoked', ({ roomId }) => wall.enrolmentChanged(roomId)),
    bus.on('secondLogin', async ({ seatId, roomId, at }) => {
      const severity = stageAt(seatId) === null ? 'info' : 'alert';
      await incidents.raise({ seatId, roomId, kind: 'secondLogin', severity, at });
      incidents.closeAfter(SECOND_LOGIN_QUIET_MS, seatId, 'secondLogin', at);
    }),
    bus.on('help', async ({ seatId, roomId, on, at }) => {
      wall.of(seatId).helpAsked = on;
      wall.touch(seatId, roomId);
      if (on) await incidents.raise({ seatId, roomId, kind: 'helpAsked', severity: 'warn', at });
      else await incidents.close(seatId, 'helpAsked', at);
    }),
    bus.on('messageSent', ({ seatId, roomId, messageId: id, text, at }) => {
      const sittingId = ports.exam.openAtSeat(seatId)?._id ?? null;
      wall.of(seatId).message = { id, sittingId, text, at, seenAt: null };
      wall.touch(seatId, roomId);
    }),
    bus.on('messageSeen', ({ seatId, roomId, messageId, at }) => {
      const { message } = wall.of(seatId);
      if (message?.id !== messageId || message.seenAt !== null) return;
      message.seenAt = at;
      wall.touch(seatId, roomId);
    }),
    bus.on('checkin', ({ seatId, roomId }) => wall.touch(seatId, roomId)),
    bus.on('checkinThumb', ({ roomId, ...thumb }) => p.pushThumb(roomId, thumb)),
    bus.on('frame', ({ seatId, at, jpeg }) => watch.frame(seatId, at, jpeg)),
  ];
  return () => offs.forEach((off) => off());
}
