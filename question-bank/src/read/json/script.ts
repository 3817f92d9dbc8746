import type { Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { lineFinder, type JsonNode } from '../json-tree';
import { readIssue } from '../read-issue';
import { bankOfTree } from './foreign-json';
import { TreeDocument } from './json-document';
import { JsonSpot } from './json-spot';
import { isMade, nameMade, nameRows } from './positional';
import { emptyUnread } from './unread-parts';
import { afterComments, LIST_WORD, literalAt, stringAt, type Literal } from './literal';

/** A list or object with the name it is given. */
interface NamedLiteral extends Literal {
  name: string;
}

/** Characters looked at, as a multiple of the text's own: a program that nests endlessly is no bank. */
const MOST_LOOKS = 12;
const MOST_UNREAD = 100;
/** `var a = `, `module.exports = `, `a: Question[] = `, `export default `, `return `, `callback(`. */
const BEFORE =
  /(?:(?:([\p{L}_$][\p{L}\p{N}_$.]*)(?:\s*:\s*[^=;\n{}]{1,80})?\s*=|\bexport\s+default|\breturn|\(|\bcase|=>)\s*|^\s*)$/u;
const LOOKED_BACK = 160;

/** Whether a word for a list stands there, and not the end of another word. */
function beginsList(text: string, at: number): boolean {
  if (!/[alm]/.test(text[at] ?? '') || /[\p{L}\p{N}_$.>]/u.test(text[at - 1] ?? '')) return false;
  LIST_WORD.lastIndex = at;
  return LIST_WORD.test(text);
}

/** What a statement makes of values and keeps or adds to a list: `bank.add(new Question("…", …));` */
const MAKES = /(?:new\s{1,4})?[A-Za-z_]*(?:[Qq]uestion|[Qq]uiz|MCQ|Mcq|mcq)\w*\s{0,4}(?=\()/y;

/** Lists that C, Java and C# write between braces: `{ new Question(…), new() {…} }`, `{ {1, "…"}, {2, "…"} }`. */
const MAKES_ALL =
  /\{(?=\s{0,200}new[\s(])|\{(?=\s{0,200}(?:(?:\/\*[^*]{0,200}\*\/|\/\/[^\n]{0,200}\n)\s{0,200}){0,5}\{\s{0,8}["\d])/y;

const at_ = (pattern: RegExp, text: string, at: number) => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

/** Every list and object of data in a program, outermost ones only. */
function literalsOf(text: string): NamedLiteral[] {
  const found: NamedLiteral[] = [];
  const names = new Map<string, JsonNode>();
  const budget = { left: text.length * MOST_LOOKS };
  const single = new Map<string, NamedLiteral & { node: JsonNode & { items: JsonNode[] } }>();
  /** Puts what statements make one by one into one list. */
  const collect = (read: Literal, made: string) => {
    const known = single.get(made);
    if (known) {
      known.node.items.push(read.node);
      (known.node.value as unknown[]).push(read.node.value);
      known.unread.push(...read.unread);
      return;
    }
    const node = { value: [read.node.value], start: read.node.start, items: [read.node] };
    const list = { node, end: read.end, unread: [...read.unread], name: '' };
    single.set(made, list);
    found.push(list);
  };
  let at = 0;
  while (at < text.length && budget.left > 0) {
    const c = text[at] ?? '';
    if (c === '/' || c === '#') {
      const end = afterComments(text, at);
      at = Math.max(end, at + 1);
    } else if (c === '"' || c === "'") {
      const read = stringAt(text, at);
      // Data may stand in a text, for JSON.parse to read.
      at = read && !/^\s*[[{]/.test(read.value.slice(0, 20)) ? read.end : at + 1;
    } else if (c === '{' && at_(MAKES_ALL, text, at)) {
      const read = literalAt(text, at, names, budget, true);
      if (read) found.push({ ...read, name: '' });
      at = read?.end ?? at + 1;
    } else if (c === '[' || c === '{' || beginsList(text, at)) {
      const [before, name = ''] = BEFORE.exec(text.slice(Math.max(0, at - LOOKED_BACK), at)) ?? [];
      const quoted = /[`'"]\s*$/.test(text.slice(Math.max(0, at - 20), at));
      const read = before !== undefined || quoted ? literalAt(text, at, names, budget) : undefined;
      if (!read) {
        at += 1;
        continue;
      }
      const last = name.slice(name.lastIndexOf('.') + 1);
      found.push({ ...read, name: last });
      if (last !== '') names.set(last, read.node);
      at = read.end;
    } else if (/[A-Za-z_]/.test(c) && !/[\w$]/.test(text[at - 1] ?? '')) {
      const read = at_(MAKES, text, at) ? literalAt(text, at, names, budget) : undefined;
      if (read && isMade(read.node)) {
        collect(read, read.node.made.name);
        at = read.end;
      } else at += /^\w+/.exec(text.slice(at, at + 80))?.[0].length ?? 1;
    } else at += 1;
  }
  return found;
}

/** The lists and objects as one document: what there is one of is the document itself. */
function documentOf(found: readonly NamedLiteral[]): JsonNode {
  const [one] = found;
  if (one && found.length === 1) return one.node;
  const members = new Map<string, JsonNode>();
  for (const [i, { name, node }] of found.entries())
    members.set(name === '' || members.has(name) ? String(i) : name, node);
  return {
    value: Object.fromEntries([...members].map(([name, node]) => [name, node.value])),
    start: 0,
    members,
  };
}

const isHolder = ({ node }: Literal) =>
  (node.items ?? [...(node.members?.values() ?? [])]).some((n) => n.items ?? n.members);

/**
 * Reads the questions that a program holds as lists and objects (`var questions = [...]`, `module.exports = {...}`, JSONP, JSON
 * with comments or single quotes, a Python, Dart, PHP, Kotlin or Swift list). Nothing is executed: where an expression stands instead of a
 * value, it is said that it was not read.
 */
export const readScript: TextReader = (text, { file, mapping }) => {
  let find: ReturnType<typeof lineFinder> | undefined;
  const place = (start: number): Position => {
    find ??= lineFinder(text);
    const { line, character } = find(start);
    return { file, row: line, column: String(character) };
  };
  const found = literalsOf(text).filter(isHolder);
  nameRows(
    found.map(({ node }) => node),
    text,
  );
  const unnamed = nameMade(
    found.map(({ node }) => node),
    text,
  );
  for (const { node, unread } of found) unread.push(...unnamed.filter((start) => start >= node.start));
  for (const { node, unread } of found) if (unread.length > 0) emptyUnread(node, new Set(unread));
  const root = documentOf(found);
  const bank = bankOfTree(new JsonSpot(root.value, new TreeDocument(root, place)), { file }, mapping);
  const places = bank.groups.length === 0 ? unnamed : found.flatMap(({ unread }) => unread);
  const issues = [...new Set(places)].slice(0, MOST_UNREAD).map((start) => {
    const value = text.slice(start, start + 60).split('\n', 1)[0] ?? '';
    return readIssue('CODE_NOT_RUN', place(start), { value });
  });
  return { ...bank, issues: [...bank.issues, ...issues] };
};

const STARTS =
  /^(?:(?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/|['"]use strict['"];?)*)(?:(?:export\s+)?(?:default\s+)?(?:var|let|const|final|window\.|module\.exports|exports\.|export\s+default|import\s)|[A-Za-z_$][\w$.]{0,60}\s*(?:=\s*[[{`]|\(\s*[[{]))/;

/** Whether a text begins as a program does that holds data. */
export const looksLikeScript = (text: string): boolean => STARTS.test(text.slice(0, 5000));

const WORDS = /question|answer|correct|题|答案|domand|risposta|frage|antwort|pregunta|вопрос|асуулт/i;
/** Whether a program is worth reading for questions, among other programs of an archive. */
export const mayHoldQuestions = (text: string): boolean => WORDS.test(text) && /[[{]\s*[[{'"\w]/.test(text);
