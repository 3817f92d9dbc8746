import { runCli } from './run';

// Who pipes into `head` has read enough: that is no failure, and no reason to go on.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(process.exitCode ?? 0);
  });

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.once(signal, () => process.exit(code));

// The launcher knows the day (a library never reads the clock) and passes it on.
void runCli(process.argv.slice(2), {
  today: process.env['KAOTAI_TODAY'] ?? '',
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
  ...(process.stderr.isTTY ? { progress: (text: string) => process.stderr.write(`\r\x1b[K${text}`) } : {}),
}).then((code) => {
  process.exitCode = code;
});
