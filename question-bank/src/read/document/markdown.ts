import type { TextReader } from '../bank-reader';
import { findHeader } from '../header';
import type { RawBank } from '../record';
import type { Table } from '../table';
import { fromUpright, isUpright } from '../upright-table';
import { tableGroups } from '../table-groups';
import { readIssue } from '../read-issue';
import { keyTable } from './key-table';
import { linesOf, withKeys, type DocumentLine } from './line';
import { insteadOf } from './loose-tables';
import { inlineText } from './markdown-inline';
import { QuestionParser } from './questions';
import { withRevealed } from './revealed';

const RULE = /^\s{0,3}(?:(?:-\s{0,3}){3,200}|(?:\*\s{0,3}){3,200}|={3,200}|(?:_\s{1,3}){3,200})$/;
const DIVIDER = /^\s{0,8}\|?(?:\s{0,80}:?-{1,200}:?\s{0,80}\|){0,60}\s{0,80}:?-{1,200}:?\s{0,80}\|?\s{0,8}$/;

/** Cells of a table row, and the pictures in them. */
function cellsOf(line: string): { cells: string[]; pictures: string[] } {
  const row = line.trim().replace(/^\|/, '').replace(/\|$/, '');
  const read = row.split(/(?<!\\)\|/).map((c) => inlineText(c.trim().replace(/<br\s{0,3}\/?>/gi, '\n')));
  return { cells: read.map((r) => r.text), pictures: read.flatMap((r) => r.pictures) };
}

/** Items that are all written "1." are counted by the program that shows them; here they get those numbers. */
function counted(raw: readonly string[]): string[] {
  const ones = raw.filter((l) => /^1[.)]\s/.test(l)).length;
  if (ones < 3 || raw.some((l) => /^(?:[2-9]|\d{2,5})[.)]\s/.test(l))) return [...raw];
  let n = 0;
  return raw.map((l) => {
    if (/^\s{0,3}#/.test(l)) n = 0;
    if (!/^1[.)]\s/.test(l)) return l;
    n += 1;
    return `${n}${l.slice(1)}`;
  });
}

const ITEM = /^\s{0,40}(?:[-*+]|\d{1,2}[.)](?=\s{1,8}\[[ xX]\]))\s{1,8}(\[[ xX]\]\s{0,8})?(\S.*)$/;
/** A line that only leads elsewhere says where a question is from. */
const REFERENCE = /^\s{0,3}\[([^\]\n]{1,200})\]\((https?:[^)\s]{1,500})[^)\n]{0,100}\)[\s.]{0,8}$/;
const QUESTION = /^\s{0,8}(?:#{1,6}\s{1,8})?[*_]{0,2}(?:第\s?)?\d{1,5}\s?[.、．)）题]/;
/** A label of its own, a part of a question, or a question. */
const NAMED =
  /^[*_]{0,2}[【[(（]?\s?(?:[A-Ha-h]\s{0,3}[、．.:：)）\]】]|\d{1,5}(?:[、．)）]|\.(?!\d))|[①-⑳]|(?:正确|参考)?答案|解析|解答|分析|说明)/;
/** What ends so is a question or announces something, not an option. */
const ASKS = /[)）：:]\s{0,3}$/;

/** Options that are only items of a list, ticked or below the number of a question, get letters. */
function lettered(raw: readonly string[]): string[] {
  const out = [...raw];
  let above = '';
  for (let i = 0; i < raw.length; i += 1) {
    const run: { line: number; box: string; text: string }[] = [];
    let j = i;
    for (; j < raw.length; j += 1) {
      const item = ITEM.exec(raw[j] ?? '');
      if (item) run.push({ line: j, box: item[1] ?? '', text: item[2] ?? '' });
      else if ((raw[j] ?? '').trim() !== '' || run.length === 0) break;
    }
    const boxes = run.filter((r) => r.box !== '').length;
    const plain =
      boxes === 0 &&
      QUESTION.test(above) &&
      !/[√×)）]\s{0,3}$/.test(above) &&
      !run.some((r) => ASKS.test(r.text));
    const options = run.length > 1 && run.length <= 8 && !run.some((r) => NAMED.test(r.text));
    if (options && (boxes === run.length || plain))
      run.forEach(({ line, box, text }, k) => {
        out[line] = `- ${box}${String.fromCharCode(65 + k)}. ${text}`;
      });
    if (run.length > 0) i = run.at(-1)?.line ?? i;
    if ((raw[i] ?? '').trim() !== '') above = run.length > 0 ? '' : (raw[i] ?? '');
  }
  return out;
}

