import type { FieldKey } from '../field-keys';
import { flagPlace } from '../flag-columns';
import type { ColumnMap } from '../mapping';
import { isLanguageKey, keyMeaning, optionListRank, optionPlace, type KeyMeaning } from './keys';

/** All that a key of a question object says by its name, or by what the clerk said of it. */
export interface KeyFacts {
  name: string;
  meaning: KeyMeaning | undefined;
  /** How surely it holds the list of options, if it holds a list. */
  listRank: number | undefined;
  /** The place of the option it holds. */
  optionPlace: number | undefined;
  isLanguage: boolean;
  /** The place of the option that it marks as right or wrong. */
  flagPlace: number | undefined;
  /** Whether an object by this key may mark options. */
  holdsFlags: boolean;
  /** Whether it may be an index by which a list is sorted. */
  isPlaceInList: boolean;
}

/** A bank has the same few keys fifty thousand times. */
const known = new Map<string, KeyFacts>();
const MOST_KEYS = 2000;

const toldMeaning = (field: FieldKey | null): KeyMeaning | undefined =>
  field && !field.startsWith('option') ? ({ key: field, rank: -1 } as KeyMeaning) : undefined;

function byName(name: string): KeyFacts {
  return {
    name,
    meaning: keyMeaning(name),
    listRank: optionListRank(name),
    optionPlace: optionPlace(name),
    isLanguage: isLanguageKey(name),
    flagPlace: flagPlace(name),
    holdsFlags: /^(?:correct|right)_?(?:answers?|options?|choices?)$/i.test(name),
    isPlaceInList: /^(?:index|no|num|number)$/i.test(name),
  };
}

/** What a key says; what the clerk said of it goes before its name. */
export function keyFacts(name: string, said?: ColumnMap): KeyFacts {
  let facts = known.get(name);
  if (!facts) {
    facts = byName(name);
    if (known.size < MOST_KEYS) known.set(name, facts);
  }
  const told = said?.get(name);
  if (told === undefined) return facts;
  return {
    ...facts,
    meaning: toldMeaning(told),
    flagPlace: undefined,
    holdsFlags: false,
    listRank: told === 'options' ? -1 : undefined,
    optionPlace: told === null ? undefined : optionPlace(told),
  };
}
