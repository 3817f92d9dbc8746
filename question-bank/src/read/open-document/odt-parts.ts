import { isSymbolFont } from '../document/docx-symbols';
import { BULLET } from '../document/numbering';
import { WordParts, xmlText, type RunLook } from '../old-office/word-parts';
import { descendants, element, elements, readXml, textOf, type XmlElement } from '../xml';
import { endingOfPicture, pathOf } from './frames';
import type { StyleBook, StyleSaid } from './style-book';
import { OUTLINE, type Chain, type TextLists } from './text-lists';

/** What has no text of its own, or none that a person sees in its place. */
const APART: ReadonlySet<string> = new Set(
  'annotation annotation-end tracked-changes forms sequence-decls variable-decls user-field-decls ruby-text hidden-text script desc title event-listeners soft-page-break'.split(
    ' ',
  ),
);
/** What only holds paragraphs together. */
const AROUND =
  /^(?:section|index-body|index-title|table-of-content|[a-z-]+-index|bibliography|text-box|list-header)$/;
const SHAPES =
  /^(?:custom-shape|rect|ellipse|circle|line|path|polygon|polyline|regular-polygon|connector|caption)$/;
const MOST_BLANKS = 200;
const WIDEST = 64;
const MOST_MERGED = 200_000;
/** The list of signs, in the numbering that is written. */
const SIGNS = 'signs';
const SIGN_LIST = `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="${SIGNS}"><w:abstractNumId w:val="0"/></w:num>`;

interface Item {
  chain: Chain;
  style: string;
  level: number;
  startsAt: number | undefined;
  /** Its number was drawn, or its first paragraph was met. */
  begun: boolean;
}

/** A text of OpenDocument as the parts of a Word document. */
export class OdtParts {
  private readonly parts = new WordParts();
  private readonly styles: StyleBook;
  private readonly lists: TextLists;
  private readonly files: ReadonlyMap<string, Buffer>;
  private readonly notes: string[] = [];
  private boxes: XmlElement[] = [];
  private label = '';
  private spaced = true;
  private hidden = false;
  private merged = 0;
  private readonly outline: Chain = { style: OUTLINE, counts: [] };

  constructor(styles: StyleBook, lists: TextLists, files: ReadonlyMap<string, Buffer>) {
    this.styles = styles;
    this.lists = lists;
    this.files = files;
  }

  /** The parts by path; `margins` are the texts at the edges of pages. */
  write(text: XmlElement, margins: readonly string[]): Map<string, Buffer> {
    this.blocks(text);
    const files = this.parts.files(SIGN_LIST);
    const part = (name: string, inner: string) =>
      files.set(`word/${name}.xml`, Buffer.from(`<w:part xmlns:w="w">${inner}</w:part>`));
    const said = (t: string) => `<w:t>${xmlText(t)}</w:t>`;
    if (this.notes.length > 0)
      part('footnotes', this.notes.map((n) => `<w:footnote>${said(n)}</w:footnote>`).join(''));
    margins.forEach((m, i) => part(`header${i + 1}`, said(m)));
    return files;
  }

  private blocks(parent: XmlElement, item?: Item): void {
    for (const e of elements(parent)) {
      if (APART.has(e.name)) continue;
      if (e.name === 'p' || e.name === 'h') this.paragraph(e, item);
      else if (e.name === 'list') this.list(e, item);
      else if (e.name === 'numbered-paragraph') this.numbered(e);
      else if (e.name === 'table') this.table(e);
      else if (AROUND.test(e.name)) this.around(e, item);
      else if (e.name === 'frame' || e.name === 'g' || e.name === 'a' || SHAPES.test(e.name)) {
        this.drawing(e);
        if (!this.parts.empty) this.parts.endParagraph();
        this.boxed();
      }
    }
  }

  private around(e: XmlElement, item: Item | undefined): void {
    const { hidden } = this;
    this.hidden ||= e.name === 'section' && /^(?:none|condition)$/.test(e.attributes.get('display') ?? '');
    this.blocks(e, item);
    this.hidden = hidden;
  }

