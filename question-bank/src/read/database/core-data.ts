import type { DataTable } from './data-table';

const isCoreData = (table: DataTable) => table.columns.some((c) => /^Z_PK$/i.test(c));
const bare = (name: string) => (/^Z(?=[A-Z\d])/i.test(name) ? name.slice(1).toLowerCase() : name);

/**
 * Tables that Apple's Core Data keeps (`ZQUESTION` with `Z_PK`, `ZTEXT`, …) under the names their makers gave them. A column
 * of numbers that is called as another table refers to it: `ZOPTION.ZQUESTION` is `question_id`.
 */
export function withoutPrefixes(tables: readonly DataTable[]): readonly DataTable[] {
  if (!tables.some(isCoreData)) return tables;
  const entities = new Set(tables.filter(isCoreData).map((t) => bare(t.name)));
  return tables.map((table) => {
    if (!isCoreData(table)) return table;
    const own = bare(table.name);
    const columns = table.columns.map((name, at) => {
      if (/^Z_PK$/i.test(name)) return 'id';
      const called = bare(name);
      const refers =
        called !== own &&
        entities.has(called) &&
        table.rows.length > 0 &&
        table.rows.every(({ values }) => /^\d*$/.test(values[at]?.text ?? ''));
      return refers ? `${called}_id` : called;
    });
    // A name that comes twice would hide the other column.
    return new Set(columns).size === columns.length ? { ...table, name: own, columns } : table;
  });
}
