import type { Position } from '../../model/issue';
import { sniff } from '../sniff';
import type { DataValue } from './data-table';
import type { SqlToken, SqlTokens } from './sql-tokens';

/** What cannot be read, and where. The reason never quotes the file: it may be about people. */
export class Malformed extends Error {
  readonly at: number;
  readonly zh: string;
  constructor(at: number, zh: string, en: string) {
    super(en);
    this.at = at;
    this.zh = zh;
  }
}

export const isMark = (t: SqlToken | undefined, text: string): boolean =>
  t?.kind === 'mark' && t.text === text;
export const isWord = (t: SqlToken | undefined, ...words: string[]): boolean =>
  t?.kind === 'word' && words.includes(t.text.toUpperCase());

type Value = Omit<DataValue, 'at'>;
const NULL: Value = { text: null };
const MOST_DEPTH = 40;

/** Reads the values of a row. Functions that only spell a text are worked out; of others the first argument counts. */
export class SqlValues {
  private readonly tokens: SqlTokens;
  private readonly place: (offset: number) => Position;
  private token: SqlToken | undefined;
  private last = 0;
  constructor(tokens: SqlTokens, place: (offset: number) => Position) {
    this.tokens = tokens;
    this.place = place;
  }

  /** Values up to and with the parenthesis that closes the row. */
  row(start: number): DataValue[] {
    this.step();
    const values = this.list(0, ')');
    if (!isMark(this.token, ')')) throw this.unclosed(start);
    return values;
  }
  /** Values of a SELECT without a table, and the token after them. */
  selected(): { values: DataValue[]; next: SqlToken | undefined } {
    this.step();
    const values = this.list(0, ';');
    return { values, next: this.token };
  }
  /** One value (of `SET column = value`), and the token after it. */
  single(): { value: DataValue; next: SqlToken | undefined } {
    this.step();
    const at = this.place(this.token?.start ?? this.last);
    const value = { ...this.value(0), at };
    return { value, next: this.token };
  }

  private step(): void {
    this.last = this.token?.end ?? this.tokens.offset;
    this.token = this.tokens.next();
  }
  private unclosed(at: number): Malformed {
    const { fault } = this.tokens;
    if (!fault) return new Malformed(at, '括号没有结束', 'a parenthesis is not closed');
    return fault.fault === 'stringNotClosed'
      ? new Malformed(fault.start, '引号没有成对', 'a quote is not closed')
      : new Malformed(fault.start, '注释没有结束', 'a comment is not closed');
  }

  private list(depth: number, end: string): DataValue[] {
    const values: DataValue[] = [];
    if (isMark(this.token, end)) return values;
    for (;;) {
      const at = this.place(this.token?.start ?? this.last);
      // An empty place is how some exporters write NULL.
      const value = isMark(this.token, ',') || isMark(this.token, end) ? NULL : this.value(depth);
      values.push({ ...value, at });
      if (end === ';') this.alias();
      if (isMark(this.token, ',')) {
        this.step();
        continue;
      }
      if (isMark(this.token, end) || !this.token || end === ';') return values;
      const n = values.length;
      throw new Malformed(
        this.token.start,
        `第 ${n} 个值后面应为逗号或括号，可能是引号没有成对`,
        `a comma or parenthesis should follow value ${n}; a quote may be missing`,
      );
    }
  }
  private alias(): void {
    if (!isWord(this.token, 'AS')) return;
    this.step();
    this.step();
  }

  private value(depth: number): Value {
    if (depth > MOST_DEPTH) throw new Malformed(this.last, '括号嵌套太深', 'parentheses are nested too deep');
    let value = this.term(depth);
    for (;;) {
      if (isMark(this.token, ':')) {
        this.step();
        if (isMark(this.token, ':')) this.type();
      } else if (isMark(this.token, '|')) {
        this.step();
        if (isMark(this.token, '|')) this.step();
        const other = this.term(depth);
        value = value.text === null || other.text === null ? NULL : { text: value.text + other.text };
      } else if (isWord(this.token, 'COLLATE')) {
        this.step();
        this.step();
      } else return value;
    }
  }

  /** The type after `::` or AS: words, perhaps with a length or as an array. */
  private type(): void {
    this.step();
    while (this.token?.kind === 'word' || this.token?.kind === 'quoted' || isMark(this.token, '.'))
      this.step();
    for (const [open, close] of [
      ['(', ')'],
      ['[', ']'],
    ] as const) {
      if (!isMark(this.token, open)) continue;
      while (this.token && !isMark(this.token, close)) this.step();
      this.step();
    }
  }

