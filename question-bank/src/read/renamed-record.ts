import { listOf } from './cell-values';
import type { RawRecord } from './record';
import { VALUE_FIELDS, type ValueNames } from './value-names';

/**
 * A record with what a clerk said its values mean in their place; of tags each for itself. The chapter keeps the name of
 * the file until the question is made, so that it can be left out by it.
 */
export function renamedRecord(record: RawRecord, names: ValueNames): RawRecord {
  if (!names.rewrites || record.own !== undefined) return record;
  const fields = new Map(record.fields);
  let changed = false;
  for (const field of VALUE_FIELDS) {
    const raw = record.fields.get(field);
    if (field === 'chapter' || !raw) continue;
    const said = names.meant(field, raw.text) ?? (field === 'tags' ? eachTag(raw.text, names) : undefined);
    if (said === undefined) continue;
    if (field !== 'tags') names.note(field, raw.text.trim());
    fields.set(field, { ...raw, at: raw.at, text: said });
    changed = true;
  }
  return changed ? { ...record, at: record.at, fields } : record;
}

function eachTag(text: string, names: ValueNames): string | undefined {
  const tags = listOf(text);
  const said = tags.map((tag) => names.meant('tags', tag) ?? tag);
  return said.some((tag, i) => tag !== tags[i]) ? said.filter((tag) => tag !== '').join('；') : undefined;
}
