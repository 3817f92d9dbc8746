import type { Issue, Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { lineFinder } from '../json-tree';
import { readIssue } from '../read-issue';
import type { DataValue } from './data-table';
import { copyLines } from './sql-copy';
import { isMark, isWord, Malformed, SqlValues } from './sql-values';
import { SqlTokens, type SqlToken } from './sql-tokens';
import type { TableStore } from './table-store';

const NO_COLUMN = /^(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL|EXCLUDE|LIKE)$/i;
const BEFORE_NAME = [
  ...[
    'INTO',
    'IGNORE',
    'LOW_PRIORITY',
    'DELAYED',
    'HIGH_PRIORITY',
    'OR',
    'REPLACE',
    'ABORT',
    'FAIL',
    'ROLLBACK',
  ],
  ...['TABLE', 'ONLY', 'FROM', 'ALL', 'FIRST'],
];
type Row = DataValue[];
const lower = (name: string) => name.toLowerCase();
/** So many words and marks of a query are looked at for where its rows come from. */
const MOST_SELECTED = 400;

/** Reads one dump: the rows of its INSERT and COPY statements into a store of tables. Nothing is executed. */
export class SqlDump {
  private readonly tokens: SqlTokens;
  private readonly values: SqlValues;
  private readonly text: string;
  private readonly input: ReaderInput;
  private readonly find: (offset: number) => { line: number; character: number };
  private readonly store: TableStore;
  /** How much may be read a second time after faults, so that a file of nothing but faults ends soon. */
  private again: number;
  /** The table whose rows are being read, for going on with the next row after a fault. */
  private begun = 0;
  private rowsOf: { name: string; columns: readonly string[] | undefined; row: number } | undefined;
  readonly issues: Issue[] = [];
  refused = 0;
  /** Statements that would have changed rows read before, by table. */
  readonly changes = new Map<string, { at: Position; count: number }>();

  constructor(text: string, input: ReaderInput, store: TableStore) {
    this.text = text;
    this.input = input;
    this.tokens = new SqlTokens(text);
    this.find = lineFinder(text);
    this.store = store;
    this.values = new SqlValues(this.tokens, (offset) => this.place(offset));
    this.again = 4 * text.length + 1_000_000;
  }

  private place(offset: number): Position {
    const { line, character } = this.find(offset);
    return { file: this.input.file, row: line, column: String(character) };
  }

  read(): void {
    for (;;) {
      try {
        const { rowsOf } = this;
        if (rowsOf) this.rows(rowsOf.name, rowsOf.columns, this.tokens.next());
        else if (!this.statement()) return;
        this.rowsOf = undefined;
      } catch (error) {
        if (!(error instanceof Malformed)) throw error;
        const begun = this.rowsOf?.row ?? this.begun;
        const lineEnd = this.text.indexOf('\n', begun);
        const sameLine = lineEnd < 0 || error.at <= lineEnd;
        // Noticed on a later line, a fault is where the row began: a quote that is missing takes in what follows it.
        this.refuse(sameLine ? error.at : begun, error.zh, error.message);
        if (this.rowsOf) this.store.skip(this.rowsOf.name, this.place(begun), this.input.file);
        this.recover(sameLine ? Math.max(error.at, begun + 1) : begun + 1);
        if (this.again < 0) return;
      }
      if (this.issues.length >= this.input.limits.maxIssues) return this.stop();
    }
  }

  /** Reads one statement; false at the end of the text. */
  private statement(): boolean {
    const token = this.tokens.next();
    this.begun = token?.start ?? this.tokens.fault?.start ?? this.begun;
    this.raise();
    if (!token) return false;
    // INSERT ALL of Oracle goes on with INTO after INTO.
    if (isWord(token, 'INSERT', 'REPLACE', 'INTO')) this.insert();
    else if (isWord(token, 'CREATE')) this.create();
    else if (isWord(token, 'COPY')) this.copy();
    else if (isWord(token, 'UPDATE', 'DELETE')) this.change(token);
    else if (isWord(token, 'DELIMITER')) this.delimited();
    // A batch of MSSQL ends with GO and no semicolon.
    else if (!isWord(token, 'GO')) this.skipStatement(token);
    return true;
  }

  /** Raises what the tokens stopped at. */
  private raise(): void {
    const { fault } = this.tokens;
    if (!fault) return;
    throw fault.fault === 'stringNotClosed'
      ? new Malformed(fault.start, '引号没有成对', 'a quote is not closed')
      : new Malformed(fault.start, '注释没有结束', 'a comment is not closed');
  }

  private refuse(at: number, reason: string, reasonEn: string): void {
    this.refused += 1;
    this.issues.push(readIssue('SQL_SYNTAX', this.place(at), { reason, reasonEn }));
  }
  private stop(): void {
    const limit = this.input.limits.maxIssues;
    this.issues.push(readIssue('TOO_MANY_ISSUES', this.place(this.tokens.offset), { limit }));
  }

  /**
   * Goes on after a fault: at the next row on the same line, else at the next line that begins a row or a statement.
   */
  private recover(from: number): void {
    const { text } = this;
    const next = this.rowsOf
      ? /\)[ \t]*,[ \t]*(?=\()|\)[ \t]*;|\n[ \t]*(?=\(|(?:INSERT|REPLACE|CREATE|COPY|UPDATE|DELETE)\b)/gi
      : /\n[ \t]*(?=(?:INSERT|REPLACE|CREATE|COPY|UPDATE|DELETE)\b)/gi;
    next.lastIndex = from;
    const found = next.exec(text);
    const reached = this.tokens.fault ? text.length : this.tokens.offset;
    const to = found ? found.index + found[0].length : text.length;
    this.again -= Math.max(0, reached - to);
    this.tokens.moveTo(to);
    const row = text[to] === '(' && found !== null && !found[0].endsWith(';');
    if (!row) this.rowsOf = undefined;
  }

  /** MSSQL needs no semicolons: there a statement ends where a line says GO or begins with INSERT. */
  private skipStatement(first: SqlToken | undefined): void {
    for (let t = first; t && !isMark(t, ';'); t = this.tokens.next())
      if (t !== first && isWord(t, 'GO', 'INSERT') && this.beginsLine(t)) return this.tokens.moveTo(t.start);
    this.raise();
  }
  private beginsLine({ start }: SqlToken): boolean {
    return this.text.slice(this.text.lastIndexOf('\n', start) + 1, start).trim() === '';
  }

  /** A table's name; of `public.question` the last part counts. */
  private name(first = this.tokens.next()): { name: string; next: SqlToken | undefined } {
    let token = first;
    for (;;) {
      const name = isMark(token, '[') ? this.bracketed() : token && token.kind !== 'mark' ? token.text : '';
      const next = this.tokens.next();
      if (!isMark(next, '.')) return { name, next };
      token = this.tokens.next();
    }
  }
  private bracketed(): string {
    let name = '';
    for (let t = this.tokens.next(); t && !isMark(t, ']'); t = this.tokens.next()) name += t.text;
    return name;
  }

  private columns(): string[] {
    const columns: string[] = [];
    for (let t = this.tokens.next(); t && !isMark(t, ')'); t = this.tokens.next()) {
      if (isMark(t, '[')) columns.push(this.bracketed());
      else if (t.kind === 'word' || t.kind === 'name' || t.kind === 'quoted') columns.push(t.text);
      else if (!isMark(t, ','))
        throw new Malformed(t.start, '列名表读不懂', 'the list of column names cannot be read');
    }
    return columns;
  }

  private insert(): void {
    let token = this.tokens.next();
    while (isWord(token, ...BEFORE_NAME)) token = this.tokens.next();
    const named = this.name(token);
    const { name } = named;
    let at = named.next;
    let columns: readonly string[] | undefined;
    if (isMark(at, '(')) {
      columns = this.columns();
      at = this.tokens.next();
    }
    while (at && !isWord(at, 'VALUES', 'VALUE', 'SELECT', 'SET', 'EXEC', 'TABLE') && !isMark(at, ';'))
      at = this.tokens.next();
    if (isWord(at, 'VALUES', 'VALUE')) this.rows(name, columns, this.tokens.next());
    else if (isWord(at, 'SET')) this.set(name, at?.start ?? 0);
    else if (isWord(at, 'SELECT')) {
      const items = this.listedFrom();
      if (items) this.listed(name, columns, items);
      else this.select(name, columns, at?.start ?? 0);
    } else throw new Malformed(at?.start ?? named.next?.start ?? 0, '没有 VALUES', 'there is no VALUES');
  }

  private rows(name: string, given: readonly string[] | undefined, first: SqlToken | undefined): void {
    const columns = given ?? this.store.columnsOf(name);
    let token = first;
    // Rows may be written ROW(1, 2).
    if (isWord(token, 'ROW')) token = this.tokens.next();
    while (token && isMark(token, '(')) {
      const { start } = token;
      this.rowsOf = { name, columns: given, row: start };
      this.add(name, columns, start, this.values.row(start));
      if (this.issues.length >= this.input.limits.maxIssues) return;
      token = this.tokens.next();
      if (isMark(token, ',')) token = this.tokens.next();
      if (isWord(token, 'ROW')) token = this.tokens.next();
    }
    this.rowsOf = undefined;
    if (!token || isMark(token, ';')) {
      this.raise();
      return;
    }
    if (isWord(token, 'ON', 'RETURNING', 'AS')) return this.skipStatement(token);
    if (
      !isWord(
        token,
        'INSERT',
        'INTO',
        'SELECT',
        'REPLACE',
        'GO',
        'CREATE',
        'COPY',
        'COMMIT',
        'SET',
        'UPDATE',
        'DELETE',
        'UNLOCK',
      )
    )
      throw new Malformed(
        token.start,
        '这里应为下一行数据或分号',
        'the next row or a semicolon is expected here',
      );
    this.tokens.moveTo(token.start);
  }

  private add(name: string, columns: readonly string[] | undefined, start: number, values: Row): void {
    if (columns && values.length !== columns.length) {
      this.store.skip(name, this.place(start), this.input.file);
      this.refuse(
        start,
        `这一行有 ${values.length} 个值，表 ${name} 有 ${columns.length} 列`,
        `this row has ${values.length} values, table ${name} has ${columns.length} columns`,
      );
    } else this.store.add(name, columns, this.place(start), values, this.input.file);
  }

  /** `INSERT INTO t SET a = 1, b = 2` */
  private set(name: string, start: number): void {
    const columns: string[] = [];
    const values: Row = [];
    for (let more = true; more;) {
      const column = this.name();
      if (!isMark(column.next, '=')) throw new Malformed(start, 'SET 读不懂', 'SET cannot be read');
      const { value, next } = this.values.single();
      columns.push(column.name);
      values.push(value);
      more = isMark(next, ',');
      if (!more) this.skipStatement(next);
    }
    this.add(name, columns, start, values);
  }

  /**
   * What `SELECT d.a, now(), d.b FROM (VALUES` takes, up to there: names of columns, and undefined for what is none. Undefined
   * for a query of another form, of which nothing is read then.
   */
  private listedFrom(): (string | undefined)[] | undefined {
    const { offset } = this.tokens;
    const items: (string | undefined)[] = [];
    let item: SqlToken[] = [];
    let depth = 0;
    for (let count = 0; count < MOST_SELECTED; count += 1) {
      const token = this.tokens.next();
      if (!token || isMark(token, ';') || isWord(token, 'UNION')) break;
      const ends = depth === 0 && (isMark(token, ',') || isWord(token, 'FROM'));
      if (ends) {
        const last = item.at(-1);
        const plain = item.length === 1 || (item.length === 3 && isMark(item[1], '.'));
        items.push(plain && last?.kind !== 'quoted' ? last?.text : undefined);
        item = [];
      } else item.push(token);
      if (isMark(token, '(')) depth += 1;
      if (isMark(token, ')')) depth -= 1;
      if (!ends || !isWord(token, 'FROM')) continue;
      if (isMark(this.tokens.next(), '(') && isWord(this.tokens.next(), 'VALUES')) return items;
      break;
    }
    this.tokens.moveTo(offset);
    return undefined;
  }

  /** `(1, 'a'), (2, 'b')) AS d (a, b)`: its columns by the names that the statement gives them. */
  private listed(
    name: string,
    given: readonly string[] | undefined,
    items: readonly (string | undefined)[],
  ): void {
    const rows: { start: number; values: Row }[] = [];
    let token = this.tokens.next();
    while (token && isMark(token, '(')) {
      rows.push({ start: token.start, values: this.values.row(token.start) });
      token = this.tokens.next();
      if (isMark(token, ',')) token = this.tokens.next();
    }
    token = isMark(token, ')') ? this.tokens.next() : undefined;
    if (isWord(token, 'AS')) token = this.tokens.next();
    const open = token && this.tokens.next();
    if (!open || !isMark(open, '('))
      throw new Malformed(
        open?.start ?? this.tokens.offset,
        '数据来自别处的查询',
        'the rows come from a query of something else',
      );
    const made = new Set(given?.filter((_, i) => i in items && items[i] === undefined).map(lower));
    const columns = this.columns().map((own) => {
      // CASE answer WHEN 1 THEN 'A' …: what the statement makes of a value is not what stands here.
      if (made.has(lower(own)) && !items.some((i) => i !== undefined && lower(i) === lower(own)))
        return `= ${own}`;
      const at = items.findIndex((i) => i !== undefined && lower(i) === lower(own));
      return (at < 0 ? undefined : given?.[at]) ?? own;
    });
    for (const { start, values } of rows) {
      this.add(name, columns, start, values);
      if (this.issues.length >= this.input.limits.maxIssues) return;
    }
    this.skipStatement(this.tokens.next());
  }

  /** `INSERT INTO t SELECT 1, 2 UNION ALL SELECT 3, 4` */
  private select(name: string, given: readonly string[] | undefined, start: number): void {
    const columns = given ?? this.store.columnsOf(name);
    for (let at = start; ;) {
      const { values, next } = this.values.selected();
      if (next && !isMark(next, ';') && !isWord(next, 'UNION'))
        throw new Malformed(next.start, '数据来自别处的查询', 'the rows come from a query of something else');
      this.add(name, columns, at, values);
      if (!isWord(next, 'UNION')) return;
      let token = this.tokens.next();
      if (isWord(token, 'ALL')) token = this.tokens.next();
      if (!isWord(token, 'SELECT'))
        throw new Malformed(next?.start ?? at, 'UNION 读不懂', 'UNION cannot be read');
      at = token?.start ?? at;
    }
  }

  private change(first: SqlToken): void {
    let token = this.tokens.next();
    while (isWord(token, ...BEFORE_NAME)) token = this.tokens.next();
    const { name, next } = this.name(token);
    this.skipStatement(next);
    if (!this.store.has(name)) return;
    const known = this.changes.get(name) ?? { at: this.place(first.start), count: 0 };
    known.count += 1;
    this.changes.set(name, known);
  }

  private create(): void {
    let t = this.tokens.next();
    while (isWord(t, 'TEMPORARY', 'TEMP', 'GLOBAL', 'LOCAL', 'UNLOGGED')) t = this.tokens.next();
    if (!isWord(t, 'TABLE')) return this.skipRoutine(t);
    t = this.tokens.next();
    while (isWord(t, 'IF', 'NOT', 'EXISTS')) t = this.tokens.next();
    const { name, next } = this.name(t);
    if (!isMark(next, '(')) return this.skipStatement(next);
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
        if (isMark(t, '[')) columns.push(this.bracketed());
        else if (quoted || !NO_COLUMN.test(t.text)) columns.push(t.text);
      }
    }
    this.store.create(name, columns);
    for (t = this.tokens.next(); t && !isMark(t, ';'); t = this.tokens.next())
      if (isWord(t, 'INSERT', 'CREATE', 'COPY', 'GO')) return this.tokens.moveTo(t.start);
    this.raise();
  }

  /** A trigger or procedure: what stands between BEGIN and END is not done now, so no rows come of it. */
  private skipRoutine(first: SqlToken | undefined): void {
    let depth = 0;
    let ended = false;
    for (let t = first; t; t = this.tokens.next()) {
      if (isMark(t, ';') && depth === 0) return;
      if (isWord(t, 'BEGIN', 'CASE') && !ended) depth += 1;
      if (ended && isWord(t, 'IF', 'LOOP', 'WHILE', 'REPEAT')) depth += 1;
      ended = isWord(t, 'END') && depth > 0;
      if (ended) depth -= 1;
    }
    this.raise();
  }

  /** `DELIMITER ;;` begins routines of MySQL, which end where the semicolon is given back. */
  private delimited(): void {
    const back = /^[ \t]*DELIMITER[ \t]+;[ \t]*\r?$/gim;
    const end = this.text.indexOf('\n', this.tokens.offset);
    const mark = this.text.slice(this.tokens.offset, end < 0 ? undefined : end).trim();
    if (end < 0) return this.tokens.moveTo(this.text.length);
    back.lastIndex = end;
    if (mark === ';') return this.tokens.moveTo(end);
    const found = back.exec(this.text);
    this.tokens.moveTo(found ? found.index + found[0].length : this.text.length);
  }

  /** `COPY table (columns) FROM stdin;` and lines of tab-separated values up to `\.` */
  private copy(): void {
    const named = this.name();
    let t = named.next;
    const given = isMark(t, '(') ? this.columns() : undefined;
    if (given) t = this.tokens.next();
    const columns = given ?? this.store.columnsOf(named.name);
    let stdin = false;
    let other: SqlToken | undefined;
    for (; t && !isMark(t, ';'); t = this.tokens.next()) {
      if (isWord(t, 'STDIN')) stdin = true;
      if (isWord(t, 'CSV', 'BINARY', 'DELIMITER', 'DELIMITERS')) other = t;
    }
    const line = t && stdin ? this.text.indexOf('\n', t.end) + 1 : 0;
    if (line === 0) return;
    const lines = copyLines(this.text, line, (offset) => this.place(offset));
    if (other) this.refuse(other.start, '只读取以制表符分隔的 COPY', 'only COPY with tabs is read');
    for (;;) {
      const got = lines.next();
      if (got.done) return this.tokens.moveTo(got.value);
      const { at, values } = got.value;
      if (other || this.issues.length >= this.input.limits.maxIssues) continue;
      if (columns && values.length !== columns.length) {
        this.refused += 1;
        this.store.skip(named.name, at, this.input.file);
        const reason = `这一行有 ${values.length} 个值，表 ${named.name} 有 ${columns.length} 列`;
        const reasonEn = `this row has ${values.length} values, table ${named.name} has ${columns.length} columns`;
        this.issues.push(readIssue('SQL_SYNTAX', at, { reason, reasonEn }));
      } else this.store.add(named.name, columns, at, values, this.input.file);
    }
  }
}
