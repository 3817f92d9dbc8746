import type { Router } from 'express';
import { statisticsRoutes } from 'exam-contract/http/statistics';
import { addRoute, type RouteDeps } from '../../platform/http/route';
import { actorOf, type Audit } from '../audit';
import type { SimilarityReport } from './similarity.service';
import type { StatisticsReader } from './statistics.service';

export const statisticsRoutesOf =
  (reader: StatisticsReader, similarity: SimilarityReport, audit: Pick<Audit, 'record'>) =>
  (router: Router, deps: RouteDeps) => {
    addRoute(router, deps, statisticsRoutes.overview, ({ query }) => reader.overview(query.version));
    addRoute(router, deps, statisticsRoutes.items, async ({ query }) => ({
      rows: await reader.items(query),
    }));
    addRoute(router, deps, statisticsRoutes.itemsCsv, async ({ query }) => ({
      data: await reader.csv(query),
      mime: 'text/csv; charset=utf-8',
      fileName: `kaotai-items-${query.version.slice(0, 8)}.csv`,
    }));
    addRoute(router, deps, statisticsRoutes.item, ({ params, query }) =>
      reader.item(query.version, params.questionId, query.kind),
    );
    addRoute(router, deps, statisticsRoutes.similarity, async ({ query, caller }) => {
      await audit.record(null, {
        actor: actorOf(caller),
        action: 'statistics.similarity',
        target: `room/${query.roomId}`,
        detail: { day: query.day },
      });
      return similarity(query.roomId, query.day);
    });
  };
