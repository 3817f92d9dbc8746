import type { Context } from '../../context';
import { auditRoutes } from './audit.routes';
import { createAuditService } from './audit.service';
import { createAuditStore } from './audit.store';

export { actorOf, isAmong, samePerson } from './actor';
export { CHAIN_START, follow, type AuditDetail, type AuditDoc } from './audit-row';
export { auditIndexes, startChain } from './audit.store';
export type { Audit } from './audit.service';

/** Who did what to whom, in a chain of hashes that shows when a row was changed or taken out. */
export function createAudit(ctx: Context) {
  const audit = createAuditService(ctx, createAuditStore(ctx.db));
  return { ...audit, routes: auditRoutes(audit) };
}