  private list(list: XmlElement, around: Item | undefined): void {
    const own = list.attributes.get('style-name');
    const chain = around?.chain ?? this.lists.chain(list);
    const level = (around?.level ?? 0) + 1;
    const style = own ?? around?.style ?? chain.style;
    const goesOn = list.attributes.get('continue-numbering') === 'true';
    // Lists below an item begin anew; one in an item without a text of its own only stands further in.
    if (around?.begun && !goesOn) chain.counts.length = Math.min(chain.counts.length, level);
    for (const e of elements(list)) {
      if (e.name === 'list-header') this.blocks(e, { chain, style, level, startsAt: undefined, begun: true });
      if (e.name !== 'list-item') continue;
      const said = Number.parseInt(e.attributes.get('start-value') ?? '', 10);
      const startsAt = Number.isInteger(said) ? said : undefined;
      const override = e.attributes.get('style-override') ?? style;
      this.blocks(e, { chain, style: override, level, startsAt, begun: false });
    }
  }

  private numbered(e: XmlElement): void {
    const chain = this.lists.chain(e);
    const level = Math.min(10, Math.max(1, Number.parseInt(e.attributes.get('level') ?? '1', 10) || 1));
    this.blocks(e, { chain, style: chain.style, level, startsAt: undefined, begun: false });
  }

  private heading(e: XmlElement): number | undefined {
    const level = Number.parseInt(e.attributes.get('outline-level') ?? '', 10);
    if (e.name === 'h') return Math.min(9, Math.max(1, level || 1));
    const named = this.styles
      .names('paragraph', e.attributes.get('style-name') ?? '')
      .map((name) => /^(?:Heading|标题)(?:_20_|\s)?([1-9])$|^Title$/i.exec(name))
      .find((found) => found !== null);
    return named ? Number(named[1] ?? 1) : undefined;
  }

  private paragraph(e: XmlElement, item: Item | undefined): void {
    const { boxes } = this;
    this.boxes = [];
    this.spaced = true;
    const style = e.attributes.get('style-name') ?? '';
    let sign = false;
    if (item && !item.begun) {
      item.begun = true;
      // What Word counts: only paragraphs that show something.
      if (showsSomething(e)) {
        const listStyle = item.style === '' ? (this.styles.of('paragraph', style).list ?? '') : item.style;
        const label = this.lists.label(item.chain, listStyle, item.level, item.startsAt);
        sign = label === BULLET;
        this.label = sign || label === '' ? '' : `${label} `;
      }
    }
    const heading = this.heading(e);
    if (!item && e.name === 'h' && showsSomething(e)) {
      const label = this.lists.label(this.outline, OUTLINE, heading ?? 1, undefined);
      this.label = label.trim() === '' ? '' : `${label} `;
    }
    this.runs(e, this.styles.of('paragraph', style));
    this.label = '';
    this.parts.endParagraph({
      ...(heading === undefined ? {} : { heading }),
      ...(sign ? { list: { id: SIGNS, level: 0 } } : {}),
    });
    this.boxed();
    this.boxes = boxes;
  }

  /** Text boxes come behind the paragraph they are fixed to. */
  private boxed(): void {
    const { boxes } = this;
    this.boxes = [];
    for (const box of boxes) this.blocks(box);
  }

  private say(text: string, said: StyleSaid): void {
    if (text === '') return;
    if (this.label !== '') {
      this.parts.text(this.label);
      this.label = '';
    }
    this.spaced = /\s$/.test(text);
    const family = said.font === undefined ? undefined : this.styles.face(said.font);
    const look: RunLook = {
      ...(said.bold ? { bold: true } : {}),
      ...(said.underline ? { underline: true } : {}),
      ...(said.ink ? { colour: said.ink } : {}),
      ...(said.back ? { shade: said.back } : {}),
      ...(said.hidden || this.hidden ? { hidden: true } : {}),
      ...(family !== undefined && isSymbolFont(family) ? { font: family } : {}),
    };
    this.parts.text(text, look);
  }

  private runs(parent: XmlElement, said: StyleSaid): void {
    for (const e of parent.children) {
      if (typeof e === 'string') {
        const text = e.replace(/[ \t\r\n]+/g, ' ');
        this.say(this.spaced ? text.replace(/^ /, '') : text, said);
      } else if (!APART.has(e.name)) this.part(e, said);
    }
  }

