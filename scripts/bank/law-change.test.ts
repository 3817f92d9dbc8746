import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lawSuspects, readBank, type FactRow, type LawChange, type Question } from 'question-bank';
import { sampleBank, sampleFacts } from './sample';

/**
 * Labelled by the fact tables of the sample bank: each row names a question, the article and the number its key rests
 * on. Every such number is changed in turn; found must be all questions with a row of that article and number.
 */
const articleOf = (f: FactRow) =>
  `${f.code === '172号令' ? '162号令' : f.code} ${/第\d+条/.exec(f.article)?.[0] ?? ''}`;
const changeOf = (f: FactRow): LawChange => ({
  statute: f.code,
  article: f.article,
  from: '2027-01-01',
  old: [`${f.value}${f.unit === '月' ? '个月' : f.unit}`],
  now: [],
  about: [],
});

function measure(questions: readonly Question[], facts: readonly FactRow[]) {
  const groups = new Map<string, FactRow[]>();
  for (const f of facts) {
    const key = `${articleOf(f)} ${f.value}${f.unit}`;
    groups.set(key, [...(groups.get(key) ?? []), f]);
  }
  const rows = [...groups.values()];
  const found = lawSuspects(
    rows.map((g) => changeOf(g[0]!)),
    questions,
  );
  const sums = { changes: rows.length, rest: 0, found: 0, byValue: 0, alarms: 0, cited: 0 };
  rows.forEach((group, i) => {
    const truth = new Set(group.map((f) => f.question));
    const ranks = new Map((found[i] ?? []).map((s) => [s.question.id, s.rank]));
    for (const id of truth) {
      sums.rest += 1;
      if (ranks.has(id)) sums.found += 1;
      if (ranks.has(id) && ranks.get(id) !== 'cited') sums.byValue += 1;
    }
    for (const [id, rank] of ranks) {
      if (truth.has(id)) continue;
      if (rank === 'cited') sums.cited += 1;
      else sums.alarms += 1;
    }
  });
  return sums;
}

test('what every number of the sample bank would overturn: how much is found, and how much besides', async () => {
  const { accepted } = await sampleBank('2026-11-26');
  const facts = sampleFacts();
  const cited = measure(accepted, facts);
  console.log('law-change, questions that cite their articles', cited);
  expect(cited.found).toBe(cited.rest);
  expect(cited.byValue / cited.rest).toBeGreaterThan(0.95);
  expect(cited.alarms / cited.changes).toBeLessThan(0.25);

  const uncited = measure(
    accepted.map((q) => ({ ...q, lawRef: [] })),
    facts,
  );
  console.log('law-change, the same questions without a citation', uncited);
  expect(uncited.byValue / uncited.rest).toBeGreaterThan(0.95);
  expect(uncited.alarms / uncited.changes).toBeLessThan(4);
});

const real = join(
  process.env['KAOTAI_BANKS_DIR'] ?? join(__dirname, '../../../shared/data/banks'),
  'cn-xlsx/驾考题库.xlsx',
);
(existsSync(real) ? test : test.skip)('order 172 and the points of order 163 in a real bank', async () => {
  const read = await readBank({ name: 'bank.xlsx', bytes: readFileSync(real) });
  const questions = read.candidates.map((c) => c.question);
  const age = { statute: '162号令', from: '2025-01-01' };
  const changes: LawChange[] = [
    { ...age, article: '第87条', old: ['60周岁'], now: ['国家校车驾驶资格条件'], about: ['校车'] },
    { ...age, article: '第14条', old: ['60周岁'], now: ['63周岁'], about: [] },
    { ...age, article: '第14条', old: ['60周岁'], now: ['70周岁'], about: ['C6', 'D', 'E'] },
    { statute: '163号令', article: '第8条', from: '2022-04-01', old: ['记2分'], now: [], about: [] },
  ];
  const found = lawSuspects(changes, questions).map((s) => s.map((x) => [x.question.id, x.rank]));
  // One question of 1,840 rests on an age of order 162: that of a school-bus driver. None speaks of two points.
  expect(found).toEqual([[['1823', 'key']], [['1823', 'key']], [], []]);
});
