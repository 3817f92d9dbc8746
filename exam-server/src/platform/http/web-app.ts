import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { type Express, type Request, type Response, type NextFunction, type Router } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import { AppError } from '../errors';
import type { Logger } from '../log';
import type { Metrics } from '../metrics';
import { httpErrors } from './errors';

export interface WebAppOptions {
  log: Logger;
  metrics: Metrics;
  tls: boolean;
  /** Built front ends by the path they are served under, such as `/kiosk`. */
  frontEnds: Record<string, string>;
  /** Addresses that our own pages may show in a frame, and no others may. They get no line to the server. */
  framed: readonly string[];
  /** Registers every route of the API. */
  api(router: Router): void;
  /** Health and metrics, outside /api. */
  health: Router;
}

const directives = {
  defaultSrc: ["'self'"],
  baseUri: ["'none'"],
  connectSrc: ["'self'", 'ws:', 'wss:'],
  fontSrc: ["'self'", 'data:'],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  // The result sheet is printed through a frame that holds a PDF of ours.
  frameSrc: ["'self'", 'blob:'],
  imgSrc: ["'self'", 'blob:', 'data:'],
  mediaSrc: ["'self'", 'blob:'],
  objectSrc: ["'none'"],
  scriptSrc: ["'self'"],
  // The console's kit writes its styles at run time.
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'", 'blob:'],
};

/** The one Express application: headers, logs, API, front ends, and errors of the closed list at its end. */
export function createWebApp(o: WebAppOptions): Express {
  const app = express();
  const api = express.Router();
  o.api(api);
  app.disable('x-powered-by');
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives },
      strictTransportSecurity: o.tls,
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
  );
  app.use(
    [...o.framed],
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: { ...directives, frameAncestors: ["'self'"], connectSrc: ["'none'"], frameSrc: ["'none'"] },
    }),
  );
  app.use((_req, res, next) => {
    res.setHeader('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), fullscreen=(self)');
    next();
  });
  app.use(
    pinoHttp({
      logger: o.log,
      autoLogging: { ignore: (req) => !req.url?.startsWith('/api') },
      customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'debug'),
    }),
  );
  app.use(o.health);
  app.use(
    compression({ filter: (req, res) => !req.path.startsWith('/api') && compression.filter(req, res) }),
  );
  app.use('/api/v1', express.json({ limit: '256kb', strict: true }), api, () => {
    throw new AppError('NOT_FOUND');
  });
  for (const [path, folder] of Object.entries(o.frontEnds)) serveFrontEnd(app, path, folder);
  app.get('/', (_req, res) => res.redirect('/kiosk/'));
  app.use(() => {
    throw new AppError('NOT_FOUND');
  });
  app.use(httpErrors(o.log, o.metrics));
  return app;
}

function serveFrontEnd(app: Express, path: string, folder: string): void {
  const index = join(folder, 'index.html');
  app.use(
    path,
    express.static(join(folder), {
      index: false,
      redirect: false,
      setHeaders: (res, file) =>
        void res.setHeader(
          'Cache-Control',
          /[\\/]assets[\\/]/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    }),
  );
  app.get([path, `${path}/*rest`], (req: Request, res: Response, next: NextFunction) => {
    if (!req.path.endsWith('/') && req.path === path) return res.redirect(`${path}/`);
    if (!existsSync(index)) return next(new AppError('UNAVAILABLE'));
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(index);
  });
}
