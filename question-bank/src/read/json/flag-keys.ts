import { flagSays } from '../flag-words';
import type { ColumnMap } from '../mapping';
import { keyFacts } from './key-facts';
import type { JsonOption } from './json-record';
import { isObject, type JsonObject } from './json-spot';
import { isScalar, scalarText } from './json-text';
import { optionPlace } from './keys';

/** `answer_b_correct` as the place 1. */
const placeIn = (step: string) => {
  const name = step.replace(/[_-]?(?:is[_-]?)?correct$/i, '');
  return /^[A-Ha-h]$/.test(name) ? name.toUpperCase().charCodeAt(0) - 65 : optionPlace(name);
};

/** What an object says of options by their places, `{answer_a_correct: "true"}`; undefined if it holds anything else. */
function flagsOf(object: JsonObject): Map<number, boolean> | undefined {
  const flags = new Map<number, boolean>();
  for (const [step, value] of Object.entries(object)) {
    const place = placeIn(step);
    const said = value === null ? false : isScalar(value) ? flagSays(scalarText(value)) : undefined;
    if (place === undefined || said === undefined) return undefined;
    flags.set(place, said);
  }
  return flags.size > 0 ? flags : undefined;
}

/**
 * Marks options that keys beside them call right: `correct_answers: {answer_b_correct: "true"}` or `isCorrectB: true`.
 * Nothing is marked where one of these keys says neither yes nor no.
 */
export function markByKeys(
  options: readonly JsonOption[],
  object: JsonObject,
  names: readonly string[],
  said: ColumnMap | undefined,
): void {
  const flags = new Map<number, boolean>();
  for (const name of names) {
    const { flagPlace, holdsFlags } = keyFacts(name, said);
    const value = object[name];
    if (holdsFlags && isObject(value)) {
      const found = flagsOf(value);
      if (!found) return;
      for (const [place, right] of found) flags.set(place, right);
    } else if (flagPlace !== undefined && (value === null || typeof value !== 'object')) {
      const right = value === null ? false : flagSays(scalarText(value));
      if (right === undefined) return;
      flags.set(flagPlace, right);
    }
  }
  if (flags.size < 2) return;
  for (const [i, option] of options.entries()) option.right = flags.get(i) ?? false;
}
