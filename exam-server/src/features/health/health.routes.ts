import { Router } from 'express';
import type { Context } from '../../context';
import { pingMongo } from '../../platform/mongo/connect';
import { pendingMigrations, type Migration } from '../../platform/mongo/migrate';

export interface HealthPorts {
  migrations: readonly Migration[];
  bankPublished(): Promise<boolean>;
  visionHealthy(): boolean;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/**
 * `/healthz`: the process lives. `/readyz`: it can hold exams; says what is missing. `/metrics`: for Prometheus, from
 * this machine only. Camera analysis that is off is told but stops no exam.
 */
export function healthRoutes(ctx: Pick<Context, 'db' | 'metrics' | 'log'>, ports: HealthPorts): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => void res.json({ ok: true }));
  router.get('/readyz', (_req, res, next) => {
    const check = async () => {
      const database = await pingMongo(ctx.db);
      const migrated = database && (await pendingMigrations(ctx.db, ports.migrations)).length === 0;
      const bank = database && (await ports.bankPublished());
      const ready = database && migrated && bank;
      res.status(ready ? 200 : 503).json({ ready, database, migrated, bank, vision: ports.visionHealthy() });
    };
    check().catch(next);
  });
  router.get('/metrics', (req, res, next) => {
    if (!LOOPBACK.has(req.socket.remoteAddress ?? '')) return void res.status(404).end();
    ctx.metrics.registry
      .metrics()
      .then((text) => res.type(ctx.metrics.registry.contentType).send(text), next);
  });
  return router;
}
