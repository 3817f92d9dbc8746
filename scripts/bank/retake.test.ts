import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examKindFile } from 'exam-contract/kind';
import { blueprintOf, draw, prepareBank, type DrawRequest } from 'question-bank';
import { sampleBank } from './sample';

const onDate = '2026-11-23';
const SEEDS = Array.from({ length: 50 }, (_, i) => `seed ${i}`);
const { kinds } = examKindFile.parse(
  JSON.parse(readFileSync(join(__dirname, '../../question-bank/sample/policy/exam-kinds.json'), 'utf8')),
);

function drawnIds(request: DrawRequest): string[] {
  const drawn = draw(request);
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.short));
  return drawn.items.map((i) => i.questionId);
}

describe('a retake drawn from the sample bank', () => {
  let questions: DrawRequest['questions'];
  beforeAll(async () => {
    questions = prepareBank((await sampleBank(onDate)).accepted);
  });

  test.each(kinds.map((kind) => [kind.code, kind] as const))(
    'of %s asks nothing of the first paper again, whatever the seed',
    (_, kind) => {
      const { subject, vehicle } = kind;
      const request = { questions, blueprint: blueprintOf(kind), subject, vehicle, onDate };
      const shared = SEEDS.flatMap((seed) => {
        const first = drawnIds({ ...request, seed: `${seed} first` });
        const second = drawnIds({ ...request, seed: `${seed} second`, avoid: first });
        return second.filter((id) => first.includes(id));
      });
      expect(shared).toEqual([]);
    },
  );
});
