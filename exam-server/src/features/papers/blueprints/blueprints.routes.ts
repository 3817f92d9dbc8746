import type { Router } from 'express';
import { blueprintRoutes } from 'exam-contract/http/blueprints';
import { addRoute, type Caller, type RouteDeps } from '../../../platform/http/route';
import type { BlueprintCheck } from './blueprint-check';
import type { BlueprintPages } from './blueprint-pages';
import type { BlueprintsService } from './blueprints.service';
import type { Clerk } from '../drafts/draft-view';
import type { Kinds } from './kinds.service';

export interface BlueprintServices {
  blueprints: BlueprintsService;
  blueprintPages: BlueprintPages;
  blueprintCheck: BlueprintCheck;
  kinds: Kinds;
}

export function addBlueprintRoutes(
  router: Router,
  deps: RouteDeps,
  { blueprints, blueprintPages: pages, blueprintCheck: check, kinds }: BlueprintServices,
  tools: { clerkOf: (caller: Caller) => Clerk; now: () => number },
): void {
  const { clerkOf, now } = tools;
  addRoute(router, deps, blueprintRoutes.list, async ({ caller }) => ({
    kinds: await pages.list(clerkOf(caller)),
  }));
  addRoute(router, deps, blueprintRoutes.ofKind, ({ params, caller }) =>
    pages.ofKind(params.kindCode, clerkOf(caller)),
  );
  addRoute(router, deps, blueprintRoutes.file, ({ params, query }) => pages.file(params.kindCode, query));
  addRoute(router, deps, blueprintRoutes.questions, async ({ params, query }) => ({
    questions: await pages.questions(params.kindCode, query.q),
  }));
  addRoute(router, deps, blueprintRoutes.look, async ({ params, body }) =>
    check.look(
      await (body.inForceFrom === undefined
        ? kinds.kindInForce(params.kindCode, now())
        : kinds.kindOn(params.kindCode, body.inForceFrom)),
      body.content,
      body.inForceFrom,
    ),
  );
  addRoute(router, deps, blueprintRoutes.testDraw, async ({ params, body }) => {
    const { content, ...how } = body;
    return check.testDraw(await kinds.kindInForce(params.kindCode, now()), content, how);
  });
  addRoute(router, deps, blueprintRoutes.save, ({ params, body, caller }) =>
    blueprints.save(params.kindCode, body, clerkOf(caller)),
  );
  addRoute(router, deps, blueprintRoutes.discard, async ({ params, query, caller }) => {
    await blueprints.discard(params.kindCode, query.rev, clerkOf(caller));
    return {};
  });
  addRoute(router, deps, blueprintRoutes.submit, ({ params, body, caller }) =>
    blueprints.submit(params.kindCode, body, clerkOf(caller)),
  );
  addRoute(router, deps, blueprintRoutes.sendBack, ({ params, body, caller }) =>
    blueprints.sendBack(params.kindCode, body, clerkOf(caller)),
  );
  addRoute(router, deps, blueprintRoutes.publish, ({ params, body, caller }) =>
    blueprints.approve(params.kindCode, body.rev, clerkOf(caller)),
  );
  addRoute(router, deps, blueprintRoutes.restore, ({ params, body, caller }) =>
    blueprints.restore(params.kindCode, params.hash, body.inForceFrom, clerkOf(caller)),
  );
  addRoute(router, deps, blueprintRoutes.cancel, async ({ params, body, caller }) => {
    await blueprints.cancel(params.publicationId, body.reason, clerkOf(caller));
    return {};
  });
}
