import { posix } from 'node:path';
import { LazyMap } from '../source/lazy-map';
import { descendants, element, elements, textOf, type XmlElement } from '../xml';
import { symbol, symbolFont } from './docx-symbols';
import type { DocumentLine, Emphasis } from './line';
import type { Numbering } from './numbering';

type Line = Pick<DocumentLine, 'text' | 'pictures'> & {
  pictureOffsets: number[];
  emphasis: { from: number; to: number; kind: Emphasis }[];
};

/** A paragraph as lines (it may hold line breaks), with the text boxes that are anchored in it. */
export interface Paragraph {
  lines: Line[];
  heading: number | undefined;
  boxes: XmlElement[];
}

/** What a style gives its paragraphs. */
export interface StyleSheet {
  heading: ReadonlyMap<string, number>;
  list: ReadonlyMap<string, { numId: string; level: number }>;
}

export interface Lost {
  hidden: number;
  symbols: number;
  pictures: string[];
}

/** Headings and lists of the document's styles, by style id. */
export function styleSheet(styles: XmlElement | undefined): StyleSheet {
  const heading = new Map<string, number>();
  const list = new Map<string, { numId: string; level: number }>();
  for (const s of elements(styles, 'style')) {
    const id = s.attributes.get('styleId') ?? '';
    const name = element(s, 'name')?.attributes.get('val') ?? '';
    const level = /^(?:heading|标题)\s?(\d?)/i.exec(name);
    if (level || /^title$/i.test(name)) heading.set(id, Number(level?.[1] ?? '') || 1);
    const num = element(element(s, 'pPr'), 'numPr');
    const numId = element(num, 'numId')?.attributes.get('val');
    if (numId !== undefined)
      list.set(id, { numId, level: Number(element(num, 'ilvl')?.attributes.get('val') ?? 0) });
  }
  return { heading, list };
}

const on = (e: XmlElement | undefined) =>
  e !== undefined && !/^(?:0|false|none|off)$/.test(e.attributes.get('val') ?? '');

function kindsOf(properties: XmlElement | undefined): Emphasis[] {
  if (!properties) return [];
  const kinds: Emphasis[] = [];
  const colour = element(properties, 'color')?.attributes.get('val') ?? 'auto';
  if (!/^(?:auto|000000|[0-3][0-9a-f][0-3][0-9a-f][0-3][0-9a-f])$/i.test(colour)) kinds.push('colour');
  if (on(element(properties, 'highlight'))) kinds.push('highlight');
  if (on(element(properties, 'b'))) kinds.push('bold');
  if (on(element(properties, 'u'))) kinds.push('underline');
  return kinds;
}

/** Reads paragraphs: what a person sees of them, in lines. */
export class ParagraphReader {
  readonly media = new LazyMap<Uint8Array>();
  readonly lost: Lost = { hidden: 0, symbols: 0, pictures: [] };
  private readonly files: ReadonlyMap<string, Buffer>;
  private readonly rels: ReadonlyMap<string, string>;
  private readonly numbering: Numbering;
  private readonly styles: StyleSheet;
  private lines: Line[] = [];
  private boxes: XmlElement[] = [];

  constructor(
    files: ReadonlyMap<string, Buffer>,
    rels: ReadonlyMap<string, string>,
    numbering: Numbering,
    styles: StyleSheet,
  ) {
    this.files = files;
    this.rels = rels;
    this.numbering = numbering;
    this.styles = styles;
  }

  read(p: XmlElement): Paragraph {
    const properties = element(p, 'pPr');
    const style = element(properties, 'pStyle')?.attributes.get('val') ?? '';
    this.lines = [newLine()];
    this.boxes = [];
    this.runs(p, [], undefined);
    const { lines, boxes } = this;
    const [first] = lines;
    if (first && lines.some((l) => l.text.trim() !== '' || l.pictures.length > 0)) {
      const label = this.label(properties, style);
      if (label !== '') prefix(first, `${label} `);
    }
    const named = /^heading\s?([1-9])$/i.exec(style);
    return {
      lines,
      boxes,
      heading: this.styles.heading.get(style) ?? (named ? Number(named[1]) : undefined),
    };
  }

