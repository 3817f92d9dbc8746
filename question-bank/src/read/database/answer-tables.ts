import { keyMeaning } from '../json/keys';
import type { RawField } from '../record';
import type { PlainKey, Understood } from './columns';
import type { DataTable } from './data-table';
import { FOREIGN_KEY, serialOf } from './option-tables';
import { belongsToPeople } from './people';

/** What another table says of questions, by the id of each. */
export interface AnswerRows {
  table: DataTable;
  rows: ReadonlyMap<string, ReadonlyMap<PlainKey, RawField>>;
}

/** What was answered by somebody, and when, is no key. */
const GIVEN =
  /record|log|histor|submit|result|wrong|error|practi[cs]e|paper|exam|score|collect|favou?r|note|comment|attempt|session|users?_|mistake|last|respon|chosen|错题|记录|成绩|作答|练习/i;
const GIVEN_COLUMN = /time|date|score|record|paper|attempt|session|时间|日期|得分|次数/i;
const FIELDS: readonly PlainKey[] = ['answer', 'explanation'];
/** So many of the questions must have their row, each its own. */
const NEARLY = 0.9;

function rowsOf(table: DataTable): AnswerRows | undefined {
  const { columns } = table;
  if (GIVEN.test(table.name) || belongsToPeople(columns) || columns.some((c) => GIVEN_COLUMN.test(c)))
    return undefined;
  const question = columns.findIndex((c) => FOREIGN_KEY.test(c));
  const places = FIELDS.flatMap((key) => {
    const at = columns.findIndex((c, i) => i !== question && keyMeaning(c)?.key === key);
    return at < 0 ? [] : [[key, at] as const];
  });
  if (question < 0 || places[0]?.[0] !== 'answer') return undefined;
  const rows = new Map<string, Map<PlainKey, RawField>>();
  for (const row of table.rows) {
    const id = row.values[question]?.text?.trim() ?? '';
    if (rows.has(id)) return undefined;
    const fields = new Map<PlainKey, RawField>();
    for (const [key, at] of places)
      fields.set(key, {
        text: row.values[at]?.text ?? '',
        at: { ...(row.values[at]?.at ?? row.at), field: columns[at] ?? '', question: id },
      });
    rows.set(id, fields);
  }
  return { table, rows };
}

/** The table of keys that belongs to questions whose own table has none; undefined where none or several fit. */
export function answersElsewhere(u: Understood, tables: readonly DataTable[]): AnswerRows | undefined {
  if (u.fields.has('answer') || u.table.rows.length < 2) return undefined;
  const ids = u.table.rows.map((r) => serialOf(u, r));
  const fitting = tables
    .filter((t) => t !== u.table)
    .flatMap((t) => rowsOf(t) ?? [])
    .filter(({ rows }) => ids.filter((id) => rows.has(id)).length >= NEARLY * ids.length);
  return fitting.length === 1 ? fitting[0] : undefined;
}
