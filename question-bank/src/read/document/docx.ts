import { posix } from 'node:path';
import type { Issue } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { findHeader } from '../header';
import { readIssue } from '../read-issue';
import type { RawBank } from '../record';
import type { Table } from '../table';
import { tableGroups } from '../table-groups';
import { descendants, element, elements, readXml, textOf, type XmlElement } from '../xml';
import { xmlIssue } from '../xml-issue';
import type { DocumentLine } from './line';
import { together } from './markdown';
import { Numbering } from './numbering';
import { QuestionParser } from './questions';

const DOCUMENT = 'word/document.xml';
/** Ticks and crosses of the symbol fonts people mark answers with. */
const SYMBOLS: Readonly<Record<string, string>> = {
  F0FC: '√',
  F0FE: '√',
  F0FB: '×',
  F0FD: '×',
  F050: '√',
  F04F: '×',
};

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

interface Paragraph {
  lines: string[];
  pictures: string[];
  heading: boolean;
}

/** Takes a document apart into lines and question tables. */
class DocxLines {
  readonly lines: DocumentLine[] = [];
  readonly tables: Table[] = [];
  readonly media = new Map<string, Uint8Array>();
  readonly issues: Issue[] = [];
  private readonly files: ReadonlyMap<string, Buffer>;
  private readonly file: string;
  private readonly rels: Map<string, string>;
  private readonly numbering: Numbering;
  private readonly headings: Set<string>;
  private paragraphs = 0;
  private hidden = 0;

  constructor(files: ReadonlyMap<string, Buffer>, file: string) {
    this.files = files;
    this.file = file;
    this.rels = targets(files);
    this.numbering = new Numbering(part(files, 'word/numbering.xml'));
    const styles = elements(part(files, 'word/styles.xml'), 'style');
    this.headings = new Set(
      styles
        .filter((s) => /^(?:heading|标题|title)/i.test(element(s, 'name')?.attributes.get('val') ?? ''))
        .map((s) => s.attributes.get('styleId') ?? ''),
    );
  }

  body(parent: XmlElement): void {
    for (const e of elements(parent)) {
      if (e.name === 'p') this.add(this.paragraph(e));
      else if (e.name === 'tbl') this.table(e);
      else if (e.name === 'sdt') this.body(element(e, 'sdtContent') ?? e);
      else if (e.name === 'ins' || e.name === 'smartTag' || e.name === 'customXml') this.body(e);
    }
  }

  finish(): void {
    if (this.hidden > 0) {
      const lost = { what: `${this.hidden} 处隐藏文字`, whatEn: `${this.hidden} pieces of hidden text` };
      this.issues.push(readIssue('TEXT_LOST', { file: this.file }, lost));
    }
  }

  private add({ lines, pictures, heading }: Paragraph): void {
    this.paragraphs += 1;
    lines.forEach((text, i) => {
      this.lines.push({
        text,
        at: { file: this.file, row: this.paragraphs },
        pictures: i === lines.length - 1 ? pictures : [],
        ...(heading ? { heading: 2 } : {}),
      });
    });
  }

  private paragraph(p: XmlElement): Paragraph {
    const properties = element(p, 'pPr');
    const style = element(properties, 'pStyle')?.attributes.get('val') ?? '';
    const list = element(properties, 'numPr');
    const numId = element(list, 'numId')?.attributes.get('val');
    const level = Number(element(list, 'ilvl')?.attributes.get('val') ?? 0);
    const label = numId === undefined || numId === '0' ? '' : this.numbering.label(numId, level);
    const pictures: string[] = [];
    const boxes: XmlElement[] = [];
    const text = this.runs(p, pictures, boxes);
    const lines = `${label === '' || text.trim() === '' ? '' : `${label} `}${text}`.split('\n');
    for (const box of boxes) {
      for (const inner of [...descendants(box)].filter((e) => e.name === 'p')) {
        const read = this.paragraph(inner);
        lines.push(...read.lines);
        pictures.push(...read.pictures);
      }
    }
    return { lines, pictures, heading: this.headings.has(style) || /^heading\d?$/i.test(style) };
  }

