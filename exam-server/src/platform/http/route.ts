import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { NextFunction, Request, Response, Router } from 'express';
import { z } from 'zod';
import type { RouteContract } from 'exam-contract/http/route';
import type { Role } from 'exam-contract/http/roles';
import { AppError } from '../errors';
import type { Claims, Tokens } from '../crypto/tokens';
import { dropUpload } from './upload';

/** Who is calling, proven by a token; the kinds a route admits are named in its contract. */
export type Caller =
  | ({ kind: 'staff' } & Claims<'staff'>)
  | ({ kind: 'device' } & Claims<'device'>)
  | ({ kind: 'attempt' } & Claims<'attempt'>)
  | { kind: 'public' };

/** A file as it came: in memory, or on the disk until the answer is out. */
interface SmallUpload {
  name: string;
  data: Buffer;
}
interface LargeUpload {
  name: string;
  path: string;
  /** Bytes. */
  size: number;
}
type UploadOf<R extends RouteContract> = R extends { file: { large: true } } ? LargeUpload : SmallUpload;

type Parsed<S> = S extends z.ZodType ? z.output<S> : undefined;

export interface RouteInput<R extends RouteContract> {
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
  file: UploadOf<R> | undefined;
  /** Aborted when whoever asks is gone before the answer. */
  gone: AbortSignal;
  caller: Caller;
  /** Address of the caller, for audit and rate limits. */
  ip: string;
}
/** A binary answer. `immutable` lets caches keep it for ever. */
export interface Binary {
  data: Uint8Array;
  mime: string;
  fileName?: string;
  immutable?: boolean;
}
/** A binary answer that lies on the disk. */
export interface StoredFile {
  path: string;
  /** Its length. */
  bytes: number;
  mime: string;
  fileName: string;
  /** Further headers. */
  headers?: Record<string, string>;
  /** Called when it was sent, or whoever asked for it is gone. */
  drop(): Promise<void>;
}
type RouteOutput<R extends RouteContract> = R['out'] extends z.ZodType
  ? z.input<R['out']>
  : Binary | StoredFile;
export type RouteHandler<R extends RouteContract> = (input: RouteInput<R>) => Promise<RouteOutput<R>>;

/** Staff claims are checked against the database too, so that a disabled account ends at once. */
export interface CallerGuard {
  staffStillValid(claims: Claims<'staff'>): Promise<boolean>;
  deviceStillValid(claims: Claims<'device'>): Promise<boolean>;
}

export interface RouteDeps {
  tokens: Tokens;
  guard: CallerGuard;
  /** Middleware that puts the one multipart file of a contract into req.file. */
  upload(file: NonNullable<RouteContract['file']>): (req: Request, res: Response, next: NextFunction) => void;
}

const bearer = (req: Request): string | null => {
  const h = req.headers.authorization;
  return h?.startsWith('Bearer ') ? h.slice(7) : null;
};

async function authenticate(req: Request, access: RouteContract['access'], deps: RouteDeps): Promise<Caller> {
  if (access === 'public') return { kind: 'public' };
  const token = bearer(req);
  if (!token) throw new AppError('UNAUTHENTICATED');
  const admitted: readonly string[] = typeof access === 'string' ? [access] : access;
  const caller = identify(token, deps.tokens);
  if (caller.kind === 'staff') {
    if (!(await deps.guard.staffStillValid(caller))) throw new AppError('UNAUTHENTICATED');
    if (!caller.roles.some((r: Role) => admitted.includes(r))) throw new AppError('FORBIDDEN');
  } else {
    if (!admitted.includes(caller.kind)) throw new AppError('FORBIDDEN');
    if (caller.kind === 'device' && !(await deps.guard.deviceStillValid(caller)))
      throw new AppError('DEVICE_REVOKED');
  }
  return caller;
}

function identify(token: string, tokens: Tokens): Exclude<Caller, { kind: 'public' }> {
  for (const kind of ['staff', 'device', 'attempt'] as const) {
    try {
      return { kind, ...tokens.verify(kind, token) } as Exclude<Caller, { kind: 'public' }>;
    } catch {
      continue;
    }
  }
  throw new AppError('UNAUTHENTICATED');
}

function check<S extends z.ZodType | undefined>(schema: S, value: unknown, where: string): Parsed<S> {
  if (!schema) return undefined as Parsed<S>;
  const r = schema.safeParse(value);
  if (!r.success) {
    const path = r.error.issues[0]?.path.join('.') ?? '';
    throw new AppError('BAD_REQUEST', { field: path ? `${where}.${path}` : where });
  }
  return r.data as Parsed<S>;
}

/** Registers one route: authenticates, parses every input by its schema, answers what the handler returns. */
export function addRoute<const R extends RouteContract>(
  router: Router,
  deps: RouteDeps,
  contract: R,
  handler: RouteHandler<R>,
): void {
  const run = async (req: Request, res: Response) => {
    const caller = res.locals['caller'] as Caller;
    const gone = new AbortController();
    res.once('close', () => gone.abort(new AppError('CANCELLED')));
    const file = uploaded(req) as UploadOf<R> | undefined;
    if (contract.file && !file) throw new AppError('BAD_REQUEST', { field: contract.file.field });
    const out = await handler({
      params: check(contract.params, req.params, 'params') as Parsed<R['params']>,
      query: check(contract.query, req.query, 'query') as Parsed<R['query']>,
      body: check(contract.body, req.body ?? {}, 'body') as Parsed<R['body']>,
      file,
      gone: gone.signal,
      caller,
      ip: req.ip ?? '',
    });
    if (contract.out instanceof z.ZodType) {
      res.setHeader('Cache-Control', 'no-store');
      res.json(out);
    } else {
      const binary = out as Binary | StoredFile;
      if ('path' in binary) await sendStored(res, binary);
      else sendBinary(res, binary);
    }
  };
  const auth = (req: Request, res: Response, next: NextFunction) => {
    authenticate(req, contract.access, deps).then((caller) => {
      res.locals['caller'] = caller;
      next();
    }, next);
  };
  const chain = contract.file ? [auth, deps.upload(contract.file)] : [auth];
  router[contract.method](contract.path, ...chain, (req: Request, res: Response, next: NextFunction) => {
    run(req, res)
      .finally(() => dropUpload(req))
      .catch(next);
  });
}

function uploaded(req: Request): SmallUpload | LargeUpload | undefined {
  if (!req.file) return undefined;
  const { originalname, path, size, buffer } = req.file;
  const name = Buffer.from(originalname, 'latin1').toString('utf8');
  return path ? { name, path, size } : { name, data: buffer };
}

function binaryHeaders(res: Response, out: Omit<Binary, 'data'>): void {
  res.setHeader('Content-Type', out.mime);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  // A picture of a bank may be an SVG: whatever it holds must not run as a page of ours.
  res.setHeader('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  res.setHeader('Cache-Control', out.immutable ? 'private, max-age=31536000, immutable' : 'no-store');
  if (out.fileName)
    res.setHeader('Content-Disposition', `inline; filename*=UTF-8''${encodeURIComponent(out.fileName)}`);
}

function sendBinary(res: Response, out: Binary): void {
  binaryHeaders(res, out);
  res.end(Buffer.from(out.data));
}

async function sendStored(
  res: Response,
  { path, bytes, drop, headers = {}, ...about }: StoredFile,
): Promise<void> {
  try {
    binaryHeaders(res, about);
    res.setHeader('Content-Length', bytes);
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    await pipeline(createReadStream(path), res);
  } catch (err) {
    // Whoever went away wants no answer any more.
    if ((err as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw err;
  } finally {
    await drop();
  }
}
