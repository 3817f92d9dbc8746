import { readFileSync } from 'node:fs';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import type { Issue, Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { readIssue } from '../read-issue';
import { decodeText } from '../decode';
import { nothingRead, type RawBank } from '../record';
import { withoutPrefixes } from './core-data';
import { rowsKept, type DataTable, type DataValue } from './data-table';
import { holdsPeople } from './people';
import { relate } from './relate';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function valueOf(value: SqlValue | undefined, at: Position): DataValue {
  if (value === null || value === undefined) return { text: null, at };
  if (value instanceof Uint8Array) return { text: '', at, bytes: value };
  return { text: String(value), at };
}

function* rowsIn(db: Database, sql: string, parameters: SqlValue[] = []): Generator<SqlValue[]> {
  const statement = db.prepare(sql);
  try {
    statement.bind(parameters);
    while (statement.step()) yield statement.get();
  } finally {
    statement.free();
  }
}

/** A text that is no UTF-8 comes with this in it. */
const LOST = '\uFFFD';

/** Texts of one row as bytes, decoded as what they are: programs on Chinese Windows put GBK into them. */
function decoded(values: SqlValue[], again: SqlValue[] | undefined): SqlValue[] {
  return values.map((v, i) => {
    const bytes = again?.[i];
    if (typeof v !== 'string' || !v.includes(LOST) || !(bytes instanceof Uint8Array)) return v;
    const read = decodeText(bytes);
    return read.ok ? read.text : v;
  });
}

/**
 * The rows of one table in the order in which they were put in. Names are data: quoted, never part of a statement of
 * the file's making. Columns that are computed are left out: that would run what the file says.
 */
function tableOf(db: Database, name: string, file: string, maxRows: number): DataTable {
  const [counted] = rowsIn(db, `SELECT count(*) FROM ${quoted(name)} NOT INDEXED`);
  const columns = [...rowsIn(db, 'SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0', [name])].map(
    ([c]) => String(c),
  );
  const at: Position = { file, sheet: name, row: 1 };
  const table: DataTable = { name, file, columns, rows: [], count: Number(counted?.[0] ?? 0), at };
  if (columns.length === 0 || holdsPeople(name, columns)) return table;
  const from = `FROM ${quoted(name)} NOT INDEXED LIMIT ${rowsKept(maxRows)}`;
  const read = [...rowsIn(db, `SELECT ${columns.map(quoted).join(', ')} ${from}`)];
  const lost = read.some((row) => row.some((v) => typeof v === 'string' && v.includes(LOST)));
  const bytes = lost
    ? [...rowsIn(db, `SELECT ${columns.map((c) => `CAST(${quoted(c)} AS BLOB)`).join(', ')} ${from}`)]
    : [];
  read.forEach((values, i) => {
    const here = { ...at, row: i + 1 };
    const cells = decoded(values, bytes[i]).map((v) => valueOf(v, here));
    table.rows.push({ at: here, values: cells, serial: i + 1 });
  });
  return table;
}

/** Reads a SQLite file's tables. Only tables are read: views and triggers, which would run, are not. */
export async function readSqlite({
  bytes,
  file,
  path,
  beside,
  mapping,
  limits,
}: ReaderInput): Promise<RawBank> {
  const broken = (error: unknown, at: Position = { file }): Issue =>
    readIssue('DATABASE_BROKEN', at, { reason: error instanceof Error ? error.message : String(error) });
  const SQL = await initSqlJs({ wasmBinary: wasm() });
  let db: Database;
  try {
    db = new SQL.Database(bytes);
  } catch (error) {
    return nothingRead([broken(error)]);
  }
  try {
    db.run('PRAGMA trusted_schema = OFF; PRAGMA query_only = ON;');
    const names = rowsIn(
      db,
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    );
    // The list has tables in no order; that of their creation is kept in the schema.
    const real = new Set([...names].map(([name]) => name));
    const ordered = [...rowsIn(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY rowid")];
    const tables: DataTable[] = [];
    const issues: Issue[] = [];
    for (const [name] of ordered) {
      if (typeof name !== 'string' || !real.has(name)) continue;
      try {
        tables.push(tableOf(db, name, file, limits.maxRows));
      } catch (error) {
        issues.push(broken(error, { file, sheet: name }));
      }
    }
    if ((beside.get(`${path}-wal`)?.length ?? 0) > 0) issues.push(writtenAhead(file));
    const bank = relate(withoutPrefixes(tables), { file, limits, mapping });
    return { ...bank, issues: [...issues, ...bank.issues] };
  } catch (error) {
    return nothingRead([broken(error)]);
  } finally {
    db.close();
  }
}

/** The last changes of a program that still had the file open are in a second file. */
function writtenAhead(file: string): Issue {
  const what = `${file}-wal 里尚未写入数据库的最后修改`;
  const whatEn = `the last changes, which are in ${file}-wal and not yet in the database`;
  return readIssue('TEXT_LOST', { file }, { what, whatEn });
}

let loaded: ArrayBuffer | undefined;
function wasm(): ArrayBuffer {
  if (!loaded) {
    const file = readFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'));
    loaded = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  }
  return loaded;
}
