import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { canonicalJson } from 'question-bank';
import { buildSample } from './bank/sample';

/**
 * npm run bank:sample [-- --out FILE]: merges sample/questions into one version, checks it, draws two papers of
 * every kind, and writes the version where told. Exit code 1 if the sample is not fit to ship.
 */
async function main(): Promise<number> {
  const { version, kinds, faults } = await buildSample(new Date().toISOString().slice(0, 10));
  const out = process.argv[process.argv.indexOf('--out') + 1];
  if (process.argv.includes('--out') && out !== undefined) {
    mkdirSync(dirname(out), { recursive: true });
    writeFileSync(out, canonicalJson(version));
  }
  for (const fault of faults) console.error(fault);
  console.log(JSON.stringify({ hash: version.hash, counts: version.counts, kinds, faults: faults.length }));
  return faults.length > 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
