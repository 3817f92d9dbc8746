import type { Router } from 'express';
import { attemptRoutes } from 'exam-contract/http/attempts';
import type { Role } from 'exam-contract/http/roles';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf, type Audit } from '../audit';
import type { AttemptPages } from './attempt-detail';
import type { DrawPages } from './draw-record';

/** Registry office, auditors and administrators see keys; those who watch an exam do not. */
const seesKeys: readonly Role[] = ['registry', 'auditor', 'admin'];
const withKey = (caller: Caller) => caller.kind === 'staff' && caller.roles.some((r) => seesKeys.includes(r));

export const resultRoutesOf =
  (
    pages: AttemptPages,
    draws: DrawPages,
    sheet: (attemptId: string) => Promise<Buffer>,
    ofSameSitting: (attemptId: string, other: string) => Promise<boolean>,
    audit: Pick<Audit, 'record'>,
  ) =>
  (router: Router, deps: RouteDeps) => {
    addRoute(router, deps, attemptRoutes.list, async ({ query }) => ({ rows: await pages.list(query) }));
    addRoute(router, deps, attemptRoutes.detail, async ({ params, caller }) => {
      const keys = withKey(caller);
      if (keys)
        await audit.record(null, {
          actor: actorOf(caller),
          action: 'attempt.viewKeys',
          target: `attempt/${params.attemptId}`,
        });
      return pages.detail(params.attemptId, keys);
    });
    addRoute(router, deps, attemptRoutes.sheet, async ({ params, caller }) => {
      // A terminal may print the sheets of its own sitting and no other.
      if (caller.kind === 'attempt' && !(await ofSameSitting(params.attemptId, caller.sub)))
        throw new AppError('ATTEMPT_NOT_YOURS');
      if (caller.kind === 'staff')
        await audit.record(null, {
          actor: actorOf(caller),
          action: 'attempt.viewSheet',
          target: `attempt/${params.attemptId}`,
        });
      return {
        data: await sheet(params.attemptId),
        mime: 'application/pdf',
        fileName: `kaotai-${params.attemptId}.pdf`,
      };
    });
    addRoute(router, deps, attemptRoutes.log, async ({ params, caller }) => {
      await audit.record(null, {
        actor: actorOf(caller),
        action: 'attempt.exportLog',
        target: `attempt/${params.attemptId}`,
      });
      return pages.exportLog(params.attemptId);
    });
    addRoute(router, deps, attemptRoutes.drawRecord, async ({ params, caller }) => {
      await audit.record(null, {
        actor: actorOf(caller),
        action: 'attempt.exportDraw',
        target: `attempt/${params.attemptId}`,
      });
      return draws.record(params.attemptId);
    });
  };
