import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import type { Context } from '../../../exam-server/src/context';
import { readConfig } from '../../../exam-server/src/config';
import { createAudit } from '../../../exam-server/src/features/audit';
import { createBooking } from '../../../exam-server/src/features/booking';
import { createCandidates, type Enrolled } from '../../../exam-server/src/features/candidates';
import { createExamStore } from '../../../exam-server/src/features/exam/exam.store';
import { createPapers } from '../../../exam-server/src/features/papers';
import { createSites } from '../../../exam-server/src/features/sites';
import { createStaff } from '../../../exam-server/src/features/staff';
import { migrations } from '../../../exam-server/src/migrations';
import { createBus } from '../../../exam-server/src/platform/bus';
import { manualClock } from '../../../exam-server/src/platform/clock';
import { createTokens } from '../../../exam-server/src/platform/crypto/tokens';
import { createVault } from '../../../exam-server/src/platform/crypto/vault';
import { httpErrors } from '../../../exam-server/src/platform/http/errors';
import type { RouteDeps } from '../../../exam-server/src/platform/http/route';
import { silentLogger } from '../../../exam-server/src/platform/log';
import { createMetrics } from '../../../exam-server/src/platform/metrics';
import { uploadsTo } from '../../../exam-server/src/platform/http/upload';
import { connectMongo } from '../../../exam-server/src/platform/mongo/connect';
import { migrate } from '../../../exam-server/src/platform/mongo/migrate';

// The first suite on a cold machine compiles the server and makes a database.
jest.setTimeout(240_000);

/** A morning in November 2026, Beijing time. */
export const MORNING = Date.parse('2026-11-23T09:00:00+08:00');

/** The URI of the run's own mongod with a database of its own. */
export function freshDatabase(): string {
  const uri = process.env['KAOTAI_TEST_MONGODB_URI'];
  if (!uri) throw new Error('KAOTAI_TEST_MONGODB_URI is not set: run through jest');
  return uri.replace('/?', `/admin-${randomUUID()}?`);
}

/** A context on a fresh, migrated database with a clock moved by hand. */
export async function testContext(now = MORNING) {
  const uri = freshDatabase();
  const db = await connectMongo(uri, silentLogger);
  const clock = manualClock(now);
  const vault = createVault(randomBytes(32));
  const ctx: Context = {
    config: readConfig({ MONGODB_URI: uri }),
    clock,
    log: silentLogger,
    metrics: createMetrics(),
    db,
    vault,
    tokens: createTokens(vault, clock),
    bus: createBus(silentLogger),
  };
  await migrate(db, migrations, { clock, log: silentLogger });
  const close = async () => {
    await db.dropDatabase();
    await db.close();
    ctx.metrics.registry.clear();
  };
  return { ctx, clock, close };
}

/** Waits until the row of an attempt, which is written behind its log, says that it is scored. */
export async function scoredRow({ db }: Pick<Context, 'db'>, attemptId: string): Promise<void> {
  const rows = db.collection<{ _id: string }>('attempts');
  while (!(await rows.findOne({ _id: attemptId, status: 'scored' })))
    await new Promise((r) => setTimeout(r, 20));
}

/** The features of this folder wired as the composition root wires them, behind a real express application. */
export async function testAdmin(
  enrol: (picture: Uint8Array) => Promise<Enrolled> = () =>
    Promise.resolve({ ok: false, code: 'VISION_UNAVAILABLE' }),
  { heldFrom, ...child }: { readMemoryBytes?: number; heldFrom?: number } = {},
) {
  const { ctx, clock, close } = await testContext();
  const audit = createAudit(ctx);
  const sites = createSites(ctx, {
    audit,
    regionFits: (region) => papers.regionFits(region),
    regionsOfBank: () => papers.regions(),
  });
  const staff = createStaff(ctx, { audit, sites: { roomExists: (id) => sites.roomExists(id) } });
  const spool = mkdtempSync(join(tmpdir(), 'kaotai-spool-'));
  const papers = createPapers(ctx, {
    spool,
    child,
    ...(heldFrom === undefined ? {} : { heldFrom }),
    audit,
    bookedKinds: () => booking.bookedKinds(),
    regionsInUse: () => sites.regionsInUse(),
    shown: createExamStore(ctx.db).shown,
    running: {
      with: () => Promise.resolve([]),
      settle: () => Promise.resolve(),
      progress: () => Promise.resolve(new Map()),
    },
  });
  const booking = createBooking(ctx, {
    audit,
    siteExists: (id) => sites.siteExists(id),
    kindInForce: (code, at) => papers.kindInForce(code, at),
  });
  const candidates = createCandidates(ctx, { audit, booking, enrol });

  const app = express();
  app.use(express.json({ limit: '1mb' }));
  const router = express.Router();
  const deps: RouteDeps = {
    tokens: ctx.tokens,
    guard: {
      staffStillValid: (claims) => staff.stillValid(claims),
      deviceStillValid: (claims) => sites.terminals.stillValid(claims),
    },
    upload: uploadsTo(spool),
  };
  for (const feature of [audit, staff, sites, candidates, papers]) feature.routes(router, deps);
  app.use('/api/v1', router);
  app.use(httpErrors(ctx.log, ctx.metrics));

  /** A signed-in member of staff with the roles, and the header that proves it. */
  const signedIn = async (
    roles: Parameters<typeof staff.add>[0]['roles'],
    examinerCertificate: string | null = null,
  ) => {
    const username = `u-${randomUUID().slice(0, 8)}`;
    const { staff: who, password } = await staff.add(
      { username, name: '测试员', roles, examinerCertificate },
      'system',
    );
    const { token } = await staff.signIn({ username, password });
    return { ...who, password, auth: { Authorization: `Bearer ${token}` } };
  };
  const stop = async () => {
    staff.duty.stop();
    sites.terminals.stop();
    await papers.stop();
    rmSync(spool, { recursive: true, force: true });
    await close();
  };
  return {
    ctx,
    clock,
    spool,
    app,
    router,
    deps,
    audit,
    sites,
    staff,
    papers,
    booking,
    candidates,
    signedIn,
    stop,
  };
}
export type TestAdmin = Awaited<ReturnType<typeof testAdmin>>;
