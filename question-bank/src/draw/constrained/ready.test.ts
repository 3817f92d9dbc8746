import fc from 'fast-check';
import { makeQuestion } from '../../testing/make-question';
import type { Question, QuestionType } from '../../model/question';
import { draw, type DrawRequest } from '../draw';
import { isValidOn, prepareBank } from '../prepare';
import { readyInSlices } from './ready';

const TYPES: QuestionType[] = ['judge', 'single', 'multi'];
const CHAPTERS = ['一', '二', '三'];
const dates = ['2026-11-20', '2026-11-23', '2026-11-24', '2026-12-01'];
const TAGS: string[][] = [['sign'], [], ['region:15'], ['class:A2'], []];

function bankOf(size: number, dated = false): Question[] {
  return Array.from({ length: size }, (_, i) =>
    makeQuestion(`q${i}`, {
      type: TYPES[i % 3] ?? 'judge',
      chapter: CHAPTERS[Math.floor(i / 3) % 3] ?? '一',
      tags: TAGS[i % TAGS.length] ?? [],
      ...(dated && i % 7 === 0 ? { validFrom: dates[i % 4] ?? '' } : {}),
      ...(dated && i % 11 === 0 ? { validTo: dates[(i + 1) % 4] ?? '' } : {}),
    }),
  ).filter((q) => q.validFrom === undefined || q.validTo === undefined || q.validFrom <= q.validTo);
}
const request = (questions: DrawRequest['questions'], more: Partial<DrawRequest> = {}): DrawRequest => ({
  questions,
  blueprint: {
    total: 18,
    types: { judge: 6, single: 6, multi: 6 },
    unit: 'count',
    chapters: CHAPTERS.map((name) => ({ name, share: 6 })),
    constraints: {
      quotas: [{ tag: 'sign', min: 4, max: 6 }],
      mustTogether: [['q5', 'q10']],
      neverTogether: [['q1', 'q2', 'q3']],
    },
  },
  seed: 's',
  subject: 'K1',
  vehicle: 'car',
  onDate: '2026-11-23',
  licenceClass: 'C1',
  region: '15',
  ...more,
});

test('a blueprint made ready ahead changes no paper, whoever else makes it ready at the same time', async () => {
  const questions = bankOf(300);
  const [ahead, plain] = [prepareBank(questions), prepareBank(questions)];
  await Promise.all([readyInSlices(request(ahead)), readyInSlices(request(ahead))]);
  for (const seed of ['a', 'b', 'c'])
    expect(draw(request(ahead, { seed }))).toEqual(draw(request(plain, { seed })));
});

test('the process is served while a large bank is made ready', async () => {
  const bank = prepareBank(bankOf(6000));
  // A machine that looks at its clock a thousand times a second, however fast it is.
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => (now += 1));
  let served = 0;
  let ready = false;
  const serve = (): void => {
    served += 1;
    if (!ready) setImmediate(serve);
  };
  setImmediate(serve);
  await readyInSlices(request(bank));
  ready = true;
  clock.mockRestore();
  // Its questions alone come to 93 slices, the blueprint alone to 305.
  expect(served).toBeGreaterThan(320);
});

test('days between which no question begins or ceases see the same, all others what counts that day', () => {
  const questions = bankOf(120, true);
  const bank = prepareBank(questions);
  const day = fc.integer({ min: 15, max: 45 }).map((n) => {
    const date = new Date(Date.UTC(2026, 10, n));
    return date.toISOString().slice(0, 10);
  });
  fc.assert(
    fc.property(day, day, (onDate, before) => {
      // Whatever day was looked at first.
      bank.view('K1', 'car', before);
      const view = bank.view('K1', 'car', onDate);
      const seen = CHAPTERS.flatMap((chapter) =>
        TYPES.flatMap((type) => view.cell(chapter, type).entries.map((e) => e.question.id)),
      );
      const valid = questions.filter((q) => isValidOn(q, onDate)).map((q) => q.id);
      expect(seen.sort()).toEqual(valid.sort());
    }),
  );
  expect(bank.view('K1', 'car', '2026-11-25')).toBe(bank.view('K1', 'car', '2026-11-30'));
});
