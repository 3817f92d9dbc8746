import type { ColumnMap } from '../mapping';
import { keyFacts } from './key-facts';
import type { JsonObject } from './json-spot';
import { isScalar } from './json-text';

/** What keys of one letter hold: the list of options or the options themselves, and the answer if it is one of them. */
export interface ShortKeys {
  list?: string;
  letters?: readonly string[];
  answer?: string;
}

/** Not `i`, `k` and the like, which count or name questions. */
const ANSWERS = ['c', 'r', 'ci'] as const;
const isList = (value: unknown) =>
  Array.isArray(value) ? value.length > 1 : typeof value === 'object' && value !== null;

/**
 * `{q, a: […], c: 1}`, `{q, o: […], a: 1}`, `{q, c: […], a: 1}` and `{q, a: …, b: …, c: …, answer: 'b'}`: such keys mean
 * what the others beside them leave to mean. Undefined where none of it fits, or the clerk said something of them.
 */
export function shortKeys(
  object: JsonObject,
  names: readonly string[],
  said: ColumnMap | undefined,
): ShortKeys | undefined {
  const has = (name: string) => Object.hasOwn(object, name) && said?.has(name) !== true;
  if (!has('a') && !has('o')) return undefined;
  const named = names.find(
    (n) => n.length > 1 && keyFacts(n, said).meaning?.key === 'answer' && object[n] !== null,
  );
  const short = ANSWERS.find((n) => has(n) && !isList(object[n])) ?? ANSWERS.find(has);
  if (has('o') && isList(object['o'])) {
    const answer = has('a') ? 'a' : short;
    return { list: 'o', ...(named === undefined && answer !== undefined ? { answer } : {}) };
  }
  if (isList(object['a'])) {
    if (named !== undefined) return { list: 'a' };
    return short === undefined ? { list: 'a' } : { list: 'a', answer: short };
  }
  if (has('c') && isList(object['c'])) return { list: 'c', ...(named === undefined ? { answer: 'a' } : {}) };
  const letters = [...'abcdefgh'].filter((l) => has(l) && (object[l] === null || isScalar(object[l])));
  const inOrder = letters.length > 1 && letters.every((l, i) => l === 'abcdefgh'[i]);
  return inOrder && named !== undefined ? { letters } : undefined;
}
