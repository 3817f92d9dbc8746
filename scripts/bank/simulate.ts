import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { checkBank, readBank, type Question } from 'question-bank';
import { sceneOf, syntheticScene } from './simulate-bank';
import { simulate } from './simulate-run';

const TOTAL = 100;
/** The tight scene: so few questions that neighbours must share some. */
const TIGHT = { bank: 400, papers: 300 };
const BARS = { p99: 2, maxOverMean: 1.3 };

async function realBank(file: string): Promise<Question[]> {
  const read = await readBank(
    { name: basename(file), bytes: readFileSync(file) },
    { defaults: { chapter: '全部', subjects: ['K1'], vehicles: ['car'] } },
  );
  return checkBank(read, { onDate: new Date().toISOString().slice(0, 10) }).accepted;
}

/**
 * npm run bank:simulate [-- --papers N] [--bank FILE]: draws papers for rooms of thirty seats and prints one JSON line
 * with time a paper, rules broken, exposure and what neighbours share. Without a file from a synthetic bank of 3,000
 * under constraints of every kind, and a few from a tight one. Exit code 1 where a bar is missed.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { papers: { type: 'string', default: '100000' }, bank: { type: 'string' } },
  });
  const papers = Number(values.papers);
  if (!Number.isInteger(papers) || papers < 1) throw new Error('--papers wants a whole number above 0');
  const begin = performance.now();
  const scene = values.bank
    ? sceneOf(basename(values.bank), await realBank(values.bank), TOTAL)
    : syntheticScene('synthetic', 3000, TOTAL);
  const main = simulate(scene, papers);
  const tight = values.bank ? null : simulate(syntheticScene('tight', TIGHT.bank, TOTAL), TIGHT.papers);
  const runs = tight ? [main, tight] : [main];
  const met = {
    speed: main.msPerPaper.p99 <= BARS.p99,
    quotas: runs.every((r) => r.violations === 0 && r.refused === 0),
    exposure: main.exposure.maxOverMean <= BARS.maxOverMean,
    order: runs.every((r) => r.neighbours.sameOrder === 0),
  };
  const seconds = Math.round((performance.now() - begin) / 100) / 10;
  console.log(JSON.stringify({ ...main, tight, seconds, met }));
  return Object.values(met).every(Boolean) ? 0 : 1;
}

void main().then(
  (code) => {
    process.exitCode = code;
  },
  (err: unknown) => {
    console.error(err instanceof Error ? err.message : String(err));
    process.exitCode = 2;
  },
);
