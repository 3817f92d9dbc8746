import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CONSOLE_NAMESPACE } from 'exam-contract/console-socket';
import { KIOSK_NAMESPACE } from 'exam-contract/kiosk-socket';
import { PREVIEW_PAGE } from 'exam-contract/preview';
import type { Config } from './config';
import type { Announcements, Context } from './context';
import { createAudit } from './features/audit';
import { createBooking } from './features/booking';
import { createCandidates, enrolWith } from './features/candidates';
import { createDemo } from './features/demo-seed';
import { createEvidence } from './features/evidence';
import { createExam } from './features/exam';
import { healthRoutes } from './features/health';
import { createIdentity } from './features/identity';
import { createPapers } from './features/papers';
import { createProctoring } from './features/proctoring';
import { createRegrading } from './features/regrades';
import { createResults, eventView } from './features/results';
import { createSites } from './features/sites';
import { createStaff } from './features/staff';
import { createStatistics } from './features/statistics';
import { statisticsSources } from './statistics-sources';
import { createSeatSockets, serveTerminals } from './features/terminal';
import { createVisionPool } from './features/vision';
import { jobNames } from './job-names';
import { migrations } from './migrations';
import { createBus } from './platform/bus';
import { systemClock, type Clock } from './platform/clock';
import { createTokens } from './platform/crypto/tokens';
import { openVaultFile } from './platform/crypto/vault';
import type { RouteDeps } from './platform/http/route';
import { openSpool } from './platform/http/spool';
import { uploadsTo } from './platform/http/upload';
import { createWebApp } from './platform/http/web-app';
import { createJobs } from './platform/jobs/jobs';
import type { Logger } from './platform/log';
import { createMetrics } from './platform/metrics';
import { connectMongo } from './platform/mongo/connect';
import { migrate } from './platform/mongo/migrate';
import { createShutdown } from './platform/shutdown';
import { createSockets } from './platform/sockets/io-server';

const SWEEP_MS = 500;
const UPLOAD_MS = 2 * 3_600_000;
const root = join(__dirname, '..', '..');

export interface AppOptions {
  config: Config;
  log: Logger;
  clock?: Clock;
}

