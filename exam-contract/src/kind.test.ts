import { examKind, examKindFile } from './kind';
import kinds from '../../question-bank/sample/policy/exam-kinds.json';

const file = examKindFile.parse(kinds);

describe('the shipped exam kinds', () => {
  test('are all there and hold together', () => {
    expect(file.kinds.map((k) => k.code)).toEqual(
      expect.arrayContaining([
        'K1_CAR',
        'K1_MOTO',
        'K3_CAR',
        'K3_MOTO',
        'K1_FULL12',
        'K1_FULL12_MOTO',
        'K1_RESUME',
      ]),
    );
    for (const k of file.kinds) {
      expect(k.types.judge + k.types.single + k.types.multi).toBe(k.questions);
      expect(k.questions * k.pointsPerQuestion).toBe(100);
    }
  });

  test.each([
    ['K1_CAR', 100, 45, 10],
    ['K1_MOTO', 50, 30, 5],
    ['K3_CAR', 50, 45, 5],
    ['K1_RESUME', 50, 30, 5],
    ['POINTS', 20, 20, 2],
  ])('%s: %i questions, %i minutes, %i wrong still pass', (code, questions, minutes, wrong) => {
    const k = file.kinds.find((x) => x.code === code);
    expect(k).toMatchObject({ questions, minutes });
    expect(Math.floor((100 - (k?.passMark ?? 0)) / (k?.pointsPerQuestion ?? 1))).toBe(wrong);
  });
});

describe('examKind refuses a contradiction', () => {
  const good = file.kinds[0];
  test.each([
    ['types', { types: { judge: 41, single: 60, multi: 0 } }],
    ['pointsPerQuestion', { pointsPerQuestion: 2 }],
    ['blueprint', { blueprint: { unit: 'percent', rows: { x: 99 } } }],
    ['effectiveTo', { effectiveTo: '2022-03-31' }],
    ['photoCaptures', { photoCaptures: { taken: 2, printed: 3 } }],
    ['earlyEnd', { reveal: 'at_end' }],
    ['allowChangeAfterConfirm', { allowChangeAfterConfirm: true }],
    ['unknown key', { passmark: 80 }],
  ])('%s', (path, change) => {
    const parsed = examKind.safeParse({ ...good, ...change });
    expect(parsed.success).toBe(false);
    if (path !== 'unknown key') expect(parsed.error?.issues[0]?.path).toEqual([path]);
  });
});
