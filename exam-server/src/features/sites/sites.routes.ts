import type { Router } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { siteRoutes } from 'exam-contract/http/sites';
import { AppError } from '../../platform/errors';
import { addRoute, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import type { SitesService } from './sites.service';
import type { Terminals } from './terminals.service';

/** Tries a minute, so that guessing a code takes centuries: from one address, and from all together. */
const TRIES = { perAddress: 10, together: 60 };

export const siteRoutesOf =
  (
    sites: SitesService,
    terminals: Terminals,
    regionsOfBank: () => Promise<ReadonlyMap<string, number>>,
    limited: boolean,
  ) =>
  (router: Router, deps: RouteDeps) => {
    const perAddress = new RateLimiterMemory({ points: TRIES.perAddress, duration: 60 });
    const together = new RateLimiterMemory({ points: TRIES.together, duration: 60 });
    const slowDown = (r: { msBeforeNext?: number }): never => {
      throw new AppError('TOO_MANY_REQUESTS', { retryAfterMs: r.msBeforeNext ?? 60_000 });
    };

    addRoute(router, deps, siteRoutes.list, async () => ({ sites: await sites.list() }));
    addRoute(router, deps, siteRoutes.addSite, ({ body, caller }) =>
      sites.addSite(body.name, actorOf(caller), body.region ?? null),
    );
    addRoute(router, deps, siteRoutes.regions, async () => ({
      regions: [...(await regionsOfBank())].map(([region, questions]) => ({ region, questions })),
    }));
    addRoute(router, deps, siteRoutes.setRegion, ({ params, body, caller }) =>
      sites.setRegion(params.siteId, body, actorOf(caller)),
    );
    addRoute(router, deps, siteRoutes.addRoom, ({ params, body, caller }) =>
      sites.addRoom(params.siteId, body, actorOf(caller)),
    );
    addRoute(router, deps, siteRoutes.setChallenge, ({ params, body, caller }) =>
      sites.setChallenge(params.roomId, body, actorOf(caller)),
    );
    addRoute(router, deps, siteRoutes.seats, async ({ params }) => ({
      seats: await sites.seats(params.roomId),
    }));
    addRoute(router, deps, siteRoutes.enrolmentCode, ({ params, caller }) =>
      terminals.newCode(params.seatId, actorOf(caller)),
    );
    addRoute(router, deps, siteRoutes.revokeTerminal, ({ params, caller }) =>
      terminals.revoke(params.seatId, actorOf(caller)),
    );
    addRoute(router, deps, siteRoutes.enrolTerminal, async ({ body, ip }) => {
      if (limited) {
        await perAddress.consume(ip).catch(slowDown);
        await together.consume('all').catch(slowDown);
      }
      return terminals.enrol(body.code, ip);
    });
  };
