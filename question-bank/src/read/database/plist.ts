import bplist from 'bplist-parser';
import type { Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { decodeText } from '../decode';
import { bankOfTree } from '../json/foreign-json';
import type { JsonNode } from '../json-tree';
import { readIssue } from '../read-issue';
import type { RawBank } from '../record';
import { elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';

/** Whether a text is Apple's property list in XML. */
export function looksLikePlist(text: string): boolean {
  return /<!DOCTYPE plist|<plist[\s>]/.test(text.slice(0, 2000));
}

/** An element of a property list as a JSON value; `start` is its line. */
function nodeOf(e: XmlElement): JsonNode {
  const start = e.line;
  const text = textOf(e);
  switch (e.name) {
    case 'dict': {
      const members = new Map<string, JsonNode>();
      let key: string | undefined;
      for (const child of elements(e)) {
        if (child.name === 'key') key = textOf(child);
        else if (key !== undefined) {
          members.set(key, nodeOf(child));
          key = undefined;
        }
      }
      return { value: {}, start, members };
    }
    case 'array': {
      const items = elements(e).map(nodeOf);
      return { value: [], start, items };
    }
    case 'integer':
    case 'real':
      return { value: Number(text), start };
    case 'true':
    case 'false':
      return { value: e.name === 'true', start };
    default:
      return { value: text, start };
  }
}

/** A value of a binary property list; it has no lines. */
function nodeOfValue(value: unknown, depth = 0): JsonNode {
  if (depth > 60) return { value: null, start: 0 };
  if (Array.isArray(value))
    return { value: [], start: 0, items: value.map((v) => nodeOfValue(v, depth + 1)) };
  if (value instanceof Uint8Array) return { value: '', start: 0 };
  if (value instanceof Date) return { value: value.toISOString().slice(0, 10), start: 0 };
  if (value !== null && typeof value === 'object') {
    const members = new Map(Object.entries(value).map(([k, v]) => [k, nodeOfValue(v, depth + 1)] as const));
    return { value: {}, start: 0, members };
  }
  return { value: typeof value === 'bigint' ? Number(value) : value, start: 0 };
}

/** Reads a property list, XML or binary: question dictionaries wherever they are, as in JSON. */
export function readPlist({ bytes, file }: ReaderInput): RawBank {
  const broken = (issue: ReturnType<typeof readIssue>): RawBank => {
    return { groups: [], refused: 0, media: new Map(), issues: [issue] };
  };
  if (bytes.subarray(0, 6).toString('latin1') === 'bplist') {
    try {
      const [value] = bplist.parseBuffer(bytes) as unknown[];
      return bankOfTree(nodeOfValue(value), () => ({ file }), { file });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return broken(readIssue('DATABASE_BROKEN', { file }, { reason }));
    }
  }
  const decoded = decodeText(bytes);
  if (!decoded.ok) return broken(readIssue(decoded.code, { file }));
  const read = readXml(decoded.text);
  if (!read.ok) return broken(xmlIssue(read, file));
  const [top] = read.root.name === 'plist' ? elements(read.root) : [read.root];
  const place = (node: JsonNode, field: string): Position => ({
    file,
    row: node.start,
    ...(field === '' ? {} : { field }),
  });
  return bankOfTree(top ? nodeOf(top) : { value: null, start: 1 }, place, { file });
}
