import kinds from '../../../../../question-bank/sample/policy/exam-kinds.json';
import { examKindFile } from 'exam-contract/kind';
import { kindOnDay } from './kinds.service';

const [base] = examKindFile.parse(kinds).kinds;
const row = (version: number, effectiveFrom: string, effectiveTo: string | null = null) => ({
  ...base!,
  code: 'K',
  version,
  effectiveFrom,
  effectiveTo,
});

test('the latest row that has begun and not ended is in force', () => {
  const rows = [row(2, '2025-01-01'), row(1, '2022-04-01'), row(3, '2027-01-01')];
  const on = (day: string) => kindOnDay(rows, 'K', day)?.version;
  expect([on('2022-03-31'), on('2022-04-01'), on('2024-12-31'), on('2025-01-01'), on('2030-01-01')]).toEqual([
    undefined,
    1,
    1,
    2,
    3,
  ]);
});
test('a row that ended gives way, and of two of one day the higher version counts', () => {
  const rows = [
    row(1, '2022-04-01'),
    row(2, '2025-01-01', '2025-06-30'),
    row(4, '2026-01-01'),
    row(5, '2026-01-01'),
  ];
  expect(kindOnDay(rows, 'K', '2025-06-30')?.version).toBe(2);
  expect(kindOnDay(rows, 'K', '2025-07-01')?.version).toBe(1);
  expect(kindOnDay(rows, 'K', '2026-01-01')?.version).toBe(5);
  expect(kindOnDay(rows, 'OTHER', '2026-01-01')).toBeUndefined();
});
