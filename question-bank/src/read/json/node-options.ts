import { optionItems } from '../database/value-list';
import type { FieldKey } from '../field-keys';
import { flagSays } from '../flag-words';
import { countedFromOne } from '../counted-from-nought';
import type { ColumnMap } from '../mapping';
import { listsNothing, splitOptions } from '../split-options';
import { keyFacts } from './key-facts';
import { JsonOption } from './json-record';
import { isObject, type JsonObject, type JsonSpot } from './json-spot';
import { isScalar, scalarText, textOf } from './json-text';
import { optionKeys, optionPlace } from './keys';
import { markByKeys } from './flag-keys';
import { languageLists } from './language-lists';
import { shortKeys } from './short-keys';
import { rightAndWrong } from './wrong-answers';

export interface OptionsFound {
  options: JsonOption[];
  key?: string;
  /** The key of the answer, where only the keys around it tell that it is one. */
  answer?: string;
  /** Keys beside the options mark them; an answer of other letters contradicts that. */
  flagged?: true;
  /** The keys of options that have keys of their own. */
  keys?: ReadonlyMap<string, FieldKey>;
  /** One is right by the way they are kept, whatever a type calls it: `multiple` is said of multiple choice. */
  oneRight?: true;
  /** There is something by that key, and it is no list of options. */
  unread?: true;
}

/** Ranks of keys that hold a question and nothing else. */
const SURE_STEM = 13;
const UNREAD = /option|choice|选项/i;
const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** The key of an object that is surest among those that `rank` knows. */
function surest(
  object: JsonObject,
  names: readonly string[],
  rank: (key: string) => number | undefined,
): string | undefined {
  let best: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const r = rank(name);
    if (r === undefined || r >= least) continue;
    least = r;
    best = name;
  }
  return best;
}

const isFlagValue = (value: unknown) =>
  isScalar(value) && value !== '' && flagSays(scalarText(value)) !== undefined;

/** Where an option stands: in a list, by its step there and its number for people. */
interface At {
  spot: JsonSpot;
  list: string;
  step: string | number | undefined;
  number: number;
}

/** `["50 m", false]`. */
function textAndFlag(value: unknown): { text: string; right: boolean } | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [text, right] = (typeof value[0] === 'boolean' ? [value[1], value[0]] : value) as unknown[];
  const isText = typeof text === 'string' || typeof text === 'number';
  return isText && typeof right === 'boolean' ? { text: String(text), right } : undefined;
}

function optionOf(value: unknown, { spot, list, step, number }: At): JsonOption | undefined {
  const pair = textAndFlag(value);
  if (pair) return Object.assign(new JsonOption(pair.text, spot, list, step, number), { right: pair.right });
  if (!isObject(value)) {
    return value === null || isScalar(value)
      ? new JsonOption(scalarText(value), spot, list, step, number)
      : undefined;
  }
  const names = spot
    .child(list)
    .child(step ?? '')
    .keys();
  const [only] = names;
  // `{radio: {val: 'A', text: 'Stop'}}`
  if (only !== undefined && names.length === 1 && isObject(value[only]))
    return optionOf(value[only], { spot: spot.child(list), list: String(step ?? ''), step: only, number });
  const key = surest(value, names, (name) =>
    textOf(value[name]) === undefined ? undefined : optionKeys.textRank(name),
  );
  if (key === undefined) return undefined;
  const read = textOf(value[key]) ?? '';
  const text = typeof read === 'string' ? read : read.text;
  const option = new JsonOption(text, spot, list, step, number, key);
  if (typeof read !== 'string') {
    if (read.en !== undefined) option.en = read.en;
    if (read.locales) option.locales = read.locales;
  }
  const id = surest(value, names, (name) =>
    name !== key && value[name] !== null && isScalar(value[name]) ? optionKeys.idRank(name) : undefined,
  );
  if (id !== undefined) option.key = scalarText(value[id]);
  const flag =
    names.find((name) => optionKeys.isFlag(name) && isFlagValue(value[name])) ??
    names.find((name) => name !== key && optionKeys.isAnswer(name) && typeof value[name] === 'boolean');
  if (flag !== undefined) option.right = flagSays(scalarText(value[flag])) === true;
  else {
    const share = names.find((name) => optionKeys.isShare(name));
    const points = share === undefined ? undefined : Number(value[share]);
    if (points === 0 || points === 100) option.right = points === 100;
  }
  return option;
}

