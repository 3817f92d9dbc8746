import type { Router } from 'express';
import { staffRoutes } from 'exam-contract/http/staff';
import { addRoute, type RouteDeps } from '../../platform/http/route';
import type { Audit } from './audit.service';

export const auditRoutes = (audit: Audit) => (router: Router, deps: RouteDeps) => {
  addRoute(router, deps, staffRoutes.audit, async ({ query }) => {
    const { rows, chainOk } = await audit.list(query);
    return {
      chainOk,
      rows: rows.map(({ _id, at, actor, action, target, detail, hash }) => ({
        id: _id,
        at,
        actor,
        action,
        target,
        detail,
        hash,
      })),
    };
  });
};