  private label(properties: XmlElement | undefined, style: string): string {
    const own = element(properties, 'numPr');
    const ofStyle = this.styles.list.get(style);
    const numId = element(own, 'numId')?.attributes.get('val') ?? ofStyle?.numId;
    if (numId === undefined || numId === '0') return '';
    const level = element(own, 'ilvl')?.attributes.get('val') ?? ofStyle?.level ?? 0;
    return this.numbering.label(numId, Number(level));
  }

  private add(text: string, kinds: readonly Emphasis[]): void {
    const line = this.lines.at(-1);
    if (!line || text === '') return;
    const from = line.text.length;
    line.text += text;
    for (const kind of kinds) line.emphasis.push({ from, to: line.text.length, kind });
  }

  /** Deleted text is left out, so are the twins that older programs are given. */
  private runs(parent: XmlElement, kinds: readonly Emphasis[], font: string | undefined): void {
    for (const e of elements(parent)) {
      switch (e.name) {
        case 't':
          this.add(font === undefined ? textOf(e) : this.symbols(textOf(e), font), kinds);
          break;
        case 'tab':
        case 'ptab':
          this.add('\t', []);
          break;
        case 'br':
        case 'cr':
          if (e.attributes.get('type') !== 'page') this.lines.push(newLine());
          break;
        case 'noBreakHyphen':
          this.add('-', kinds);
          break;
        case 'sym': {
          const code = parseInt(e.attributes.get('char') ?? '', 16);
          this.add(this.symbols(String.fromCharCode(code || 0x20), e.attributes.get('font') ?? ''), kinds);
          break;
        }
        case 'drawing':
        case 'pict':
        case 'object':
          this.drawing(e);
          break;
        case 'r':
          this.run(e);
          break;
        case 'oMath':
        case 'oMathPara':
          this.add(
            [...descendants(e)]
              .filter((d) => d.name === 't')
              .map(textOf)
              .join(''),
            kinds,
          );
          break;
        case 'AlternateContent':
          this.runs(element(e, 'Choice') ?? element(e, 'Fallback') ?? e, kinds, font);
          break;
        case 'del':
        case 'delText':
        case 'moveFrom':
        case 'instrText':
        case 'pPr':
        case 'rPr':
        case 'rt':
          break;
        default:
          this.runs(e, kinds, font);
      }
    }
  }

  private run(e: XmlElement): void {
    const properties = element(e, 'rPr');
    if (on(element(properties, 'vanish'))) {
      this.lost.hidden += 1;
      return;
    }
    this.runs(e, kindsOf(properties), symbolFont(properties));
  }

  private symbols(text: string, font: string): string {
    let out = '';
    for (const c of text) {
      const known = /\s/.test(c) ? c : symbol(font, c.charCodeAt(0));
      if (known === undefined) this.lost.symbols += 1;
      out += known ?? '';
    }
    return out;
  }

  /** Pictures and text boxes of a drawing; what stands in a text box is read with the box. */
  private drawing(e: XmlElement): void {
    for (const d of elements(e)) {
      if (d.name === 'txbxContent') this.boxes.push(d);
      else if (d.name === 'AlternateContent') this.drawing(element(d, 'Choice') ?? d);
      else if (d.name === 'blip' || d.name === 'imagedata') this.picture(d);
      else this.drawing(d);
    }
  }

  private picture(d: XmlElement): void {
    const id = d.attributes.get('embed') ?? d.attributes.get('id') ?? d.attributes.get('link') ?? '';
    const path = this.rels.get(id) ?? '';
    const there = this.files.has(path);
    if (!there || !/\.(?:png|jpe?g|gif|webp|svg|bmp)$/i.test(path)) {
      this.lost.pictures.push(there ? posix.extname(path) : '');
      return;
    }
    const name = `doc-${posix.basename(path)}`.replace(/[^A-Za-z0-9_.-]+/g, '_');
    this.media.link(name, () => this.files.get(path));
    const line = this.lines.at(-1);
    if (!line || line.pictures.includes(name)) return;
    line.pictures.push(name);
    line.pictureOffsets.push(line.text.length);
  }
}

const newLine = (): Line => ({ text: '', pictures: [], pictureOffsets: [], emphasis: [] });

function prefix(line: Line, label: string): void {
  line.text = label + line.text;
  for (const e of line.emphasis) {
    e.from += label.length;
    e.to += label.length;
  }
  line.pictureOffsets = line.pictureOffsets.map((o) => o + label.length);
}
