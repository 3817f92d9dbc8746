import type { AttemptEventView } from 'exam-contract/attempt';
import type { Context } from '../../context';
import type { Claims } from '../../platform/crypto/tokens';
import type { Namespace } from '../../platform/sockets/io-server';
import { actionRoutesOf } from './actions.routes';
import { createIncidentStore } from './incident.store';
import { createIncidents } from './incidents';
import { listen } from './listen';
import type { ProctoringPorts } from './ports';
import { createConsoleHub, serveConsoles } from './proctoring.socket';
import { recoverWith } from './recover';
import { createSeatWatch } from './seat-watch';
import { createWall } from './wall';

export { incidentIndexes } from './incident.store';
export type { ProctoringPorts } from './ports';

/** One proctor, a hundred seats: what needs a person, with evidence, and what the person did. */
export function createProctoring(
  ctx: Context,
  ports: ProctoringPorts,
  o: {
    consoles: Namespace;
    staffStillValid: (c: Claims<'staff'>) => Promise<boolean>;
    eventsOf: (attemptId: string) => Promise<AttemptEventView[]>;
    /** An event as watchers may see it: nothing of the key in it. */
    asWatched(event: AttemptEventView): AttemptEventView;
  },
) {
  const hub = createConsoleHub(o.consoles);
  const incidents = createIncidents(ctx, ports, createIncidentStore(ctx.db), (change) => {
    hub.toRoom(change.incident.roomId, 'incident', change);
    wall.touch(change.incident.seatId, change.incident.roomId);
  });
  const wall = createWall(ctx, ports, {
    incidents: () => incidents,
    watched: hub.watched,
    push: (view) => hub.toRoom(view.roomId, 'seat:update', view),
  });
  const watch = createSeatWatch(ctx, ports, incidents, {
    frame: (seatId, roomId, at, jpeg) => {
      const l = wall.of(seatId);
      const was = l.lastFrameAt;
      l.lastFrameAt = at;
      if (was === null || at - was > 5000) wall.touch(seatId, roomId);
      if (jpeg) hub.thumb(roomId, { seatId, at, jpeg });
    },
    wantsThumb: hub.watched,
  });
  const stopListening = listen(ctx, ports, {
    incidents,
    wall,
    watch,
    pushEvent: (attemptId, event) => hub.event(attemptId, { attemptId, event: o.asWatched(event) }),
    pushCheck: async (checkId, roomId) => {
      const check = await ports.identity.checkView(checkId);
      if (check) hub.toRoom(roomId, 'check', check);
    },
    pushThumb: hub.thumb,
  });
  const stopConsoles = serveConsoles(o.consoles, ctx, ports, {
    wall,
    incidents,
    staffStillValid: o.staffStillValid,
    eventsOf: o.eventsOf,
  });
  const recovery = recoverWith(ctx, ports, { incidents, wall, watch });

  return {
    routes: actionRoutesOf(ctx, ports, incidents, watch),
    incidents: { ofAttempt: (attemptId: string) => incidents.list({ attemptId, limit: 200 }) },
    /** Picks up what was open before a restart, and watches again whoever still sits. */
    recover: recovery.run,
    async stop(): Promise<void> {
      recovery.stop();
      stopListening();
      stopConsoles();
      watch.stop();
      wall.stop();
      await incidents.stop();
    },
  };
}