  /** The text of a paragraph's runs. Deleted text is left out, so are the twins older programs are given. */
  private runs(parent: XmlElement, pictures: string[], boxes: XmlElement[]): string {
    let text = '';
    for (const e of elements(parent)) {
      switch (e.name) {
        case 't':
          text += textOf(e);
          break;
        case 'tab':
          text += '\t';
          break;
        case 'br':
        case 'cr':
          text += '\n';
          break;
        case 'noBreakHyphen':
          text += '-';
          break;
        case 'sym':
          text += SYMBOLS[(e.attributes.get('char') ?? '').toUpperCase()] ?? '';
          break;
        case 'drawing':
        case 'pict':
        case 'object':
          this.picture(e, pictures);
          boxes.push(...[...descendants(e)].filter((d) => d.name === 'txbxContent').slice(0, 1));
          break;
        case 'r': {
          const hidden = element(element(e, 'rPr'), 'vanish');
          if (hidden && hidden.attributes.get('val') !== '0') this.hidden += 1;
          else text += this.runs(e, pictures, boxes);
          break;
        }
        case 'oMath':
        case 'oMathPara':
          text += [...descendants(e)]
            .filter((d) => d.name === 't')
            .map(textOf)
            .join('');
          break;
        case 'AlternateContent':
          text += this.runs(element(e, 'Choice') ?? e, pictures, boxes);
          break;
        case 'del':
        case 'delText':
        case 'moveFrom':
        case 'instrText':
        case 'pPr':
        case 'rPr':
        case 'Fallback':
          break;
        default:
          text += this.runs(e, pictures, boxes);
      }
    }
    return text;
  }

  private picture(e: XmlElement, pictures: string[]): void {
    for (const d of descendants(e)) {
      if (d.name !== 'blip' && d.name !== 'imagedata') continue;
      const id = d.attributes.get('embed') ?? d.attributes.get('id') ?? d.attributes.get('link') ?? '';
      const path = this.rels.get(id) ?? '';
      const bytes = this.files.get(path);
      const name = `doc-${posix.basename(path)}`.replace(/[^A-Za-z0-9_.-]+/g, '_');
      const at = { file: this.file, row: this.paragraphs + 1 };
      if (!bytes || !/\.(?:png|jpe?g|gif|webp|svg)$/i.test(path)) {
        const what = bytes ? `${posix.extname(path)} 格式的图片` : '链接到文件外的图片';
        const whatEn = bytes ? `a picture in ${posix.extname(path)} form` : 'a picture linked from elsewhere';
        this.issues.push(readIssue('TEXT_LOST', at, { what, whatEn }));
        continue;
      }
      this.media.set(name, bytes);
      if (!pictures.includes(name)) pictures.push(name);
    }
  }

  /** A table with a header row of ours is a question table; any other only lays text out. */
  private table(tbl: XmlElement): void {
    const rows: { row: number; cells: string[]; pictures: string[]; paragraphs: Paragraph[] }[] = [];
    const first = this.paragraphs;
    for (const tr of elements(tbl, 'tr')) {
      const read = elements(tr, 'tc').map((tc) => elements(tc, 'p').map((p) => this.paragraph(p)));
      rows.push({
        row: first + rows.length + 1,
        cells: read.map((ps) =>
          ps
            .flatMap((p) => p.lines)
            .join('\n')
            .trim(),
        ),
        pictures: read.flatMap((ps) => ps.flatMap((p) => p.pictures)),
        paragraphs: read.flat(),
      });
    }
    if (findHeader({ rows })) {
      const pictures = new Map(
        rows.filter((r) => r.pictures.length > 0).map((r) => [r.row, r.pictures] as const),
      );
      this.tables.push({ file: this.file, sheet: `表 ${this.tables.length + 1}`, rows, pictures });
      this.paragraphs += rows.length;
    } else for (const r of rows) for (const p of r.paragraphs) this.add(p);
  }
}

/** Reads a Word document from its unpacked parts. A row in its positions is the paragraph's number. */
export function readDocx({ file, beside: files, limits, columns }: ReaderInput): RawBank {
  const nothing = { groups: [], refused: 0, media: new Map<string, Uint8Array>() };
  const read = readXml(files.get(DOCUMENT)?.toString('utf8') ?? '');
  if (!read.ok) return { ...nothing, issues: [xmlIssue(read, `${file}/${DOCUMENT}`)] };
  const body = element(read.root, 'body');
  if (!body) return { ...nothing, issues: [readIssue('BROKEN_FILE', { file }, { reason: 'no body' })] };
  const document = new DocxLines(files, file);
  document.body(body);
  document.finish();
  const typed = new QuestionParser(document.lines, file, limits).read();
  const bank =
    document.tables.length === 0
      ? typed
      : together(typed, tableGroups(document.tables, file, limits, columns));
  return {
    ...bank,
    media: new Map([...bank.media, ...document.media]),
    issues: [...document.issues, ...bank.issues],
  };
}
