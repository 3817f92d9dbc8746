import type { Context } from '../../context';
import { createIdentityService } from './identity.service';
import type { IdentityPorts } from './ports';

export { checkIndexes } from './check.store';
export { likeness } from './domain/matching';
export type { Identity } from './identity.service';
export type { IdentityPorts } from './ports';

/** Who is sitting down: check-in by face, by number and face, or by a person's word. */
export const createIdentity = (ctx: Context, ports: IdentityPorts) => createIdentityService(ctx, ports);
