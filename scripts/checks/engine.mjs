import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readJson } from '../lib/files.cjs';
import { root, stateDir } from '../lib/paths.cjs';
import { add, closingLine, none, ofCheck, ofJest } from './tally.cjs';

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one stage with our own terminal, resolves with its exit code. A signal counts as a failure, and so
 * does a tool that does not end (a test that left something open): it is ended, so that the rest can run.
 */
function runTool(stage, extra) {
  return new Promise((resolve) => {
    const script = path.join(root, 'node_modules', stage.tool);
    const child = spawn(process.execPath, [script, ...stage.args, ...extra], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    });
    let tooLong = false;
    const limit = setTimeout(() => {
      tooLong = true;
      console.error(`${stage.name} did not end within ${stage.limitMin} minutes: ended.`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 5_000).unref();
    }, stage.limitMin * 60_000);
    const forward = (signal) => child.kill(signal);
    process.once('SIGTERM', forward);
    const end = (code) => {
      clearTimeout(limit);
      process.off('SIGTERM', forward);
      resolve(tooLong ? 1 : (code ?? 1));
    };
    child.once('error', (error) => {
      console.error(error.message);
      end(1);
    });
    child.once('exit', end);
  });
}

async function runStage(stage, index) {
  if (!stage.jest) return ofCheck(await runTool(stage, []));
  const report = path.join(stateDir, 'reports', `jest-${index}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const code = await runTool(stage, [
    '--json',
    `--outputFile=${report}`,
    ...(process.env.CI ? ['--ci'] : []),
  ]);
  return ofJest(readJson(report), code);
}

/**
 * Runs the stages one after another and prints what each came to; a failed one does not keep the others
 * from running, since one run should tell everything that is wrong.
 * @returns {Promise<number>} the exit code; the last line printed is the count over all stages
 */
export async function runStages(stages) {
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
  });
  const began = performance.now();
  const lines = [];
  let total = none();
  for (const [index, stage] of stages.entries()) {
    if (interrupted) break;
    console.log(`\n▶ ${index + 1}/${stages.length} ${stage.name} (${stage.about})`);
    const since = performance.now();
    const tally = await runStage(stage, index);
    total = add(total, tally);
    const line = `${tally.failed > 0 ? '✖' : '✔'} ${stage.name}: ${closingLine(tally)}, ${seconds(since)}`;
    lines.push(line);
    console.log(line);
  }
  console.log(`\nEverything together, ${seconds(began)}:`);
  for (const line of lines) console.log(`  ${line}`);
  if (interrupted) console.log('  Interrupted: the rest was not run.');
  console.log(closingLine(total));
  return interrupted ? 130 : total.failed > 0 || total.passed === 0 ? 1 : 0;
}
