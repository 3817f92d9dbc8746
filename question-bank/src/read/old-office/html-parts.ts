import { posix } from 'node:path';
import { Parser } from 'htmlparser2';
import { WordParts, type RunLook } from './word-parts';

const BLOCK = new Set(
  'p div ul ol dl dt dd li h1 h2 h3 h4 h5 h6 blockquote pre section article header footer main aside form fieldset legend tr hr address figure'.split(
    ' ',
  ),
);
const SILENT = new Set('script style head title noscript template select textarea svg'.split(' '));
const VOID = new Set('br img input hr meta link col base wbr area source'.split(' '));
const DEEPEST_TABLE = 20;
/** Elements one in another: the parser looks through all of them at each new one. */
export const DEEPEST_ELEMENT = 10_000;
const WIDEST = 64;
const TALLEST = 1000;
/** Cells that are made for what merged ones reach into, in a whole page. */
const MOST_MERGED = 200_000;

const CSS_COLOURS: Readonly<Record<string, string>> = {
  red: 'FF0000',
  blue: '0000FF',
  green: '008000',
  orange: 'FFA500',
  purple: '800080',
};
function colourOf(text: string | undefined): string | undefined {
  const word = text?.trim().toLowerCase() ?? '';
  const hex = /^#([0-9a-f]{6})$/.exec(word)?.[1] ?? '';
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(word);
  const rgb = /^rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)$/.exec(word);
  if (hex !== '') return hex;
  if (short)
    return short
      .slice(1)
      .map((d) => d + d)
      .join('');
  if (rgb)
    return rgb
      .slice(1)
      .map((d) => Math.min(255, Number(d)).toString(16).padStart(2, '0'))
      .join('');
  return CSS_COLOURS[word];
}

