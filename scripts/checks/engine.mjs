import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { readJson } from '../lib/files.cjs';
import { root, stateDir } from '../lib/paths.cjs';
import { failuresOfCheck, failuresOfJest } from './failures.cjs';
import { add, closingLine, none, ofCheck, ofJest } from './tally.cjs';

const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/**
 * Runs one stage, resolves with its exit code. A signal counts as a failure, and so does a tool that does not
 * end (a test that left something open): it is ended, so that the rest can run. What it prints goes to our own
 * terminal, or to `heard`.
 */
function runTool(stage, extra, heard) {
  return new Promise((resolve) => {
    const script = path.join(root, 'node_modules', stage.tool);
    const child = spawn(process.execPath, [script, ...stage.args, ...extra], {
      cwd: root,
      stdio: heard ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', heard);
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
    child.once('close', end);
  });
}

async function runTests(stage, index, heard) {
  const report = path.join(stateDir, 'reports', `jest-${index}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const extra = ['--json', `--outputFile=${report}`, ...(process.env.CI ? ['--ci'] : [])];
  const code = await runTool(stage, extra, heard);
  const content = readJson(report);
  return { tally: ofJest(content, code), failures: failuresOfJest(content, root) };
}

/** Runs a stage and prints what it said in one piece, since others run beside it. */
async function runQuietly(stage, index) {
  const said = [];
  const heard = (chunk) => said.push(chunk);
  const outcome = stage.jest
    ? await runTests(stage, index, heard)
    : { tally: ofCheck(await runTool(stage, [], heard)), failures: [] };
  const all = Buffer.concat(said);
  process.stdout.write(all);
  const { tally, failures } = outcome;
  // A run that ended without naming a test says last why.
  const silent = tally.failed > 0 && failures.length === 0;
  return silent ? { tally, failures: failuresOfCheck(stage.name, all.toString()) } : outcome;
}

/**
 * Runs the stages and prints what each came to: first the checks, as many at once as there are processors, then
 * the tests one after another, save those that mostly wait. A failed one does not keep the others from running,
 * since one run should tell everything that is wrong.
 * @returns {Promise<number>} the exit code; the last line printed is the count over all stages
 */
export async function runStages(stages) {
  let interrupted = false;
  process.once('SIGINT', () => {
    interrupted = true;
  });
  const began = performance.now();
  const lines = [];
  const failed = [];
  let total = none();
  const run = async (stage, how) => {
    if (interrupted) return;
    const index = stages.indexOf(stage);
    console.log(`\n▶ ${index + 1}/${stages.length} ${stage.name} (${stage.about})`);
    const since = performance.now();
    const { tally, failures } = await how(stage, index);
    total = add(total, tally);
    failed.push(...failures);
    const line = `${tally.failed > 0 ? '✖' : '✔'} ${stage.name}: ${closingLine(tally)}, ${seconds(since)}`;
    lines.push(line);
    console.log(line);
  };
  const checks = stages.filter((stage) => !stage.jest);
  const worker = async () => {
    for (let next = checks.shift(); next; next = checks.shift()) await run(next, runQuietly);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  let beside = [];
  for (const stage of stages.filter((stage) => stage.jest)) {
    if (stage.withNext) {
      beside.push(run(stage, runQuietly));
      continue;
    }
    await Promise.all([...beside, run(stage, runTests)]);
    beside = [];
  }
  await Promise.all(beside);
  console.log(`\nEverything together, ${seconds(began)}:`);
  for (const line of lines) console.log(`  ${line}`);
  // Said again, as a log that is kept is often cut in the middle.
  if (failed.length > 0) console.log(`\nWhat failed:\n${failed.join('\n')}\n`);
  if (interrupted) console.log('  Interrupted: the rest was not run.');
  console.log(closingLine(total));
  return interrupted ? 130 : total.failed > 0 || total.passed === 0 ? 1 : 0;
}
