import { SaxesParser } from 'saxes';
import { readPlainXml } from './plain-xml';
import type { XmlElement, XmlLimits } from './xml-element';

export type { XmlElement, XmlLimits } from './xml-element';

export type XmlRead =
  | { ok: true; root: XmlElement }
  | {
      ok: false;
      fault: 'syntax' | 'entities' | 'depth' | 'size';
      line: number;
      character: number;
      reason: string;
    };

const LIMITS: XmlLimits = { maxDepth: 200, maxNodes: 5_000_000 };

class Stop extends Error {
  readonly fault: 'entities' | 'depth' | 'size';
  constructor(fault: 'entities' | 'depth' | 'size') {
    super(fault);
    this.fault = fault;
  }
}

/** Most elements have none. */
const NONE: ReadonlyMap<string, string> = new Map();
function attributesOf(given: Record<string, unknown>): ReadonlyMap<string, string> {
  let out: Map<string, string> | undefined;
  for (const key in given) (out ??= new Map()).set(bare(key), String(given[key]));
  return out ?? NONE;
}

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Reads XML into a tree. A document that declares entities is refused as a whole: none of the formats read here
 * needs them, and they are how a kilobyte becomes a gigabyte or a file on the disk. Nothing is fetched.
 */
export function readXml(text: string, limits: XmlLimits = LIMITS): XmlRead {
  const root = readPlainXml(text, limits);
  return root ? { ok: true, root } : parseXml(text, limits);
}

/** What a document gave whose elements were looked at one by one. */
export type XmlVisited<T> = { ok: true; visited: T } | Extract<XmlRead, { ok: false }>;

/**
 * Visits the elements directly in the root one by one, in their order; none of them is kept. `visitor` makes one that
 * has seen nothing: a document may have to be read a second time. What was visited counts only if all could be read.
 */
export function visitXml<T extends { take(child: XmlElement): void }>(
  text: string,
  visitor: () => T,
): XmlVisited<T> {
  const first = visitor();
  if (readPlainXml(text, LIMITS, (child) => first.take(child))) return { ok: true, visited: first };
  const read = parseXml(text);
  if (!read.ok) return read;
  const second = visitor();
  for (const child of elements(read.root)) second.take(child);
  return { ok: true, visited: second };
}

/** What readXml gives, by the parser alone, which knows all of XML. */
export function parseXml(text: string, limits: XmlLimits = LIMITS): XmlRead {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const top: XmlElement = { name: '', attributes: new Map(), children: [], line: 1, character: 1 };
  let at = top;
  let depth = 0;
  let nodes = 0;
  const count = () => {
    nodes += 1;
    if (nodes > limits.maxNodes) throw new Stop('size');
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) throw new Stop('entities');
  });
  parser.on('opentag', (tag) => {
    count();
    depth += 1;
    if (depth > limits.maxDepth) throw new Stop('depth');
    const element: XmlElement = {
      name: bare(tag.name),
      attributes: attributesOf(tag.attributes),
      children: [],
      line: parser.line,
      character: parser.column + 1,
      parent: at,
    };
    at.children.push(element);
    at = element;
  });
  parser.on('closetag', () => {
    depth -= 1;
    at = at.parent ?? top;
  });
  const add = (piece: string) => {
    count();
    at.children.push(piece);
  };
  parser.on('text', add);
  parser.on('cdata', add);
  try {
    parser.write(text).close();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const fault = error instanceof Stop ? error.fault : 'syntax';
    return { ok: false, fault, line: parser.line, character: parser.column + 1, reason };
  }
  const root = top.children.find((c): c is XmlElement => typeof c !== 'string');
  if (!root) return { ok: false, fault: 'syntax', line: 1, character: 1, reason: 'no element' };
  delete root.parent;
  return { ok: true, root };
}

/** Child elements, all or those of one name. */
export function elements(parent: XmlElement | undefined, name?: string): XmlElement[] {
  return (parent?.children ?? []).filter(
    (c): c is XmlElement => typeof c !== 'string' && (name === undefined || c.name === name),
  );
}

/** The first child element of that name. */
export function element(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const c of parent?.children ?? []) if (typeof c !== 'string' && c.name === name) return c;
  return undefined;
}

/** All elements below, in document order. */
export function* descendants(parent: XmlElement): Generator<XmlElement> {
  for (const child of elements(parent)) {
    yield child;
    yield* descendants(child);
  }
}

/** All text below, as it stands. */
export function textOf(parent: XmlElement | undefined): string {
  const only = parent?.children[0];
  // Nearly every element holds one text.
  if (parent?.children.length === 1 && typeof only === 'string') return only;
  return (parent?.children ?? []).map((c) => (typeof c === 'string' ? c : textOf(c))).join('');
}
