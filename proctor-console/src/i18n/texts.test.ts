import { errorStatus } from 'exam-contract/errors';
import { incidentKind, severity } from 'exam-contract/incident';
import { role } from 'exam-contract/http/roles';
import { seatStage, seatView } from 'exam-contract/seat';
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

test('both languages have the same texts', () => {
  expect(leaves(en).sort()).toEqual(leaves(zh).sort());
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