  private part(e: XmlElement, said: StyleSaid): void {
    const named = e.attributes.get('style-name') ?? '';
    switch (e.name) {
      case 'span':
        return this.runs(e, { ...said, ...this.styles.of('text', named) });
      case 'a': {
        // A link is coloured and underlined for what it is.
        const { hidden } = said;
        return this.runs(e, hidden === undefined ? {} : { hidden });
      }
      case 's':
        return this.say(
          ' '.repeat(Math.min(MOST_BLANKS, Number.parseInt(e.attributes.get('c') ?? '1', 10) || 1)),
          said,
        );
      case 'tab':
        this.parts.tab();
        this.spaced = true;
        return;
      case 'line-break':
        this.parts.lineBreak();
        this.spaced = true;
        return;
      case 'note': {
        const text = textOf(element(e, 'note-body')).trim();
        if (text !== '') this.notes.push(text);
        return;
      }
      case 'frame':
      case 'g':
        return this.drawing(e);
      default:
        if (SHAPES.test(e.name)) this.drawing(e);
        else this.runs(e, said);
    }
  }

  private drawing(e: XmlElement): void {
    if (SHAPES.test(e.name)) {
      this.boxes.push(e);
      return;
    }
    if (e.name !== 'frame') {
      for (const inner of elements(e))
        if (/^(?:frame|g|a)$/.test(inner.name) || SHAPES.test(inner.name)) this.drawing(inner);
      return;
    }
    const box = element(e, 'text-box');
    if (box) {
      this.boxes.push(box);
      return;
    }
    const formula = this.formula(element(e, 'object'));
    if (formula !== '') this.say(formula, {});
    else if (elements(e, 'image').length > 0) this.picture(elements(e, 'image'));
  }

  private picture(images: readonly XmlElement[]): void {
    if (this.label !== '') {
      this.parts.text(this.label);
      this.label = '';
    }
    for (const image of images) {
      const data = element(image, 'binary-data');
      const path = pathOf(image.attributes.get('href') ?? '');
      const bytes = data ? Buffer.from(textOf(data), 'base64') : this.files.get(path);
      if (!bytes) continue;
      const ending = data ? endingOfPicture(bytes) : /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
      this.parts.picture(bytes, ending ?? 'bin');
      return;
    }
    this.parts.picture();
  }

  /** The text of a formula that is an object of its own. */
  private formula(object: XmlElement | undefined): string {
    if (!object) return '';
    const bytes = this.files.get(`${pathOf(object.attributes.get('href') ?? '')}/content.xml`);
    const read = bytes ? readXml(bytes.toString('utf8')) : undefined;
    const math = element(object, 'math') ?? (read?.ok && read.root.name === 'math' ? read.root : undefined);
    if (!math) return '';
    return [...descendants(math)]
      .filter((d) => /^(?:mi|mn|mo|mtext)$/.test(d.name))
      .map((d) => textOf(d).trim())
      .join('');
  }

  private table(table: XmlElement): void {
    const rows = [...rowsOf(table)];
    if (rows.length === 0) return;
    this.parts.openTable();
    for (const row of rows) {
      this.parts.openRow();
      /** How many columns the cell on the left still covers. */
      let covers = 0;
      for (const cell of elements(row)) {
        const across = whole(cell.attributes.get('number-columns-spanned'), WIDEST);
        const repeated = whole(cell.attributes.get('number-columns-repeated'), WIDEST);
        if (cell.name === 'covered-table-cell') {
          for (let i = 0; i < repeated; i += 1) {
            if (covers > 0) covers -= 1;
            else if (this.merged < MOST_MERGED) this.emptyCell(true);
          }
        } else if (cell.name === 'table-cell') {
          const { fill } = this.styles.of('table-cell', cell.attributes.get('style-name') ?? '');
          this.parts.openCell(across, false, fill);
          this.blocks(cell);
          this.parts.closeCell();
          covers = across - 1;
          for (let i = 1; i < repeated && this.merged < MOST_MERGED; i += 1) this.emptyCell(false);
        }
      }
      this.parts.closeRow();
    }
    this.parts.closeTable();
  }

  private emptyCell(withAbove: boolean): void {
    this.merged += 1;
    this.parts.openCell(1, withAbove);
    this.parts.endParagraph();
    this.parts.closeCell();
  }
}

const whole = (text: string | undefined, most: number) =>
  Math.min(most, Math.max(1, Number.parseInt(text ?? '1', 10) || 1));

function* rowsOf(parent: XmlElement): Generator<XmlElement> {
  for (const e of elements(parent)) {
    if (e.name === 'table-row') yield e;
    else if (/^table-(?:header-rows|row-group|rows)$/.test(e.name)) yield* rowsOf(e);
  }
}

const showsSomething = (p: XmlElement): boolean =>
  p.children.some((c) =>
    typeof c === 'string'
      ? c.trim() !== ''
      : !APART.has(c.name) && c.name !== 'note' && (c.name === 'image' || showsSomething(c)),
  );
