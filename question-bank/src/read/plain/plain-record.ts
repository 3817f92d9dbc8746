import type { RawRecord } from '../record';
import type { PlainKey } from '../record-fields';

/** Which key of the objects of one list holds what, found out once for all that have the same keys. */
export interface PlainKeys {
  readonly stem: string;
  /** Holds a list of strings. */
  readonly options: string;
  readonly answer: string;
  readonly id: string | undefined;
  readonly type: string | undefined;
  readonly chapter: string | undefined;
  readonly explanation: string | undefined;
  /** Keys of other fields, which have to be empty. */
  readonly others: readonly string[];
  /** All fields that records with these keys have, empty or not. */
  readonly fields: ReadonlySet<PlainKey>;
  /** Clean texts that stand around the list. */
  readonly around: { readonly chapter: string; readonly tags: readonly string[] };
}

/**
 * A record that is at first nothing but an object whose keys are known. Where its values are clean a question is made of
 * them in one go; else, or when somebody asks for a place, it is read as a `whole`, like any other.
 */
export interface PlainRecord {
  readonly keys: PlainKeys;
  readonly values: Readonly<Record<string, unknown>>;
  readonly whole: RawRecord;
}

/** The id a record is given in its file, blanks around it taken off; empty if none. */
export function givenId({ plain, fields }: Pick<RawRecord, 'plain' | 'fields'>): string {
  if (!plain) return fields.get('id')?.text.trim() ?? '';
  const { keys, values } = plain;
  const id = keys.id === undefined ? '' : values[keys.id];
  return typeof id === 'string' ? id.trim() : typeof id === 'number' ? String(id) : '';
}
