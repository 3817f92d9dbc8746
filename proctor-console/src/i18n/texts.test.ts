import { errorStatus } from 'exam-contract/errors';
import { incidentKind, severity } from 'exam-contract/incident';
import { role } from 'exam-contract/http/roles';
import { seatStage, seatView } from 'exam-contract/seat';
import i18next from 'i18next';
import { startTexts } from './i18n';
import { resources } from './resources';

function leaves(of: unknown, at = ''): string[] {
  if (typeof of !== 'object' || of === null) return [at];
  return Object.entries(of).flatMap(([k, v]) => leaves(v, at ? `${at}.${k}` : k));
}
const values = (of: unknown): string[] =>
  typeof of === 'object' && of !== null ? Object.values(of).flatMap(values) : [String(of)];
const placeholders = (s: string) => [...s.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort();

const zh = resources['zh-CN'];
const en = resources.en;

/** English says one thing otherwise than several, Chinese does not. */
const singular = /_one$/;

test('both languages have the same texts', () => {
  const [zhLeaves, enLeaves] = [leaves(zh), leaves(en)];
  expect(enLeaves.filter((p) => !singular.test(p)).sort()).toEqual(zhLeaves.sort());
  const alone = enLeaves.filter((p) => singular.test(p) && !enLeaves.includes(p.replace(singular, '')));
  expect(alone).toEqual([]);
});

test('one thing is not several in English, also where a sentence counts two', async () => {
  await startTexts();
  const english = i18next.getFixedT('en');
  expect(english('bank:count.issuesOf', { errors: 1, warnings: 2 })).toBe('1 error, 2 warnings');
  expect(english('bank:count.issuesOf', { errors: 0, warnings: 1 })).toBe('0 errors, 1 warning');
  expect(english('mapping:rows', { count: 1 })).toBe('1 row');
  expect(i18next.getFixedT('zh-CN')('bank:count.issuesOf', { errors: 1, warnings: 2 })).toBe(
    '错误 1，提醒 2',
  );
});

test('no text is empty, and a translation fills in the same things', () => {
  const zhValues = values(zh);
  const enValues = values(en);
  expect(zhValues.concat(enValues).filter((v) => v.trim() === '')).toEqual([]);
  const path = leaves(zh);
  const enByPath = new Map(leaves(en).map((p, i) => [p, enValues[i]!]));
  for (const [i, p] of path.entries())
    expect([p, placeholders(enByPath.get(p)!)]).toEqual([p, placeholders(zhValues[i]!)]);
});

test.each(['zh-CN', 'en'] as const)('every failure says in %s what is wrong and what to do', (lang) => {
  const texts: Record<string, string> = resources[lang].errors;
  for (const code of [...Object.keys(errorStatus), 'OFFLINE'])
    expect([code, texts[code]]).toEqual([code, expect.stringMatching(/[.。!]$/)]);
});

test('everything a seat or an incident can be has a name', () => {
  const has = (names: readonly string[], texts: object) =>
    expect(Object.keys(texts)).toEqual(expect.arrayContaining([...names]));
  has(incidentKind.options, zh.incident.kind);
  has(severity.options, zh.incident.severity);
  has(seatStage.options, zh.wall.stage);
  has(seatView.shape.camera.shape.state.options, zh.wall.camera);
  has(role.options, zh.common.role);
});
