import type { Context } from '../../context';
import type { Audit } from '../audit';
import { siteRoutesOf } from './sites.routes';
import { createSitesService } from './sites.service';
import { createSiteStore } from './sites.store';
import { createTerminals } from './terminals.service';

export { siteIndexes } from './sites.store';

/** Sites, their rooms and seats, and which browser is the terminal of which seat. */
export function createSites(
  ctx: Context,
  deps: {
    audit: Pick<Audit, 'record'>;
    /** Refuses a region whose papers could not be drawn. @throws AppError BLUEPRINT_NOT_FEASIBLE */
    regionFits: (region: string) => Promise<void>;
    /** Questions of each region in the bank in force. */
    regionsOfBank: () => Promise<ReadonlyMap<string, number>>;
  },
) {
  const store = createSiteStore(ctx.db);
  const terminals = createTerminals(ctx, store, deps.audit);
  const sites = createSitesService(ctx, store, terminals, deps.audit, deps.regionFits);
  return {
    ...sites,
    terminals,
    routes: siteRoutesOf(sites, terminals, deps.regionsOfBank, ctx.config.RATE_LIMITS),
  };
}
export type Sites = ReturnType<typeof createSites>;