  private term(depth: number): Value {
    const { token } = this;
    if (!token) throw this.unclosed(this.last);
    if (token.kind === 'string' || token.kind === 'quoted' || token.kind === 'name') {
      this.step();
      return stringValue(token);
    }
    if (token.kind === 'number') {
      this.step();
      return /^0x/i.test(token.text) ? hexValue(token.text.slice(2)) : { text: token.text };
    }
    if (token.kind === 'word') return this.word(token, depth);
    if (token.text === '-' || token.text === '+') {
      this.step();
      const { text } = this.term(depth + 1);
      return { text: token.text === '-' && text !== null ? `-${text}` : text };
    }
    if (token.text === '(') {
      this.step();
      const inner = this.list(depth + 1, ')');
      this.close(')', token.start);
      return inner[0] ?? NULL;
    }
    throw new Malformed(token.start, '这里应为一个值', 'a value is expected here');
  }
  private close(mark: string, start: number): void {
    if (!isMark(this.token, mark)) throw this.unclosed(start);
    this.step();
  }

  private word(word: SqlToken, depth: number): Value {
    this.step();
    const name = word.text.toUpperCase();
    // MySQL names the character set of a string before it: _utf8mb4 'text', N 'text'.
    if (/^(?:_\w+|N|DATE|TIME|TIMESTAMP|INTERVAL)$/.test(name) && this.token?.kind === 'string')
      return this.term(depth);
    if (name === 'ARRAY' && isMark(this.token, '[')) {
      const { start } = this.token ?? word;
      this.step();
      const items = this.list(depth + 1, ']').map((v) => v.text ?? '');
      this.close(']', start);
      return { text: items.join(','), list: items };
    }
    if (isMark(this.token, '(')) return this.call(name, word.start, depth);
    if (name === 'NULL' || name === 'DEFAULT') return NULL;
    return { text: word.text };
  }

  private call(name: string, start: number, depth: number): Value {
    this.step();
    const given: Value[] = [];
    while (this.token && !isMark(this.token, ')')) {
      given.push(this.value(depth + 1));
      if (isWord(this.token, 'AS')) this.type();
      else if (isWord(this.token, 'USING')) {
        this.step();
        this.step();
      }
      if (isMark(this.token, ',')) this.step();
      else if (!isMark(this.token, ')'))
        throw this.token
          ? new Malformed(this.token.start, '函数的参数读不懂', 'the arguments of a function cannot be read')
          : this.unclosed(start);
    }
    this.close(')', start);
    return called(name, given);
  }
}

/** What a function makes of its arguments, where that is only spelling. */
function called(name: string, given: readonly Value[]): Value {
  const texts = given.map((v) => v.text);
  const [first = null, second = null, third = null] = texts;
  switch (name) {
    case 'REPLACE':
      if (first === null || second === null || third === null || second === '') return { text: first };
      return { text: first.replaceAll(second, () => third) };
    case 'CONCAT':
      return { text: texts.join('') };
    case 'CONCAT_WS':
      return { text: texts.slice(1).join(first ?? '') };
    case 'CHAR':
    case 'NCHAR':
    case 'CHR':
      return { text: texts.map((t) => character(Number(t))).join('') };
    case 'UNISTR':
      return { text: unistr(first ?? '') };
    case 'UNHEX':
      return hexValue(first ?? '');
    case 'DECODE':
      return second === 'hex' ? hexValue(first ?? '') : { text: first };
    case 'FROM_BASE64':
      return bytesValue(Buffer.from(first ?? '', 'base64'));
    case 'VARCHAR':
    case 'NVARCHAR':
      return NULL;
    case 'CONVERT':
      // MSSQL names the type first: CONVERT(nvarchar(10), N'…').
      return given.find((v) => v.text !== null && !/^(?:N?(?:VAR)?CHAR|TEXT|BIT|INT)$/i.test(v.text)) ?? NULL;
    case 'COALESCE':
    case 'IFNULL':
      return given.find((v) => v.text !== null) ?? NULL;
    case 'JSON_ARRAY': {
      const list = texts.map((t) => t ?? '');
      return { text: list.join(','), list };
    }
    case 'ROW':
      return { text: texts.join(',') };
    default:
      return given[0] ?? NULL;
  }
}

const character = (code: number) =>
  Number.isInteger(code) && code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
const unistr = (text: string) =>
  text.replace(
    /\\(?:\\|u?([0-9a-f]{4})|\+([0-9a-f]{6})|U([0-9a-f]{8}))/gi,
    (_, a?: string, b?: string, c?: string) => {
      const hex = a ?? b ?? c;
      return hex === undefined ? '\\' : character(parseInt(hex, 16));
    },
  );

function stringValue(token: SqlToken): Value {
  if (token.prefix === 'x') return hexValue(token.text);
  if (token.prefix === 'b' && /^[01]{1,31}$/.test(token.text))
    return { text: String(parseInt(token.text, 2)) };
  return literalValue(token.text);
}

/** A text as it stands in a string or a COPY line: a bit of MySQL and bytes of PostgreSQL are written as texts. */
export function literalValue(text: string): Value {
  if (text === '\u0001') return { text: '1' };
  return /^\\x(?:[0-9a-f]{2}){8,}$/i.test(text) ? hexValue(text.slice(2)) : { text };
}

function hexValue(hex: string): Value {
  return bytesValue(Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex'));
}
function bytesValue(bytes: Buffer): Value {
  if (sniff(bytes) !== 'text') return { text: '', bytes };
  try {
    return literalValue(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return { text: '', bytes };
  }
}
