/** A JSON value that remembers where in the text it, and everything in it, begins (offset in UTF-16 units). */
export interface JsonNode {
  value: unknown;
  start: number;
  /** Behind its last character; of objects only. */
  end?: number;
  items?: JsonNode[];
  members?: Map<string, JsonNode>;
}

export interface JsonFault {
  offset: number;
  zh: string;
  en: string;
}

export type JsonTree =
  { ok: true; root: JsonNode; duplicateKeys: number[] } | { ok: false; fault: JsonFault };

/** The object that the members of a node make; `__proto__` is a key like any other. */
export function objectOf(members: ReadonlyMap<string, JsonNode>): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  for (const [key, node] of members) {
    Object.defineProperty(made, key, {
      value: node.value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return made;
}

/** Deeper than this nothing is read. */
export const MAX_DEPTH = 64;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

class Fault extends Error {
  readonly fault: JsonFault;
  constructor(offset: number, zh: string, en: string) {
    super(en);
    this.fault = { offset, zh, en };
  }
}

/** Strict JSON. JSON.parse says neither where a value stands nor, on Node 20, where every error is. */
export function parseJson(text: string): JsonTree {
  let at = 0;
  const duplicateKeys: number[] = [];

  const shown = (c: string | undefined) =>
    c === undefined ? ['文件结尾', 'the end of the file'] : [`“${c}”`, `"${c}"`];
  const unexpected = (expectedZh: string, expectedEn: string): Fault => {
    const [zh, en] = shown(text[at]);
    return new Fault(at, `此处应为${expectedZh}，却是${zh}`, `expected ${expectedEn}, found ${en}`);
  };
  const space = () => {
    while (at < text.length && ' \t\n\r'.includes(text[at] ?? 'x')) at += 1;
  };

  const string = (): string => {
    const start = at;
    at += 1;
    let out = '';
    for (;;) {
      const from = at;
      while (at < text.length && text[at] !== '"' && text[at] !== '\\' && text.charCodeAt(at) >= 0x20)
        at += 1;
      out += text.slice(from, at);
      const c = text[at];
      if (c === '"') {
        at += 1;
        return out;
      }
      if (c !== '\\') {
        throw new Fault(
          start,
          '字符串没有结束的引号（或其中有换行）',
          'the string has no closing quote (or holds a line break)',
        );
      }
      const escape = text[at + 1] ?? '';
      const hex = text.slice(at + 2, at + 6);
      if (escape in ESCAPES) {
        out += ESCAPES[escape];
        at += 2;
      } else if (escape === 'u' && /^[0-9a-fA-F]{4}$/.test(hex)) {
        out += String.fromCharCode(Number.parseInt(hex, 16));
        at += 6;
      } else throw new Fault(at, '转义符有误', 'bad escape');
    }
  };

  const value = (depth: number): JsonNode => {
    if (depth > MAX_DEPTH) throw new Fault(at, `嵌套超过 ${MAX_DEPTH} 层`, `nested deeper than ${MAX_DEPTH}`);
    const start = at;
    const c = text[at];
    if (c === '{') return object(depth, start);
    if (c === '[') return array(depth, start);
    if (c === '"') return { value: string(), start };
    const scalar = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
    scalar.lastIndex = at;
    const found = scalar.exec(text)?.[0];
    if (found === undefined) throw unexpected('一个值', 'a value');
    at += found.length;
    return { value: JSON.parse(found), start };
  };

  const object = (depth: number, start: number): JsonNode => {
    const members = new Map<string, JsonNode>();
    at += 1;
    space();
    if (text[at] === '}') at += 1;
    else {
      for (;;) {
        space();
        const keyAt = at;
        if (text[at] !== '"') throw unexpected('带双引号的键', 'a key in double quotes');
        const key = string();
        space();
        if (text[at] !== ':') throw unexpected('冒号', 'a colon');
        at += 1;
        space();
        if (members.has(key)) duplicateKeys.push(keyAt);
        members.set(key, value(depth + 1));
        space();
        const next = text[at];
        if (next !== ',' && next !== '}') throw unexpected('逗号或 }', 'a comma or }');
        at += 1;
        if (next === '}') break;
      }
    }
    return { value: objectOf(members), start, end: at, members };
  };

  const array = (depth: number, start: number): JsonNode => {
    const items: JsonNode[] = [];
    at += 1;
    space();
    if (text[at] === ']') at += 1;
    else {
      for (;;) {
        space();
        items.push(value(depth + 1));
        space();
        const next = text[at];
        if (next !== ',' && next !== ']') throw unexpected('逗号或 ]', 'a comma or ]');
        at += 1;
        if (next === ']') break;
      }
    }
    return { value: items.map((i) => i.value), start, items };
  };

  try {
    space();
    const root = value(0);
    space();
    if (at < text.length) throw unexpected('文件结尾', 'the end of the file');
    return { ok: true, root, duplicateKeys };
  } catch (error) {
    if (error instanceof Fault) return { ok: false, fault: error.fault };
    throw error;
  }
}

/** The node at a path, or the nearest one above it that is there. */
export function nodeAt(root: JsonNode, path: readonly PropertyKey[]): JsonNode {
  let node = root;
  for (const step of path) {
    const next = typeof step === 'number' ? node.items?.[step] : node.members?.get(String(step));
    if (!next) break;
    node = next;
  }
  return node;
}

/** Turns offsets into line and character, both from 1. */
export function lineFinder(text: string): (offset: number) => { line: number; character: number } {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, character: offset - (starts[low] ?? 0) + 1 };
  };
}
