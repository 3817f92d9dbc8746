import type { Router } from 'express';
import { attemptRoutes } from 'exam-contract/http/attempts';
import { bankRoutes } from 'exam-contract/http/banks';
import { addRoute, type RouteDeps } from '../../platform/http/route';
import type { Kinds } from './kinds.service';
import type { PapersService } from './papers.service';
import type { VersionsService } from './versions.service';

export const paperRoutesOf =
  (papers: PapersService, kinds: Kinds, versions: VersionsService) => (router: Router, deps: RouteDeps) => {
    addRoute(router, deps, bankRoutes.versions, async () => ({ versions: await versions.list() }));
    addRoute(router, deps, bankRoutes.kinds, async () => ({ kinds: await kinds.rows() }));
    addRoute(router, deps, attemptRoutes.media, async ({ params }) => ({
      ...(await papers.picture(params.sha256)),
      immutable: true,
    }));
  };
