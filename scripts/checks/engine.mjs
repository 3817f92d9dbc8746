import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { readJson } from '../lib/files.cjs';
import { root, stateDir } from '../lib/paths.cjs';
import { filesToRunAgain, withSecondRun } from './again.cjs';
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

async function runJest(stage, name, more, heard) {
  const file = path.join(stateDir, 'reports', `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const extra = ['--json', `--outputFile=${file}`, ...(process.env.CI ? ['--ci'] : []), ...more];
  const code = await runTool(stage, extra, heard);
  return { report: readJson(file), code };
}

const outcomeOf = ({ report, code }) => ({
  report,
  tally: ofJest(report, code),
  failures: failuresOfJest(report, root),
});

const runTests = async (stage, index, heard) => outcomeOf(await runJest(stage, `jest-${index}`, [], heard));

/** Runs the files that failed once more, now that nothing else runs, and resolves with the outcome of both runs. */
async function runAgain(stage, index, first) {
  const files = filesToRunAgain(first.report, stage.missesMoments);
  if (files.length === 0) return first;
  console.log(`\n▶ ${stage.name}: once more, alone: ${files.map((f) => path.relative(root, f)).join(', ')}`);
  const alone = { ...stage, args: stage.args.filter((arg) => !/^--(maxWorkers|runInBand)/.test(arg)) };
  const more = ['--runInBand', '--runTestsByPath', ...files];
  const { report, code } = await runJest(alone, `jest-${index}-again`, more);
  return outcomeOf({ report: withSecondRun(first.report, report), code });
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
  // A run that ended without naming a test says last why.
  const silent = outcome.tally.failed > 0 && outcome.failures.length === 0;
  return silent ? { ...outcome, failures: failuresOfCheck(stage.name, all.toString()) } : outcome;
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
  const lineOf = ({ stage, tally, took }) =>
    `${tally.failed > 0 ? '✖' : '✔'} ${stage.name}: ${closingLine(tally)}, ${took}`;
  const outcomes = [];
  const run = async (stage, how) => {
    if (interrupted) return;
    const index = stages.indexOf(stage);
    console.log(`\n▶ ${index + 1}/${stages.length} ${stage.name} (${stage.about})`);
    const since = performance.now();
    const outcome = { stage, ...(await how(stage, index)), took: seconds(since) };
    outcomes.push(outcome);
    console.log(lineOf(outcome));
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
  const missed = [];
  for (const [at, first] of outcomes.entries()) {
    if (interrupted || first.tally.failed === 0 || !first.stage.jest) continue;
    const both = await runAgain(first.stage, stages.indexOf(first.stage), first);
    if (both.tally.failed < first.tally.failed) missed.push(...first.failures);
    outcomes[at] = { ...first, ...both };
  }
  console.log(`\nEverything together, ${seconds(began)}:`);
  for (const outcome of outcomes) console.log(`  ${lineOf(outcome)}`);
  // Said again, as a log that is kept is often cut in the middle.
  if (missed.length > 0)
    console.log(`\nWhat failed at first, in files run again alone:\n${missed.join('\n')}`);
  const failed = outcomes.flatMap((outcome) => outcome.failures);
  if (failed.length > 0) console.log(`\nWhat failed:\n${failed.join('\n')}\n`);
  const total = outcomes.map((outcome) => outcome.tally).reduce(add, none());
  if (interrupted) console.log('  Interrupted: the rest was not run.');
  console.log(closingLine(total));
  return interrupted ? 130 : total.failed > 0 || total.passed === 0 ? 1 : 0;
}
