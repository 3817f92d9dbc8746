#!/usr/bin/env node
// Starts the question-bank CLI (TypeScript) under this node; the exit code is the CLI's.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const program = fileURLToPath(new URL('../../question-bank/src/cli/bin.ts', import.meta.url));
const now = new Date();
const two = (n) => String(n).padStart(2, '0');
const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;

const child = spawn(process.execPath, ['--import', tsx, program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, KAOTAI_TODAY: today },
});
child.on('exit', (code, signal) => {
  process.exitCode = signal ? 70 : (code ?? 70);
});
