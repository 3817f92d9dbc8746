import type { Context } from '../../context';
import type { Audit } from '../audit';
import { siteRoutesOf } from './sites.routes';
import { createSitesService } from './sites.service';
import { createSiteStore } from './sites.store';
import { createTerminals } from './terminals.service';

export { siteIndexes } from './sites.store';

/** Sites, their rooms and seats, and which browser is the terminal of which seat. */
export function createSites(ctx: Context, deps: { audit: Pick<Audit, 'record'> }) {
  const store = createSiteStore(ctx.db);
  const terminals = createTerminals(ctx, store, deps.audit);
  const sites = createSitesService(ctx, store, terminals, deps.audit);
  return { ...sites, terminals, routes: siteRoutesOf(sites, terminals, ctx.config.RATE_LIMITS) };
}
export type Sites = ReturnType<typeof createSites>;
