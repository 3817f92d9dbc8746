import type { Position } from '../../model/issue';
import { rowsKept, type DataRow, type DataTable, type DataValue } from './data-table';
import { holdsPeople } from './people';

interface Stored {
  name: string;
  file: string;
  rows: (DataRow & { columns: readonly string[] | undefined })[];
  count: number;
  /** Rows so far, those that could not be read with them. */
  serial: number;
  at: Position;
}

/** Rows whose statement names no columns, and no CREATE TABLE does. */
export interface Nameless {
  name: string;
  at: Position;
  count: number;
}

/** Gathers rows by table from statements that need not all name the same columns, nor follow the table's creation. */
export class TableStore {
  private readonly tables = new Map<string, Stored>();
  private readonly created = new Map<string, readonly string[]>();
  private readonly maxRows: number;
  constructor(maxRows: number) {
    this.maxRows = maxRows;
  }

  create(name: string, columns: readonly string[]): void {
    this.created.set(name.toLowerCase(), columns);
  }
  columnsOf(name: string): readonly string[] | undefined {
    return this.created.get(name.toLowerCase());
  }
  has(name: string): boolean {
    return this.tables.has(name.toLowerCase());
  }

  add(
    name: string,
    columns: readonly string[] | undefined,
    at: Position,
    values: readonly DataValue[],
    file: string,
  ): void {
    const table = this.table(name, at, file);
    table.count += 1;
    table.serial += 1;
    if (table.rows.length >= rowsKept(this.maxRows) || holdsPeople(name, columns ?? [])) return;
    table.rows.push({ at, values, columns, serial: table.serial });
  }
  /** A row that could not be read keeps its number, or the options of all later questions would go to the wrong one. */
  skip(name: string, at: Position, file: string): void {
    this.table(name, at, file).serial += 1;
  }
  private table(name: string, at: Position, file: string): Stored {
    const key = name.toLowerCase();
    const table = this.tables.get(key) ?? { name, file, rows: [], count: 0, serial: 0, at };
    this.tables.set(key, table);
    return table;
  }

  /** The tables, each row brought to the columns of its table. */
  finish(): { tables: DataTable[]; nameless: Nameless[] } {
    const tables: DataTable[] = [];
    const nameless: Nameless[] = [];
    for (const stored of this.tables.values()) {
      const { name, file, count, at } = stored;
      const created = this.columnsOf(name);
      const rows = stored.rows.map((r) => ({ ...r, columns: r.columns ?? created }));
      const columns: string[] = [];
      const places = new Map<string, number>();
      for (const own of new Set(rows.map((r) => r.columns)))
        for (const c of own ?? []) {
          if (places.has(c.toLowerCase())) continue;
          places.set(c.toLowerCase(), columns.length);
          columns.push(c);
        }
      if (holdsPeople(name, columns)) {
        tables.push({ name, file, columns, rows: [], count, at });
        continue;
      }
      const kept: DataRow[] = [];
      let lost: Nameless | undefined;
      for (const row of rows) {
        if (!row.columns || row.columns.length !== row.values.length) {
          lost ??= { name, at: row.at, count: 0 };
          lost.count += 1;
          continue;
        }
        const values = arranged(row.values, row.columns, columns, places, row.at);
        kept.push({ at: row.at, values, serial: row.serial });
      }
      if (lost) nameless.push(lost);
      if (kept.length > 0 || !lost)
        tables.push({ name, file, columns, rows: kept, count: count - (lost?.count ?? 0), at });
    }
    return { tables, nameless };
  }
}

function arranged(
  values: readonly DataValue[],
  own: readonly string[],
  columns: readonly string[],
  places: ReadonlyMap<string, number>,
  at: Position,
): readonly DataValue[] {
  if (own.length === columns.length && own.every((c, i) => places.get(c.toLowerCase()) === i)) return values;
  const out = columns.map((): DataValue => ({ text: null, at }));
  own.forEach((c, i) => {
    const place = places.get(c.toLowerCase());
    const value = values[i];
    if (place !== undefined && value) out[place] = value;
  });
  return out;
}
