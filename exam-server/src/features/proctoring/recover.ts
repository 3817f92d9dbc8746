import type { Context } from '../../context';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';
import { resumeCaptures } from './resume-captures';
import type { SeatWatch } from './seat-watch';
import type { Wall } from './wall';

/** Terminals come back by themselves after a restart; one that has not by then is missed. */
const BACK_MS = 15_000;
/** What ends by something that is still to come, and not by somebody watching in between. */
const LASTING = new Set(['connectionLost', 'helpAsked']);

/** Picks up the rooms as they were when the server went down. */
export function recoverWith(
  ctx: Pick<Context, 'clock'>,
  ports: Pick<ProctoringPorts, 'exam' | 'terminals' | 'evidence'>,
  p: { incidents: Incidents; wall: Wall; watch: SeatWatch },
) {
  let later: NodeJS.Timeout | null = null;

  /** Terminals that never came back have no line to lose: they are looked for. */
  function missTerminals(): void {
    for (const s of ports.exam.openSittings()) {
      const stage = ports.exam.stageOf(s);
      if ((stage === 'running' || stage === 'paused') && !ports.terminals.connected(s.seatId))
        void p.incidents.raise({
          seatId: s.seatId,
          roomId: s.roomId,
          kind: 'connectionLost',
          severity: 'warn',
          at: ctx.clock.now(),
          detail: { sinceRestart: true },
        });
    }
  }

  return {
    run: async (): Promise<void> => {
      const sittings = ports.exam.openSittings();
      const at = new Map(sittings.map((s) => [s.seatId, s]));
      await p.incidents.recover(
        (d) => LASTING.has(d.kind) && (at.get(d.seatId)?._id ?? null) === d.sittingId,
        sittings.map((s) => s._id),
      );
      for (const s of sittings) {
        const stage = ports.exam.stageOf(s);
        if (stage === 'done' || stage === 'signing' || stage === 'closed') continue;
        p.watch.start(s.seatId, s.roomId, s._id, s.candidateId);
        if (stage === 'result') p.watch.rest(s.seatId);
        if (p.incidents.openKindsAt(s.seatId).has('helpAsked')) p.wall.of(s.seatId).helpAsked = true;
        await resumeCaptures(ctx, ports, p.watch, s.seatId);
      }
      later = setTimeout(missTerminals, BACK_MS);
    },
    stop: () => void (later && clearTimeout(later)),
  };
}
