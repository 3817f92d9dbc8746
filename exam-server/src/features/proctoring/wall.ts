import type { SeatStage, SeatView } from 'exam-contract/seat';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { createTurns } from '../../platform/turns';
import { maskIdNumber } from '../candidates';
import { tally } from '../exam';
import { attention } from './domain/attention';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';

/** At most four updates a second a seat: more than an eye takes in. */
const PUSH_MS = 250;
/** What could not be read is read again after this long: a tile must not go on showing what was. */
const AGAIN_MS = 1000;

export interface SeatLive {
  helpAsked: boolean;
  lastFrameAt: number | null;
  pendingCheckId: string | null;
  message: { id: string; sittingId: string | null; text: string; at: number; seenAt: number | null } | null;
  changedAt: number;
}

/** The wall: one view a seat, put together from what every feature knows at the moment it is asked. */
export function createWall(
  ctx: Context,
  ports: ProctoringPorts,
  on: {
    incidents(): Incidents;
    watched(roomId: string): boolean;
    push(view: SeatView): void;
  },
) {
  const live = new Map<string, SeatLive>();
  const timers = new Map<string, NodeJS.Timeout>();
  /** Rooms whose terminals are being looked up anew. */
  const asking = new Map<string, NodeJS.Timeout>();
  const enrolled = new Map<string, { deviceId: string } | null>();
  /** Who sits, by sitting: a name is opened once, not four times a second. */
  const names = new Map<string, NonNullable<SeatView['candidate']>>();
  const turns = createTurns();
  let stopped = false;

  const of = (seatId: string): SeatLive => {
    let l = live.get(seatId);
    if (!l)
      live.set(
        seatId,
        (l = {
          helpAsked: false,
          lastFrameAt: null,
          pendingCheckId: null,
          message: null,
          changedAt: ctx.clock.now(),
        }),
      );
    return l;
  };
  async function nameOf(sittingId: string, candidateId: string): Promise<SeatView['candidate']> {
    const known = names.get(sittingId);
    if (known) return known;
    const { name, idNumber } = await ports.candidates.get(candidateId);
    const who = { candidateId, name, maskedIdNumber: maskIdNumber(idNumber) };
    names.set(sittingId, who);
    return who;
  }
  async function lookUp(roomId: string): Promise<string[]> {
    const seats = await ports.seats.seatsOf(roomId);
    for (const s of seats) enrolled.set(s.seatId, s.terminal ? { deviceId: s.terminal.deviceId } : null);
    return seats.map((s) => s.seatId);
  }

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
    const candidate = sitting ? await nameOf(sitting._id, sitting.candidateId) : null;
    const incidents = on.incidents();
    const openNow = incidents.openAt(seatId);
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
    // What was written to somebody else is nothing to show beside the next one.
    const message = l.message?.sittingId === (sitting?._id ?? null) ? l.message : null;
    const last = incidents.latestAt(seatId);
    const unreviewed = incidents.unreviewedAt(seatId);
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
      candidate,
      kind: sitting ? { code: sitting.kind.code, name: sitting.kind.name } : null,
      progress:
        state && t
          ? {
              answered: t.answered,
              total: t.counted,
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
      lastMessage: message && { text: message.text, at: message.at, seenAt: message.seenAt },
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

  /** Does it `ms` from now, once for many; again where the database failed, as nothing else may change for long. */
  function soon(
    waiting: typeof timers,
    name: string,
    roomId: string,
    work: () => Promise<void>,
    ms = PUSH_MS,
  ): void {
    if (stopped || !on.watched(roomId) || waiting.has(name)) return;
    const run = () => {
      waiting.delete(name);
      work().catch((err: unknown) => {
        ctx.log.warn({ err, name }, 'the wall could not be brought up to date');
        // What is not there will not be there next time either.
        if (!(err instanceof AppError)) soon(waiting, name, roomId, work, AGAIN_MS);
      });
    };
    waiting.set(name, setTimeout(run, ms));
  }
  /** Something about a seat changed: its view goes out soon, once for many changes, and never an older one after a newer. */
  const touch = (seatId: string, roomId: string): void =>
    soon(timers, seatId, roomId, () => turns.run(seatId, async () => on.push(await view(seatId))));

  return {
    of,
    touch,
    /** The whole wall of a room by number. @throws AppError NOT_FOUND */
    room: async (roomId: string): Promise<SeatView[]> => Promise.all((await lookUp(roomId)).map(view)),
    /** Terminals of a room were enrolled, revoked, came or went: looked up once for many. */
    enrolmentChanged: (roomId: string): void =>
      soon(asking, roomId, roomId, async () =>
        (await lookUp(roomId)).forEach((seatId) => touch(seatId, roomId)),
      ),
    forgetSitting: (sittingId: string) => void names.delete(sittingId),
    stop(): void {
      stopped = true;
      for (const t of [...timers.values(), ...asking.values()]) clearTimeout(t);
    },
  };
}
export type Wall = ReturnType<typeof createWall>;
