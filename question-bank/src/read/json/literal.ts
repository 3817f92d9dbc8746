import { MAX_DEPTH, objectOf, type JsonNode } from '../json-tree';
import type { MadeNode } from './positional';

const CONSTANTS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', null],
  ['NaN', null],
  ['True', true],
  ['False', false],
  ['None', null],
]);
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '0': '\0',
};
const CLOSED_BY: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')' };

/** `text: ` or `text=` behind a bracket. */
const NAMED_VALUE = /[\p{L}_$][\p{L}\p{N}_$]*\s*(?::|=(?!=))/uy;
const ELEMENT_TYPE = /<[\w\s<>,?]{1,80}>\s*(?=[[{])/y;
const PLAIN = /[^\\'"`\n$]+/y;

/** `String[]`, `[]`, `List<string>` in front of the values that Java and C# put between braces. */
const BRACED =
  /(?:[A-Za-z_][\w.]*)?\s{0,4}(?:\[\s{0,4}\]|<[\w\s<>,.?]{1,80}>\s{0,4}(?:\(\s{0,4}\))?|\(\s{0,4}\))\s{0,20}(?=\{)/y;
/** `@"C:\a ""b"""` of C#, where a quote is written twice. */
const VERBATIM = /@"((?:[^"]|"")*)"/y;
/** `{ Id = 1`, `{ "id": 1`: what a brace holds between names, where it may hold a list as well. */
const NAMES_IN = /\{\s{0,80}(?:\.?[A-Za-z_]\w{0,60}|"[^"\n]{0,80}")\s{0,8}[:=](?!=)/y;
/** `Question()` in front of the values that C# gives it between braces by name: `{ Text = "…" }`. */
const FILLED =
  /(?:[A-Za-z_][\w.]*)?\s{0,4}(?:\(\s{0,4}\))?\s{0,80}(?=\{\s{0,80}[A-Za-z_]\w{0,60}\s{0,20}=(?![=>]))/y;
/** What Kotlin, Java and PHP call a list, before its bracket. */
export const LIST_WORD =
  /(?:listOf|mutableListOf|arrayListOf|arrayOf|array|Arrays\.asList|List\.of)\s{0,4}(?:<[\w\s<>,.?]{1,80}>\s{0,4})?(?=\()/y;
/** `'question' =>` as PHP names values in a list. */
const ARROW = /\s*=>/y;

/** That a text is no list or object of data. */
class NoData extends Error {}

/** Behind comments (`//`, `/* *\/`, and `#` as Python has them) and blanks. */
export function afterComments(text: string, start: number): number {
  let at = start;
  for (;;) {
    while (/\s/.test(text[at] ?? 'x')) at += 1;
    const line = text[at] === '#' || text.startsWith('//', at);
    if (line || text.startsWith('/*', at)) {
      const end = text.indexOf(line ? '\n' : '*/', at);
      if (end < 0) return text.length;
      at = end + (line ? 1 : 2);
    } else return at;
  }
}

/** A string of a program, in any of its quotes; undefined if it has no end or holds expressions. */
export function stringAt(text: string, start: number): { value: string; end: number } | undefined {
  const quote = text[start] ?? '';
  const long = quote !== '`' && text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
  let at = start + long.length;
  let value = '';
  while (at < text.length && !text.startsWith(long, at)) {
    const c = text[at] ?? '';
    if (c === '\n' && long.length === 1 && quote !== '`') return undefined;
    if (quote === '`' && text.startsWith('${', at)) return undefined;
    if (c !== '\\') {
      PLAIN.lastIndex = at;
      const run = PLAIN.exec(text)?.[0] ?? c;
      value += run;
      at += run.length;
      continue;
    }
    const [whole = '\\', hex, braced, break_] =
      /\\(?:[ux]([\da-fA-F]{4}|(?<=x)[\da-fA-F]{2})|u\{([\da-fA-F]{1,6})\}|(\r?\n))?/y.exec(
        // The expression begins where the text is cut.
        text.slice(at, at + 12),
      ) ?? [];
    if (hex !== undefined || braced !== undefined) {
      const code = Number.parseInt(hex ?? braced ?? '', 16);
      value += code <= 0x10ffff ? String.fromCodePoint(code) : '';
      at += whole.length;
    } else if (break_ !== undefined) at += whole.length;
    else {
      const next = text[at + 1] ?? '';
      value += ESCAPES[next] ?? next;
      at += 2;
    }
  }
  return text.startsWith(long, at) && long !== '' ? { value, end: at + long.length } : undefined;
}

const isQuote = (c: string | undefined) => c === '"' || c === "'" || c === '`';

/** The key that what another object adds has in one: `{...others, a: 1}`. */
export const SPREAD = '...';

/** What a literal was read as. */
export interface Literal {
  node: JsonNode;
  end: number;
  /** Where expressions stand that only running the program would tell; an empty object stands in their place. */
  unread: number[];
}

/** Lists and objects that are known by a name. */
export type Names = ReadonlyMap<string, JsonNode>;

/**
 * The list or object of data that begins at `start` of a program's text (JavaScript, TypeScript, Python, Dart and what writes
 * data like them), never executed; undefined if there is none. `budget.left` falls by the characters looked at. `braced` says that
 * its braces hold a list.
 */
export function literalAt(
  text: string,
  start: number,
  names: Names,
  budget: { left: number },
  braced = false,
): Literal | undefined {
  let at = start;
  const unread: number[] = [];
  const blanks = () => (at = afterComments(text, at));

  /** Leaves an expression unread: to the comma or bracket that ends it. */
  const skip = (from: number): JsonNode => {
    let depth = 0;
    for (at = from; at < text.length;) {
      const c = text[at] ?? '';
      if (isQuote(c)) {
        const end = stringAt(text, at)?.end ?? (c === '`' ? text.indexOf('`', at + 1) + 1 : at + 1);
        at = Math.max(end, at + 1);
      } else if ('([{'.includes(c)) {
        depth += 1;
        at += 1;
      } else if (depth === 0 && ',)]};'.includes(c)) {
        // A statement ends where data does not.
        if (c === ';') throw new NoData();
        unread.push(from);
        return { value: {}, start: from, members: new Map() };
      } else {
        if (')]}'.includes(c)) depth -= 1;
        at += 1;
      }
    }
    throw new NoData();
  };

  const text_ = (): string | undefined => {
    const read = stringAt(text, at);
    if (!read) return undefined;
    at = read.end;
    return read.value;
  };

  /** Texts joined by `+`, or standing side by side. */
  const joined = (from: number): JsonNode => {
    let value = '';
    for (;;) {
      const next = text_();
      if (next === undefined) return skip(from);
      value += next;
      blanks();
      if (text[at] === '+') {
        at += 1;
        blanks();
        if (!isQuote(text[at])) return skip(from);
      } else if (!isQuote(text[at])) break;
    }
    return { value, start: from };
  };

  const word = /[\p{L}_$][\p{L}\p{N}_$]*(?:\??\.[\p{L}_$][\p{L}\p{N}_$]*)*/uy;
  const number = /[+-]?(?:0[xX][\da-fA-F]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)n?/y;

  const named = (from: number, depth: number): JsonNode => {
    word.lastIndex = at;
    const name = word.exec(text)?.[0];
    if (name === undefined) return skip(from);
    at += name.length;
    if (CONSTANTS.has(name)) return { value: CONSTANTS.get(name), start: from };
    if (/^(?:[rRuUbB]{1,2})$/.test(name) && isQuote(text[at])) return joined(from);
    if (/^(?:const|final|new)$/.test(name)) {
      blanks();
      BRACED.lastIndex = at;
      const braced = name === 'new' ? BRACED.exec(text)?.[0] : undefined;
      FILLED.lastIndex = at;
      const filled = name === 'new' ? FILLED.exec(text)?.[0] : undefined;
      if (filled !== undefined) {
        at += filled.length;
        return object(depth, '}', true);
      }
      if (braced === undefined) return value(depth);
      at += braced.length;
      return list(depth, true);
    }
    LIST_WORD.lastIndex = from;
    const listed = LIST_WORD.exec(text)?.[0];
    if (listed !== undefined) {
      at = from + listed.length;
      return list(depth, true);
    }
    blanks();
    // What a picture is bundled as, and what Python calls a list.
    if (
      /^(?:require|_|t|String\.raw|JSON\.parse|tuple|list|dict|Object\.freeze)$/.test(name) &&
      text[at] === '('
    ) {
      at += 1;
      blanks();
      const within = value(depth);
      blanks();
      if (text[at] !== ')') return skip(from);
      at += 1;
      return within;
    }
    if (text[at] === '(') return made(from, depth, name);
    if (text[at] === ',' || text[at] === '}' || text[at] === ']' || text[at] === ')') {
      const known = names.get(name);
      if (known && depth > 1) return known;
      // A member of an enumeration says by its name what it is.
      if (name.includes('.') || (braced && /^[A-Z][A-Z\d_]+$/.test(name)))
        return { value: name.slice(name.lastIndexOf('.') + 1), start: from };
    }
    return skip(from);
  };

  const matches = (form: RegExp): RegExpExecArray | null => {
    form.lastIndex = at;
    return form.exec(text);
  };

  const verbatim = (from: number): JsonNode => {
    const [whole, said = ''] = matches(VERBATIM) ?? [];
    if (whole === undefined) return skip(from);
    at += whole.length;
    return { value: said.replace(/""/g, '"'), start: from };
  };

  /** `$"…"` is a text where nothing is filled in. */
  const filledIn = (from: number): JsonNode => {
    at += 1;
    const read = joined(from);
    if (typeof read.value !== 'string' || !read.value.includes('{')) return read;
    at = from;
    return skip(from);
  };

  /** `Question(text: 'Stop?', options: […])`: what is made of named values only is an object of them; others are named later. */
  const made = (from: number, depth: number, name: string): JsonNode => {
    const [open, before] = [at, unread.length];
    NAMED_VALUE.lastIndex = afterComments(text, at + 1);
    try {
      if (NAMED_VALUE.test(text)) return object(depth, ')');
      const { items = [] } = list(depth, true);
      if (items.length > 1 && unread.length === before) {
        const node: MadeNode = { value: {}, start: from, members: new Map(), made: { name, values: items } };
        return node;
      }
      at = open;
      unread.length = before;
      return skip(from);
    } catch (error) {
      if (!(error instanceof NoData)) throw error;
      at = open;
      unread.length = before;
      return skip(from);
    }
  };

  const value = (depth: number): JsonNode => {
    if (depth > MAX_DEPTH) throw new NoData();
    const from = at;
    // `<String>['a', 'b']`
    ELEMENT_TYPE.lastIndex = at;
    if (text[at] === '<') at += ELEMENT_TYPE.exec(text)?.[0].length ?? 0;
    const c = text[at];
    let found: JsonNode;
    if (braced && c === '{' && !matches(NAMES_IN)) found = list(depth, true);
    else if (c === '{') found = object(depth);
    else if (c === '@') found = verbatim(from);
    else if (c === '$' && text[at + 1] === '"') found = filledIn(from);
    else if (c === '[' || c === '(') found = list(depth);
    else if (isQuote(c)) found = joined(from);
    else {
      number.lastIndex = at;
      const digits = number.exec(text)?.[0];
      if (digits !== undefined) {
        at += digits.length;
        found = { value: Number(digits.replace(/[_n]/g, '')), start: from };
      } else found = named(from, depth);
    }
    blanks();
    // `as const`, `satisfies Question` say nothing of the value.
    const cast = /(?:as|satisfies)\s+[\w.<>[\]]+\s*/y;
    cast.lastIndex = at;
    at += cast.exec(text)?.[0].length ?? 0;
    const next = text[at];
    if (depth === 0 || next === undefined || ',]})'.includes(next) || next === ':') return found;
    return next === ';' ? fail() : skip(from);
  };
  const fail = (): never => {
    throw new NoData();
  };

  /** Whether the values behind a bracket have names, as PHP writes them. */
  const hasNames = (): boolean => {
    const first = afterComments(text, at + 1);
    if (!isQuote(text[first])) return false;
    ARROW.lastIndex = stringAt(text, first)?.end ?? text.length;
    return ARROW.test(text);
  };

  const list = (depth: number, always = false): JsonNode => {
    const from = at;
    const close = CLOSED_BY[text[at] ?? ''] ?? fail();
    if (hasNames()) return object(depth, close);
    const items: JsonNode[] = [];
    at += 1;
    for (blanks(); text[at] !== close; blanks()) {
      // `[...others, …]`: what others are is told where they stand.
      items.push(text.startsWith('...', at) ? skip(at) : value(depth + 1));
      blanks();
      if (text[at] === ',') at += 1;
      else if (text[at] !== close) fail();
    }
    at += 1;
    // `(1)` is a number, `(1, 2)` a list.
    const [one] = items;
    if (close === ')' && !always && items.length === 1 && one && text[at - 2] !== ',') return one;
    return { value: items.map((i) => i.value), start: from, items };
  };

  const keyName = (): string => {
    if (isQuote(text[at])) return text_() ?? fail();
    word.lastIndex = at;
    number.lastIndex = at;
    const name = word.exec(text)?.[0] ?? number.exec(text)?.[0] ?? fail();
    at += name.length;
    return name;
  };

  const object = (depth: number, close = '}', assigns = close === ')'): JsonNode => {
    const from = at;
    const members = new Map<string, JsonNode>();
    at += 1;
    for (blanks(); text[at] !== close; blanks()) {
      if (text.startsWith('...', at)) members.set(SPREAD, skip(at));
      else {
        const keyAt = at;
        const key = keyName();
        blanks();
        const assigned = assigns && text[at] === '=' && text[at + 1] !== '=';
        if (text[at] === ':' || assigned || text.startsWith('=>', at)) {
          at += text.startsWith('=>', at) ? 2 : 1;
          blanks();
          members.set(key, value(depth + 1));
        } else if (close === '}' && (text[at] === ',' || text[at] === '}')) {
          const known = depth > 0 ? names.get(key) : undefined;
          if (known) members.set(key, known);
        } else if (close === '}' && text[at] === '(') {
          // A method; its body follows without a comma.
          skip(keyAt);
        } else fail();
      }
      blanks();
      if (text[at] === ',') at += 1;
      else if (text[at] !== close) fail();
    }
    at += 1;
    return { value: objectOf(members), start: from, end: at, members };
  };

  try {
    const node = braced ? list(0, true) : value(0);
    return { node, end: at, unread };
  } catch (error) {
    if (error instanceof NoData) return undefined;
    throw error;
  } finally {
    budget.left -= at - start;
  }
}

/** JSON as people write it by hand, with comments, other quotes or commas too many; undefined if it is anything else. */
export function looseJson(text: string): JsonNode | undefined {
  const start = afterComments(text, 0);
  if (text[start] !== '{' && text[start] !== '[') return undefined;
  const read = literalAt(text, start, new Map(), { left: Infinity });
  const whole = read?.unread.length === 0 && afterComments(text, read.end) === text.length;
  return whole ? read.node : undefined;
}
