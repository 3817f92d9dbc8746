import { posix } from 'node:path';
import { LazyMap } from '../source/lazy-map';
import { descendants, element, elements, textOf, type XmlElement } from '../xml';
import { symbol, symbolFont } from './docx-symbols';
import type { DocumentLine, Emphasis } from './line';
import { toneOf } from './tone';
import { BULLET, type Numbering } from './numbering';

type Line = Pick<DocumentLine, 'text' | 'pictures' | 'bullet'> & {
  pictureOffsets: number[];
  emphasis: { from: number; to: number; kind: Emphasis; tone?: string }[];
};

/** What stands out, and in what tone; none if it has no colour. */
type Looks = ReadonlyMap<Emphasis, string>;
const PLAIN: Looks = new Map();

/** A paragraph as lines (it may hold line breaks), with the text boxes that are anchored in it. */
export interface Paragraph {
  lines: Line[];
  heading: number | undefined;
  boxes: XmlElement[];
  /** Where it stood before it was written as a Word document, if that had pages. */
  place?: { sheet: string; row: number };
}

/** What a style gives its paragraphs. */
export interface StyleSheet {
  heading: ReadonlyMap<string, number>;
  list: ReadonlyMap<string, { numId: string; level: number }>;
  /** What stands out by the style, of paragraphs and of runs. */
  emphasis: ReadonlyMap<string, Looks>;
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
  const emphasis = new Map<string, Looks>();
  const known = new Map(elements(styles, 'style').map((s) => [s.attributes.get('styleId') ?? '', s]));
  const read = (id: string, depth: number): void => {
    const s = known.get(id);
    if (!s || emphasis.has(id)) return;
    // A style has what the one it is based on has.
    const base = element(s, 'basedOn')?.attributes.get('val') ?? '';
    if (base !== '' && depth < 20) read(base, depth + 1);
    const inherited = [heading.get(base), list.get(base)] as const;
    if (inherited[0] !== undefined) heading.set(id, inherited[0]);
    if (inherited[1]) list.set(id, inherited[1]);
    const name = element(s, 'name')?.attributes.get('val') ?? '';
    const link = /hyperlink|超链接/i.test(name);
    emphasis.set(id, link ? PLAIN : looksBy(element(s, 'rPr'), emphasis.get(base) ?? PLAIN));
    const level = /^(?:heading|标题)\s?(\d?)/i.exec(name);
    if (level || /^title$/i.test(name)) heading.set(id, Number(level?.[1] ?? '') || 1);
    const num = element(element(s, 'pPr'), 'numPr');
    const numId = element(num, 'numId')?.attributes.get('val');
    const at = element(num, 'ilvl')?.attributes.get('val');
    const numbered = numId ?? inherited[1]?.numId;
    if (numbered !== undefined && num)
      list.set(id, {
        numId: numbered,
        level: Number(at ?? (numId === undefined ? inherited[1]?.level : 0) ?? 0),
      });
  };
  for (const id of known.keys()) read(id, 0);
  return { heading, list, emphasis };
}

const on = (e: XmlElement | undefined) =>
  e !== undefined && !/^(?:0|false|none|off)$/.test(e.attributes.get('val') ?? '');

/** What stands out by properties, with what is inherited as far as these do not say otherwise. */
function looksBy(properties: XmlElement | undefined, inherited: Looks): Looks {
  if (!properties) return inherited;
  const looks = new Map(inherited);
  const say = (kind: Emphasis, stands: boolean, tone = '') => {
    if (stands) looks.set(kind, tone);
    else looks.delete(kind);
  };
  const colour = element(properties, 'color')?.attributes.get('val');
  if (colour !== undefined)
    say('colour', !/^(?:auto|000000|[0-3][0-9a-f][0-3][0-9a-f][0-3][0-9a-f])$/i.test(colour), toneOf(colour));
  const mark = element(properties, 'highlight');
  const shade = element(properties, 'shd')?.attributes.get('fill');
  if (mark) say('highlight', on(mark), toneOf(mark.attributes.get('val') ?? ''));
  else if (shade !== undefined) say('highlight', !/^(?:auto|ffffff)$/i.test(shade), toneOf(shade));
  const bold = element(properties, 'b');
  if (bold) say('bold', on(bold));
  const line = element(properties, 'u');
  if (line) say('underline', on(line));
  return looks;
}

