import type { Context } from '../../context';
import type { Audit } from '../audit';
import type { RegradePorts } from './ports';
import { regradeRoutesOf } from './regrades.routes';
import { createRegrades } from './regrades.service';
import { createRegradeStore } from './regrades.store';
import { createRegradeWorker } from './worker';

export { regradeIndexes } from './regrades.store';

/** Better results for finished attempts, after questions of theirs turned out wrong. */
export function createRegrading(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  ports: RegradePorts & { audit: Pick<Audit, 'record'> },
) {
  const store = createRegradeStore(ctx.db);
  const worker = createRegradeWorker(ctx, store, ports, ports.audit);
  return {
    /** Goes on with what is under way, wherever a server left it. */
    work: () => worker.work(),
    stop: () => worker.stop(),
    routes: regradeRoutesOf(createRegrades(ctx, store, worker, ports, ports.audit)),
  };
}
