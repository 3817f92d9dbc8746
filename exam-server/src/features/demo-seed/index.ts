import type { Context } from '../../context';
import { createDemoStore } from './demo.store';
import { seedDemo, type DemoServices, type DemoSummary } from './demo-seed';

export { demoIndexes } from './demo.store';
export type { DemoSummary } from './demo-seed';

/** A site, staff, candidates with faces, bookings and a bank to try the system with. */
export function createDemo(ctx: Context, services: DemoServices) {
  const store = createDemoStore(ctx.db);
  return {
    seed: (o: { newPasswords?: boolean } = {}): Promise<DemoSummary> => seedDemo(ctx, store, services, o),
  };
}
