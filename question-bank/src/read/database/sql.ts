import type { Issue, Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { lineFinder } from '../json-tree';
import { readIssue } from '../read-issue';
import type { RawBank } from '../record';
import type { DataTable, DataValue } from './data-table';
import { relate } from './relate';
import { SqlTokens, type SqlToken } from './sql-tokens';

/** Whether a text holds rows for tables. */
export function looksLikeSql(text: string): boolean {
  return /^\s*(?:INSERT\s+(?:IGNORE\s+)?INTO|REPLACE\s+INTO|CREATE\s+TABLE|COPY\s+\S+.*FROM\s+stdin)/im.test(
    text.slice(0, 100_000),
  );
}

const NO_COLUMN = /^(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL|EXCLUDE|LIKE)$/i;
const isMark = (t: SqlToken | undefined, text: string) => t?.kind === 'mark' && t.text === text;
const isWord = (t: SqlToken | undefined, ...words: string[]) =>
  t?.kind === 'word' && words.includes(t.text.toUpperCase());

class Malformed extends Error {
  readonly at: number;
  readonly zh: string;
  constructor(at: number, zh: string, en: string) {
    super(en);
    this.at = at;
    this.zh = zh;
  }
}

/** Reads one dump: the rows of its INSERT and COPY statements by table. Nothing is executed. */
class SqlDump {
  private readonly tokens: SqlTokens;
  private readonly text: string;
  private readonly input: ReaderInput;
  private readonly find: (offset: number) => { line: number; character: number };
  private readonly tables: Map<string, DataTable>;
  private readonly columnsOf: Map<string, string[]>;
  readonly issues: Issue[] = [];

  constructor(
    text: string,
    input: ReaderInput,
    tables: Map<string, DataTable>,
    columnsOf: Map<string, string[]>,
  ) {
    this.text = text;
    this.input = input;
    this.tokens = new SqlTokens(text);
    this.find = lineFinder(text);
    this.tables = tables;
    this.columnsOf = columnsOf;
  }

  private place(offset: number): Position {
    const { line, character } = this.find(offset);
    return { file: this.input.file, row: line, column: String(character) };
  }

  read(): void {
    for (;;) {
      const token = this.tokens.next();
      if (!token) break;
      try {
        if (isWord(token, 'INSERT', 'REPLACE')) this.insert();
        else if (isWord(token, 'CREATE')) this.create();
        else if (isWord(token, 'COPY')) this.copy();
        else this.skipStatement(token);
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        this.complain(error.at, error.zh, error.message);
        this.recover(error.at);
      }
      if (this.issues.length >= this.input.limits.maxIssues) return;
    }
    const { fault } = this.tokens;
    if (fault)
      this.complain(
        fault.start,
        fault.fault === 'stringNotClosed' ? '引号没有成对' : '注释没有结束',
        fault.fault === 'stringNotClosed' ? 'a quote is not closed' : 'a comment is not closed',
      );
  }

  private complain(at: number, reason: string, reasonEn: string): void {
    this.issues.push(readIssue('SQL_SYNTAX', this.place(at), { reason, reasonEn }));
  }

  /** Goes on at the next line that begins a statement. */
  private recover(from: number): void {
    const next = /^\s*(?:INSERT|REPLACE|CREATE|COPY)\b/gim;
    next.lastIndex = this.text.indexOf('\n', from) + 1 || this.text.length;
    const found = next.exec(this.text);
    this.tokens.moveTo(found ? found.index : this.text.length);
  }

  private skipStatement(first: SqlToken): void {
    for (let t: SqlToken | undefined = first; t && !isMark(t, ';'); t = this.tokens.next());
  }

  /** A table's name; of `public.question` the last part counts. */
  private name(first = this.tokens.next()): { name: string; next: SqlToken | undefined } {
    let token = first;
    let name = token && token.kind !== 'mark' ? token.text : '';
    if (isMark(token, '[')) ({ name } = this.bracketed());
    let next = this.tokens.next();
    while (isMark(next, '.')) {
      token = this.tokens.next();
      name = isMark(token, '[') ? this.bracketed().name : (token?.text ?? '');
      next = this.tokens.next();
    }
    return { name, next };
  }
  private bracketed(): { name: string } {
    let name = '';
    for (let t = this.tokens.next(); t && !isMark(t, ']'); t = this.tokens.next()) name += t.text;
    return { name };
  }

  private columns(): string[] {
    const columns: string[] = [];
    for (let t = this.tokens.next(); t && !isMark(t, ')'); t = this.tokens.next()) {
      if (isMark(t, '[')) columns.push(this.bracketed().name);
      else if (t.kind !== 'mark') columns.push(t.text);
      else if (t.text !== ',')
        throw new Malformed(t.start, `列名表里有“${t.text}”`, `"${t.text}" among column names`);
    }
    return columns;
  }

  private insert(): void {
    let token = this.tokens.next();
    while (isWord(token, 'INTO', 'IGNORE', 'LOW_PRIORITY', 'DELAYED', 'HIGH_PRIORITY', 'OR', 'REPLACE'))
      token = this.tokens.next();
    const begun = token?.start ?? this.tokens.offset;
    const { name, next } = this.name(token);
    let at = next;
    let columns = this.columnsOf.get(name.toLowerCase());
    if (isMark(at, '(')) {
      columns = this.columns();
      at = this.tokens.next();
    }
    while (at && !isWord(at, 'VALUES', 'VALUE', 'SELECT') && !isMark(at, ';')) at = this.tokens.next();
    if (!isWord(at, 'VALUES', 'VALUE')) {
      if (at && !isMark(at, ';')) this.skipStatement(at);
      return;
    }
    let row = this.tokens.next();
    if (isMark(row, '(') && !columns)
      throw new Malformed(begun, `表 ${name} 没有列名`, `table ${name} has no column names`);
    while (isMark(row, '(')) {
      const start = row?.start ?? 0;
      const values = this.tuple(start);
      if (columns && values.length !== columns.length)
        this.complain(
          start,
          `这一行有 ${values.length} 个值，表 ${name} 有 ${columns.length} 列`,
          `this row has ${values.length} values, table ${name} has ${columns.length} columns`,
        );
      else this.add(name, columns ?? [], start, values);
      row = this.tokens.next();
      if (isMark(row, ',')) row = this.tokens.next();
      else if (row && !isMark(row, ';')) {
        if (!isWord(row, 'ON', 'RETURNING', 'AS', 'INSERT', 'GO', 'CREATE', 'COMMIT'))
          throw new Malformed(
            row.start,
            `“${row.text.slice(0, 20)}”出现在不该出现的地方`,
            `"${row.text.slice(0, 20)}" is not expected here`,
          );
        this.tokens.moveTo(row.start);
        if (isWord(row, 'ON', 'RETURNING', 'AS')) this.skipStatement(row);
        return;
      }
    }
  }

  private add(name: string, columns: readonly string[], start: number, values: DataValue[]): void {
    const key = `${name.toLowerCase()}\n${columns.join(',').toLowerCase()}`;
    const table = this.tables.get(key) ?? { name, file: this.input.file, columns, rows: [] };
    this.tables.set(key, table);
    if (table.rows.length <= this.input.limits.maxRows) table.rows.push({ at: this.place(start), values });
  }

  /** The values between parentheses. Of a function or an array the literals in it are the value. */
  private tuple(start: number): DataValue[] {
    const values: DataValue[] = [];
    let pieces: SqlToken[] = [];
    let depth = 0;
    const done = (at: number) => {
      const literals = pieces.filter((p) => p.kind !== 'mark' && (pieces.length === 1 || p.kind !== 'word'));
      const isNull = pieces.length === 1 && isWord(pieces[0], 'NULL', 'DEFAULT');
      values.push({
        text: isNull || pieces.length === 0 ? null : literals.map((p) => p.text).join(','),
        at: this.place(pieces[0]?.start ?? at),
      });
      pieces = [];
    };
    for (;;) {
      const t = this.tokens.next();
      if (!t) throw new Malformed(start, '括号没有结束', 'a parenthesis is not closed');
      if (isMark(t, ';') && depth === 0)
        throw new Malformed(t.start, '括号没有结束', 'a parenthesis is not closed');
      if (depth === 0 && (isMark(t, ',') || isMark(t, ')'))) {
        done(t.start);
        if (t.text === ')') return values;
        continue;
      }
      if (t.kind === 'mark' && '(['.includes(t.text)) depth += 1;
      if (t.kind === 'mark' && ')]'.includes(t.text)) depth -= 1;
      pieces.push(t);
    }
  }

  private create(): void {
    let t = this.tokens.next();
    while (isWord(t, 'TEMPORARY', 'GLOBAL', 'LOCAL', 'UNLOGGED')) t = this.tokens.next();
    if (!isWord(t, 'TABLE')) {
      if (t) this.skipStatement(t);
      return;
    }
    t = this.tokens.next();
    while (isWord(t, 'IF', 'NOT', 'EXISTS')) t = this.tokens.next();
    const { name, next } = this.name(t);
    if (!isMark(next, '(')) {
      if (next) this.skipStatement(next);
      return;
    }
    const columns: string[] = [];
    let depth = 0;
    let fresh = true;
    for (t = this.tokens.next(); t; t = this.tokens.next()) {
      if (isMark(t, '(')) depth += 1;
      else if (isMark(t, ')')) {
        if (depth === 0) break;
        depth -= 1;
      } else if (isMark(t, ',') && depth === 0) fresh = true;
      else if (fresh) {
        fresh = false;
        const quoted = t.kind === 'name' || t.kind === 'quoted';
        if (isMark(t, '[')) columns.push(this.bracketed().name);
        else if (quoted || !NO_COLUMN.test(t.text)) columns.push(t.text);
      }
    }
    this.columnsOf.set(name.toLowerCase(), columns);
    for (t = this.tokens.next(); t && !isMark(t, ';'); t = this.tokens.next())
      if (isWord(t, 'INSERT', 'CREATE', 'COPY')) return this.tokens.moveTo(t.start);
  }

  /** `COPY table (columns) FROM stdin;` and lines of tab-separated values up to `\.` */
  private copy(): void {
    const { name, next } = this.name();
    let t = next;
    let columns = this.columnsOf.get(name.toLowerCase());
    if (isMark(t, '(')) {
      columns = this.columns();
      t = this.tokens.next();
    }
    while (t && !isMark(t, ';')) t = this.tokens.next();
    if (!t || !columns) return;
    let at = this.text.indexOf('\n', t.end) + 1;
    while (at > 0 && at < this.text.length) {
      const end = this.text.indexOf('\n', at);
      const line = this.text.slice(at, end < 0 ? undefined : end).replace(/\r$/, '');
      if (line === '\\.') {
        this.tokens.moveTo(end < 0 ? this.text.length : end + 1);
        return;
      }
      const start = at;
      const values = line.split('\t').map((text): DataValue => {
        const plain = text.replace(/\\([ntr\\])/g, (_, c: string) => ({ n: '\n', t: '\t', r: '\r' })[c] ?? c);
        return { text: text === '\\N' ? null : plain, at: this.place(start) };
      });
      if (values.length === columns.length) this.add(name, columns, start, values);
      else this.complain(start, '这一行的列数不对', 'the number of values does not fit');
      at = end < 0 ? this.text.length : end + 1;
    }
    this.tokens.moveTo(this.text.length);
  }
}

/** Reads one or several SQL dumps that belong together, in the order of their names. */
export function readSqlDumps(dumps: readonly { text: string; input: ReaderInput }[]): RawBank {
  const tables = new Map<string, DataTable>();
  const columnsOf = new Map<string, string[]>();
  const issues: Issue[] = [];
  for (const { text, input } of dumps) {
    const dump = new SqlDump(text, input, tables, columnsOf);
    dump.read();
    issues.push(...dump.issues);
  }
  const [first] = dumps;
  const bank = relate([...tables.values()], {
    file: dumps.length === 1 ? (first?.input.file ?? '') : (first?.input.file.replace(/\/[^/]*$/, '') ?? ''),
    ...(first?.input.columns ? { columns: first.input.columns } : {}),
    limits: first?.input.limits,
  });
  return { ...bank, refused: bank.refused + issues.length, issues: [...issues, ...bank.issues] };
}
