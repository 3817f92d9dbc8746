import type { Position } from '../model/issue';
import type { Path } from './candidate';
import type { RawOption, RawRecord } from './record';

type PlainKey = Parameters<RawRecord['fields']['get']>[0];

const BY_PATH: Readonly<Record<string, PlainKey>> = {
  id: 'id',
  type: 'type',
  chapter: 'chapter',
  subjects: 'subjects',
  vehicles: 'vehicles',
  answer: 'answer',
  lawRef: 'lawRef',
  validFrom: 'validFrom',
  validTo: 'validTo',
  shuffle: 'shuffle',
  difficulty: 'difficulty',
  tags: 'tags',
};

/** The column of a text in the language that a path names. */
const inLanguage = (field: 'stem' | 'explanation', language: string | number | undefined): PlainKey =>
  language === 'en'
    ? `${field}En`
    : typeof language === 'string' && language !== 'zh-CN'
      ? `${field}:${language}`
      : field;

/** The place of a field of the question in the office's file; the question's own where the field has none. */
export function placeOf(
  p: { record: RawRecord; texts: readonly string[]; raws: readonly (RawOption | undefined)[] },
  [first, second, third]: Path,
): Position {
  const { record } = p;
  const of = (key: PlainKey | undefined): Position | undefined =>
    key === undefined ? undefined : record.fields.get(key)?.at;
  if (first === 'options') {
    const raw = typeof second === 'number' ? p.raws.slice(0, p.texts.length)[second] : record.options[0];
    return raw?.at ?? of('stem') ?? record.at;
  }
  if (first === 'stem' || first === 'explanation')
    return of(inLanguage(first, second)) ?? of(first) ?? record.at;
  if (first === 'media') return of(third === 'alt' ? 'pictureAlt' : 'picture') ?? record.at;
  return of(BY_PATH[String(first)]) ?? record.at;
}