/** Puts the features together, in the order in which they need each other, and opens the doors. */
export async function startApp({ config, log, clock = systemClock }: AppOptions) {
  const shutdown = createShutdown(log);
  try {
    const metrics = createMetrics();
    const db = await connectMongo(config.MONGODB_URI, log);
    shutdown.add('database', () => db.close());
    await migrate(db, migrations, { clock, log });
    const vault = openVaultFile(join(config.DATA, 'keys', 'vault.key'));
    const ctx: Context = {
      config,
      clock,
      log,
      metrics,
      db,
      vault,
      tokens: createTokens(vault, clock),
      bus: createBus<Announcements>(log),
    };

    const audit = createAudit(ctx);
    const sites = createSites(ctx, {
      audit,
      regionFits: (region) => papers.regionFits(region),
      regionsOfBank: () => papers.regions(),
    });
    const staff = createStaff(ctx, { audit, sites });
    shutdown.add('duty', () => staff.duty.stop());
    // Bookings name kinds and banks ask what is booked: each reaches the other through a function, not at once.
    const spool = openSpool(join(config.DATA, 'uploads'));
    const papers = createPapers(ctx, {
      spool,
      audit,
      bookedKinds: () => booking.bookedKinds(),
      regionsInUse: () => sites.regionsInUse(),
      shown: (bankVersion, from, to) => exam.shown(bankVersion, from, to),
      running: {
        with: (questionId) => exam.withdrawn.runningWith(questionId),
        settle: () => exam.withdrawn.settleAll(),
        progress: (questionIds) => exam.withdrawn.progress(questionIds),
      },
    });
    shutdown.add('banks', () => papers.stop());
    const booking = createBooking(ctx, {
      audit,
      siteExists: sites.siteExists,
      kindInForce: papers.kindInForce,
    });
    const vision = createVisionPool(ctx);
    shutdown.add('vision', () => vision.stop());
    const candidates = createCandidates(ctx, { audit, booking, enrol: enrolWith(vision) });
    const evidence = createEvidence(ctx, { audit });

    const exam = createExam(ctx, { seats: sites, duty: staff.duty, candidates, bookings: booking, papers });
    const seatSockets = createSeatSockets();
    ctx.bus.on('terminalRevoked', ({ seatId }) => seatSockets.drop(seatId));
    shutdown.add('terminals', () => sites.terminals.stop());
    const identity = createIdentity(ctx, {
      vision,
      candidates,
      bookings: booking,
      evidence,
      exam,
      seats: sites,
      audit,
      push: (seatId, view) => void seatSockets.push(seatId, 'checkin:update', view),
    });

    const http =
      config.TLS_CERT && config.TLS_KEY
        ? createTlsServer({ cert: readFileSync(config.TLS_CERT), key: readFileSync(config.TLS_KEY) })
        : createServer();
    // A gigabyte of pictures over an office line takes its time; what never ends is ended.
    http.requestTimeout = UPLOAD_MS;
    const io = createSockets(http);
    const watched = (e: Parameters<typeof eventView>[0]) => eventView(e, false);
    const proctoring = createProctoring(
      ctx,
      {
        exam,
        identity,
        candidates,
        evidence,
        vision,
        audit,
        seats: { seatInfo: sites.seatInfo, seatsOf: sites.seats },
        duty: staff.duty,
        terminals: seatSockets,
      },
      {
        consoles: io.of(CONSOLE_NAMESPACE),
        staffStillValid: staff.stillValid,
        eventsOf: async (attemptId) => (await exam.events(attemptId)).map(watched),
        asWatched: watched,
      },
    );
    shutdown.add('proctoring', () => proctoring.stop());
    const results = createResults(ctx, {
      exam,
      seats: sites,
      candidates,
      papers,
      incidents: proctoring.incidents,
      checks: identity,
      evidence,
      audit,
    });
    const regrading = createRegrading(ctx, {
      exam: exam.regrading,
      papers: {
        keyed: papers.keyed,
        media: papers.media,
        withdrawn: papers.withdrawnQuestions,
        inForce: async () => (await papers.versions.inForce())?.hash ?? null,
      },
      candidates,
      bookings: booking,
      audit,
    });
    shutdown.add('regrades', () => regrading.stop());
    const statistics = createStatistics(ctx, { ...statisticsSources({ exam, papers, sites }), audit });
    serveTerminals(
      io.of(KIOSK_NAMESPACE),
      ctx,
      {
        exam,
        sites: { seatInfo: sites.seatInfo, deviceStillValid: sites.terminals.stillValid },
        duty: staff.duty,
        identity,
      },
      seatSockets,
    );

    const routeDeps: RouteDeps = {
      tokens: ctx.tokens,
      guard: { staffStillValid: staff.stillValid, deviceStillValid: sites.terminals.stillValid },
      upload: uploadsTo(spool),
    };
    const api: Parameters<typeof createWebApp>[0]['api'] = (router) => {
      for (const feature of [
        audit,
        staff,
        sites,
        candidates,
        papers,
        evidence,
        proctoring,
        results,
        regrading,
        statistics,
      ])
        feature.routes(router, routeDeps);
    };

    const jobs = createJobs(jobNames, { db, clock, log });
    jobs.handle('booking.noShow', { schedule: '*/5 * * * *', run: () => booking.sweepNoShows() });
    jobs.handle('bank.dropStaleDrafts', { schedule: '17 3 * * *', run: () => papers.drafts.dropStale() });
    jobs.handle('evidence.retain', { schedule: '41 3 * * *', run: () => evidence.retain() });

    jobs.handle('statistics.count', { schedule: '*/20 * * * * *', run: () => statistics.count() });
    jobs.handle('regrades.work', { schedule: '*/20 * * * * *', run: () => regrading.work() });

    await papers.loadShippedKinds();
    await identity.recover();
    const recovered = await exam.recover();
    await proctoring.recover();
    if (recovered > 0) log.info({ recovered }, 'unfinished attempts rebuilt from their logs');
    jobs.start();
    shutdown.add('jobs', () => jobs.stop());
    const sweep = setInterval(() => {
      identity.sweep();
      exam.sweep().catch((err: unknown) => log.error({ err }, 'sweep failed'));
    }, SWEEP_MS);
    shutdown.add('exam', async () => {
      clearInterval(sweep);
      await exam.drain();
    });

    http.on(
      'request',
      createWebApp({
        log,
        metrics,
        tls: Boolean(config.TLS_CERT),
        api,
        frontEnds: {
          '/kiosk': join(root, 'exam-client', 'dist'),
          '/console': join(root, 'proctor-console', 'dist'),
        },
        framed: [PREVIEW_PAGE],
        health: healthRoutes(ctx, {
          migrations,
          bankPublished: async () => (await papers.versions.inForce()) !== null,
          visionHealthy: vision.healthy,
        }),
      }),
    );
    await new Promise<void>((resolve, reject) => {
      http.once('error', reject);
      http.listen(config.PORT, config.HOST, resolve);
    });
    shutdown.add('sockets and http', async () => {
      http.closeAllConnections();
      await io.close();
    });
    const { port } = http.address() as AddressInfo;
    log.info({ port, host: config.HOST }, 'listening');
    const demo = createDemo(ctx, {
      audit,
      staff,
      sites,
      candidates,
      booking,
      papers,
      vision: config.VISION_CHILDREN > 0 ? vision : null,
    });
    return {
      port,
      ctx,
      close: () => shutdown.close(),
      demo,
      exam,
      identity,
      vision,
      staff,
      sites,
      candidates,
      booking,
      papers,
      evidence,
      statistics,
      seatSockets,
    };
  } catch (err) {
    await shutdown.close();
    throw err;
  }
}
export type App = Awaited<ReturnType<typeof startApp>>;
