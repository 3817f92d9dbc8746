import { runCli } from './run';

// The launcher knows the day (a library never reads the clock) and passes it on.
void runCli(process.argv.slice(2), {
  today: process.env['KAOTAI_TODAY'] ?? '',
  out: (text) => process.stdout.write(`${text}\n`),
  err: (text) => process.stderr.write(`${text}\n`),
}).then((code) => {
  process.exitCode = code;
});
