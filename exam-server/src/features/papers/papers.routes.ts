import type { Router } from 'express';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { bankRoutes } from 'exam-contract/http/banks';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import type { Clerk, DraftsService } from './drafts.service';
import type { Kinds } from './kinds.service';
import type { PapersService } from './papers.service';
import type { VersionsService } from './versions.service';

const clerkOf = (caller: Caller): Clerk => ({
  name: caller.kind === 'staff' ? caller.name : '',
  actor: actorOf(caller),
});

export const paperRoutesOf =
  (papers: PapersService, kinds: Kinds, versions: VersionsService, drafts: DraftsService) =>
  (router: Router, deps: RouteDeps) => {
    addRoute(router, deps, bankRoutes.upload, ({ file, query, caller }) => {
      if (!file) throw new AppError('BAD_REQUEST', { field: 'file' });
      return drafts.upload(file, query, clerkOf(caller));
    });
    addRoute(router, deps, bankRoutes.draft, ({ params }) => drafts.get(params.draftId));
    addRoute(router, deps, bankRoutes.drafts, async () => ({ drafts: await drafts.list() }));
    addRoute(router, deps, bankRoutes.discard, async ({ params, caller }) => {
      await drafts.discard(params.draftId, actorOf(caller));
      return {};
    });
    addRoute(router, deps, bankRoutes.publish, ({ params, body, caller }) =>
      drafts.publish(params.draftId, body, clerkOf(caller)),
    );
    addRoute(router, deps, bankRoutes.versions, async () => ({ versions: await versions.list() }));
    addRoute(router, deps, bankRoutes.kinds, async () => ({ kinds: await kinds.rows() }));
    addRoute(router, deps, attemptRoutes.media, async ({ params }) => ({
      ...(await papers.picture(params.sha256)),
      immutable: true,
    }));
  };
