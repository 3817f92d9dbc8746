import { networkInterfaces } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { startApp } from './app';
import { readConfig } from './config';
import { welcome } from './welcome';
import { createLogger } from './platform/log';

/** Addresses at which other machines may find this one. */
const addresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((of) => of ?? [])
    .filter((a) => a.family === 'IPv4' && !a.internal)
    .map((a) => a.address);

/** Percent by which the heap may grow until garbage is collected; otherwise a large bank passing through doubles it. */
const HEAP_GROWTH = 50;

async function main(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH}`);
  const config = readConfig();
  const log = createLogger(config);
  const app = await startApp({ config, log });
  let ending = false;
  const end = (signal: string) => {
    if (ending) return;
    ending = true;
    log.info({ signal }, 'ending');
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => end('SIGTERM'));
  process.on('SIGINT', () => end('SIGINT'));
  // A promise nobody waited for is a defect, but no reason to end everybody's exam.
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'));
  if (config.DEMO) console.log('Preparing the demo site: faces, candidates, bookings, question bank …');
  const demo = config.DEMO ? await app.demo.seed({ newPasswords: config.NEW_PASSWORDS }) : null;
  const first = demo ? null : await app.staff.ensureFirstAdmin();
  if (first) console.log(`First account, password shown once: ${first.username}  ${first.password}`);
  const scheme = config.TLS_CERT ? 'https' : 'http';
  console.log(welcome({ scheme, host: config.HOST, port: app.port, addresses: addresses() }, demo));
}

main().catch((err: unknown) => {
  console.error(err instanceof Error ? err.message : err);
  process.exit(1);
});
