import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createCounting } from './count.service';
import type { StatisticsPorts } from './ports';
import { createSimilarity } from './similarity.service';
import { statisticsRoutesOf } from './statistics.routes';
import { createStatisticsReader } from './statistics.service';
import { createStatisticsStore } from './statistics.store';

export type { StatisticsPorts } from './ports';
export { statisticsIndexes } from './statistics.store';

/** How questions and papers are answered, counted as attempts are scored. */
export function createStatistics(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  ports: StatisticsPorts & { audit: Pick<Audit, 'record'> },
) {
  const store = createStatisticsStore(ctx.db);
  const reader = createStatisticsReader(store, ports);
  return {
    count: () => createCounting(ctx, store, ports).count(),
    routes: statisticsRoutesOf(reader, createSimilarity(store, ports), ports.audit),
  };
}
