import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const flag = z.enum(['0', '1', 'true', 'false', '']).transform((v) => v === '1' || v === 'true');
const ms = (d: number) => z.coerce.number().int().min(0).default(d);

/** Every setting of the server. Environment variables carry the prefix KAOTAI_; an unknown one stops the start. */
const schema = z.strictObject({
  PORT: port.default(8080),
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Folder of keys, logs and, under `npm start`, the database. */
  DATA: z
    .string()
    .min(1)
    .default('.kaotai/data')
    .transform((p) => resolve(p)),
  /** Folder of models and built addons shared by all checkouts. */
  CACHE: z
    .string()
    .min(1)
    .default(join(homedir(), '.cache', 'kaotai'))
    .transform((p) => resolve(p)),
  MONGODB_URI: z.string().startsWith('mongodb'),
  TLS_CERT: z.string().optional(),
  TLS_KEY: z.string().optional(),
  /** Seed and show the demo site. */
  DEMO: flag.default(false),
  /** Give every demo account a new password at this start. */
  NEW_PASSWORDS: flag.default(false),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** Log file; standard output when empty. */
  LOG_FILE: z.string().default(''),
  /** Vision children; 0 switches camera analysis off, which the wall shows. */
  VISION_CHILDREN: z.coerce.number().int().min(0).max(16).default(1),
  /** Milliseconds between two frames of one terminal. */
  FRAME_INTERVAL_MS: ms(1000),
  /** How long after the deadline answers made before it are still taken from a terminal that was cut off. */
  OFFLINE_GRACE_MS: ms(600_000),
  /** Examiner's console may be gone this long before nothing new starts. */
  EXAMINER_ABSENT_MS: ms(60_000),
  /** Kiosk returns to welcome after this long without a touch. */
  IDLE_RETURN_MS: ms(90_000),
  /** Years that evidence and recordings are kept (DOMAIN.md §0.4, in dispute: a parameter). */
  EVIDENCE_YEARS: z.coerce.number().min(1).max(30).default(3),
  /** Allow the three access-limiting constants to be relaxed in tests and load runs. */
  RATE_LIMITS: flag.default(true),
});

export type Config = z.infer<typeof schema>;
const PREFIX = 'KAOTAI_';
/** Variables the set-up scripts use; not the server's. */
const FOREIGN = new Set([
  'KAOTAI_OPENCV_ADDON',
  'KAOTAI_TEST_MONGODB_URI',
  'KAOTAI_LAW_DIR',
  'KAOTAI_SHARED_DIR',
]);

/**
 * Reads the configuration out of an environment. `MONGODB_URI` without prefix is honoured as hosts set it.
 * @throws Error naming each wrong variable and what it should be.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const raw: Record<string, string> = {};
  if (env['MONGODB_URI']) raw['MONGODB_URI'] = env['MONGODB_URI'];
  for (const [k, v] of Object.entries(env)) {
    if (k.startsWith(PREFIX) && !FOREIGN.has(k) && v !== undefined) raw[k.slice(PREFIX.length)] = v;
  }
  const parsed = schema.safeParse(raw);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((i) =>
      i.code === 'unrecognized_keys'
        ? `  ${i.keys.map((k) => PREFIX + k).join(', ')}: no such setting`
        : `  ${PREFIX}${i.path.join('.')}: ${i.message}`,
    );
    throw new Error(`The configuration is wrong:\n${lines.join('\n')}`);
  }
  return parsed.data;
}
