#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const entry = fileURLToPath(new URL('../verify.ts', import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const [command, ...rest] = process.argv.slice(2);
if (command !== 'verify') {
  console.error(
    'usage: kaotai verify <attempt> [--hash HASH] [--data DIR] [--json]   (reads the running system or MONGODB_URI)\n       kaotai verify --file LOG.json [--hash HASH] [--json]\n       kaotai verify --bank HASH [--data DIR] [--json]   (a published version against the audit chain)',
  );
  process.exit(64);
}
const { status } = spawnSync(process.execPath, ['--import', tsx, entry, ...rest], { stdio: 'inherit' });
process.exit(status ?? 1);
