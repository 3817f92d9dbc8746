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

/** Bounded, so that a file that is not what it seems cannot take the whole machine. */
const heapMb = process.env.KAOTAI_BANK_HEAP_MB ?? '700';
const OUT_OF_MEMORY = 134;

const node = [`--max-old-space-size=${heapMb}`, '--import', tsx, program];
const child = spawn(process.execPath, [...node, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, KAOTAI_TODAY: today },
});
child.on('exit', (code, signal) => {
  if (signal === 'SIGABRT' || code === OUT_OF_MEMORY) {
    console.error(
      `题库太大：处理它需要的内存超过 ${heapMb} MB。请拆分文件，或把图片取出与题库一起打包成 .zip；也可以设置 KAOTAI_BANK_HEAP_MB。\n` +
        `The bank is too large: it needs more than ${heapMb} MB of memory. Split it, or take the pictures out and pack them with it into a .zip; or set KAOTAI_BANK_HEAP_MB.`,
    );
    process.exitCode = 2;
    return;
  }
  process.exitCode = signal ? 70 : (code ?? 70);
});
