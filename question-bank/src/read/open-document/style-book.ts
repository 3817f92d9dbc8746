/** What a style says, as far as questions are told by it; absent where it leaves that to the style it is based on. */
export interface StyleSaid {
  bold?: boolean;
  underline?: boolean;
  /** RRGGBB; empty for the usual colour of texts. */
  ink?: string;
  /** What lies behind the text, RRGGBB; empty for nothing. */
  back?: string;
  /** What lies behind the cell, RRGGBB; empty for nothing. */
  fill?: string;
  /** The text is not shown. */
  hidden?: boolean;
  /** A sheet that is not shown. */
  off?: boolean;
  font?: string;
  /** The list that paragraphs of the style are items of, where the list itself names none. */
  list?: string;
  /** The height of a row, in points. */
  height?: number;
}

interface Style extends StyleSaid {
  parent?: string;
}

type Attribute = (name: string) => string | undefined;

const DEEPEST = 20;
const USUAL: ReadonlySet<string> = new Set(['000000', '']);
const POINTS: Readonly<Record<string, number>> = {
  pt: 1,
  in: 72,
  cm: 72 / 2.54,
  mm: 7.2 / 2.54,
  px: 0.75,
  pc: 12,
};

/** A length such as `0.45cm` in points. */
export function pointsOf(length: string | undefined): number | undefined {
  const found = /^(-?\d{1,7}(?:\.\d{1,9})?)(pt|in|cm|mm|px|pc)$/.exec(length ?? '');
  return found ? Number(found[1]) * (POINTS[found[2] ?? ''] ?? 1) : undefined;
}

const hex = (colour: string | undefined): string | undefined =>
  colour === undefined ? undefined : (/^#([0-9a-f]{6})$/i.exec(colour)?.[1]?.toUpperCase() ?? '');

function textProperties(style: Style, of: Attribute): void {
  const weights = [of('font-weight'), of('font-weight-asian')].filter((w) => w !== undefined);
  if (weights.length > 0) style.bold = weights.some((w) => /^(?:bold|[6-9]00)$/.test(w));
  const line = of('text-underline-style') ?? of('text-underline-type');
  if (line !== undefined) style.underline = line !== 'none';
  const colour = of('use-window-font-color') === 'true' ? '' : hex(of('color'));
  if (colour !== undefined) style.ink = USUAL.has(colour) ? '' : colour;
  const back = hex(of('background-color'));
  if (back !== undefined) style.back = back === 'FFFFFF' ? '' : back;
  const display = of('display');
  if (display !== undefined) style.hidden = display === 'none';
  const font = of('font-name') ?? of('font-family');
  if (font !== undefined) style.font = font.replace(/['"]/g, '');
}

/** The styles of an OpenDocument file by family and name, told to it element by element. */
export class StyleBook {
  private readonly styles = new Map<string, Style>();
  private readonly faces = new Map<string, string>();
  private readonly known = new Map<string, StyleSaid>();
  private open: Style | undefined;

  /** Takes an element of the styles, whichever it is, with the whole names of its attributes. */
  takeElement(name: string, attributes: Readonly<Record<string, string>>): void {
    const bare = new Map<string, string>();
    for (const key in attributes) bare.set(key.slice(key.indexOf(':') + 1), attributes[key] ?? '');
    this.take(name, (key) => bare.get(key));
  }

  /** The same with their names without prefixes. */
  take(name: string, of: Attribute): void {
    switch (name) {
      case 'font-face':
        this.faces.set(of('name') ?? '', (of('font-family') ?? '').replace(/['"]/g, ''));
        return;
      case 'style':
      case 'default-style': {
        this.open = {};
        const parent = of('parent-style-name');
        if (parent !== undefined) this.open.parent = parent;
        const list = of('list-style-name');
        if (list !== undefined) this.open.list = list;
        this.styles.set(`${of('family') ?? ''} ${name === 'style' ? (of('name') ?? '') : ''}`, this.open);
        return;
      }
      case 'text-properties':
        if (this.open) textProperties(this.open, of);
        return;
      case 'table-cell-properties': {
        const fill = hex(of('background-color'));
        if (this.open && fill !== undefined) this.open.fill = fill === 'FFFFFF' ? '' : fill;
        return;
      }
      case 'table-properties':
        if (this.open && of('display') !== undefined) this.open.off = of('display') === 'false';
        return;
      case 'table-row-properties': {
        const height = pointsOf(of('row-height'));
        if (this.open && height !== undefined) this.open.height = height;
        return;
      }
    }
  }

  /** The family of a font by the name that the file has for it. */
  face(name: string): string {
    return this.faces.get(name) ?? name;
  }

  /** The names of a style and of those it is based on. */
  names(family: string, name: string): string[] {
    const out: string[] = [];
    let next: string | undefined = name;
    while (next !== undefined && out.length < DEEPEST) {
      out.push(next);
      next = this.styles.get(`${family} ${next}`)?.parent;
    }
    return out;
  }

  /** What a style says with all it is based on. */
  of(family: string, name: string): StyleSaid {
    return this.resolved(family, name, 0);
  }

  private resolved(family: string, name: string, depth: number): StyleSaid {
    const key = `${family} ${name}`;
    const known = this.known.get(key);
    if (known) return known;
    const { parent, ...own }: Style = this.styles.get(key) ?? {};
    const base = name === '' || depth > DEEPEST ? {} : this.resolved(family, parent ?? '', depth + 1);
    const said = { ...base, ...own };
    this.known.set(key, said);
    return said;
  }
}
