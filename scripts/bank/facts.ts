import { hasNumber, quantitiesIn, unitOf, type FactRow, type Quantity, type Question } from 'question-bank';
import type { LawTexts } from './law-texts';

/** The texts whose numbers must be true: the right options, and the stem of a judge question keyed right. */
export function keyTexts(q: Question): string[] {
  if (q.type === 'judge') return q.answer[0] === 'A' ? [q.stem['zh-CN']] : [];
  return q.options.filter((o) => q.answer.includes(o.id)).map((o) => o.text['zh-CN']);
}

function sameQuantity(fact: FactRow, found: Quantity): boolean {
  const unit = unitOf(fact.unit);
  const close = (value: number) => Math.abs(value - found.value) < 1e-6 * Math.max(1, found.value);
  // Fact tables write speeds as plain 公里, texts as 每小时…公里 or 时速; either may be short.
  if (fact.kind === 'speed') return close(fact.value) || close(fact.value * 1000);
  if (!unit) return close(fact.value);
  if (unit.dimension === 'speed' && found.dimension === 'distance') return close(fact.value * 1000);
  return unit.dimension === found.dimension && close(fact.value * unit.factor);
}

function rowFaults(fact: FactRow, q: Question, law: LawTexts | undefined): string[] {
  const faults: string[] = [];
  const option = q.options.find((o) => o.id === fact.in);
  const text = fact.in === 'stem' ? q.stem['zh-CN'] : (option?.text['zh-CN'] ?? '');
  // The row of a judge question keyed wrong names the true number, which is just what its stem does not say.
  const mustStand = !(q.type === 'judge' && q.answer[0] === 'B');
  if (fact.in !== 'stem' && (q.type === 'judge' || !q.answer.includes(fact.in))) {
    faults.push(`option ${fact.in} is not a right one`);
  }
  if (mustStand && !hasNumber(text, fact.value) && !quantitiesIn(text).some((f) => sameQuantity(fact, f))) {
    faults.push(`${fact.value}${fact.unit} does not stand in ${fact.in}: ${text}`);
  }
  if (!q.lawRef.some((l) => l.code === fact.code || (fact.code === '172号令' && l.code === '162号令'))) {
    faults.push(`the question does not cite ${fact.code}`);
  }
  if (law?.has(fact.code, fact.article, fact.textHas) === false) {
    faults.push(`${fact.code} ${fact.article} in force does not say "${fact.textHas}"`);
  }
  const terms = fact.sumOf ?? [];
  if (fact.sumOf && terms.reduce((sum, t) => sum + t.value, 0) !== fact.value)
    faults.push('the terms do not add up');
  for (const t of terms) {
    if (law?.has(fact.code, t.article, t.textHas) === false) {
      faults.push(`${fact.code} ${t.article} in force does not say "${t.textHas}"`);
    }
  }
  if (law?.from172(fact.article, fact.textHas) && ['162号令', '172号令'].includes(fact.code)) {
    if ((q.validFrom ?? '') < '2025-01-01')
      faults.push('rests on order 172 but is not valid from 2025-01-01');
  }
  return faults;
}

export interface FactReport {
  facts: number;
  /** Questions whose key holds a number with a unit. */
  numeric: number;
  /** Of these, the ones of common driving sense, which no article settles. */
  withoutStatute: number;
  faults: string[];
  /** Statutes cited whose text is not at hand. */
  unchecked: string[];
}

/** Holds the fact table against the questions, the questions against the table, and both against the law texts. */
export function checkFacts(
  questions: readonly Question[],
  facts: readonly FactRow[],
  law: LawTexts | undefined,
): FactReport {
  const faults: string[] = [];
  const byId = new Map(questions.map((q) => [q.id, q]));
  const factsOf = new Map<string, FactRow[]>();
  for (const f of facts) factsOf.set(f.question, [...(factsOf.get(f.question) ?? []), f]);
  const unchecked = new Set<string>();
  for (const fact of facts) {
    const q = byId.get(fact.question);
    if (!q) {
      faults.push(`${fact.question}: no such question`);
      continue;
    }
    for (const fault of rowFaults(fact, q, law)) faults.push(`${fact.question}: ${fault}`);
    if (law && law.has(fact.code, fact.article, fact.textHas) === undefined)
      unchecked.add(`${fact.code} ${fact.article}`);
  }
  let numeric = 0;
  let withoutStatute = 0;
  for (const q of questions) {
    const quantities = keyTexts(q).flatMap(quantitiesIn);
    if (quantities.length === 0) continue;
    numeric += 1;
    if (q.lawRef.every((l) => l.code === '常识')) {
      withoutStatute += 1;
      continue;
    }
    const rows = factsOf.get(q.id) ?? [];
    for (const found of quantities) {
      if (!rows.some((f) => sameQuantity(f, found))) faults.push(`${q.id}: no fact row for ${found.text}`);
    }
  }
  return { facts: facts.length, numeric, withoutStatute, faults, unchecked: [...unchecked] };
}
