import { posix } from 'node:path';
import type { Issue } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { findHeader } from '../header';
import { documentLooksMeanOtherwise } from '../meant-otherwise';
import { readIssue } from '../read-issue';
import type { RawBank } from '../record';
import { LazyMap } from '../source/lazy-map';
import { reshaped } from '../reshape-table';
import type { Table, TableRow } from '../table';
import { fromUpright, isUpright } from '../upright-table';
import { tableGroups } from '../table-groups';
import { descendants, element, elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import { ParagraphReader, styleSheet, type Paragraph } from './docx-paragraph';
import { keyTable, type KeyLine } from './key-table';
import { withKeys, type DocumentLine } from './line';
import { insteadOf } from './loose-tables';
import { together } from './markdown';
import { Numbering } from './numbering';
import { QuestionParser } from './questions';
import { fillOf, lookOfCell, piecesOfCell, shadeTexts, type Cell } from './table-looks';

const DOCUMENT = 'word/document.xml';

function part(files: ReadonlyMap<string, Buffer>, path: string): XmlElement | undefined {
  const bytes = files.get(path);
  const read = bytes ? readXml(bytes.toString('utf8')) : undefined;
  return read?.ok ? read.root : undefined;
}

/** Where the relations of the document lead, by id. */
function targets(files: ReadonlyMap<string, Buffer>): Map<string, string> {
  const rels = part(files, 'word/_rels/document.xml.rels');
  return new Map(
    elements(rels, 'Relationship').map((r) => [
      r.attributes.get('Id') ?? '',
      posix.normalize(posix.join('word', (r.attributes.get('Target') ?? '').replace(/^\/word\//, ''))),
    ]),
  );
}

interface QuestionTable extends Table {
  pictures: Map<number, string[]>;
  /** By row, where keys are told by how cells look. */
  cells?: Map<number, readonly Cell[]>;
}

/** Takes a document apart into lines and question tables. */
class DocxLines {
  readonly lines: DocumentLine[] = [];
  readonly tables: QuestionTable[] = [];
  /** Tables of one question each, with a row for each of its parts. */
  readonly upright: Table[] = [];
  readonly paragraphs: ParagraphReader;
  private readonly file: string;
  private count = 0;
  /** How many lines stand above the first table whose keys are told by looks. */
  firstLooked: number | undefined;
  /** The table of questions right above, if nothing stands between. */
  private above: QuestionTable | undefined;

  constructor(files: ReadonlyMap<string, Buffer>, file: string) {
    this.file = file;
    const numbering = new Numbering(part(files, 'word/numbering.xml'));
    const styles = styleSheet(part(files, 'word/styles.xml'));
    this.paragraphs = new ParagraphReader(files, targets(files), numbering, styles);
  }

  body(parent: XmlElement): void {
    for (const e of elements(parent)) {
      if (e.name === 'p') this.add(this.paragraphs.read(e));
      else if (e.name === 'tbl') this.table(e);
      else if (e.name === 'sdt') this.body(element(e, 'sdtContent') ?? e);
      else if (/^(?:ins|moveTo|smartTag|customXml)$/.test(e.name)) this.body(e);
    }
  }

  private add({ lines, heading, boxes, place }: Paragraph): void {
    this.count += 1;
    const at = { file: this.file, ...(place ?? { row: this.count }) };
    for (const line of lines) {
      if (line.text.trim() !== '') this.above = undefined;
      this.lines.push({
        ...line,
        at,
        ...(heading === undefined ? {} : { heading }),
      });
    }
    for (const box of boxes) this.body(box);
  }

  private rows(tbl: XmlElement): { row: XmlElement; cells: Cell[] }[] {
    const out: { row: XmlElement; cells: Cell[] }[] = [];
    for (const e of elements(tbl)) {
      if (e.name === 'sdt') out.push(...this.rows(element(e, 'sdtContent') ?? e));
      else if (e.name === 'ins') out.push(...this.rows(e));
      if (e.name !== 'tr' || element(element(e, 'trPr'), 'del')) continue;
      const cells: Cell[] = [];
      for (const tc of elements(e).flatMap((c) =>
        c.name === 'sdt' ? elements(element(c, 'sdtContent'), 'tc') : c.name === 'tc' ? [c] : [],
      )) {
        const properties = element(tc, 'tcPr');
        const span = Number(element(properties, 'gridSpan')?.attributes.get('val') ?? 1);
        const vertical = element(properties, 'vMerge');
        const merged = vertical !== undefined && vertical.attributes.get('val') !== 'restart';
        cells.push({ paragraphs: this.paragraphsOf(tc), merged, fill: fillOf(properties) });
        for (let i = 1; i < Math.min(span, 64); i += 1)
          cells.push({ paragraphs: [], merged: false, fill: '' });
      }
      out.push({ row: e, cells });
    }
    return out;
  }

  private paragraphsOf(parent: XmlElement): Paragraph[] {
    return elements(parent).flatMap((e): Paragraph[] => {
      if (e.name !== 'p') return /^(?:tcPr|rPr|pPr)$/.test(e.name) ? [] : this.paragraphsOf(e);
      const read = this.paragraphs.read(e);
      return [read, ...read.boxes.flatMap((b) => this.paragraphsOf(b))];
    });
  }

  /** A table with a header row of ours is a question table; any other only lays text out. */
  private table(tbl: XmlElement): void {
    const rows = this.rows(tbl);
    const texts = rows.map(({ cells }) => cells.map((c) => textOfCell(c)));
    texts.forEach((cells, i) => {
      cells.forEach((_, k) => {
        if (rows[i]?.cells[k]?.merged) cells[k] = texts[i - 1]?.[k] ?? '';
      });
    });
    const width = (cells: readonly string[] | undefined) => cells?.length ?? 0;
    const numbered = texts.map((cells, i) => ({ row: i + 1, cells }));
    if (isUpright(numbered) && !findHeader({ rows: numbered })) return this.uprightTable(tbl, rows, numbered);
    const { above } = this;
    // A table that was broken at a page's end goes on without a header.
    const goesOn =
      above && width(above.rows[0]?.cells) === width(texts[0]) && !findHeader({ rows: numbered });
    const cells = rows.map((r) => r.cells);
    const looked = !goesOn && !findHeader({ rows: numbered }) ? this.looked(tbl, numbered, cells) : undefined;
    if (!goesOn && !looked && !findHeader({ rows: numbered }) && !isAsked(numbered)) {
      const keys = keyTable(texts);
      const { count } = this;
      const from = this.lines.length;
      shadeTexts(cells);
      for (const row of cells) this.layoutRow(row);
      if (!keys) return;
      this.count = count;
      this.above = above;
      this.keys(keys, rows, this.lines.splice(from));
      return;
    }
    const table: QuestionTable = goesOn
      ? above
      : { ...(looked ?? this.named(tbl)), rows: [], pictures: new Map<number, string[]>() };
    const first = table.rows.length;
    rows.forEach(({ cells }, i) => {
      const row = first + i + 1;
      table.rows.push({ row, cells: texts[i] ?? [] });
      table.cells?.set(row, cells);
      const pictures = cells.flatMap((c) => c.paragraphs.flatMap((p) => p.lines.flatMap((l) => l.pictures)));
      if (pictures.length > 0) table.pictures.set(row, [...new Set(pictures)]);
    });
    if (!goesOn) this.tables.push(table);
    this.above = table;
  }

  /** A table of one question, with a row for each of its parts. */
  private uprightTable(tbl: XmlElement, rows: readonly { cells: Cell[] }[], numbered: TableRow[]): void {
    const shown = ({ cells }: { cells: readonly Cell[] }) =>
      cells.flatMap((c) => c.paragraphs.flatMap((p) => p.lines.flatMap((l) => l.pictures)));
    const pictures = new Map(rows.map((r, i) => [i + 1, shown(r)] as const));
    const sheet = `${onPage(tbl)}表 ${this.tables.length + this.upright.length + 1}`;
    this.upright.push({ file: this.file, sheet, rows: numbered, pictures });
  }

  private named(tbl: XmlElement): Pick<Table, 'file' | 'sheet'> {
    return { file: this.file, sheet: `${onPage(tbl)}表 ${this.tables.length + 1}` };
  }

  /** A table of questions whose keys are told by the looks of their options alone, as in a workbook. */
  private looked(
    tbl: XmlElement,
    rows: TableRow[],
    all: readonly (readonly Cell[])[],
  ): Omit<QuestionTable, 'rows' | 'pictures'> | undefined {
    if (!findHeader({ rows }, undefined, true)) return undefined;
    const cells = new Map(all.map((row, i) => [i + 1, row]));
    const at = (row: number, column: number) => cells.get(row)?.[column];
    const table = {
      ...this.named(tbl),
      cells,
      look: (row: number, column: number) => {
        const cell = at(row, column);
        return cell && lookOfCell(cell);
      },
      pieces: (row: number, column: number) => {
        const cell = at(row, column);
        return cell ? piecesOfCell(cell) : [];
      },
    };
    const { issues } = reshaped({ ...table, rows, pictures: new Map() });
    if (!issues.some((i) => i.code === 'ANSWERS_READ_AS')) return undefined;
    this.firstLooked ??= this.lines.length;
    return table;
  }

  /** A table of keys is lines of an answer list, each at its row. */
  private keys(
    keys: readonly KeyLine[],
    rows: readonly { cells: Cell[] }[],
    plain: readonly DocumentLine[],
  ): void {
    const lines = keys.map(({ row, text }): DocumentLine => {
      const place = rows[row]?.cells[0]?.paragraphs[0]?.place ?? { row: this.count + row + 1 };
      return { text, at: { file: this.file, ...place }, pictures: [], key: true };
    });
    this.lines.push(...insteadOf(lines, plain));
    this.count += rows.length;
  }

  /** Cells of a line each are one line; others stand below each other, a number in front of what it numbers. */
  private layoutRow(cells: readonly Cell[]): void {
    const filled = cells
      .map((c) => ({
        ...c,
        paragraphs: c.paragraphs.filter((p) =>
          p.lines.some((l) => l.text.trim() !== '' || l.pictures.length > 0),
        ),
      }))
      .filter((c) => !c.merged && c.paragraphs.length > 0);
    const joins = (c: Cell) => c.paragraphs.length === 1 && c.paragraphs[0]?.lines.length === 1;
    const all = filled.length > 1 && filled.every(joins);
    const single: Paragraph[] = [];
    filled.forEach((c, i) => {
      const former = single.at(-1)?.lines;
      const [paragraph, ...rest] = c.paragraphs;
      const number = i === 1 && former?.length === 1 && /^\s*\d{1,5}[、.．]?\s*$/.test(former[0]?.text ?? '');
      if (paragraph && former?.[0] && (all || number)) {
        const [line, ...more] = paragraph.lines;
        if (line) former[0] = joined(former[0], line);
        former.push(...more);
      } else if (paragraph) single.push({ ...paragraph, lines: [...paragraph.lines] });
      single.push(...rest);
    });
    for (const p of single) this.add({ ...p, boxes: [] });
  }
}

const LABELLED = /^\s*[(（[【]?\s?[A-HＡ-Ｈ]\s?[、.．:：)）\]】]/;
/**
 * Whether a table asks questions and gives no answers: columns of a stem and of options that bear no letters, filled in
 * some rows. Options with letters are read as they would be typed, with keys elsewhere in the document.
 */
function isAsked(rows: TableRow[]): boolean {
  const header = findHeader({ rows }, undefined, true);
  const stem = header?.columns.get('stem');
  const options = [header?.columns.get('optionA'), header?.columns.get('optionB')];
  if (!header || stem === undefined) return false;
  const asked = rows.filter(
    (r) =>
      r.row > header.row.row &&
      [stem, ...options].every((c) => c !== undefined && (r.cells[c] ?? '').trim() !== ''),
  );
  return asked.length >= 2 && !asked.some((r) => LABELLED.test(r.cells[options[0] ?? 0] ?? ''));
}

/** The page on which a table begins, in files that have such. */
const onPage = (tbl: XmlElement): string => {
  const page = tbl.attributes.get('page');
  return page === undefined ? '' : `第 ${page} 页 `;
};

const textOfCell = (c: Cell): string =>
  c.paragraphs
    .flatMap((p) => p.lines.map((l) => l.text))
    .join('\n')
    .trim();

type Line = Paragraph['lines'][number];
function joined(a: Line, b: Line): Line {
  const shift = a.text.length + 1;
  return {
    text: `${a.text}\t${b.text}`,
    pictures: [...a.pictures, ...b.pictures],
    pictureOffsets: [...a.pictureOffsets, ...b.pictureOffsets.map((o) => o + shift)],
    emphasis: [...a.emphasis, ...b.emphasis.map((e) => ({ ...e, from: e.from + shift, to: e.to + shift }))],
  };
}

/** What the document holds and its lines do not: hidden text, unknown signs, pictures nobody can show, notes. */
function lostIssues(
  { paragraphs: { lost } }: DocxLines,
  files: ReadonlyMap<string, Buffer>,
  file: string,
): Issue[] {
  const issues: Issue[] = [];
  const say = (what: string, whatEn: string) =>
    issues.push(readIssue('TEXT_LOST', { file }, { what, whatEn }));
  if (lost.hidden > 0) say(`${lost.hidden} 处隐藏文字`, `${lost.hidden} pieces of hidden text`);
  if (lost.symbols > 0) say(`${lost.symbols} 个符号字体的字符`, `${lost.symbols} characters of symbol fonts`);
  for (const kind of new Set(lost.pictures)) {
    const count = lost.pictures.filter((p) => p === kind).length;
    if (kind === '') say(`${count} 张链接到文件外的图片`, `${count} pictures linked from elsewhere`);
    else say(`${count} 张 ${kind} 格式的图片`, `${count} pictures in ${kind} form`);
  }
  for (const name of ['footnotes', 'endnotes']) {
    const notes = elements(part(files, `word/${name}.xml`)).filter((n) => textOf(n).trim() !== '');
    if (notes.length > 0) say(`${notes.length} 条脚注或尾注`, `${notes.length} notes`);
  }
  for (const path of files.keys()) {
    if (!/^word\/(?:header|footer)\d{0,3}\.xml$/.test(path)) continue;
    const root = part(files, path);
    const texts = root ? [...descendants(root)].filter((e) => e.name === 't').map(textOf) : [];
    const value = texts.join('').trim();
    if (value !== '') issues.push(readIssue('TEXT_SKIPPED', { file: `${file}/${path}` }, { value }));
  }
  return issues;
}

/** The lines of a Word document's text, from its unpacked parts; none if it is broken. */
export function linesOfDocx(files: ReadonlyMap<string, Buffer>, file: string): DocumentLine[] {
  const body = element(part(files, DOCUMENT), 'body');
  if (!body) return [];
  const document = new DocxLines(files, file);
  document.body(body);
  return document.lines;
}

/** The tables of questions, without their looks where the document says that these mean something else. */
function tablesOf({ tables, lines, firstLooked }: DocxLines, file: string): readonly Table[] {
  if (firstLooked === undefined) return tables;
  if (!documentLooksMeanOtherwise(file, lines, firstLooked)) return tables;
  return tables.map(({ look: _, pieces: __, ...table }) => table);
}

/** Reads a Word document from its unpacked parts. A row in its positions is the paragraph's number, or the table's row. */
export function readDocx({ file, beside: files, limits, mapping, keys = [] }: ReaderInput): RawBank {
  const nothing = { groups: [], refused: 0, media: new Map<string, Uint8Array>() };
  const read = readXml(files.get(DOCUMENT)?.toString('utf8') ?? '');
  if (!read.ok) return { ...nothing, issues: [xmlIssue(read, `${file}/${DOCUMENT}`)] };
  const body = element(read.root, 'body');
  if (!body) return { ...nothing, issues: [readIssue('BROKEN_FILE', { file }, { reason: 'no body' })] };
  const document = new DocxLines(files, file);
  document.body(body);
  const { upright } = document;
  const tables = [...tablesOf(document, file), ...(upright.length > 0 ? [fromUpright(upright)] : [])];
  const typed = new QuestionParser(withKeys(document.lines, keys), file, limits).read();
  const bank = tables.length === 0 ? typed : together(typed, tableGroups(tables, file, limits, mapping));
  return {
    ...bank,
    media: LazyMap.over(bank.media, document.paragraphs.media),
    issues: [...lostIssues(document, files, file), ...bank.issues],
  };
}
