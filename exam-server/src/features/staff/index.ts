import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createDutyService, type DutyPorts } from './duty.service';
import { createDutyStore, dutyIndexes } from './duty.store';
import { staffRoutesOf } from './staff.routes';
import { createStaffService } from './staff.service';
import { createStaffStore, staffIndexes as accountIndexes } from './staff.store';

/** Indexes of the feature; the migration makes them. */
export const staffIndexes = [...accountIndexes, ...dutyIndexes];

/** Accounts and sign-in, and which named examiner is on duty for which room. */
export function createStaff(ctx: Context, deps: { audit: Pick<Audit, 'record'>; sites: DutyPorts }) {
  const staff = createStaffService(ctx, createStaffStore(ctx.db), deps.audit);
  const duty = createDutyService(ctx, createDutyStore(ctx.db), staff, deps.audit, deps.sites);
  return { ...staff, duty, routes: staffRoutesOf(staff, duty, ctx.config.RATE_LIMITS) };
}
export type Staff = ReturnType<typeof createStaff>;
