import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { lineFinder, parseJson } from '../json-tree';
import type { ColumnMap, MappingOptions, Said, SourceFound } from '../mapping';
import { readIssue } from '../read-issue';
import { nothingRead, type RawBank, type RawRecord } from '../record';
import { pairLanguages } from './languages';
import { decodedTexts } from './coded-texts';
import { keyFacts } from './key-facts';
import { isWrapper } from './keys';
import { keysFound, likelyObjects, LOOKED_AT, saidOfKeys } from './keys-found';
import { looseJson } from './literal';
import { readJson, TextDocument, TreeDocument } from './json-document';
import { jsonKeys } from './json-keys';
import { isObject, JsonSpot } from './json-spot';
import { optionsOf } from './node-options';
import { parallelLists } from './parallel-lists';
import { Plans } from './plans';
import { nameRows } from './positional';
import { keyOfAsked, questionNode, type Context, type ObjectRead, type QuestionNode } from './question-node';

const isOwn = ({ value }: JsonSpot) => isObject(value) && value['format'] === 'kaotai-bank';

/** Whether the text is a bank in our own JSON form (or says that it is). */
export function isOwnJson(text: string): boolean {
  return /^\s*\{[\s\S]{0,400}"format"\s*:\s*"kaotai-bank"/.test(text.slice(0, 1000));
}

const TITLES = ['title', 'name', 'chapter', 'category', 'label', 'section', 'topic', '章节', '名称'];

const NAMED_TITLE =
  /^(?:chapter|section|category|topic|unit|theme|part|group|ticket|test|set|module|lesson|subject|章|节|章节|分类)_?(?:name|title|名称|标题|名)$/i;

/** Collects questions anywhere in a document; keys and titles on the way name their chapter. */
class Collector {
  readonly found: ObjectRead[] = [];
  readonly issues: Issue[] = [];
  refused = 0;
  private readonly said: ColumnMap | undefined;
  private readonly plans: Plans | undefined;
  constructor(said?: ColumnMap, planned = false) {
    this.said = said;
    if (planned) this.plans = new Plans(said);
  }

  walk(node: JsonSpot, context: Context, siblings: readonly unknown[] = []): void {
    const { value } = node;
    if (Array.isArray(value)) return this.list(node, value, context);
    if (!isObject(value)) return;
    const names = node.keys();
    const all: string[] = [];
    for (const key of names)
      if (holdsHolders(value[key]) && holdsQuestions(node.child(key), this.said)) all.push(key);
    const holding = all.length === 0 ? all : withoutAnswers(node, names, all, this.said);
    if (
      holding.length === 0 ||
      (holding.length === 1 && holding[0] === keyOfAsked(node, names, this.said)) ||
      areOptions(node, holding, siblings, this.said)
    ) {
      const read = questionNode(node, context, this.said);
      if (read) {
        this.found.push(read);
        return;
      }
    }
    const title = [...TITLES, ...names.filter((k) => NAMED_TITLE.test(k))]
      .map((k) => (Object.hasOwn(value, k) ? value[k] : undefined))
      .find((v): v is string => typeof v === 'string' && v.trim() !== '');
    for (const key of names) {
      if (!isHolder(value[key])) continue;
      this.walk(node.child(key), under(context, title ?? (isWrapper(key) ? undefined : key)));
    }
  }

  private list(node: JsonSpot, items: readonly unknown[], context: Context): void {
    const before = this.found.length;
    const left: number[] = [];
    for (let i = 0; i < items.length; i += 1) {
      const planned = this.plans?.recordOf(items[i], node, i, context);
      if (planned) {
        this.found.push(planned);
        continue;
      }
      const count = this.found.length;
      if (isHolder(items[i])) this.walk(node.child(i), context, items);
      const read = this.found[count];
      if (!read) left.push(i);
      else if (read.node.value === items[i]) this.plans?.learn(read, context);
    }
    // Beside the tables that phpMyAdmin exports stand its own name and that of the database.
    // Among questions, what is none is worth a word; a list without questions is not.
    if (this.found.length === before) return;
    const exported = items.some((v) => isObject(v) && v['type'] === 'table' && Array.isArray(v['data']));
    for (const i of left) {
      const item = items[i];
      if (exported && isObject(item) && /^(?:header|database|table)$/.test(String(item['type']))) continue;
      this.refused += 1;
      const value = JSON.stringify(items[i])?.slice(0, 60) ?? '';
      const params = {
        reason: '这一项不是题目（没有题干，或没有答案和选项）',
        reasonEn: 'this is no question (no stem, or neither answer nor options)',
        value,
      };
      this.issues.push(readIssue('BAD_FIELD', node.at('', i), params));
    }
  }
}

/** Whether a value is a list or an object. */
const isHolder = (value: unknown) => typeof value === 'object' && value !== null;

/** Whether a list or object may have lists or objects among the few things in it that `holdsQuestions` looks at. */
const holdsHolders = (value: unknown) =>
  Array.isArray(value)
    ? isHolder(value[0]) ||
      isHolder(value[1]) ||
      isHolder(value[2]) ||
      isHolder(value[3]) ||
      isHolder(value[4])
    : isHolder(value);

function under(context: Context, name: string | undefined): Context {
  if (name === undefined) return context;
  return context.chapter === ''
    ? { ...context, chapter: name }
    : { ...context, tags: [...context.tags, name.replace(/[;；,，、|]/g, ' ')] };
}

/** Whether a list or object is or holds an object that reads as a question by itself. Looks at the first few only. */
function holdsQuestions(node: JsonSpot, said: ColumnMap | undefined, depth = 0): boolean {
  if (depth > 6) return false;
  const { value } = node;
  const steps = Array.isArray(value) ? value.slice(0, 5).keys() : node.keys().slice(0, 5);
  for (const step of steps) {
    if (!isHolder((value as Record<string | number, unknown>)[step])) continue;
    const child = node.child(step);
    if (questionNode(child, NO_CONTEXT, said) ?? holdsQuestions(child, said, depth + 1)) return true;
  }
  return false;
}
const OPTIONISH = /option|choice|answer|alternative|response|^opts?$|xuanxiang|选项/i;
/** Items of a list that is called nothing in particular are options where every such list is as short as this. */
const FEW = 6;

/** An option with its flag, `{ text, correct }`, reads as a true-or-false question too: whether they are options here. */
function areOptions(
  node: JsonSpot,
  holding: readonly string[],
  siblings: readonly unknown[],
  said: ColumnMap | undefined,
): boolean {
  const [key = '', ...others] = holding;
  if (others.length > 0) return false;
  const found = optionsOf(node, node.keys(), said);
  if (found?.key !== key || found.options.length < 2) return false;
  if (OPTIONISH.test(key) || said?.get(key) === 'options') return true;
  return siblings.length > 1 && allChosen(siblings, key);
}

/** `answer: [{key: 'A', text: …}]` beside the options reads as questions too, and is the answer of this one. */
function withoutAnswers(
  node: JsonSpot,
  names: readonly string[],
  holding: readonly string[],
  said: ColumnMap | undefined,
): readonly string[] {
  const others = holding.filter((key) => keyFacts(key, said).meaning?.key !== 'answer');
  if (others.length === holding.length) return holding;
  const found = optionsOf(node, names, said);
  return found && found.options.length > 1 && !holding.every((key) => key === found.key) ? others : holding;
}

/** Answers by list, as each of its members asks the same. */
const asked = new WeakMap<readonly unknown[], Map<string, boolean>>();

/** Whether every one of a list's members has a short list by that key in which some are flagged and some are not. */
function allChosen(siblings: readonly unknown[], key: string): boolean {
  const known = asked.get(siblings) ?? new Map<string, boolean>();
  asked.set(siblings, known);
  const before = known.get(key);
  if (before !== undefined) return before;
  const some = (list: readonly unknown[], flags: readonly unknown[]) =>
    list.some((o) => isObject(o) && Object.values(o).some((v) => flags.includes(v)));
  const all = siblings.every((s) => {
    const list = isObject(s) ? s[key] : undefined;
    return Array.isArray(list) && list.length <= FEW && some(list, [true, 1]) && some(list, [false, 0]);
  });
  known.set(key, all);
  return all;
}
const NO_CONTEXT: Context = { chapter: '', tags: [] };

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

/** The objects of some questions, as many as are looked at for keys. */
const nodesOf = (found: readonly ObjectRead[]) => found.slice(0, LOOKED_AT).map((r) => r.node);

/** A file whose objects the clerk left out. */
const leftOut = (source: SourceFound, at: Position): RawBank => ({
  groups: [],
  sources: [source],
  refused: 0,
  media: new Map(),
  issues: [readIssue('SHEET_SKIPPED', at, { reason: '按要求不读', reasonEn: 'it was left out on purpose' })],
});

/** The bank of lists of values alike, `[["…", ["…", "…"], "B"], …]`; undefined where there are none that tell what they hold. */
function bankOfRows(
  text: string,
  file: string,
  place: (start: number) => Position,
  mapping: MappingOptions,
): RawBank | undefined {
  if (!/\[\s*\[/.test(text)) return undefined;
  const tree = looseJson(text);
  if (!tree) return undefined;
  nameRows([tree], text);
  const bank = bankOfTree(new JsonSpot(tree.value, new TreeDocument(tree, place)), { file }, mapping);
  return bank.groups.length > 0 ? bank : undefined;
}

/**
 * Reads JSON of another system: question objects wherever they are, known by what their keys are called. Keys of
 * objects around them become chapter and tags.
 */
export const readForeignJson: TextReader = (text, { file, mapping }) => {
  let find: ReturnType<typeof lineFinder> | undefined;
  const place = (start: number): Position => {
    find ??= lineFinder(text);
    const { line, character } = find(start);
    return { file, row: line, column: String(character) };
  };
  const read = readJson(text);
  if (read.ok) {
    const decoded = decodedTexts(read.value);
    const value = decoded ? decoded.value : read.value;
    const bank = bankOfTree(new JsonSpot(value, new TextDocument(text, place)), { file }, mapping);
    return bank.groups.length > 0 ? bank : (bankOfRows(text, file, place, mapping) ?? bank);
  }
  const { offset, zh, en } = read.fault;
  const loose = looseJson(text);
  if (loose) {
    const bank = bankOfTree(new JsonSpot(loose.value, new TreeDocument(loose, place)), { file }, mapping);
    const params = {
      count: 1,
      what: '不是严格的 JSON（注释、单引号、没有引号的键或多余的逗号），已按原意读入',
      whatEn:
        'this is no strict JSON (comments, single quotes, bare keys or commas too many); it was read as meant',
      examples: String(place(offset).row ?? ''),
    };
    if (bank.groups.length > 0)
      return { ...bank, issues: [...bank.issues, readIssue('MENDED', place(offset), params)] };
  }
  const issues = [readIssue('JSON_SYNTAX', place(offset), { reason: zh, reasonEn: en })];
  return nothingRead(issues);
};

/**
 * The questions of a document, from whatever it was read. `planned` may be false to have every object read by itself;
 * the result is the same.
 */
export function bankOfTree(root: JsonSpot, at: Position, options: MappingOptions, planned = true): RawBank {
  const parallel = parallelLists(root, at);
  if (parallel) return parallel;
  const walked = (map?: ColumnMap) => {
    const collector = new Collector(map, planned);
    collector.walk(root, NO_CONTEXT);
    return collector;
  };
  const first = walked();
  const likely = first.found.length > 0 ? nodesOf(first.found) : likelyObjects(root);
  const { signature, said, map } = saidOfKeys(likely, options);
  const of = { file: at.file, signature, said, map };
  if (!said.read) {
    const source = keysFound(likely, [], of);
    source.rows = Math.max(first.found.length, likely.length);
    return leftOut(source, at);
  }
  const collector = map ? walked(map) : first;
  const source = keysFound(
    collector.found.length > 0 ? nodesOf(collector.found) : likely,
    collector.found,
    of,
  );
  if (collector.found.length > 0) {
    source.rows = collector.found.length;
    return bankOf(collector, at, source, said);
  }
  const missing = isOwn(root) ? '"questions": […]' : 'question / 题干 + answer / 答案';
  const issues = [readIssue('NOT_A_BANK', at, { missing })];
  const keys = jsonKeys(root, at);
  const nothing = { groups: [], sources: likely.length > 0 ? [source] : [], refused: 0, media: new Map() };
  return keys ? { ...nothing, issues: [], keys: [{ ...keys, instead: issues }] } : { ...nothing, issues };
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

/** The value of one line, which stands at `at`. */
const spotOf = (value: unknown, line: string, at: Position) =>
  new JsonSpot(value, new TextDocument(line, (start) => ({ ...at, column: String(start + 1) })));

/** Reads one question a line; a line that is no JSON costs itself. */
export const readJsonLines: TextReader = (text, { file, limits, mapping }) => {
  const issues: Issue[] = [];
  const lines = text.split('\n');
  const collector = new Collector();
  const nodes = lines.slice(0, LINES_LOOKED_AT).flatMap((line) => {
    const read = readJson(line.trim());
    const root = read.ok ? spotOf(read.value, line.trim(), { file }) : undefined;
    return root && isObject(root.value) ? [root] : [];
  });
  const { signature, said, map } = saidOfKeys(nodes, mapping);
  const of = { file, signature, said, map };
  if (!said.read) return leftOut(keysFound(nodes, [], of), { file });
  let refused = 0;
  lines.forEach((raw, i) => {
    const line = raw.trim();
    if (line === '' || issues.length >= limits.maxIssues) return;
    const at: Position = { file, row: i + 1 };
    const read = readJson(line);
    if (!read.ok) {
      refused += 1;
      const { offset, zh, en } = read.fault;
      issues.push(
        readIssue('JSON_SYNTAX', { ...at, column: String(offset + 1) }, { reason: zh, reasonEn: en }),
      );
      return;
    }
    const question = questionNode(spotOf(read.value, line, at), NO_CONTEXT, map);
    if (question) collector.found.push(question);
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
