import type { TextReader } from '../bank-reader';
import type { RawBank } from '../record';
import type { Table } from '../table';
import { tableGroups } from '../table-groups';
import { findHeader } from '../header';
import type { DocumentLine } from './line';
import { QuestionParser } from './questions';

const PICTURE = /!\[[^\]]*\]\(\s*<?([^)>\s]+)>?(?:\s+"[^"]*")?\s*\)/g;

/** Emphasis, code marks, links and escapes taken off. */
function plain(text: string): string {
  return text
    .replace(/(\*\*|__)(?=\S)(.+?)(?<=\S)\1/g, '$2')
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])/g, '$1')
    .replace(/`([^`]+)`/g, '$1')
    .replace(/(?<!!)\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|])/g, '$1');
}

const cells = (line: string) =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((c) => plain(c.trim()).replaceAll('<br>', '\n'));

/** Reads a bank in Markdown: as plain text, with headings as chapters, and tables with a header row. */
export const readMarkdown: TextReader = (text, input) => {
  const { file, limits } = input;
  const lines: DocumentLine[] = [];
  const tables: Table[] = [];
  const raw = text.split(/\r\n|\r|\n/);
  let fence = false;
  for (let i = 0; i < raw.length; i += 1) {
    const line = raw[i] ?? '';
    const at = { file, row: i + 1 };
    if (/^\s*(?:```|~~~)/.test(line)) {
      fence = !fence;
      continue;
    }
    if (!fence && /^\s*\|/.test(line) && /^\s*\|?[\s:|-]+\|[\s:|-]*$/.test(raw[i + 1] ?? '')) {
      const rows = [{ row: i + 1, cells: cells(line) }];
      let j = i + 2;
      for (; /^\s*\|/.test(raw[j] ?? ''); j += 1) rows.push({ row: j + 1, cells: cells(raw[j] ?? '') });
      if (findHeader({ rows })) tables.push({ file, rows, pictures: new Map() });
      else
        for (const r of rows) lines.push({ text: r.cells.join(' '), at: { file, row: r.row }, pictures: [] });
      i = j - 1;
      continue;
    }
    const pictures = [...line.matchAll(PICTURE)].map((m) => m[1] ?? '');
    const heading = /^\s{0,3}#{1,6}\s+(.*?)\s*#*\s*$/.exec(line);
    const item = line.replace(PICTURE, ' ').replace(/^(\s*)(?:[-*+]|>)\s+/, '$1');
    const ticked = /^\s*\[([ xX])\]\s*(.*)$/.exec(item);
    const body = ticked ? `${ticked[2] ?? ''}${ticked[1] === ' ' ? '' : ' √'}` : item;
    lines.push({
      text: plain(heading ? (heading[1] ?? '') : body),
      at,
      pictures,
      ...(heading ? { heading: 2 } : {}),
    });
  }
  const typed = new QuestionParser(lines, file, limits).read();
  if (tables.length === 0) return typed;
  const tabled = tableGroups(tables, file, limits, input.columns);
  return together(typed, tabled);
};

/** Questions of a document's text and of its tables as one bank. */
export function together(typed: RawBank, tabled: RawBank): RawBank {
  const empty = typed.groups.length === 0;
  return {
    groups: [...typed.groups, ...tabled.groups],
    refused: typed.refused + tabled.refused,
    media: new Map([...typed.media, ...tabled.media]),
    issues: [
      ...(empty ? typed.issues.filter((i) => i.code !== 'NO_QUESTIONS') : typed.issues),
      ...tabled.issues,
    ],
    ...(typed.name === undefined ? {} : { name: typed.name }),
  };
}
