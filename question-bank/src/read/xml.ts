import { readPlainAgain, readPlainXml, type XmlMark } from './plain-xml';
import type { XmlElement, XmlLimits } from './xml-element';
import { bareName, tellXml, XmlStop, type XmlFault } from './xml-told';

export type { XmlMark } from './plain-xml';
export type { XmlElement, XmlLimits } from './xml-element';

export type XmlRead = { ok: true; root: XmlElement } | XmlFault;

const LIMITS: XmlLimits = { maxDepth: 200, maxNodes: 5_000_000 };

/** Most elements have none. */
const NONE: ReadonlyMap<string, string> = new Map();
function attributesOf(given: Record<string, unknown>): ReadonlyMap<string, string> {
  let out: Map<string, string> | undefined;
  for (const key in given) (out ??= new Map()).set(bareName(key), String(given[key]));
  return out ?? NONE;
}

/** Reads XML into a tree; entities are refused as `tellXml` does. */
export function readXml(text: string, limits: XmlLimits = LIMITS): XmlRead {
  const root = readPlainXml(text, limits);
  return root ? { ok: true, root } : parseXml(text, limits);
}

/** What a document gave whose elements were looked at one by one. */
export type XmlVisited<T> = { ok: true; visited: T } | XmlFault;

/**
 * Visits the elements directly in the root one by one, in their order; none of them is kept. `visitor` makes one that
 * has seen nothing: a document may have to be read a second time. What was visited counts only if all could be read.
 * With a mark an element can be read again (`readAgain`), so that it need not be kept.
 */
export function visitXml<T extends { take(child: XmlElement, mark?: XmlMark): void }>(
  text: string,
  visitor: () => T,
): XmlVisited<T> {
  const first = visitor();
  if (readPlainXml(text, LIMITS, (child, mark) => first.take(child, mark)))
    return { ok: true, visited: first };
  const read = parseXml(text);
  if (!read.ok) return read;
  const second = visitor();
  for (const child of elements(read.root)) second.take(child);
  return { ok: true, visited: second };
}

/** The element that a visitor of this document was given with the mark. */
export const readAgain = (text: string, mark: XmlMark): XmlElement => readPlainAgain(text, mark, LIMITS);

/** What readXml gives, by the parser alone, which knows all of XML. */
export function parseXml(text: string, limits: XmlLimits = LIMITS): XmlRead {
  const top: XmlElement = { name: '', attributes: new Map(), children: [], line: 1, character: 1 };
  let at = top;
  let nodes = 0;
  const count = () => {
    nodes += 1;
    if (nodes > limits.maxNodes) throw new XmlStop('size');
  };
  const tree = {
    open(
      name: string,
      attributes: Record<string, unknown>,
      { line, column }: { line: number; column: number },
    ) {
      count();
      const element: XmlElement = {
        name,
        attributes: attributesOf(attributes),
        children: [],
        line,
        character: column + 1,
        parent: at,
      };
      at.children.push(element);
      at = element;
    },
    close() {
      at = at.parent ?? top;
    },
    text(piece: string) {
      count();
      at.children.push(piece);
    },
  };
  const fault = tellXml([text], tree, limits.maxDepth);
  if (fault) return fault;
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
