import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type ParsedNode } from 'yaml';
import type { Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { MAX_DEPTH, objectOf, type JsonNode } from '../json-tree';
import { readIssue } from '../read-issue';
import { nothingRead } from '../record';
import { bankOfTree } from './foreign-json';
import { TreeDocument } from './json-document';
import { JsonSpot } from './json-spot';

/** The library holds many times the size of the text. */
const MOST_MB = 8;
const MB = 1024 * 1024;
const STEM = /^\s*(?:-\s+)*["']?(?:\w*(?:question|stem|title|prompt)\w*|题干|题目|问题|试题)["']?\s*:/im;
const KEY = /^\s*(?:-\s+)*["']?(?:\w*(?:answer|correct)\w*|(?:正确)?答案)["']?\s*:/im;

/** Whether a YAML text has keys that questions have; without, it is anybody's settings. */
export const looksLikeYamlBank = (text: string): boolean => STEM.test(text) && KEY.test(text);

class TooDeep extends Error {}

/** A node of YAML as one of JSON; what another place is referred to by stays empty. */
function nodeOf(node: ParsedNode | null, depth: number): JsonNode {
  if (depth > MAX_DEPTH) throw new TooDeep();
  const start = node?.range[0] ?? 0;
  if (isSeq<ParsedNode>(node)) {
    const items = node.items.map((item) => nodeOf(item, depth + 1));
    return { value: items.map((i) => i.value), start, items };
  }
  if (isMap<ParsedNode, ParsedNode | null>(node)) {
    const members = new Map<string, JsonNode>();
    for (const { key, value } of node.items)
      if (isScalar(key)) members.set(String(key.value), nodeOf(value, depth + 1));
    return { value: objectOf(members), start, members };
  }
  const value: unknown = isScalar(node) ? node.value : null;
  return { value: typeof value === 'bigint' ? Number(value) : value, start };
}

/** Reads YAML as JSON of the same lists and objects: keys tell what they hold. Anchors are not followed. */
export const readYaml: TextReader = (text, { file, mapping }) => {
  const size = Buffer.byteLength(text);
  if (size > MOST_MB * MB) {
    const params = { format: 'YAML', size: Math.ceil(size / MB), limit: MOST_MB };
    return nothingRead([readIssue('TOO_LARGE_TEXT', { file }, params)]);
  }
  const lines = new LineCounter();
  const place = (start: number): Position => {
    const { line, col } = lines.linePos(start);
    return { file, row: line, column: String(col) };
  };
  try {
    const documents = parseAllDocuments(text, { lineCounter: lines, uniqueKeys: false });
    const all = Array.isArray(documents) ? documents : [];
    const [fault] = all.flatMap((d) => d.errors);
    if (fault) {
      const [reason = ''] = fault.message.split('\n');
      const at = place(fault.pos[0]);
      return nothingRead([
        readIssue('BROKEN_FILE', at, { reason: `YAML：${reason}`, reasonEn: `YAML: ${reason}` }),
      ]);
    }
    const nodes = all.map((d) => nodeOf(d.contents, 0));
    const [one] = nodes;
    const root: JsonNode =
      one && nodes.length === 1 ? one : { value: nodes.map((n) => n.value), start: 0, items: nodes };
    return bankOfTree(new JsonSpot(root.value, new TreeDocument(root, place)), { file }, mapping);
  } catch (error) {
    if (!(error instanceof TooDeep) && !(error instanceof RangeError)) throw error;
    return nothingRead([readIssue('TOO_DEEP', { file }, { limit: MAX_DEPTH })]);
  }
};
