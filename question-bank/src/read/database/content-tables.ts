import type { Issue } from '../../model/issue';
import { keyMeaning } from '../json/keys';
import { readIssue } from '../read-issue';
import { referredBy } from './columns';
import type { DataRow, DataTable, DataValue } from './data-table';
import { belongsToPeople, holdsPeople } from './people';

/** Rows of this kind are questions; what somebody answered refers to the same contents. */
const ASKS = /quest|subject|exercise|timu|shiti|试题|题目|题库/i;
const GIVEN =
  /answer|record|log|custom|wrong|error|histor|submit|result|score|mistake|collect|错题|记录|作答/i;
const CONTENT = /content|info|detail|json|body/i;
/** So many of the rows must have their content. */
const MOST = 0.5;

type Members = Readonly<Record<string, unknown>>;

/** The JSON object in a text; undefined if it holds none. */
function membersOf(text: string): Members | undefined {
  if (!text.trimStart().startsWith('{')) return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null ? (read as Members) : undefined;
  } catch {
    return undefined;
  }
}

const plain = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

const bare = (name: string) => name.toLowerCase().replace(/^(?:t|tb|tbl|sys|exam)_/, '');

interface Contents {
  table: DataTable;
  /** Place of the column that names the contents. */
  at: number;
  rows: ReadonlyMap<string, Members>;
}

/** The table whose JSON a table's rows refer to by `content_id`, as `info_text_content_id` does to `t_text_content`. */
function contentsOf(table: DataTable, tables: readonly DataTable[]): Contents | undefined {
  if (!ASKS.test(table.name) || GIVEN.test(table.name) || belongsToPeople(table.columns)) return undefined;
  const found = table.columns.flatMap((column, at): Contents[] => {
    const base = referredBy(column)?.toLowerCase();
    if (base === undefined || !CONTENT.test(base)) return [];
    const named = tables.filter(
      (t) => t !== table && !holdsPeople(t.name, t.columns) && base.endsWith(bare(t.name)),
    );
    const [other] = named;
    const id = other?.columns.findIndex((c) => /^id$/i.test(c)) ?? -1;
    const text = other?.columns.findIndex((c) => CONTENT.test(c) && !/_?id$/i.test(c)) ?? -1;
    if (!other || named.length > 1 || id < 0 || text < 0) return [];
    const rows = new Map<string, Members>();
    for (const { values } of other.rows) {
      const members = membersOf(values[text]?.text ?? '');
      if (members) rows.set(values[id]?.text?.trim() ?? '', members);
    }
    const hits = table.rows.filter((r) => rows.has(r.values[at]?.text?.trim() ?? '')).length;
    return hits > 0 && hits >= MOST * table.rows.length ? [{ table: other, at, rows }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

const letters = (text: string) =>
  [...new Set(text.toUpperCase().match(/[A-Z]|[^\sA-Z,，、;；|[\]"]+/g) ?? [])].sort().join();

/** Whether a row and its content give two different keys; one that only one of them gives is the key. */
const keysDiffer = (own: string, inner: string) =>
  own.trim() !== '' && inner.trim() !== '' && letters(own) !== letters(inner);

function joined(table: DataTable, { table: other, at, rows }: Contents, issues: Issue[]): DataTable {
  const names = [...new Set([...rows.values()].flatMap((m) => Object.keys(m)))];
  const meant = new Set(table.columns.flatMap((c) => keyMeaning(c)?.key ?? []));
  const taken = new Set(table.columns.map((c) => c.toLowerCase()));
  // What both say is the row's own, but for the key, of which there may be two.
  const added = names.filter((n) => !taken.has(n.toLowerCase()) && !meant.has(keyMeaning(n)?.key ?? 'own'));
  const keyAt = table.columns.findIndex((c) => keyMeaning(c)?.key === 'answer');
  const keys = keyAt < 0 ? [] : names.filter((n) => keyMeaning(n)?.key === 'answer');
  const kept: DataRow[] = [];
  for (const row of table.rows) {
    const members = rows.get(row.values[at]?.text?.trim() ?? '');
    const own = row.values[keyAt]?.text ?? '';
    const inner = keys.map((k) => plain(members?.[k]) ?? '').find((k) => k.trim() !== '') ?? '';
    if (keysDiffer(own, inner)) {
      const reason = `这一行的答案是 ${own}，表 ${other.name} 里的答案却是 ${inner}`;
      const reasonEn = `the answer of this row is ${own} while table ${other.name} has ${inner}`;
      const params = { reason, reasonEn, value: `${own} / ${inner}` };
      issues.push(readIssue('BAD_FIELD', { ...row.at, field: table.columns[keyAt] ?? '' }, params));
      continue;
    }
    const filled = own.trim() === '' && inner !== '';
    const values = row.values.map((v, i): DataValue => (filled && i === keyAt ? { ...v, text: inner } : v));
    const more = added.map((n): DataValue => ({ text: plain(members?.[n]), at: row.at }));
    kept.push({ ...row, values: [...values, ...more] });
  }
  const lost = table.rows.length - kept.length;
  return { ...table, columns: [...table.columns, ...added], rows: kept, count: table.count - lost };
}

/**
 * Questions whose texts another table keeps as JSON, with the members of that as columns of theirs. A row whose key is
 * another in the JSON is left out and said in `issues`.
 */
export function withContents(tables: readonly DataTable[]): {
  tables: readonly DataTable[];
  issues: Issue[];
} {
  const issues: Issue[] = [];
  const taken = new Set<DataTable>();
  const read = tables.map((table) => {
    const contents = contentsOf(table, tables);
    if (!contents) return table;
    taken.add(contents.table);
    return joined(table, contents, issues);
  });
  return { tables: read.filter((t) => !taken.has(t)), issues };
}
