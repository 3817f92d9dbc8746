export interface SqlToken {
  /** `name` is quoted with ` or [ ]; `string` with ' (or $$); `quoted` with ", which is a name here and a string there. */
  kind: 'word' | 'name' | 'string' | 'quoted' | 'number' | 'mark';
  text: string;
  start: number;
  end: number;
  /** What stands before the quote of a string, in lower case: `x'41'`, `b'1'`. */
  prefix?: string;
}

export interface SqlFault {
  fault: 'stringNotClosed' | 'commentNotClosed';
  start: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '0': '', Z: '', b: '' };

/** Whether a dump writes backslashes as MySQL does: as escapes in every string. */
export function usesBackslashes(text: string): boolean {
  const head = text.slice(0, 200_000);
  return (
    /`|ENGINE\s*=|AUTO_INCREMENT|MySQL|MariaDB/i.test(head) ||
    (/\\'/.test(head) && !/standard_conforming/.test(head))
  );
}

/** Reads tokens one by one; comments are skipped. Linear, and never runs anything. */
export class SqlTokens {
  private at = 0;
  private readonly text: string;
  private readonly backslashes: boolean;
  /** Set where a token has no end; nothing is read until moveTo. */
  fault: SqlFault | undefined;
  constructor(text: string) {
    this.text = text;
    this.backslashes = usesBackslashes(text);
  }
  get offset(): number {
    return this.at;
  }
  moveTo(offset: number): void {
    this.at = offset;
    this.fault = undefined;
  }

  next(): SqlToken | undefined {
    this.skipBlanks();
    const { text } = this;
    if (this.fault || this.at >= text.length) return undefined;
    const start = this.at;
    const c = text[start] ?? '';
    if (c === "'") return this.quoted('string', "'", this.backslashes);
    if (c === '"') return this.quoted('quoted', '"', this.backslashes);
    if (c === '`') return this.quoted('name', '`', false);
    if (/[A-Za-z_\u0080-\uffff$]/.test(c)) return this.word();
    if (/[0-9]/.test(c) || ((c === '-' || c === '.') && /[0-9]/.test(text[start + 1] ?? ''))) {
      const found = /-?(?:0x[0-9a-f]+|[0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)/iy;
      found.lastIndex = start;
      const match = found.exec(text)?.[0] ?? c;
      this.at = start + match.length;
      return { kind: 'number', text: match, start, end: this.at };
    }
    this.at = start + 1;
    return { kind: 'mark', text: c, start, end: this.at };
  }

  private word(): SqlToken | undefined {
    const { text } = this;
    const start = this.at;
    const tag = /\$(?:[A-Za-z_]\w*)?\$/y;
    tag.lastIndex = start;
    const dollar = tag.exec(text)?.[0];
    if (dollar) {
      const end = text.indexOf(dollar, start + dollar.length);
      if (end < 0) return this.broken('stringNotClosed', start);
      this.at = end + dollar.length;
      return { kind: 'string', text: text.slice(start + dollar.length, end), start, end: this.at };
    }
    const found = /[\w$\u0080-\uffff]+/y;
    found.lastIndex = start;
    const match = found.exec(text)?.[0] ?? text[start] ?? '';
    this.at = start + match.length;
    // N'…', E'…', B'…', _utf8'…' are strings with a mark in front.
    if (text[this.at] === "'" && /^(?:[nebx]|_\w+)$/i.test(match)) {
      const token = this.quoted('string', "'", this.backslashes || /^e$/i.test(match));
      return token && { ...token, start, prefix: match.toLowerCase() };
    }
    return { kind: 'word', text: match, start, end: this.at };
  }

  private broken(fault: SqlFault['fault'], start: number): undefined {
    this.fault = { fault, start };
    return undefined;
  }

  /** A quote is written twice inside; with `escapes` a backslash takes the next character as it is. */
  private quoted(kind: SqlToken['kind'], quote: string, escapes: boolean): SqlToken | undefined {
    const { text } = this;
    const start = this.at;
    const stop = quote === "'" ? /['\\]/g : quote === '"' ? /["\\]/g : /`/g;
    let out = '';
    let from = start + 1;
    stop.lastIndex = from;
    for (let hit = stop.exec(text); hit; hit = stop.exec(text)) {
      const at = hit.index;
      if (text[at] === '\\') {
        if (!escapes) continue;
        const c = text[at + 1] ?? '';
        out += text.slice(from, at) + (ESCAPES[c] ?? c);
        from = at + 2;
        stop.lastIndex = from;
      } else if (text[at + 1] === quote) {
        out += text.slice(from, at + 1);
        from = at + 2;
        stop.lastIndex = from;
      } else {
        this.at = at + 1;
        return { kind, text: out + text.slice(from, at), start, end: this.at };
      }
    }
    return this.broken('stringNotClosed', start);
  }

  private skipBlanks(): void {
    const { text } = this;
    for (;;) {
      while (/\s/.test(text[this.at] ?? '')) this.at += 1;
      const two = text.slice(this.at, this.at + 2);
      if (two === '--' || text[this.at] === '#') {
        const end = text.indexOf('\n', this.at);
        this.at = end < 0 ? text.length : end + 1;
      } else if (two === '/*') {
        const end = text.indexOf('*/', this.at + 2);
        if (end < 0) return this.broken('commentNotClosed', this.at);
        this.at = end + 2;
      } else return;
    }
  }
}