const placeOn = (page: string, row: number) => ({ sheet: `第 ${page} 页`, row });

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
  /** What stands out by the paragraph's style. */
  private base: Looks = PLAIN;
  /** The words of a field's instruction, while it is read. */
  private instruction: string | undefined;

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
    this.instruction = undefined;
    this.base = this.styles.emphasis.get(style) ?? PLAIN;
    this.runs(p, PLAIN, undefined);
    const { lines, boxes } = this;
    const [first] = lines;
    if (first && lines.some((l) => l.text.trim() !== '' || l.pictures.length > 0)) {
      const label = this.label(properties, style);
      if (label === BULLET) first.bullet = true;
      else if (label !== '') prefix(first, `${label} `);
    }
    const named = /^heading\s?([1-9])$/i.exec(style);
    const page = p.attributes.get('page');
    return {
      ...(page === undefined ? {} : { place: placeOn(page, Number(p.attributes.get('line'))) }),
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

  private add(text: string, looks: Looks): void {
    const line = this.lines.at(-1);
    if (!line || text === '') return;
    const from = line.text.length;
    line.text += text;
    for (const [kind, tone] of looks)
      line.emphasis.push({ from, to: line.text.length, kind, ...(tone === '' ? {} : { tone }) });
  }

  /** Deleted text is left out, so are the twins that older programs are given. */
  private runs(parent: XmlElement, looks: Looks, font: string | undefined): void {
    for (const e of elements(parent)) {
      switch (e.name) {
        case 't':
          this.add(font === undefined ? textOf(e) : this.symbols(textOf(e), font), looks);
          break;
        case 'tab':
        case 'ptab':
          this.add('\t', PLAIN);
          break;
        case 'br':
        case 'cr':
          if (e.attributes.get('type') !== 'page') this.lines.push(newLine());
          break;
        case 'noBreakHyphen':
          this.add('-', looks);
          break;
        case 'sym': {
          const code = parseInt(e.attributes.get('char') ?? '', 16);
          this.add(this.symbols(String.fromCharCode(code || 0x20), e.attributes.get('font') ?? ''), looks);
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
            looks,
          );
          break;
        case 'AlternateContent':
          this.runs(element(e, 'Choice') ?? element(e, 'Fallback') ?? e, looks, font);
          break;
        case 'fldChar':
          this.field(e.attributes.get('fldCharType') ?? '', looks);
          break;
        case 'instrText':
          if (this.instruction !== undefined) this.instruction += textOf(e);
          break;
        case 'hyperlink':
          this.linked(e);
          break;
        case 'del':
        case 'delText':
        case 'moveFrom':
        case 'pPr':
        case 'rPr':
        case 'rt':
          break;
        default:
          this.runs(e, looks, font);
      }
    }
  }

  private run(e: XmlElement): void {
    const properties = element(e, 'rPr');
    if (on(element(properties, 'vanish'))) {
      this.lost.hidden += 1;
      return;
    }
    const style = element(properties, 'rStyle')?.attributes.get('val') ?? '';
    const inherited = new Map([...this.base, ...(this.styles.emphasis.get(style) ?? PLAIN)]);
    this.runs(e, looksBy(properties, inherited), symbolFont(properties));
  }

  /** A link is coloured and underlined for what it is, not for what it says. */
  private linked(e: XmlElement): void {
    const line = this.lines.length - 1;
    const from = this.lines[line]?.emphasis.length ?? 0;
    this.runs(e, PLAIN, undefined);
    this.lines.slice(line).forEach((l, i) => l.emphasis.splice(i === 0 ? from : 0));
  }

  /** A character in a circle, as Word composes it by a field that has no other text. */
  private field(type: string, looks: Looks): void {
    if (type === 'begin') this.instruction = '';
    else if (this.instruction !== undefined) {
      const inside = CIRCLED.exec(this.instruction)?.[1] ?? '';
      this.instruction = undefined;
      if (/^(?:[1-9]|1\d|20)$/.test(inside)) this.add(String.fromCharCode(0x245f + Number(inside)), looks);
      else if (/^[A-H]$/i.test(inside)) this.add(`(${inside})`, looks);
      else if (inside !== '') this.add(inside, looks);
    }
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
    if (!there || !/\.(?:png|jpe?g|gif|webp|svg|bmp|emf|wmf|emz|wmz)$/i.test(path)) {
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

/** `eq \\o\\ac(○,1)`. */
const CIRCLED = /^\s*eq\s*\\o\s*\\ac\s*\(\s*[○◯〇]\s*[,，;；]\s*([^()\s]{1,4})\s*\)/i;

const newLine = (): Line => ({ text: '', pictures: [], pictureOffsets: [], emphasis: [] });

function prefix(line: Line, label: string): void {
  line.text = label + line.text;
  for (const e of line.emphasis) {
    e.from += label.length;
    e.to += label.length;
  }
  line.pictureOffsets = line.pictureOffsets.map((o) => o + label.length);
}
