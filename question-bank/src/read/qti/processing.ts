import { elements, textOf, type XmlElement } from '../xml';
import { all, attribute, canonical, first } from './markup';

/** The identifiers that a condition asks of a response, where it asks for just these. */
function asked(condition: XmlElement, response: string): string[] | undefined {
  if (!['match', 'member', 'contains'].includes(canonical(condition.name))) return undefined;
  const of = all(condition, (n) => n === 'variable');
  if (of.length !== 1 || of.some((v) => attribute(v, 'identifier') !== response)) return undefined;
  const others = all(condition, (n) => !['variable', 'baseValue', 'multiple'].includes(n));
  const values = all(condition, (n) => n === 'baseValue').map((v) => textOf(v).trim());
  return others.length === 0 && values.length > 0 ? values : undefined;
}

/** What an outcome is set to by a branch; undefined where that is no number. */
function earned(branch: XmlElement): number | undefined {
  const set = all(branch, (n) => n === 'setOutcomeValue').find(
    (s) => !/feedback|completion/i.test(attribute(s, 'identifier') ?? ''),
  );
  const value = set && elements(set).length === 1 ? first(set, 'baseValue') : undefined;
  const score = value ? Number(textOf(value).trim()) : NaN;
  return Number.isFinite(score) ? score : undefined;
}

/**
 * The identifiers for which the rules of an item give the most, where it declares no right answer: `if RESPONSE matches X,
 * SCORE is 1`. None where a rule asks for anything else, as then the rules say more than which answer is right.
 */
export function rightByRules(item: XmlElement, response: string): string[] {
  const processing = first(item, 'responseProcessing');
  const branches = processing ? all(processing, (n) => n === 'responseIf' || n === 'responseElseIf') : [];
  let [best, most]: [string[], number] = [[], 0];
  for (const branch of branches) {
    const [condition] = elements(branch);
    const values = condition && asked(condition, response);
    const score = earned(branch);
    if (!values || score === undefined) return [];
    if (score === most && score > 0) return [];
    if (score > most) [best, most] = [values, score];
  }
  return best;
}
