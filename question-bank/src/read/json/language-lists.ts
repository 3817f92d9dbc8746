import type { JsonOption } from './json-record';
import { isObject } from './json-spot';
import { textOf } from './json-text';

/**
 * Options kept once a language, `{en: ["Stop", …], de: ["Halt", …]}`, as one list with the language that is read first and
 * the others beside it; undefined for what is kept otherwise or differs in length. `make` makes the option at a place
 * of the list by that language.
 */
export function languageLists(
  lists: unknown,
  make: (language: string, place: number, text: string) => JsonOption,
): JsonOption[] | undefined {
  if (!isObject(lists)) return undefined;
  const entries = Object.entries(lists);
  const [one] = entries;
  const count = Array.isArray(one?.[1]) ? one[1].length : 0;
  const same = entries.every(
    ([, list]) => Array.isArray(list) && list.length === count && list.every((t) => typeof t === 'string'),
  );
  if (count < 2 || !same) return undefined;
  const options: JsonOption[] = [];
  for (let i = 0; i < count; i += 1) {
    const texts = Object.fromEntries(entries.map(([tag, list]) => [tag, (list as string[])[i] ?? '']));
    const read = textOf(texts);
    if (read === undefined) return undefined;
    const text = typeof read === 'string' ? read : read.text;
    const language = entries.find(([tag]) => texts[tag] === text)?.[0] ?? '';
    const option = make(language, i, text);
    if (typeof read !== 'string') {
      if (read.en !== undefined) option.en = read.en;
      if (read.locales) option.locales = read.locales;
    }
    options.push(option);
  }
  return options;
}
