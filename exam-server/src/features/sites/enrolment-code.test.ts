import { newEnrolmentCode, normaliseCode } from './enrolment-code';

test('codes are two groups of four signs that nobody mistakes, and differ', () => {
  const codes = Array.from({ length: 200 }, newEnrolmentCode);
  for (const c of codes) expect(c).toMatch(/^[34679ACDEFGHJKMNPQRTUVWXY]{4}-[34679ACDEFGHJKMNPQRTUVWXY]{4}$/);
  expect(new Set(codes).size).toBe(200);
});
test('case, spaces and hyphens of whoever types it do not matter', () => {
  expect(normaliseCode(' k7qm 4-xwd ')).toBe(normaliseCode('K7QM-4XWD'));
});
