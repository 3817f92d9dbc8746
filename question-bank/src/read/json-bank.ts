import { localText, question } from '../model/question';
import type { Position } from '../model/issue';
import type { BankPart, Candidate, Path } from './candidate';
import { lineFinder, nodeAt, parseJson, type JsonNode } from './json-tree';
import type { ReadLimits } from './limits';
import { modelIssue, pathText } from './model-issue';
import { readIssue } from './read-issue';

/** Of one question; the rest shows when these are mended. */
const FAULTS_SHOWN = 5;

/** Reads our own form. Each question stands for itself: one that does not fit the model costs only itself. */
export function readJsonBank(text: string, file: string, limits: ReadLimits): BankPart {
  const part: BankPart = { read: 0, candidates: [], media: new Map(), issues: [] };
  const find = lineFinder(text);
  const place = (offset: number): Position => {
    const { line, character } = find(offset);
    return { file, row: line, column: String(character) };
  };

  const tree = parseJson(text);
  if (!tree.ok) {
    const { offset, zh, en } = tree.fault;
    part.issues.push(readIssue('JSON_SYNTAX', place(offset), { reason: zh, reasonEn: en }));
    return part;
  }
  const { root } = tree;
  for (const offset of tree.duplicateKeys) part.issues.push(readIssue('DUPLICATE_KEY', place(offset)));

  const member = (key: string): unknown => root.members?.get(key)?.value;
  const questions = root.members?.get('questions');
  if (member('format') !== 'kaotai-bank' || !questions?.items) {
    const missing = member('format') === 'kaotai-bank' ? '"questions": […]' : '"format": "kaotai-bank"';
    part.issues.push(readIssue('NOT_A_BANK', place(root.start), { missing }));
    return part;
  }
  if (member('version') !== 1) {
    const at = place(nodeAt(root, ['version']).start);
    part.issues.push(
      readIssue('UNSUPPORTED_VERSION', at, { version: JSON.stringify(member('version')) ?? '' }),
    );
    return part;
  }
  const name = localText.safeParse(member('name'));
  if (name.success) part.name = name.data;
  else {
    const params = { reason: '题库名称 name 缺失或不合要求', reasonEn: 'name is missing or does not fit' };
    part.issues.push(readIssue('BAD_FIELD', place(nodeAt(root, ['name']).start), params));
  }
  for (const key of root.members?.keys() ?? []) {
    if (['format', 'version', 'name', 'questions'].includes(key)) continue;
    const params = { reason: `不认识的键 ${key}`, reasonEn: `unknown key ${key}` };
    part.issues.push(readIssue('BAD_FIELD', place(nodeAt(root, [key]).start), params));
  }
  for (const [i, node] of questions.items.entries()) {
    const stop =
      part.issues.length >= limits.maxIssues
        ? 'TOO_MANY_ISSUES'
        : i >= limits.maxRows
          ? 'TOO_MANY_CELLS'
          : undefined;
    if (stop) {
      const limit = stop === 'TOO_MANY_ISSUES' ? limits.maxIssues : limits.maxRows;
      part.issues.push(readIssue(stop, place(node.start), { limit }));
      break;
    }
    readOne(node, i, place, part, text);
  }
  return part;
}

function readOne(
  node: JsonNode,
  index: number,
  place: (offset: number) => Position,
  part: BankPart,
  text: string,
): void {
  part.read += 1;
  const id = node.members?.get('id')?.value;
  const { start, end = start } = node;
  const where = (path: Path): Position => ({
    ...place(startOf(path, text, start, end)),
    field: pathText(['questions', index, ...path]),
    ...(typeof id === 'string' ? { question: id } : {}),
  });
  const parsed = question.safeParse(node.value);
  if (parsed.success) {
    const candidate: Candidate = { question: parsed.data, where };
    part.candidates.push(candidate);
    return;
  }
  for (const issue of parsed.error.issues.slice(0, FAULTS_SHOWN))
    part.issues.push(modelIssue(issue, where, node.value));
}

/** Where a field begins. Read again when somebody asks: keeping the places of all would double the memory of a bank. */
function startOf(path: Path, text: string, start: number, end: number): number {
  if (path.length === 0) return start;
  const again = parseJson(text.slice(start, end));
  return again.ok ? start + nodeAt(again.root, path).start : start;
}

/** Whether the first line is a question of our own form. */
export function isOwnLines(text: string): boolean {
  const first = parseJson(text.trimStart().split('\n', 1)[0]?.trim() ?? '');
  return first.ok && question.safeParse(first.root.value).success;
}

/** Reads our own questions, one a line; a line that is no JSON costs itself. */
export function readOwnLines(text: string, file: string, limits: ReadLimits): BankPart {
  const part: BankPart = { read: 0, candidates: [], media: new Map(), issues: [] };
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    if (part.issues.length >= limits.maxIssues || part.read >= limits.maxRows) {
      part.issues.push(readIssue('TOO_MANY_ISSUES', { file, row: i + 1 }, { limit: limits.maxIssues }));
      break;
    }
    const place = (offset: number): Position => ({ file, row: i + 1, column: String(offset + 1) });
    const tree = parseJson(line.replace(/\r$/, ''));
    if (tree.ok) {
      readOne(tree.root, i, place, part, line);
      continue;
    }
    part.read += 1;
    const { offset, zh, en } = tree.fault;
    part.issues.push(readIssue('JSON_SYNTAX', place(offset), { reason: zh, reasonEn: en }));
  }
  return part;
}
