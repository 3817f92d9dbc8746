import type { Position } from '../model/issue';
import type { PlainKey } from './field-keys';
import type { RawRecord } from './record';
import { cleanText, type TextMend } from './record-text';

/** What was mended in a record on its way to a question. */
export type Mend =
  TextMend | 'optionsInStem' | 'labels' | 'idUnfit' | 'fullWidth' | 'answerInText' | 'answerTaken';

export const textOf = (record: RawRecord, key: PlainKey): string => record.fields.get(key)?.text.trim() ?? '';
/** Where a field stands; the record's own place where it has none. */
export const atOf = (record: RawRecord, key: PlainKey): Position => record.fields.get(key)?.at ?? record.at;

export const FULL_WIDTH = /[Ａ-Ｚａ-ｚ０-９]/;
/** The id a record is given in its file, in ordinary letters and digits. */
export const idOf = (record: RawRecord): string => {
  const id = textOf(record, 'id');
  return FULL_WIDTH.test(id) ? id.normalize('NFKC') : id;
};

/** A text clean; what was mended in it and the pictures that stood in it are noted. */
export function cleanedText(raw: string, mends: Set<Mend>, pictures?: string[]): string {
  const out = cleanText(raw);
  for (const mend of out.mended) mends.add(mend);
  pictures?.push(...out.pictures);
  return out.text;
}

/** A field's text clean; empty where there is no such field. */
export function cleaned(record: RawRecord, key: PlainKey, mends: Set<Mend>, pictures?: string[]): string {
  const text = record.fields.get(key)?.text ?? '';
  return text === '' ? '' : cleanedText(text, mends, pictures);
}
