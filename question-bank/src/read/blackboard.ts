import type { Issue, Position } from '../model/issue';
import type { TextReader } from './bank-reader';
import { readCsv } from './csv';
import { findHeader, HEADER_ROWS } from './header';
import { DEFAULT_LIMITS } from './limits';
import { readIssue } from './read-issue';
import type { RawField, RawRecord } from './record';

/** Kinds of Blackboard's tab-separated pools that are no choice. */
const OTHERS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ORD: ['排序', 'ordering'],
  MAT: ['匹配', 'matching'],
  ESS: ['问答', 'essay'],
  SR: ['问答', 'short response'],
  FIB: ['填空', 'fill-in'],
  FIB_PLUS: ['填空', 'fill-in'],
  NUM: ['计算', 'numeric'],
  FIL: ['上传文件', 'file response'],
  JUMBLED_SENTENCE: ['文中下拉选择', 'jumbled sentence'],
  QUIZ_BOWL: ['填空', 'quiz bowl'],
  OP: ['评分', 'opinion scale'],
};
const CHOICES = new Set(['MC', 'MA', 'TF']);
const kindOf = (line: string) => /^([A-Z_]{2,16})\t/.exec(line)?.[1] ?? '';
const known = (kind: string) => CHOICES.has(kind) || kind in OTHERS;

const saysRight = (cell: string): boolean | undefined =>
  /^correct$/i.test(cell) ? true : /^incorrect$/i.test(cell) ? false : undefined;

/** The cells behind kind and stem, without empty ones at the end. */
function cellsBehind(line: string): string[] {
  const cells = line.split('\t').map((c) => c.trim());
  while (cells.at(-1) === '') cells.pop();
  return cells.slice(2);
}

/** Whether a line of a choice says of each option whether it is right, or one of right-or-wrong that and no more. */
function isWhole(line: string): boolean {
  const rest = cellsBehind(line);
  if (kindOf(line) === 'TF') return rest.length === 1 && /^(?:true|false)$/i.test(rest[0] ?? '');
  return (
    rest.length > 1 &&
    rest.length % 2 === 0 &&
    rest.every((c, i) => i % 2 === 0 || saysRight(c) !== undefined)
  );
}

/** So many lines must be questions, and so many of the choices whole: others are named one by one. */
const NEARLY = 0.8;
const MOST = 0.7;

/**
 * Whether nearly every line is a question as Blackboard keeps them: its kind, its text and its answers between tabs. A
 * table with a header, whose first column happens to hold such kinds, is none.
 */
export function looksLikeBlackboard(text: string): boolean {
  const lines = text
    .slice(0, 40_000)
    .split(/[\r\n]+/, 200)
    .filter((l) => l.trim() !== '');
  const choices = lines.filter((l) => CHOICES.has(kindOf(l)));
  if (choices.length === 0 || lines.filter((l) => known(kindOf(l))).length < NEARLY * lines.length)
    return false;
  if (choices.filter(isWhole).length < MOST * choices.length) return false;
  const head = lines.slice(0, HEADER_ROWS + 5).join('\n');
  return findHeader(readCsv(head, '', DEFAULT_LIMITS).table) === undefined;
}

/** Reads a pool of Blackboard: `MC<tab>stem<tab>option<tab>correct<tab>…`, `TF<tab>stem<tab>true`. */
export const readBlackboard: TextReader = (text, { file, limits }) => {
  const issues: Issue[] = [];
  const records: RawRecord[] = [];
  let refused = 0;
  for (const [i, line] of text.split(/\r\n|\r|\n/).entries()) {
    if (line.trim() === '') continue;
    const at: Position = { file, row: i + 1 };
    if (records.length + refused >= limits.maxRows || issues.length >= limits.maxIssues) {
      issues.push(readIssue('TOO_MANY_ISSUES', at, { limit: limits.maxIssues }));
      break;
    }
    const refuse = (issue: Issue) => {
      refused += 1;
      issues.push(issue);
    };
    const bad = (reason: string, reasonEn: string) =>
      refuse(readIssue('BAD_FIELD', at, { reason, reasonEn, value: line }));
    const kind = kindOf(line);
    const stem = (line.split('\t')[1] ?? '').trim();
    const rest = cellsBehind(line);
    const other = OTHERS[kind];
    const fields = new Map<Parameters<RawRecord['fields']['get']>[0], RawField>([
      ['stem', { text: stem, at }],
    ]);
    if (other) refuse(readIssue('NOT_IMPORTABLE', at, { kind: other[0], kindEn: other[1], value: stem }));
    else if (!CHOICES.has(kind)) bad('行首不是题型代码', 'the line does not begin with a kind of question');
    else if (kind === 'TF') {
      if (rest.length > 1)
        bad(
          '判断题后面应只有 true 或 false',
          'true or false must be all that follows a question of right or wrong',
        );
      else {
        fields.set('answer', { text: rest[0] ?? '', at });
        records.push({ at, fields, options: [], pictures: [], type: 'judge' });
      }
    } else {
      const options = rest.flatMap((cell, k) =>
        k % 2 === 1 ? [] : [{ text: cell, at, right: saysRight(rest[k + 1] ?? '') }],
      );
      // One mark that cannot be read leaves open which options are right.
      if (rest.length % 2 === 1 || options.some((o) => o.right === undefined))
        bad('选项后面应是 correct 或 incorrect', 'an option lacks correct or incorrect behind it');
      else {
        const marked = options.map((o) => ({ ...o, right: o.right === true }));
        records.push({ at, fields, options: marked, pictures: [] });
      }
    }
  }
  return { groups: records.length > 0 ? [{ at: { file }, records }] : [], refused, media: new Map(), issues };
};