/** What an element and its style add to the look of the text in it. */
function lookOf(name: string, attributes: Readonly<Record<string, string>>): RunLook {
  const style = attributes['style'] ?? '';
  const of = (property: string) =>
    new RegExp(String.raw`(?:^|;)\s*${property}\s*:\s*([^;]+)`, 'i').exec(style)?.[1];
  const look: RunLook = {};
  if (/^(?:b|strong|th)$/.test(name) || /^(?:bold|[6-9]00)/i.test(of('font-weight') ?? '')) look.bold = true;
  if (name === 'u' || /underline/i.test(of('text-decoration') ?? '')) look.underline = true;
  const behind = of('background(?:-color)?');
  if (name === 'mark' || (behind !== undefined && !/white|#f{3,6}|transparent|none|inherit/i.test(behind)))
    look.highlight = true;
  if (/none/i.test(of('display') ?? '') || 'hidden' in attributes) look.hidden = true;
  const colour = colourOf(of('color') ?? (name === 'font' ? attributes['color'] : undefined));
  return colour === undefined ? look : { ...look, colour };
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
interface List {
  ordered: boolean;
  letters: boolean;
  next: number;
}
function labelOf(list: List | undefined, attributes: Readonly<Record<string, string>>): string {
  if (!list?.ordered) return '';
  const said = Number.parseInt(attributes['value'] ?? '', 10);
  const n = Number.isInteger(said) ? said : list.next;
  list.next = n + 1;
  return `${list.letters ? (LETTERS[n - 1] ?? String(n)) : n}. `;
}

interface OpenTable {
  /** Columns that cells of rows above reach into: how many more rows, by column. */
  from: Map<number, number>;
  column: number;
  inRow: boolean;
  inCell: boolean;
}

const whole = (text: string | undefined, most: number) =>
  Math.min(most, Math.max(1, Number.parseInt(text ?? '1', 10) || 1));

/** A picture by its address: in the page itself, or a file beside it. */
function pictureAt(src: string, path: string, beside: ReadonlyMap<string, Buffer>) {
  const data = /^data:image\/([a-z+]+);base64,(.+)$/is.exec(src.trim());
  if (data) {
    const ending = (data[1] ?? 'png').replace(/\+xml$/, '').toLowerCase();
    return { bytes: Buffer.from(data[2] ?? '', 'base64'), ending };
  }
  let name = src.split(/[?#]/, 1)[0] ?? '';
  try {
    name = decodeURIComponent(name);
  } catch {
    // A stray % is part of the name.
  }
  const at = posix.normalize(posix.join(posix.dirname(path), name.replaceAll('\\', '/')));
  const bytes = beside.get(at);
  return bytes && { bytes, ending: posix.extname(at).slice(1).toLowerCase() };
}

/**
 * A page, or what systems call an Excel or a Word file and write as one, as the parts of a Word document: its
 * paragraphs, lists with their numbers, tables, pictures, and what stands out by looks. Undefined where it nests deeper than
 * `DEEPEST_ELEMENT`.
 */
export function htmlParts(
  html: string,
  path: string,
  beside: ReadonlyMap<string, Buffer>,
): Map<string, Buffer> | undefined {
  const parts = new WordParts();
  /** Open elements, each with what it and all around it say of looks. */
  const looks: { name: string; look: RunLook }[] = [];
  let merged = 0;
  const lists: List[] = [];
  const tables: OpenTable[] = [];
  let silent = 0;
  let heading: number | undefined;
  let spaced = true;

  const endBlock = () => {
    if (!parts.empty) parts.endParagraph(heading === undefined ? {} : { heading });
    spaced = true;
  };
  const table = () => tables.at(-1);
  const reached = (t: OpenTable) => {
    for (let more = t.from.get(t.column) ?? 0; more > 0; more = t.from.get(t.column) ?? 0) {
      parts.openCell(1, true);
      parts.endParagraph();
      parts.closeCell();
      t.from.set(t.column, more - 1);
      t.column += 1;
    }
  };
  const endCell = (t: OpenTable) => {
    if (!t.inCell) return;
    parts.endParagraph();
    parts.closeCell();
    t.inCell = false;
    spaced = true;
  };
  const endRow = (t: OpenTable) => {
    endCell(t);
    if (!t.inRow) return;
    reached(t);
    parts.closeRow();
    t.inRow = false;
  };
  const openRow = (t: OpenTable) => {
    endRow(t);
    parts.openRow();
    t.inRow = true;
    t.column = 0;
  };
  const openCell = (t: OpenTable, attributes: Readonly<Record<string, string>>) => {
    endCell(t);
    if (!t.inRow) openRow(t);
    reached(t);
    const across = whole(attributes['colspan'], WIDEST);
    const down = whole(attributes['rowspan'], TALLEST);
    const reaches = across * (down - 1);
    if (reaches > 0 && merged + reaches <= MOST_MERGED) {
      merged += reaches;
      for (let i = 0; i < across; i += 1) t.from.set(t.column + i, down - 1);
    }
    t.column += across;
    parts.openCell(across);
    t.inCell = true;
  };
  const endTable = () => {
    const t = tables.pop();
    if (!t) return;
    endRow(t);
    parts.closeTable();
    spaced = true;
  };
  const look = (): RunLook => looks.at(-1)?.look ?? {};

  let tooDeep = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (looks.length > DEEPEST_ELEMENT) {
        tooDeep = true;
        parser.pause();
      }
      if (tooDeep) return;
      if (SILENT.has(name)) silent += 1;
      if (silent > 0) return;
      if (!VOID.has(name)) looks.push({ name, look: { ...look(), ...lookOf(name, attributes) } });
      const t = table();
      if (name === 'table' && tables.length < DEEPEST_TABLE && (!t || t.inCell)) {
        endBlock();
        parts.openTable();
        tables.push({ from: new Map(), column: 0, inRow: false, inCell: false });
      } else if (name === 'tr' && t) openRow(t);
      else if ((name === 'td' || name === 'th') && t) openCell(t, attributes);
      else if (name === 'br') {
        parts.lineBreak();
        spaced = true;
      } else if (name === 'img') {
        const found = pictureAt(attributes['src'] ?? '', path, beside);
        parts.picture(found?.bytes, found?.ending);
      } else if (BLOCK.has(name)) endBlock();
      if (/^h[1-6]$/.test(name)) heading = Number(name[1]);
      if (name === 'ol' || name === 'ul') {
        const type = attributes['type'] ?? attributes['style'] ?? '';
        const letters = /^[Aa]$|(?:upper|lower)-(?:alpha|latin)/i.test(type);
        lists.push({ ordered: name === 'ol', letters, next: whole(attributes['start'], 1_000_000) });
      }
      if (name === 'li') parts.text(labelOf(lists.at(-1), attributes));
    },
    ontext(piece) {
      const t = table();
      if (silent > 0 || (t && !t.inCell)) return;
      let text = piece.replace(/[ \t\r\n\f]+/g, ' ');
      if (spaced) text = text.replace(/^ /, '');
      if (text === '') return;
      spaced = text.endsWith(' ');
      parts.text(text, look());
    },
    onclosetag(name) {
      if (SILENT.has(name)) {
        silent -= 1;
        return;
      }
      if (silent > 0) return;
      const at = looks.findLastIndex((l) => l.name === name);
      if (at >= 0) looks.splice(at);
      const t = table();
      if (name === 'table') endTable();
      else if (name === 'tr' && t) endRow(t);
      else if ((name === 'td' || name === 'th') && t) endCell(t);
      else if (BLOCK.has(name)) endBlock();
      if (/^h[1-6]$/.test(name)) heading = undefined;
      if (name === 'ol' || name === 'ul') lists.pop();
    },
  });
  parser.write(html);
  if (tooDeep) return undefined;
  parser.end();
  while (tables.length > 0) endTable();
  endBlock();
  return parts.files();
}