/** One line of Markdown outside tables. */
function lineOf(line: string, next: string, at: DocumentLine['at']): DocumentLine {
  const leads = REFERENCE.exec(line);
  if (leads) return { text: `[Source: ${leads[1] ?? ''} ${leads[2] ?? ''}]`, at, pictures: [] };
  const hashes = /^\s{0,3}(#{1,6})\s{1,8}(.*)$/.exec(line);
  const under =
    /^\s{0,3}(?:={2,200}|-{2,200})\s{0,8}$/.test(next) && line.trim() !== '' && !/^\s{0,3}[-*+>|]/.test(line);
  const heading = hashes?.[1]?.length ?? (under ? (next.trim().startsWith('=') ? 1 : 2) : undefined);
  const item = (hashes?.[2]?.trimEnd().replace(/\s#{1,6}$/, '') ?? line).replace(
    /^(\s{0,40})(?:(?:[-*+]|>)\s{1,8}){1,3}/,
    '$1',
  );
  const ticked = /^(\s{0,40})\[([ xX])\]\s{0,8}(.*)$/.exec(item);
  const inline = inlineText(ticked ? `${ticked[1] ?? ''}${ticked[3] ?? ''}` : item);
  const text = ticked && ticked[2] !== ' ' ? `${inline.text} √` : inline.text;
  return {
    text,
    at,
    pictures: inline.pictures,
    pictureOffsets: inline.offsets,
    ...(heading === undefined ? {} : { heading }),
    ...(inline.emphasis.length > 0 ? { emphasis: inline.emphasis } : {}),
  };
}

/** Reads a bank in Markdown: as plain text, with headings as chapters, and tables with a header row. */
export const readMarkdown: TextReader = (text, input) => {
  const { file, limits } = input;
  const lines: DocumentLine[] = [];
  const tables: Table[] = [];
  const upright: Table[] = [];
  const raw = lettered(counted(withRevealed(linesOf(text))));
  let i = 0;
  // Settings between two rules at the top are no part of the text.
  if (raw[0]?.trim() === '---') {
    const end = raw.slice(1, 60).findIndex((l) => l.trim() === '---');
    if (end >= 0 && raw.slice(1, end + 1).every((l) => /^\s*(?:[\w-]+\s?:|-\s|$)/.test(l))) i = end + 2;
  }
  for (; i < raw.length; i += 1) {
    const line = raw[i] ?? '';
    const at = { file, row: i + 1 };
    if (/^\s{0,8}(?:```|~~~)/.test(line)) continue;
    if (
      /^\s{0,8}\S/.test(line) &&
      line.includes('|') &&
      (raw[i + 1] ?? '').includes('-') &&
      DIVIDER.test(raw[i + 1] ?? '') &&
      (raw[i + 1] ?? '').includes('|')
    ) {
      const rows = [{ row: i + 1, ...cellsOf(line) }];
      let j = i + 2;
      for (; (raw[j] ?? '').includes('|') && (raw[j] ?? '').trim() !== ''; j += 1)
        rows.push({ row: j + 1, ...cellsOf(raw[j] ?? '') });
      if (findHeader({ rows })) {
        const pictures = new Map(
          rows.filter((r) => r.pictures.length > 0).map((r) => [r.row, r.pictures] as const),
        );
        tables.push({ file, rows, pictures });
      } else if (isUpright(rows)) {
        upright.push({ file, rows, pictures: new Map(rows.map((r) => [r.row, r.pictures] as const)) });
      } else {
        const keys = keyTable(rows.map((r) => r.cells));
        const plain = rows.map((r): DocumentLine => {
          return { text: r.cells.join('\t'), at: { file, row: r.row }, pictures: r.pictures };
        });
        const keyed = keys?.map(({ row, text }): DocumentLine => {
          return { text, at: { file, row: rows[row]?.row ?? i }, pictures: [], key: true };
        });
        lines.push(...(keyed ? insteadOf(keyed, plain) : plain));
      }
      i = j - 1;
      continue;
    }
    if (RULE.test(line)) lines.push({ text: '', at, pictures: [] });
    else lines.push(lineOf(line, raw[i + 1] ?? '', at));
  }
  const typed = new QuestionParser(withKeys(lines, input.keys ?? []), file, limits).read();
  if (upright.length > 0) tables.push(fromUpright(upright));
  if (tables.length === 0) return typed;
  return together(typed, tableGroups(tables, file, limits, input.mapping));
};

/** Questions of a document's text and of its tables as one bank. */
export function together(text: RawBank, tabled: RawBank): RawBank {
  const typed = tabled.groups.some((g) => g.records.length > 0) ? withoutTitles(text) : text;
  const empty = typed.groups.length === 0;
  return {
    groups: [...typed.groups, ...tabled.groups],
    // A table among questions in plain text need not be one of questions.
    sources: (tabled.sources ?? []).filter((s) => s.read || empty),
    refused: typed.refused + tabled.refused,
    media: new Map([...typed.media, ...tabled.media]),
    issues: [
      ...(empty ? typed.issues.filter((i) => i.code !== 'NO_QUESTIONS') : typed.issues),
      ...tabled.issues,
    ],
    ...(typed.name === undefined ? {} : { name: typed.name }),
  };
}

/** Beside tables of questions a text in which nothing is answered and nothing can be chosen is titles and remarks. */
function withoutTitles(typed: RawBank): RawBank {
  const records = typed.groups.flatMap((g) => g.records);
  const bare = records.every((r) => r.options.length === 0 && !r.fields.has('answer'));
  if (!bare) return typed;
  const said = records.map((r) =>
    readIssue('TEXT_SKIPPED', r.at, { value: r.fields.get('stem')?.text ?? '' }),
  );
  return { ...typed, groups: [], issues: [...typed.issues, ...said] };
}
