import bplist from 'bplist-parser';
import type { Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { decodeText } from '../decode';
import { bankOfTree } from '../json/foreign-json';
import { TreeDocument } from '../json/json-document';
import { JsonSpot } from '../json/json-spot';
import type { JsonNode } from '../json-tree';
import { readIssue } from '../read-issue';
import { nothingRead, type RawBank } from '../record';
import { sniff } from '../sniff';
import { elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import { bplistFault } from './bplist-guard';

// The guard bounds what a file unfolds to; the parser's own limit would refuse a bank of some three thousand.
Object.assign(bplist, { maxObjectCount: 5_000_000 });

/** Whether a text is Apple's property list in XML. */
export function looksLikePlist(text: string): boolean {
  return /<!DOCTYPE plist|<plist[\s>]/.test(text.slice(0, 2000));
}

/** Values of a property list as those of JSON. Pictures among them are kept and their names stand in their place. */
class PlistTree {
  readonly media = new Map<string, Uint8Array>();
  /** Where nodes begin; a node's `start` is its place in here. */
  readonly places: Omit<Position, 'file'>[] = [];

  private at(place: Omit<Position, 'file'>): number {
    return this.places.push(place) - 1;
  }
  private data(bytes: Buffer): string {
    const kind = sniff(bytes);
    if (!['png', 'jpeg', 'gif', 'webp'].includes(kind)) return '';
    const name = `plist-${this.media.size + 1}.${kind === 'jpeg' ? 'jpg' : kind}`;
    this.media.set(name, bytes);
    return name;
  }

  element(e: XmlElement): JsonNode {
    const start = this.at({ row: e.line, column: String(e.character) });
    switch (e.name) {
      case 'dict': {
        const members = new Map<string, JsonNode>();
        let key: string | undefined;
        for (const child of elements(e)) {
          if (child.name === 'key') key = textOf(child);
          else if (key !== undefined) {
            members.set(key, this.element(child));
            key = undefined;
          }
        }
        return { value: {}, start, members };
      }
      case 'array':
        return { value: [], start, items: elements(e).map((child) => this.element(child)) };
      case 'integer':
      case 'real': {
        const text = textOf(e).trim();
        return { value: Number.isFinite(Number(text)) ? Number(text) : text, start };
      }
      case 'true':
      case 'false':
        return { value: e.name === 'true', start };
      case 'data':
        return { value: this.data(Buffer.from(textOf(e), 'base64')), start };
      default:
        return { value: textOf(e), start };
    }
  }

  /** A value of a binary list, which has no lines: its row is its place in the list around it. */
  value(value: unknown, start = this.at({})): JsonNode {
    if (Array.isArray(value)) {
      const items = value.map((v, i) => this.value(v, this.at({ row: i + 1 })));
      return { value: [], start, items };
    }
    if (value instanceof Uint8Array) return { value: this.data(Buffer.from(value)), start };
    if (value instanceof Date)
      return { value: Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10), start };
    if (value !== null && typeof value === 'object') {
      const members = new Map(Object.entries(value).map(([k, v]) => [k, this.value(v, start)] as const));
      return { value: {}, start, members };
    }
    return { value: typeof value === 'bigint' ? Number(value) : value, start };
  }
}

/** The value of a node as JSON has it. */
function plainOf({ value, items, members }: JsonNode): unknown {
  if (items) return items.map(plainOf);
  return members ? Object.fromEntries([...members].map(([key, n]) => [key, plainOf(n)])) : value;
}

/** Reads a property list, XML or binary: question dictionaries wherever they are, as in JSON. */
export function readPlist({ bytes, file, mapping }: ReaderInput): RawBank {
  const tree = new PlistTree();
  const bank = (root: JsonNode): RawBank => {
    const document = new TreeDocument(root, (start) => ({ file, ...tree.places[start] }));
    return { ...bankOfTree(new JsonSpot(plainOf(root), document), { file }, mapping), media: tree.media };
  };
  if (bytes.subarray(0, 6).toString('latin1') === 'bplist') {
    const fault = bplistFault(bytes);
    if (fault !== undefined) return nothingRead([readIssue('DATABASE_BROKEN', { file }, { reason: fault })]);
    try {
      const [value] = bplist.parseBuffer<unknown>(bytes);
      return bank(tree.value(value));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return nothingRead([readIssue('DATABASE_BROKEN', { file }, { reason })]);
    }
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) return nothingRead([readIssue(decoded.code, { file })]);
  const read = readXml(decoded.text);
  if (!read.ok) return nothingRead([xmlIssue(read, file)]);
  const [top] = read.root.name === 'plist' ? elements(read.root) : [read.root];
  return bank(top ? tree.element(top) : { value: null, start: -1 });
}
