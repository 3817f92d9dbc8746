import { outdatedAges } from './ages-172';
import { checkFacts } from './facts';
import { buildSample, sampleBank, sampleFacts } from './sample';

const onDate = '2026-11-23';

describe('the sample bank', () => {
  test('is fit to ship: no issue, enough questions and pictures, two papers of every kind', async () => {
    const { faults } = await buildSample(onDate);
    expect(faults).toEqual([]);
  });

  test('every number a key rests on has a fact row, and every fact row a key', async () => {
    const { accepted } = await sampleBank(onDate);
    expect(checkFacts(accepted, sampleFacts(), undefined).faults).toEqual([]);
    expect(accepted.flatMap(outdatedAges)).toEqual([]);
  });
});
