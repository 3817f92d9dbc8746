import type { SeatStage, SeatView } from 'exam-contract/seat';
import type { Context } from '../../context';
import { maskIdNumber } from '../candidates';
import { tally } from '../exam';
import { attention } from './attention';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';

/** At most four updates a second a seat: more than an eye takes in. */
const PUSH_MS = 250;

export interface SeatLive {
  helpAsked: boolean;
  lastFrameAt: number | null;
  pendingCheckId: string | null;
  changedAt: number;
}

/** The wall: one view a seat, put together from what every feature knows at the moment it is asked. */
export function createWall(
  ctx: Context,
  ports: ProctoringPorts,
  incidents: () => Incidents,
  push: (view: SeatView) => void,
) {
  const live = new Map<string, SeatLive>();
  const timers = new Map<string, NodeJS.Timeout>();
  const watched = new Set<string>();
  const enrolled = new Map<string, { deviceId: string } | null>();

  const of = (seatId: string): SeatLive => {
    let l = live.get(seatId);
    if (!l)
      live.set(
        seatId,
        (l = { helpAsked: false, lastFrameAt: null, pendingCheckId: null, changedAt: ctx.clock.now() }),
      );
    return l;
  };

  function stage(seatId: string, connected: boolean): SeatStage {
    const sitting = ports.exam.openAtSeat(seatId);
    if (sitting) {
      const s = ports.exam.stageOf(sitting);
      return s === 'closed' ? 'done' : s;
    }
    if (!enrolled.get(seatId)) return 'unassigned';
    if (!connected) return 'offline';
    return ports.identity.stage(seatId) ? 'checkin' : 'idle';
  }

  async function view(seatId: string): Promise<SeatView> {
    const l = of(seatId);
    const seat = await ports.seats.seatInfo(seatId);
    const connected = ports.terminals.connected(seatId);
    const sitting = ports.exam.openAtSeat(seatId);
    const attemptId = sitting?.attemptIds.at(-1) ?? null;
    const state = attemptId ? ports.exam.peek(attemptId) : null;
    const candidate = sitting ? await ports.candidates.get(sitting.candidateId) : null;
    const openNow = incidents().openAt(seatId);
    const kinds = new Set(openNow.map((i) => i.kind));
    const now = ctx.clock.now();
    const t = state ? tally(state) : null;
    const st = stage(seatId, connected);
    const sees = l.lastFrameAt !== null && now - l.lastFrameAt < 5000;
    const camera: SeatView['camera']['state'] = !sitting
      ? 'none'
      : !ports.vision.healthy()
        ? 'analysisOff'
        : kinds.has('cameraLost')
          ? 'lost'
          : kinds.has('cameraCovered')
            ? 'covered'
            : kinds.has('cameraFrozen')
              ? 'frozen'
              : sees
                ? 'ok'
                : 'none';
    const last = incidents().latestAt(seatId);
    const unreviewed = incidents().unreviewedAt(seatId);
    const device = enrolled.get(seatId) ?? null;
    return {
      seatId,
      roomId: seat.roomId,
      number: seat.number,
      label: seat.label,
      stage: st,
      terminal: device ? { deviceId: device.deviceId, connected, changedAt: l.changedAt } : null,
      sittingId: sitting?._id ?? null,
      attemptId,
      candidate: candidate
        ? {
            candidateId: candidate.candidateId,
            name: candidate.name,
            maskedIdNumber: maskIdNumber(candidate.idNumber),
          }
        : null,
      kind: sitting ? { code: sitting.kind.code, name: sitting.kind.name } : null,
      progress:
        state && t
          ? {
              answered: t.answered,
              total: state.items.length,
              correct: t.correct,
              wrong: t.wrong,
              score: t.score,
              passMark: state.policy.passMark,
            }
          : null,
      clock: state
        ? {
            deadline: state.status === 'running' ? state.deadline : null,
            remainingMs:
              state.status === 'running' && state.deadline !== null
                ? Math.max(0, state.deadline - now)
                : state.remainingMs,
            at: now,
          }
        : null,
      camera: { state: camera, lastFrameAt: l.lastFrameAt },
      helpAsked: l.helpAsked,
      pendingCheckId: l.pendingCheckId,
      openIncidents: openNow.length,
      unreviewedIncidents: unreviewed,
      latestIncident: last
        ? {
            id: last._id,
            kind: last.kind,
            severity: last.severity,
            state: last.state,
            openedAt: last.openedAt,
          }
        : null,
      ...attention({
        pendingCheckId: l.pendingCheckId,
        helpAsked: l.helpAsked,
        openSeverities: openNow.map((i) => i.severity),
        connected,
        stage: st,
        camera,
        unreviewed,
      }),
    };
  }

  return {
    of,
    view,
    /** Something about a seat changed: its view goes out soon, once for many changes. */
    touch(seatId: string, roomId: string): void {
      if (!watched.has(roomId) || timers.has(seatId)) return;
      timers.set(
        seatId,
        setTimeout(() => {
          timers.delete(seatId);
          view(seatId).then(push, (err: unknown) => ctx.log.warn({ err, seatId }, 'seat view failed'));
        }, PUSH_MS),
      );
    },
    async room(roomId: string): Promise<SeatView[]> {
      watched.add(roomId);
      const seats = await ports.seats.seatsOf(roomId);
      for (const s of seats) enrolled.set(s.seatId, s.terminal ? { deviceId: s.terminal.deviceId } : null);
      return Promise.all(seats.map((s) => view(s.seatId)));
    },
    /** A terminal connected: it is certainly enrolled. */
    seen: (seatId: string, deviceId: string) => void enrolled.set(seatId, { deviceId }),
    known: (seatId: string) => enrolled.get(seatId) != null,
    stop: () => timers.forEach((t) => clearTimeout(t)),
  };
}
export type Wall = ReturnType<typeof createWall>;
