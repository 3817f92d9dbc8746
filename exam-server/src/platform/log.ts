import pino from 'pino';
import type { Config } from '../config';

export type Logger = pino.Logger;

/** What must never reach a log, wherever it stands in a logged object. */
const secrets = [
  'token',
  'deviceToken',
  'attemptToken',
  'password',
  'idNumber',
  'authorization',
  'embedding',
  'jpeg',
  'code',
  'cookie',
];
const paths = secrets.flatMap((k) => (k === 'code' ? ['body.code'] : [k, `*.${k}`, `*.*.${k}`]));

/** JSON lines; secrets redacted. */
export function createLogger(config: Pick<Config, 'LOG_LEVEL' | 'LOG_FILE'>): Logger {
  const options: pino.LoggerOptions = {
    level: config.LOG_LEVEL,
    base: null,
    redact: { paths: [...paths, 'req.headers.authorization', 'req.headers.cookie'], censor: '[redacted]' },
  };
  return config.LOG_FILE
    ? pino(options, pino.destination({ dest: config.LOG_FILE, mkdir: true, sync: false }))
    : pino(options);
}
export const silentLogger: Logger = pino({ level: 'silent' });
