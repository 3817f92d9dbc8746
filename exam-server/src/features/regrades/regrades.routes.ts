import type { Router } from 'express';
import { regradeRoutes } from 'exam-contract/http/regrades';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import type { RegradesService } from './regrades.service';

const clerkOf = (caller: Caller) => ({
  name: caller.kind === 'staff' ? caller.name : '',
  actor: actorOf(caller),
});

export const regradeRoutesOf = (regrades: RegradesService) => (router: Router, deps: RouteDeps) => {
  const r = regradeRoutes;
  addRoute(router, deps, r.questions, async ({ query }) => ({
    rows: await regrades.questions(query.from),
  }));
  addRoute(router, deps, r.list, async ({ caller }) => ({ regrades: await regrades.list(clerkOf(caller)) }));
  addRoute(router, deps, r.tryOut, ({ body, caller }) =>
    regrades.tryOut(body.basis, body.questionIds, clerkOf(caller)),
  );
  addRoute(router, deps, r.get, ({ params, caller }) => regrades.get(params.regradeId, clerkOf(caller)));
  addRoute(router, deps, r.rows, async ({ params, query }) => ({
    rows: await regrades.rows(params.regradeId, query),
  }));
  addRoute(router, deps, r.csv, async ({ params }) => ({
    data: await regrades.csv(params.regradeId),
    mime: 'text/csv; charset=utf-8',
    fileName: `kaotai-regrade-${params.regradeId.slice(0, 8)}.csv`,
  }));
  addRoute(router, deps, r.propose, ({ params, body, caller }) =>
    regrades.propose(params.regradeId, body.reason, clerkOf(caller)),
  );
  addRoute(router, deps, r.decide, ({ params, body, caller }) =>
    regrades.decide(params.regradeId, body.approve, body.reason, clerkOf(caller)),
  );
  addRoute(router, deps, r.cancelBooking, ({ params, body, caller }) =>
    regrades.cancelBooking(params.regradeId, params.attemptId, body, clerkOf(caller)),
  );
};