/** Options in one text: as JSON writes a list, or with labels or separators. */
function written(text: string, spot: JsonSpot, key: string): JsonOption[] | undefined {
  const listed = /^\s*[[{]/.test(text) ? optionItems({ text }) : undefined;
  const options = listed ?? splitOptions(text).map((t) => ({ text: t }));
  if (options.length < 2) return undefined;
  return options.map((o) => {
    const { text: t, ...more } = o;
    return Object.assign(new JsonOption(t, spot, key), more);
  });
}

/** The steps to `{A: …, B: …}` in the order of the letters; undefined where a letter is left out. */
function lettered(list: JsonSpot): (string | undefined)[] | undefined {
  const steps: (string | undefined)[] = [];
  for (const key of list.keys()) {
    const at = /^[A-Ha-h]$/.test(key) ? key.toUpperCase().charCodeAt(0) - 65 : optionPlace(key);
    if (at === undefined) return undefined;
    steps[at] = key;
  }
  return steps.length > 0 ? Array.from(steps) : undefined;
}

/** An option that an answer may call by its own key: `option_b`. */
function keyed(option: JsonOption, key: string): JsonOption {
  if (key.length > 1) option.key = key;
  return option;
}

/** The options of a list or of an object by letters; undefined where one of them is none. */
function listed(spot: JsonSpot, key: string): JsonOption[] | undefined {
  const list = (spot.value as JsonObject)[key];
  const flags = isObject(list) ? Object.entries(list) : [];
  // `{"50 m": false, "100 m": true}`
  if (flags.length > 1 && flags.every(([text, right]) => typeof right === 'boolean' && text.length > 1))
    return spot
      .child(key)
      .keys()
      .map((text, i) =>
        Object.assign(new JsonOption(text, spot, key, text, i), {
          right: (list as JsonObject)[text] === true,
        }),
      );
  const steps = Array.isArray(list) ? list.keys() : lettered(spot.child(key));
  if (!steps)
    return (
      textsAndLabels(spot, key) ??
      languageLists(list, (tag, i, text) => new JsonOption(text, spot.child(key), tag, i, i))
    );
  const options: JsonOption[] = [];
  for (const step of steps) {
    const value = step === undefined ? '' : (list as Readonly<Record<string | number, unknown>>)[step];
    const option = optionOf(value, { spot, list: key, step, number: options.length });
    if (!option) return undefined;
    options.push(typeof step === 'string' && option.key === undefined ? keyed(option, step) : option);
  }
  if (Array.isArray(list) && !options.some((o) => o.right !== undefined)) markByScore(options, list);
  return options;
}

const areScalars = (value: unknown): value is unknown[] => Array.isArray(value) && value.every(isScalar);

/** `{text: ['Stop', 'Go'], label: ['A', 'B']}` */
function textsAndLabels(spot: JsonSpot, key: string): JsonOption[] | undefined {
  const lists = (spot.value as JsonObject)[key];
  if (!isObject(lists)) return undefined;
  const [one, two, ...others] = Object.keys(lists);
  if (one === undefined || two === undefined || others.length > 0) return undefined;
  const isLabel = (name: string) => /^(?:labels?|keys?|letters?|ids?)$/i.test(name);
  const [texts, labels] = isLabel(two) ? [one, two] : [two, one];
  if (isLabel(texts) || !isLabel(labels) || optionKeys.textRank(texts.replace(/s$/i, '')) === undefined)
    return undefined;
  const [said, named] = [lists[texts], lists[labels]];
  if (!areScalars(said) || !areScalars(named) || said.length !== named.length) return undefined;
  return said.map((text, i) =>
    Object.assign(new JsonOption(scalarText(text), spot.child(key), texts, i, i), {
      key: scalarText(named[i]),
    }),
  );
}

/** `{text, score: 10}` among others with 0: what brings the score is right. Different scores weigh, and judge nothing. */
function markByScore(options: readonly JsonOption[], list: readonly unknown[]): void {
  const key = isObject(list[0])
    ? Object.keys(list[0]).find((k) => /^(?:score|points?|marks?)$/i.test(k))
    : undefined;
  if (key === undefined) return;
  const scores = list.map((o) => (isObject(o) ? Number(o[key]) : NaN));
  const most = Math.max(...scores);
  if (!(most > 0) || !scores.includes(0) || !scores.every((s) => s === 0 || s === most)) return;
  options.forEach((o, i) => (o.right = scores[i] === most));
}

/** Options that have keys of their own. */
function byKeys(
  spot: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): OptionsFound | undefined {
  const object = spot.value as JsonObject;
  const own: JsonOption[] = [];
  const keys = new Map<string, FieldKey>();
  const counted = countedFromOne(names);
  for (const [i, name] of names.entries()) {
    const value = object[name];
    const at = keyFacts(said?.has(name) === true ? name : (counted[i] ?? name), said).optionPlace;
    if (at === undefined || (typeof value === 'object' && value !== null)) continue;
    own[at] = keyed(new JsonOption(scalarText(value), spot, name), name);
    keys.set(name, `option${LETTERS[at] ?? 'H'}`);
  }
  if (own.length < 2) return undefined;
  return { options: Array.from(own, (o) => o ?? new JsonOption('', spot, '')), keys };
}

/** Options as the object keeps them: a list, an object by letters, or keys of their own; with the key used. */
export function optionsOf(
  node: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): OptionsFound | undefined {
  const object = node.value as JsonObject;
  const found =
    namedOptions(node, names, said) ?? shortOptions(node, names, said) ?? unnamed(node, names, said);
  if (!found || found.options.some((o) => o.right !== undefined)) return found;
  const flagged = (name: string) => {
    const { flagPlace, holdsFlags } = keyFacts(name, said);
    return flagPlace !== undefined || holdsFlags;
  };
  if (!names.some(flagged)) return found;
  markByKeys(found.options, object, names, said);
  return { ...found, flagged: true };
}

/** Options by keys of one letter, where nothing else holds any. */
function shortOptions(
  node: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): OptionsFound | undefined {
  const short = shortKeys(node.value as JsonObject, names, said);
  if (!short) return undefined;
  const { list, letters, answer } = short;
  if (list !== undefined) {
    const options = listed(node, list);
    const marked = options?.some((o) => o.right !== undefined) === true;
    // Without a key besides it a list by `a` is the answer itself.
    const other = answer ?? names.find((n) => n !== list && keyFacts(n, said).meaning?.key === 'answer');
    if (!options || options.length < 2 || (other === undefined && !marked)) return undefined;
    return { options, key: list, ...(answer === undefined ? {} : { answer }) };
  }
  const object = node.value as JsonObject;
  const options = (letters ?? []).map((l) => new JsonOption(scalarText(object[l]), node, l));
  const keys = new Map((letters ?? []).map((l, i) => [l, `option${LETTERS[i] ?? 'H'}` as FieldKey]));
  return { options, keys };
}

const MOST_UNNAMED = 8;

/**
 * Options by a key that says nothing, beside a key that surely holds the question: an object by letters
 * (`question: {A: …, B: …}`), or a short list of texts each with its letter or its flag.
 */
function unnamed(
  node: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): OptionsFound | undefined {
  const object = node.value as JsonObject;
  const asks = (name: string) => {
    const { meaning } = keyFacts(name, said);
    return meaning?.key === 'stem' && meaning.rank < SURE_STEM && textOf(object[name]) !== undefined;
  };
  if (!names.some(asks)) return undefined;
  for (const key of names) {
    const value = object[key];
    if (typeof value !== 'object' || value === null || said?.get(key) !== undefined) continue;
    const count = Object.keys(value).length;
    if (count < 2 || count > MOST_UNNAMED) continue;
    const letters = isObject(value) && Object.keys(value).every((k, i) => k.toUpperCase() === LETTERS[i]);
    if (!letters && !Array.isArray(value)) continue;
    const options = listed(node, key);
    if (!options) continue;
    const named = letters || options.every((o, i) => o.key === LETTERS[i]);
    if (named || (options.some((o) => o.right) && options.every((o) => o.right !== undefined)))
      return { options, key };
  }
  return undefined;
}

function namedOptions(
  node: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): OptionsFound | undefined {
  const object = node.value as JsonObject;
  let [list, cell]: [string | undefined, string | undefined] = [undefined, undefined];
  let [leastList, leastCell, own] = [Infinity, Infinity, false];
  for (const name of names) {
    const { listRank: rank, optionPlace: place } = keyFacts(name, said);
    if (place !== undefined) own = true;
    if (rank === undefined) continue;
    const value = object[name];
    if (typeof value === 'object' && value !== null && rank < leastList) [list, leastList] = [name, rank];
    if (typeof value === 'string' && rank < leastCell && value.trim() !== '')
      [cell, leastCell] = [name, rank];
  }
  if (list === undefined && cell !== undefined) {
    const options = written(object[cell] as string, node, cell);
    if (options) return { options, key: cell };
  }
  if (list !== undefined) {
    const options = listed(node, list);
    if (options) return { options, key: list };
  }
  const found = rightAndWrong(node, names, said) ?? (own ? byKeys(node, names, said) : undefined);
  if (!found && list === undefined && cell !== undefined && UNREAD.test(cell))
    return listsNothing(object[cell] as string) ? undefined : { options: [], unread: true };
  if (found || list === undefined || !UNREAD.test(list)) return found;
  return Object.keys(object[list] as object).length > 0 ? { options: [], unread: true } : undefined;
}
