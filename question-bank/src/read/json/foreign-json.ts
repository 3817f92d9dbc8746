import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { lineFinder, parseJson, type JsonNode } from '../json-tree';
import type { ColumnMap, MappingOptions, Said, SourceFound } from '../mapping';
import { readIssue } from '../read-issue';
import type { RawBank, RawRecord } from '../record';
import { pairLanguages } from './languages';
import { isWrapper } from './keys';
import { keysFound, likelyObjects, saidOfKeys } from './keys-found';
import { questionNode, type ObjectRead, type Place, type QuestionNode } from './question-node';

interface Context {
  chapter: string;
  tags: string[];
}

const isOwn = (root: JsonNode) => root.members?.get('format')?.value === 'kaotai-bank';

/** Whether the text is a bank in our own JSON form (or says that it is). */
export function isOwnJson(text: string): boolean {
  return /^\s*\{[\s\S]{0,400}"format"\s*:\s*"kaotai-bank"/.test(text.slice(0, 1000));
}

/** Collects questions anywhere in a document; keys and titles on the way name their chapter. */
class Collector {
  readonly found: ObjectRead[] = [];
  readonly issues: Issue[] = [];
  refused = 0;
  private readonly place: Place;
  private readonly said: ColumnMap | undefined;
  constructor(place: Place, said?: ColumnMap) {
    this.place = place;
    this.said = said;
  }

  walk(node: JsonNode, context: Context): void {
    if (node.items) return this.list(node.items, context);
    if (!node.members) return;
    const inner = [...node.members].filter(([, n]) => holdsQuestions(n, this.said));
    if (inner.length === 0) {
      const read = questionNode(node, this.place, context, this.said);
      if (read) {
        this.found.push(read);
        return;
      }
    }
    const title = ['title', 'name', 'chapter', 'category', 'label', 'section', 'topic', '章节', '名称']
      .map((k) => node.members?.get(k)?.value)
      .find((v): v is string => typeof v === 'string' && v.trim() !== '');
    for (const [key, n] of node.members)
      this.walk(n, under(context, title ?? (isWrapper(key) ? undefined : key)));
  }

  private list(items: readonly JsonNode[], context: Context): void {
    const before = this.found.length;
    const left: JsonNode[] = [];
    for (const item of items) {
      const count = this.found.length;
      this.walk(item, context);
      if (this.found.length === count) left.push(item);
    }
    // Among questions, what is none is worth a word; a list without questions is not.
    if (this.found.length === before) return;
    for (const node of left) {
      this.refused += 1;
      const value = JSON.stringify(node.value)?.slice(0, 60) ?? '';
      const params = {
        reason: '这一项不是题目（没有题干，或没有答案和选项）',
        reasonEn: 'this is no question (no stem, or neither answer nor options)',
        value,
      };
      this.issues.push(readIssue('BAD_FIELD', this.place(node, ''), params));
    }
  }
}

function under(context: Context, name: string | undefined): Context {
  if (name === undefined) return context;
  return context.chapter === ''
    ? { ...context, chapter: name }
    : { ...context, tags: [...context.tags, name.replace(/[;；,，、|]/g, ' ')] };
}

/** Whether a value is or holds an object that reads as a question by itself. Looks at the first few only. */
function holdsQuestions(node: JsonNode, said: ColumnMap | undefined, depth = 0): boolean {
  if (depth > 6) return false;
  const children = node.items ?? (node.members ? [...node.members.values()] : []);
  return children.slice(0, 5).some((n) => {
    if (!n.members && !n.items) return false;
    const nothing: Place = () => ({ file: '' });
    return (
      (n.members && questionNode(n, nothing, { chapter: '', tags: [] }, said) !== undefined) ||
      holdsQuestions(n, said, depth + 1)
    );
  });
}

/** Questions by the way they write their answers. */
function grouped(
  found: readonly QuestionNode[],
  at: Position,
  source: SourceFound,
  said: Said,
): RawBank['groups'] {
  const byShape = new Map<string, RawRecord[]>();
  for (const { shape, record } of found) {
    const group = byShape.get(shape);
    if (group) group.push(record);
    else byShape.set(shape, [record]);
  }
  const answers = said.mapping?.answers;
  return [...byShape.values()].map((records) => ({
    at,
    records,
    source,
    ...(answers ? { answerNumbers: answers } : {}),
  }));
}

function bankOf(collector: Collector, at: Position, source: SourceFound, said: Said): RawBank {
  const { kept, issues } = pairLanguages(collector.found, at);
  return {
    groups: grouped(kept, at, source, said),
    sources: [source],
    refused: collector.refused,
    media: new Map(),
    issues: [...collector.issues, ...issues],
  };
}

/** A file whose objects the clerk left out. */
const leftOut = (source: SourceFound, at: Position): RawBank => ({
  groups: [],
  sources: [source],
  refused: 0,
  media: new Map(),
  issues: [readIssue('SHEET_SKIPPED', at, { reason: '按要求不读', reasonEn: 'it was left out on purpose' })],
});

/**
 * Reads JSON of another system: question objects wherever they are, known by what their keys are called. Keys of
 * objects around them become chapter and tags.
 */
export const readForeignJson: TextReader = (text, { file, mapping }) => {
  const find = lineFinder(text);
  const place: Place = (node, field) => {
    const { line, character } = find(node.start);
    return { file, row: line, column: String(character), ...(field === '' ? {} : { field }) };
  };
  const tree = parseJson(text);
  if (!tree.ok) {
    const { offset, zh, en } = tree.fault;
    const { line, character } = find(offset);
    const at = { file, row: line, column: String(character) };
    const issues = [readIssue('JSON_SYNTAX', at, { reason: zh, reasonEn: en })];
    return { groups: [], refused: 0, media: new Map(), issues };
  }
  return bankOfTree(tree.root, place, { file }, mapping);
};

/** The questions of a tree of values, from whatever it was read. */
export function bankOfTree(root: JsonNode, place: Place, at: Position, options: MappingOptions): RawBank {
  const walked = (map?: ColumnMap) => {
    const collector = new Collector(place, map);
    collector.walk(root, { chapter: '', tags: [] });
    return collector;
  };
  const first = walked();
  const likely = first.found.length > 0 ? first.found.map((r) => r.node) : likelyObjects(root);
  const { signature, said, map } = saidOfKeys(likely, options);
  const of = { file: at.file, signature, said, map };
  if (!said.read) return leftOut(keysFound(likely, [], of), at);
  const collector = map ? walked(map) : first;
  const source = keysFound(
    collector.found.length > 0 ? collector.found.map((r) => r.node) : likely,
    collector.found,
    of,
  );
  if (collector.found.length > 0) return bankOf(collector, at, source, said);
  const missing = isOwn(root) ? '"questions": […]' : 'question / 题干 + answer / 答案';
  const issues = [readIssue('NOT_A_BANK', at, { missing })];
  return { groups: [], sources: likely.length > 0 ? [source] : [], refused: 0, media: new Map(), issues };
}

/** Whether every line (of the first few) is a JSON value of its own. */
export function looksLikeJsonLines(text: string): boolean {
  const lines = text
    .slice(0, 200_000)
    .split('\n')
    .slice(0, 6)
    .filter((l) => l.trim() !== '');
  const whole = text.length <= 200_000 ? lines : lines.slice(0, -1);
  return (
    whole.length > 1 &&
    whole.filter((l) => l.trim().startsWith('{') && parseJson(l.trim()).ok).length >= whole.length / 2
  );
}

/** Lines whose keys tell what file it is. */
const LINES_LOOKED_AT = 50;

/** Reads one question a line; a line that is no JSON costs itself. */
export const readJsonLines: TextReader = (text, { file, limits, mapping }) => {
  const issues: Issue[] = [];
  const lines = text.split('\n');
  const collector = new Collector(() => ({ file }));
  const nodes = lines.slice(0, LINES_LOOKED_AT).flatMap((line) => {
    const tree = parseJson(line.trim());
    return tree.ok && tree.root.members ? [tree.root] : [];
  });
  const { signature, said, map } = saidOfKeys(nodes, mapping);
  const of = { file, signature, said, map };
  if (!said.read) return leftOut(keysFound(nodes, [], of), { file });
  let refused = 0;
  lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line === '' || issues.length >= limits.maxIssues) return;
    const at: Position = { file, row: i + 1 };
    const tree = parseJson(line);
    if (!tree.ok) {
      refused += 1;
      const { offset, zh, en } = tree.fault;
      issues.push(
        readIssue('JSON_SYNTAX', { ...at, column: String(offset + 1) }, { reason: zh, reasonEn: en }),
      );
      return;
    }
    const place: Place = (node, field) => ({
      ...at,
      column: String(node.start + 1),
      ...(field === '' ? {} : { field }),
    });
    const read = questionNode(tree.root, place, { chapter: '', tags: [] }, map);
    if (read) collector.found.push(read);
    else {
      refused += 1;
      const params = {
        reason: '这一行不是题目',
        reasonEn: 'this line is no question',
        value: line.slice(0, 60),
      };
      issues.push(readIssue('BAD_FIELD', at, params));
    }
  });
  const source = keysFound(nodes, collector.found, of);
  source.rows = collector.found.length + refused;
  const bank = bankOf(collector, { file }, source, said);
  return { ...bank, refused: bank.refused + refused, issues: [...issues, ...bank.issues] };
};
