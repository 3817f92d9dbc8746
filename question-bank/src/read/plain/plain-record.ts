import type { RawRecord } from '../record';

/** The id a record is given in its file, blanks around it taken off; empty if none. */
export function givenId({ plain, fields }: Pick<RawRecord, 'plain' | 'fields'>): string {
  if (!plain) return fields.get('id')?.text.trim() ?? '';
  const { keys, values } = plain;
  const id = keys.id === undefined ? '' : values[keys.id];
  return typeof id === 'string' ? id.trim() : typeof id === 'number' ? String(id) : '';
}
