import { posix } from 'node:path';
import type { Issue } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { findHeader } from '../header';
import { readIssue } from '../read-issue';
import type { RawBank } from '../record';
import { LazyMap } from '../source/lazy-map';
import type { Table } from '../table';
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

interface Cell {
  paragraphs: Paragraph[];
  /** Continues the cell above. */
  merged: boolean;
}
interface QuestionTable extends Table {
  pictures: Map<number, string[]>;
}

/** Takes a document apart into lines and question tables. */
class DocxLines {
  readonly lines: DocumentLine[] = [];
  readonly tables: QuestionTable[] = [];
  readonly paragraphs: ParagraphReader;
  private readonly file: string;
  private count = 0;
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

  private add({ lines, heading, boxes }: Paragraph): void {
    this.count += 1;
    const row = this.count;
    for (const line of lines) {
      if (line.text.trim() !== '') this.above = undefined;
      this.lines.push({
        ...line,
        at: { file: this.file, row },
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
        cells.push({ paragraphs: this.paragraphsOf(tc), merged });
        for (let i = 1; i < Math.min(span, 64); i += 1) cells.push({ paragraphs: [], merged: false });
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
    const { above } = this;
    // A table that was broken at a page's end goes on without a header.
    const goesOn =
      above && width(above.rows[0]?.cells) === width(texts[0]) && !findHeader({ rows: numbered });
    if (!goesOn && !findHeader({ rows: numbered })) {
      const keys = keyTable(texts);
      const { count } = this;
      const from = this.lines.length;
      for (const { cells } of rows) this.layoutRow(cells);
      if (!keys) return;
      this.count = count;
      this.above = above;
      this.keys(keys, rows.length, this.lines.splice(from));
      return;
    }
    const table: QuestionTable = goesOn
      ? above
      : {
          file: this.file,
          sheet: `表 ${this.tables.length + 1}`,
          rows: [],
          pictures: new Map<number, string[]>(),
        };
    const first = table.rows.length;
    rows.forEach(({ cells }, i) => {
      const row = first + i + 1;
      table.rows.push({ row, cells: texts[i] ?? [] });
      const pictures = cells.flatMap((c) => c.paragraphs.flatMap((p) => p.lines.flatMap((l) => l.pictures)));
      if (pictures.length > 0) table.pictures.set(row, [...new Set(pictures)]);
    });
    if (!goesOn) this.tables.push(table);
    this.above = table;
  }

  /** A table of keys is lines of an answer list, each at its row. */
  private keys(keys: readonly KeyLine[], rows: number, plain: readonly DocumentLine[]): void {
    const lines = keys.map(({ row, text }): DocumentLine => {
      return { text, at: { file: this.file, row: this.count + row + 1 }, pictures: [], key: true };
    });
    this.lines.push(...insteadOf(lines, plain));
    this.count += rows;
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

/** Reads a Word document from its unpacked parts. A row in its positions is the paragraph's number, or the table's row. */
export function readDocx({ file, beside: files, limits, mapping, keys = [] }: ReaderInput): RawBank {
  const nothing = { groups: [], refused: 0, media: new Map<string, Uint8Array>() };
  const read = readXml(files.get(DOCUMENT)?.toString('utf8') ?? '');
  if (!read.ok) return { ...nothing, issues: [xmlIssue(read, `${file}/${DOCUMENT}`)] };
  const body = element(read.root, 'body');
  if (!body) return { ...nothing, issues: [readIssue('BROKEN_FILE', { file }, { reason: 'no body' })] };
  const document = new DocxLines(files, file);
  document.body(body);
  const typed = new QuestionParser(withKeys(document.lines, keys), file, limits).read();
  const bank =
    document.tables.length === 0
      ? typed
      : together(typed, tableGroups(document.tables, file, limits, mapping));
  return {
    ...bank,
    media: LazyMap.over(bank.media, document.paragraphs.media),
    issues: [...lostIssues(document, files, file), ...bank.issues],
  };
}
