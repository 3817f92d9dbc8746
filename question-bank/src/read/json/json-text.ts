import { localeOf } from '../../model/locale';
import { isObject } from './json-spot';
import { languageOf } from './keys';

/** Whether a value is a string, a number, true or false. */
export const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === undefined;

/** A string, number, true or false as text. */
export const scalarText = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';

/** Keys that name a language: of two letters, or longer with a script or region. */
const LANGUAGE = /^(?:[a-z]{2}(?:[-_][A-Za-z\d]+)*|[a-z]{3}(?:[-_][A-Za-z\d]+)+)$/;

/** A text with its translations, other languages than English by their tags. */
export interface Translated {
  text: string;
  en?: string;
  locales?: Record<string, string>;
}

/** A value as text: several joined, of several languages Chinese first, the others beside it. */
export function textOf(value: unknown, separator = ';'): string | Translated | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    const whole = value.length > 0 && value.every(isScalar);
    return whole ? value.map(scalarText).join(separator) : undefined;
  }
  if (!isObject(value)) return scalarText(value);
  let zh: string | undefined, en: string | undefined, id: string | undefined;
  const others = new Map<string, string>();
  for (const [key, text] of Object.entries(value)) {
    const language = LANGUAGE.test(key) ? languageOf(key) : undefined;
    if (!language || typeof text !== 'string') return undefined;
    if (language === 'zh') zh ??= text;
    else if (language === 'en') en ??= text;
    // An identifier is no Indonesian.
    else if (key === 'id') id = text;
    else if (!others.has(key)) others.set(key, text);
  }
  const [other] = others.values();
  const first = zh ?? en ?? other ?? id;
  if (first === undefined) return undefined;
  const locales: Record<string, string> = {};
  for (const [key, text] of others) {
    const tag = localeOf(key);
    if (tag !== undefined && text !== first && text.trim() !== '') locales[tag] ??= text;
  }
  const english = en === undefined || en === first ? {} : { en };
  const more = Object.keys(locales).length > 0 ? { locales } : {};
  return 'en' in english || 'locales' in more ? { text: first, ...english, ...more } : first;
}
