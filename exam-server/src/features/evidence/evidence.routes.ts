import type { Router } from 'express';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import { addRoute, type RouteDeps } from '../../platform/http/route';
import { actorOf, type Audit } from '../audit';
import type { EvidenceService } from './evidence.service';

/** Each look is recorded before the picture goes out: a look that leaves no trace does not happen. */
export const evidenceRoutesOf =
  (evidence: EvidenceService, audit: Pick<Audit, 'record'>) =>
  (router: Router, deps: RouteDeps): void => {
    addRoute(router, deps, proctoringRoutes.evidence, async ({ params, caller }) => {
      const data = await evidence.get(params.evidenceId);
      await audit.record(null, {
        actor: actorOf(caller),
        action: 'evidence.view',
        target: `evidence/${params.evidenceId}`,
      });
      return { data, mime: 'image/jpeg' };
    });
  };
