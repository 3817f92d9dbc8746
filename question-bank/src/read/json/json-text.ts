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

const LANGUAGE = /^[a-z]{2}(?:[-_][A-Za-z]+)?$/;

/** A value as text: several joined, of several languages Chinese first, English beside it. */
export function textOf(value: unknown, separator = ';'): string | { text: string; en: string } | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (Array.isArray(value)) {
    const whole = value.length > 0 && value.every(isScalar);
    return whole ? value.map(scalarText).join(separator) : undefined;
  }
  if (!isObject(value)) return scalarText(value);
  const byLanguage = new Map<'zh' | 'en' | 'other', string>();
  for (const [key, text] of Object.entries(value)) {
    const language = LANGUAGE.test(key) ? languageOf(key) : undefined;
    if (!language || typeof text !== 'string') return undefined;
    if (!byLanguage.has(language)) byLanguage.set(language, text);
  }
  const first = byLanguage.get('zh') ?? byLanguage.get('en') ?? byLanguage.get('other');
  const en = byLanguage.get('en');
  return first === undefined || en === undefined || en === first ? first : { text: first, en };
}
