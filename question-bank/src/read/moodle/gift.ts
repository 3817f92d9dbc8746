import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { lineFinder } from '../json-tree';
import { fromOwnMark } from '../own/own-mark';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { splitGift, type GiftPiece } from './gift-split';
import { notImportable, rightByShares } from './refused';

/** Whether a text holds questions in GIFT: an answer in braces that begins with a mark, or is true or false. */
export function looksLikeGift(text: string): boolean {
  const head = text.slice(0, 20_000);
  return (
    /(?<!\\)\{\s*(?:[=~#]|(?:T|F|TRUE|FALSE)\s*[}#])/.test(head) ||
    /^\$CATEGORY:/m.test(head) ||
    /^::[^\n]+::/m.test(head)
  );
}

const FORMAT = /^\s*\[(html|markdown|plain|moodle)\]/i;

/** Escapes undone; a stated format's mark taken off. */
function plainGift(text: string): string {
  return text
    .replace(FORMAT, '')
    .replace(/\\(n|[~=#{}:\\])/g, (_, c: string) => (c === 'n' ? '\n' : c))
    .trim();
}

interface Part {
  text: string;
  /** Offset in the piece. */
  at: number;
}

/** Splits at unescaped marks; the mark itself begins its part. */
function splitAt(text: string, from: number, marks: string): Part[] {
  const parts: Part[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (marks.includes(text[i] ?? '')) {
      if (i > start || parts.length > 0) parts.push({ text: text.slice(start, i), at: from + start });
      start = i;
    }
  }
  parts.push({ text: text.slice(start), at: from + start });
  return parts;
}

/** General feedback stands behind `####`. */
function withoutGeneral(answer: string): { answer: string; general?: Part } {
  const found = /(?<!\\)####/.exec(answer);
  if (!found) return { answer };
  return {
    answer: answer.slice(0, found.index),
    general: { text: answer.slice(found.index + 4), at: found.index + 4 },
  };
}

interface Choice extends Part {
  equals: boolean;
  share: number | undefined;
}

function choices(answer: string, from: number): Choice[] {
  return splitAt(answer, from, '=~').flatMap((part): Choice[] => {
    if (!/^[=~]/.test(part.text)) return [];
    const [, mark = '', weight, rest = ''] =
      /^([=~])\s*(?:%(-?\d+(?:\.\d+)?)%)?([\s\S]*)$/.exec(part.text) ?? [];
    const [first] = splitAt(rest, 0, '#');
    const text = first?.text.startsWith('#') ? '' : (first?.text ?? '');
    return [
      { text, at: part.at, equals: mark === '=', share: weight === undefined ? undefined : Number(weight) },
    ];
  });
}

/** Reads Moodle's GIFT. Kinds other than true/false and choice are listed, faults cost only their question. */
export const readGift: TextReader = (raw, { file, limits }) => {
  const text = raw.replace(/\r\n?/g, '\n');
  const find = lineFinder(text);
  const records: RawRecord[] = [];
  const issues: Issue[] = [];
  let refused = 0;
  let category: RawField | undefined;
  for (const piece of splitGift(text)) {
    if (issues.length >= limits.maxIssues || records.length >= limits.maxRows) {
      const limit = issues.length >= limits.maxIssues ? 'TOO_MANY_ISSUES' : 'TOO_MANY_CELLS';
      issues.push(readIssue(limit, { file }, { limit: limits.maxIssues }));
      break;
    }
    const place = (offset: number): Position => {
      const { line, character } = find(piece.start + offset);
      return { file, row: line, column: String(character), ...(piece.id ? { question: piece.id } : {}) };
    };
    const named = /^\s*\$CATEGORY:\s*([^\n]*)/.exec(piece.text);
    if (named) {
      category = { text: lastOf(plainGift(named[1] ?? '')), at: place(0) };
      const rest = piece.text.slice(named[0].length);
      if (rest.trim() === '') continue;
      // The category's line may stand right above a question.
      const shift = named[0].length + (rest.length - rest.trimStart().length);
      const later = cut(piece, shift);
      take(later, (offset) => place(offset + shift));
      continue;
    }
    take(piece, place);
  }
  return { groups: [{ at: { file }, records }], refused, media: new Map(), issues };

  function take(piece: GiftPiece, place: (offset: number) => Position): void {
    const made = questionOf(piece, place, category);
    if (made.record) records.push(made.record);
    else refused += 1;
    issues.push(...made.issues);
  }
};

function cut(piece: GiftPiece, by: number): GiftPiece {
  const { braces, ...rest } = piece;
  const moved = braces ? { braces: { open: braces.open - by, close: braces.close - by } } : {};
  return { ...rest, ...moved, text: piece.text.slice(by), start: piece.start + by };
}

/** The last part of a category's path; `top` and the course are none. */
export function lastOf(path: string): string {
  const parts = path.split(/(?<!\/)\/(?!\/)/).map((p) => p.replaceAll('//', '/').trim());
  return parts.filter((p) => p !== '' && p !== 'top' && !/^\$\w+\$$/.test(p)).at(-1) ?? '';
}

const FAULTS: Readonly<Record<NonNullable<GiftPiece['fault']>, readonly [string, string]>> = {
  notClosed: ['答案的“{”没有对应的“}”', 'the "{" of the answer is not closed'],
  closedOnly: ['“}”前面没有“{”', 'there is a "}" without a "{"'],
  twoAnswers: [
    '一题里有两组答案（缺少空行？）',
    'there are two answers in one question (is a blank line missing?)',
  ],
};

function questionOf(
  piece: GiftPiece,
  place: (offset: number) => Position,
  category: RawField | undefined,
): { record?: RawRecord; issues: Issue[] } {
  const read = foreignQuestion(piece, place, category);
  const own = piece.own && fromOwnMark(piece.own.mark, [piece.own.whole]);
  return own !== undefined && read.record ? { record: { ...read.record, own }, issues: [] } : read;
}

function foreignQuestion(
  piece: GiftPiece,
  place: (offset: number) => Position,
  category: RawField | undefined,
): { record?: RawRecord; issues: Issue[] } {
  const { text, braces } = piece;
  const title = /^\s*::((?:\\.|(?!::)[^\\])*)::/.exec(text);
  const head = title?.[0].length ?? 0;
  const name = plainGift(title?.[1] ?? '');
  const at = place(0);
  const shown = name || plainGift(text.slice(head, braces?.open)).slice(0, 40);
  if (piece.fault) {
    const [reason, reasonEn] = FAULTS[piece.fault];
    return { issues: [readIssue('BAD_FIELD', at, { reason, reasonEn, value: shown })] };
  }
  if (!braces) return { issues: [notImportable('description', at, shown)] };
  const { answer, general } = withoutGeneral(text.slice(braces.open + 1, braces.close));
  const body = answer.trim();
  const kind = kindOf(body);
  if (kind !== 'judge' && kind !== 'choice') return { issues: [notImportable(kind, at, shown)] };

  const before = text.slice(head, braces.open);
  const after = text.slice(braces.close + 1);
  const goesOn = /[\p{L}\p{N}]/u.test(after);
  const gap = kind === 'choice' && (goesOn || /^\s*[.?!。？！]\s*$/.test(after)) ? ' ____ ' : ' ';
  const stem = `${plainGift(before)}${goesOn || gap !== ' ' ? gap + plainGift(after) : ''}`.trim();
  const fields = new Map<Parameters<RawRecord['fields']['get']>[0], RawField>();
  fields.set('stem', { text: stem, at: place(head) });
  if (category && category.text !== '') fields.set('chapter', category);
  if (piece.id) fields.set('id', { text: piece.id, at });
  if (piece.tags.length > 0) fields.set('tags', { text: piece.tags.join(';'), at });
  if (general)
    fields.set('explanation', { text: plainGift(general.text), at: place(braces.open + 1 + general.at) });
  if (kind === 'judge') {
    const word = /^T/i.test(body) ? 'true' : 'false';
    fields.set('answer', { text: word, at: place(braces.open) });
    return { record: { at, fields, options: [], pictures: [], type: 'judge' }, issues: [] };
  }
  const found = choices(answer, braces.open + 1);
  const shares = found.map((c) => c.share ?? (c.equals ? 100 : 0));
  const right = rightByShares(shares, found.some((c) => c.equals) ? undefined : false);
  const value = shares.join(' / ');
  if (!right.ok) return { issues: [readIssue('PARTLY_RIGHT', at, { value })] };
  const options = found.map((c, i): RawOption => {
    return { text: plainGift(c.text), at: place(c.at), right: right.right[i] ?? false };
  });
  const doubt: Issue[] = right.doubtful
    ? [{ ...readIssue('PARTLY_RIGHT', at, { value }), severity: 'warning' }]
    : [];
  const type = right.right.filter(Boolean).length > 1 ? 'multi' : right.type === 'multi' ? 'multi' : 'single';
  return { record: { at, fields, options, pictures: [], type }, issues: doubt };
}

function kindOf(body: string): string {
  if (body === '') return 'essay';
  if (body.startsWith('#')) return 'numerical';
  if (/^(?:T|TRUE|F|FALSE)\s*(?:#|$)/i.test(body)) return 'judge';
  const parts = splitAt(body, 0, '=~').filter((p) => /^[=~]/.test(p.text));
  if (parts.some((p) => p.text.startsWith('~'))) return 'choice';
  return parts.length > 0 && parts.every((p) => /(?<!\\)->/.test(p.text)) ? 'matching' : 'shortanswer';
}
