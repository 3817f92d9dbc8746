import { join } from 'node:path';
import { outdatedAges } from './bank/ages-172';
import { checkFacts } from './bank/facts';
import { loadLawTexts } from './bank/law-texts';
import { sampleBank, sampleFacts } from './bank/sample';

/**
 * npm run bank:facts: holds every number the keys of the sample bank rest on against the fact table and, where the
 * law texts are at hand (KAOTAI_LAW_DIR, or ../shared/data/law beside the project), against the article in force.
 */
async function main(): Promise<number> {
  const bank = await sampleBank(new Date().toISOString().slice(0, 10));
  const folder = process.env['KAOTAI_LAW_DIR'] ?? join(__dirname, '../../shared/data/law');
  const law = loadLawTexts(folder);
  const report = checkFacts(bank.accepted, sampleFacts(), law);
  const faults = [...report.faults, ...bank.accepted.flatMap(outdatedAges)];
  if (!law) console.error('The law texts are not at hand; the words of the articles were not checked.');
  for (const article of report.unchecked) console.error(`No text at hand for ${article}`);
  for (const fault of faults) console.error(fault);
  const { facts, numeric, withoutStatute } = report;
  console.log(
    JSON.stringify({ facts, numeric, withoutStatute, lawTexts: law !== undefined, faults: faults.length }),
  );
  return faults.length > 0 ? 1 : 0;
}

void main().then((code) => {
  process.exitCode = code;
});
