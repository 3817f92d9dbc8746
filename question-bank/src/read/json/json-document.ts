import type { Position } from '../../model/issue';
import { nodeAt, parseJson, type JsonFault, type JsonNode } from '../json-tree';
import { childrenOf, type Children } from './json-children';

/** Keys and places in lists on the way from the root to a value. */
export type JsonPath = readonly (string | number)[];

/** A document whose values are at hand, and which tells on demand where each of them stands. */
export interface JsonDocument {
  /** The place of the value at a path, or of the nearest one above it. */
  position(path: JsonPath): Position;
  /** Keys of the object at a path as the document orders them. */
  keys(path: JsonPath): readonly string[];
}

export type JsonRead = { ok: true; value: unknown } | { ok: false; fault: JsonFault };

/** Deeper than this nothing is read; see json-tree. */
const MAX_DEPTH = 64;

function isDeeper(value: unknown, than: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  // Ours, which counts values too, has the last word.
  if (than <= 0) return true;
  if (Array.isArray(value)) {
    for (const v of value) if (isDeeper(v, than - 1)) return true;
    return false;
  }
  for (const key in value) {
    const v = (value as Record<string, unknown>)[key];
    if (typeof v === 'object' && v !== null && isDeeper(v, than - 1)) return true;
  }
  return false;
}

/** What MongoDB's exports write a number or an identifier as: `{"$numberInt": "2"}`. */
const TYPED = /^\$(?:oid|date|number(?:Int|Long|Double|Decimal))$/;
const plainValue = (_: string, value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const [key = '', ...others] = Object.keys(value);
  if (others.length > 0 || !TYPED.test(key)) return value;
  const kept = (value as Record<string, unknown>)[key];
  return key.startsWith('$number') && Number.isFinite(Number(kept)) ? Number(kept) : kept;
};

/** The value of a JSON text by the runtime's own parser; where that refuses, ours says what is wrong where. */
export function readJson(text: string): JsonRead {
  let value: unknown;
  try {
    value = JSON.parse(text, /"\$(?:number|oid)/.test(text) ? plainValue : undefined);
    if (!isDeeper(value, MAX_DEPTH)) return { ok: true, value };
  } catch {
    // What is wrong, and where, is told below.
  }
  const tree = parseJson(text);
  return tree.ok ? { ok: true, value: tree.root.value } : tree;
}

/** Lists and objects longer than this many characters are scanned once, not for each question in them. */
const KEPT_FROM = 2000;

/** A text that `readJson` has read, scanned for places as far as they are asked for. */
export class TextDocument implements JsonDocument {
  private readonly text: string;
  private readonly place: (start: number) => Position;
  private readonly kept = new Map<number, Children>();
  constructor(text: string, place: (start: number) => Position) {
    this.text = text;
    this.place = place;
  }

  private children(start: number): Children {
    const known = this.kept.get(start);
    if (known) return known;
    const found = childrenOf(this.text, start);
    if (found.end - start > KEPT_FROM) this.kept.set(start, found);
    return found;
  }
  private startOf(path: JsonPath): number {
    let start = this.text.search(/[^ \t\n\r]/);
    for (const step of path) {
      const { items, members } = this.children(start);
      const next = typeof step === 'number' ? items?.[step] : members?.get(step);
      if (next === undefined) break;
      start = next;
    }
    return start;
  }
  position(path: JsonPath): Position {
    return this.place(this.startOf(path));
  }
  keys(path: JsonPath): readonly string[] {
    return [...(this.children(this.startOf(path)).members?.keys() ?? [])];
  }
}

/** A tree whose nodes keep their places, from whatever it was read. */
export class TreeDocument implements JsonDocument {
  private readonly root: JsonNode;
  private readonly place: (start: number) => Position;
  constructor(root: JsonNode, place: (start: number) => Position) {
    this.root = root;
    this.place = place;
  }
  position(path: JsonPath): Position {
    return this.place(nodeAt(this.root, path).start);
  }
  keys(path: JsonPath): readonly string[] {
    return [...(nodeAt(this.root, path).members?.keys() ?? [])];
  }
}
