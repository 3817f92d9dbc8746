import { readFileSync } from 'node:fs';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import type { Issue, Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { readIssue } from '../read-issue';
import type { RawBank } from '../record';
import type { DataTable, DataValue } from './data-table';
import { relate } from './relate';

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

function valueOf(value: SqlValue | undefined, at: Position): DataValue {
  if (value === null || value === undefined) return { text: null, at };
  if (value instanceof Uint8Array) return { text: '', at, bytes: value };
  return { text: String(value), at };
}

/** The rows of one table as they were put in. Names are data: quoted, never part of a statement of the file's making. */
function rowsOf(db: Database, name: string, file: string, most: number): DataTable {
  const statement = db.prepare(`SELECT * FROM ${quoted(name)} LIMIT ${most + 1}`);
  try {
    const columns = statement.getColumnNames();
    const rows: DataTable['rows'] = [];
    while (statement.step()) {
      const at: Position = { file, sheet: name, row: rows.length + 1 };
      rows.push({ at, values: statement.get().map((v) => valueOf(v, at)) });
    }
    return { name, file, columns, rows };
  } finally {
    statement.free();
  }
}

/** Reads a SQLite file's tables. Only tables are read: views and triggers, which would run, are not. */
export async function readSqlite({ bytes, file, columns, limits }: ReaderInput): Promise<RawBank> {
  const broken = (error: unknown): RawBank => {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      groups: [],
      refused: 0,
      media: new Map(),
      issues: [readIssue('DATABASE_BROKEN', { file }, { reason })],
    };
  };
  const SQL = await initSqlJs({ wasmBinary: wasm() });
  let db: Database;
  try {
    db = new SQL.Database(bytes);
  } catch (error) {
    return broken(error);
  }
  try {
    const names = db.exec(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    );
    const tables: DataTable[] = [];
    const issues: Issue[] = [];
    for (const [name] of names[0]?.values ?? []) {
      if (typeof name !== 'string') continue;
      try {
        tables.push(rowsOf(db, name, file, limits.maxRows));
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        issues.push(readIssue('DATABASE_BROKEN', { file, sheet: name }, { reason }));
      }
    }
    const bank = relate(tables, { file, limits, ...(columns ? { columns } : {}) });
    return { ...bank, issues: [...issues, ...bank.issues] };
  } catch (error) {
    return broken(error);
  } finally {
    db.close();
  }
}

let loaded: ArrayBuffer | undefined;
function wasm(): ArrayBuffer {
  if (!loaded) {
    const file = readFileSync(require.resolve('sql.js/dist/sql-wasm.wasm'));
    loaded = file.buffer.slice(file.byteOffset, file.byteOffset + file.length);
  }
  return loaded;
}
