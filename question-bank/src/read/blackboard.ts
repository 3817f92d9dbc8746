import type { Issue, Position } from '../model/issue';
import type { TextReader } from './bank-reader';
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

/** Whether nearly every line is a question as Blackboard keeps them: its kind, its text and its answers between tabs. */
export function looksLikeBlackboard(text: string): boolean {
  const lines = text
    .slice(0, 40_000)
    .split(/[\r\n]+/, 200)
    .filter((l) => l.trim() !== '');
  const fits = lines.filter((l) => known(kindOf(l))).length;
  return fits > 0 && fits >= 0.8 * lines.length && lines.some((l) => CHOICES.has(kindOf(l)));
}

const saysRight = (cell: string): boolean | undefined =>
  /^correct$/i.test(cell) ? true : /^incorrect$/i.test(cell) ? false : undefined;

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
    const kind = kindOf(line);
    const [, stem = '', ...rest] = line.split('\t').map((c) => c.trim());
    const other = OTHERS[kind];
    if (!CHOICES.has(kind)) {
      refused += 1;
      issues.push(
        other
          ? readIssue('NOT_IMPORTABLE', at, { kind: other[0], kindEn: other[1], value: stem })
          : readIssue('BAD_FIELD', at, {
              reason: '行首不是题型代码',
              reasonEn: 'the line does not begin with a kind of question',
              value: line,
            }),
      );
      continue;
    }
    const fields = new Map<Parameters<RawRecord['fields']['get']>[0], RawField>([
      ['stem', { text: stem, at }],
    ]);
    if (kind === 'TF') {
      fields.set('answer', { text: rest[0] ?? '', at });
      records.push({ at, fields, options: [], pictures: [], type: 'judge' });
      continue;
    }
    while (rest.at(-1) === '') rest.pop();
    const options = rest.flatMap((cell, k) =>
      k % 2 === 1 ? [] : [{ text: cell, at, right: saysRight(rest[k + 1] ?? '') }],
    );
    // One mark that cannot be read leaves open which options are right.
    if (rest.length % 2 === 1 || options.some((o) => o.right === undefined)) {
      refused += 1;
      const reason = '选项后面应是 correct 或 incorrect';
      issues.push(
        readIssue('BAD_FIELD', at, {
          reason,
          reasonEn: 'an option lacks correct or incorrect behind it',
          value: line,
        }),
      );
      continue;
    }
    const marked = options.map((o) => ({ ...o, right: o.right === true }));
    records.push({ at, fields, options: marked, pictures: [] });
  }
  return { groups: records.length > 0 ? [{ at: { file }, records }] : [], refused, media: new Map(), issues };
};
