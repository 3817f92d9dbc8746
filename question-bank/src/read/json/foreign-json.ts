import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { lineFinder, parseJson, type JsonNode } from '../json-tree';
import { readIssue } from '../read-issue';
import type { RawBank, RawRecord } from '../record';
import { pairLanguages } from './languages';
import { isWrapper } from './keys';
import { questionNode, type Place, type QuestionNode } from './question-node';

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
  readonly found: QuestionNode[] = [];
  readonly issues: Issue[] = [];
  refused = 0;
  private readonly place: Place;
  constructor(place: Place) {
    this.place = place;
  }

  walk(node: JsonNode, context: Context): void {
    if (node.items) return this.list(node.items, context);
    if (!node.members) return;
    const inner = [...node.members].filter(([, n]) => holdsQuestions(n));
    if (inner.length === 0) {
      const read = questionNode(node, this.place, context);
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
function holdsQuestions(node: JsonNode, depth = 0): boolean {
  if (depth > 6) return false;
  const children = node.items ?? (node.members ? [...node.members.values()] : []);
  return children.slice(0, 5).some((n) => {
    if (!n.members && !n.items) return false;
    const nothing: Place = () => ({ file: '' });
    return (
      (n.members && questionNode(n, nothing, { chapter: '', tags: [] }) !== undefined) ||
      holdsQuestions(n, depth + 1)
    );
  });
}

/** Questions by the way they write their answers. */
function grouped(found: readonly QuestionNode[], at: Position): RawBank['groups'] {
  const byShape = new Map<string, RawRecord[]>();
  for (const { shape, record } of found) {
    const group = byShape.get(shape);
    if (group) group.push(record);
    else byShape.set(shape, [record]);
  }
  return [...byShape.values()].map((records) => ({ at, records }));
}

function bankOf(collector: Collector, at: Position): RawBank {
  const { kept, issues } = pairLanguages(collector.found, at);
  return {
    groups: grouped(kept, at),
    refused: collector.refused,
    media: new Map(),
    issues: [...collector.issues, ...issues],
  };
}

/**
 * Reads JSON of another system: question objects wherever they are, known by what their keys are called. Keys of
 * objects around them become chapter and tags.
 */
export const readForeignJson: TextReader = (text, { file }) => {
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
  return bankOfTree(tree.root, place, { file });
};

/** The questions of a tree of values, from whatever it was read. */
export function bankOfTree(root: JsonNode, place: Place, at: Position): RawBank {
  const collector = new Collector(place);
  collector.walk(root, { chapter: '', tags: [] });
  if (collector.found.length > 0) return bankOf(collector, at);
  const missing = isOwn(root) ? '"questions": […]' : 'question / 题干 + answer / 答案';
  return { groups: [], refused: 0, media: new Map(), issues: [readIssue('NOT_A_BANK', at, { missing })] };
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

/** Reads one question a line; a line that is no JSON costs itself. */
export const readJsonLines: TextReader = (text, { file, limits }) => {
  const issues: Issue[] = [];
  const collector = new Collector(() => ({ file }));
  const found: QuestionNode[] = [];
  let refused = 0;
  text.split('\n').forEach((raw, i) => {
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
    const read = questionNode(tree.root, place, { chapter: '', tags: [] });
    if (read) found.push(read);
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
  collector.found.push(...found);
  const bank = bankOf(collector, { file });
  return { ...bank, refused: bank.refused + refused, issues: [...issues, ...bank.issues] };
};
