import { isSymbolFont } from '../document/docx-symbols';
import { picturesIn, pictureShapes, pictureStore, type StoredPicture } from './art-pictures';
import { docCharacters, TABLE, type DocFile } from './doc-file';
import {
  characterFormats,
  formatAt,
  paragraphFormats,
  sprms,
  type Format,
  type ParagraphFormat,
} from './doc-formats';
import { docLists } from './doc-lists';
import { WordParts, xmlText, type RunLook } from './word-parts';

/** Numbers of properties ([MS-DOC] 2.6). */
const SPRM = {
  DELETED: 0x0800,
  BOLD: 0x0835,
  HIDDEN: 0x083c,
  HIGHLIGHT: 0x2a0c,
  UNDERLINE: 0x2a3e,
  COLOUR_NUMBER: 0x2a42,
  COLOUR: 0x6870,
  PICTURE: 0x6a03,
  SYMBOL: 0x6a09,
  FONT: 0x4a4f,
  LEVEL: 0x260a,
  LIST: 0x460b,
  IN_TABLE: 0x2416,
  ROW_END: 0x2417,
  CELLS: 0xd608,
};
/** Colours by number; 0 and 1 are black. */
const COLOURS =
  '000000 000000 0000FF 00FFFF 00FF00 FF00FF FF0000 FFFF00 FFFFFF 000080 008080 008000 800080 800000 808000 808080 C0C0C0'.split(
    ' ',
  );
const CELL_BYTES = 20;
const MERGED_ACROSS = 2;

interface CharacterLook extends RunLook {
  /** Where in the data stream the picture lies that this character stands for. */
  picture?: number;
  symbol?: { font: string; code: number };
}

interface RowCell {
  merged: boolean;
  across: number;
}

/** The names of a document's fonts, by number. */
function fontNames(bytes: Buffer): string[] {
  const names: string[] = [];
  const count = bytes.length >= 4 ? bytes.readUInt16LE(0) : 0;
  for (let at = 4; names.length < count && at < bytes.length;) {
    const size = (bytes[at] ?? 0) + 1;
    const name = bytes.toString('utf16le', at + 40, at + size);
    names.push(name.split('\0', 1)[0] ?? '');
    at += size;
  }
  return names;
}

/** What the cells of a row are merged with, from the definition that stands at its end. */
function cellsOf(operand: Buffer): RowCell[] {
  const count = operand[2] ?? 0;
  const first = 3 + 2 * (count + 1);
  const cells: RowCell[] = [];
  for (let i = 0; i < count; i += 1) {
    const at = first + i * CELL_BYTES;
    const flags = at + 2 <= operand.length ? operand.readUInt16LE(at) : 0;
    const last = cells.at(-1);
    if ((flags & 3) === MERGED_ACROSS && last) last.across += 1;
    cells.push({ merged: ((flags >> 5) & 3) === 1, across: 1 });
  }
  return cells;
}

/** Takes a Word 97–2003 document apart and writes it as the parts of a later one. */
class DocReader {
  readonly parts = new WordParts();
  private readonly file: DocFile;
  private readonly characters: Format<Buffer>[];
  private readonly paragraphs: Format<ParagraphFormat>[];
  private readonly fonts: readonly string[];
  private readonly looks = new Map<Buffer, CharacterLook>();
  private readonly floating = new Map<number, StoredPicture>();
  /** Cells of the table row that is open, as what to write for each. */
  private row: (() => void)[] = [];
  private cell: (() => void)[] = [];
  private inTable = false;

  constructor(file: DocFile) {
    this.file = file;
    this.characters = characterFormats(file);
    this.paragraphs = paragraphFormats(file);
    this.fonts = fontNames(file.table(TABLE.fonts));
    this.findFloating();
  }

  /** Pictures that float beside the text, by the number of the character at which they are anchored. */
  private findFloating(): void {
    const drawings = this.file.table(TABLE.drawings);
    const anchors = this.file.table(TABLE.anchors);
    const count = Math.floor((anchors.length - 4) / 30);
    if (count < 1 || drawings.length < 8) return;
    const store = pictureStore(drawings, this.file.main);
    const group = 8 + drawings.readUInt32LE(4);
    // Behind the store stands each drawing with a byte in front of it.
    const shapes = new Map<number, number>();
    for (let at = group; at + 9 <= drawings.length;) {
      const end = at + 9 + drawings.readUInt32LE(at + 5);
      for (const { shape, number } of pictureShapes(drawings.subarray(at + 1, end)))
        if (shape !== undefined) shapes.set(shape, number);
      at = end;
    }
    for (let i = 0; i < count; i += 1) {
      const shape = anchors.readUInt32LE(4 * (count + 1) + 26 * i);
      const picture = store[shapes.get(shape) ?? 0];
      if (picture) this.floating.set(anchors.readUInt32LE(4 * i), picture);
    }
  }

  private lookAt(at: number): CharacterLook {
    const list = formatAt(this.characters, at)?.format;
    if (!list) return {};
    const known = this.looks.get(list);
    if (known) return known;
    const look: CharacterLook = {};
    for (const { code, operand } of sprms(list)) {
      const on = operand[0] === 1 || operand[0] === 129;
      if (code === SPRM.DELETED) look.deleted = on;
      else if (code === SPRM.BOLD) look.bold = on;
      else if (code === SPRM.HIDDEN) look.hidden = on;
      else if (code === SPRM.HIGHLIGHT) look.highlight = operand[0] !== 0;
      else if (code === SPRM.UNDERLINE) look.underline = operand[0] !== 0;
      else if (code === SPRM.COLOUR_NUMBER) look.colour = COLOURS[operand[0] ?? 0] ?? '000000';
      else if (code === SPRM.COLOUR && operand.length >= 4)
        look.colour = operand[3] === 0xff ? '000000' : operand.toString('hex', 0, 3);
      else if (code === SPRM.FONT && operand.length >= 2) {
        const font = this.fonts[operand.readUInt16LE(0)] ?? '';
        if (isSymbolFont(font)) look.font = font;
      } else if (code === SPRM.PICTURE && operand.length >= 4) look.picture = operand.readUInt32LE(0);
      else if (code === SPRM.SYMBOL && operand.length >= 4)
        look.symbol = { font: this.fonts[operand.readUInt16LE(0)] ?? '', code: operand.readUInt16LE(2) };
    }
    if (look.colour === '000000') delete look.colour;
    this.looks.set(list, look);
    return look;
  }

  /** The pictures that a character of a line stands for. */
  private inline(at: number): void {
    const { data } = this.file;
    if (at + 8 > data.length) return this.parts.picture();
    const size = data.readUInt32LE(at);
    const head = data.readUInt16LE(at + 4);
    const named = data.readUInt16LE(at + 6) === 0x66 ? 1 + (data[at + head] ?? 0) : 0;
    const found = picturesIn(data.subarray(at + head + named, at + size));
    for (const { bytes, ending } of found) this.parts.picture(bytes, ending);
  }

  /** Adds characters to the paragraph that is open; `fields` counts those whose instructions are passed over. */
  private *lines(from: number, to: number): Generator<{ end: string; at: number; write: () => void }> {
    let pending: (() => void)[] = [];
    let fields: boolean[] = [];
    let run = '';
    let runLook: CharacterLook = {};
    const flush = () => {
      const [text, look] = [run, runLook];
      run = '';
      if (text !== '') pending.push(() => this.parts.text(text, look));
    };
    for (const { text, at, number } of docCharacters(this.file, from, to)) {
      const code = text.charCodeAt(0);
      if (code === 0x13) fields.push(true);
      else if (code === 0x14) fields = [...fields.slice(0, -1), false];
      else if (code === 0x15) fields.pop();
      if (code >= 0x13 && code <= 0x15) continue;
      if (code === 0x0d || code === 0x07 || code === 0x0c) {
        flush();
        const written = pending;
        pending = [];
        fields = [];
        yield { end: text, at, write: () => written.forEach((w) => w()) };
        continue;
      }
      if (fields.includes(true)) continue;
      const look = this.lookAt(at);
      if (look.deleted) continue;
      if (look !== runLook) flush();
      runLook = look;
      if (look.symbol) {
        const { font, code: sign } = look.symbol;
        pending.push(() => this.parts.text(String.fromCharCode(sign), { ...look, font }));
      } else if (code === 0x01 && look.picture !== undefined) {
        flush();
        const { picture } = look;
        pending.push(() => this.inline(picture));
      } else if (code === 0x08) {
        flush();
        const picture = this.floating.get(number);
        if (picture) pending.push(() => this.parts.picture(picture.bytes, picture.ending));
      } else if (code === 0x09 || code === 0x0b) {
        flush();
        pending.push(() => (code === 0x09 ? this.parts.tab() : this.parts.lineBreak()));
      } else if (code === 0x1e) run += '-';
      else if (code >= 0x20) run += text;
    }
    flush();
    if (pending.length > 0) yield { end: '', at: -1, write: () => pending.forEach((w) => w()) };
  }

  body(from: number, to: number): void {
    for (const { end, at, write } of this.lines(from, to)) {
      const { style = 0, list = Buffer.alloc(0) } = formatAt(this.paragraphs, at)?.format ?? {};
      let [level, use, inTable, rowEnd] = [0, 0, end === '\x07', false];
      let cells: RowCell[] = [];
      for (const { code, operand } of sprms(list)) {
        if (code === SPRM.LEVEL) level = operand[0] ?? 0;
        else if (code === SPRM.LIST && operand.length >= 2) use = operand.readInt16LE(0);
        else if (code === SPRM.IN_TABLE) inTable ||= operand[0] === 1;
        else if (code === SPRM.ROW_END) rowEnd = operand[0] === 1;
        else if (code === SPRM.CELLS) cells = cellsOf(operand);
      }
      const heading = style >= 1 && style <= 9 ? { heading: style } : {};
      const numbered = use > 0 ? { list: { id: String(use), level } } : {};
      const paragraph = () => {
        write();
        this.parts.endParagraph({ ...heading, ...numbered });
      };
      if (inTable && rowEnd) this.endRow(cells);
      else if (inTable) {
        this.cell.push(paragraph);
        if (end === '\x07') {
          const written = this.cell;
          this.cell = [];
          this.row.push(() => written.forEach((w) => w()));
        }
      } else {
        this.endTable();
        paragraph();
      }
    }
    this.endTable();
  }

  private endRow(cells: readonly RowCell[]): void {
    if (!this.inTable) this.parts.openTable();
    this.inTable = true;
    this.parts.openRow();
    this.row.forEach((write, i) => {
      this.parts.openCell(1, cells[i]?.merged ?? false);
      write();
      this.parts.closeCell();
    });
    this.parts.closeRow();
    this.row = [];
  }

  private endTable(): void {
    if (this.row.length > 0 || this.cell.length > 0) {
      if (this.cell.length > 0) {
        const written = this.cell;
        this.row.push(() => written.forEach((w) => w()));
        this.cell = [];
      }
      this.endRow([]);
    }
    if (this.inTable) this.parts.closeTable();
    this.inTable = false;
  }

  /** A stretch of text without looks: notes and headers are only named. */
  plain(from: number, to: number): string {
    let out = '';
    for (const { text } of docCharacters(this.file, from, to))
      out += text.charCodeAt(0) >= 0x20 ? text : text === '\r' ? '\n' : '';
    return out.trim();
  }
}

/** The parts of a later Word document that hold what one of Word 97–2003 does. */
export function docParts(file: DocFile): Map<string, Buffer> {
  const reader = new DocReader(file);
  const { main, footnotes, headers, comments, endnotes, boxes } = file.lengths;
  reader.body(0, main);
  const notesEnd = main + footnotes;
  const beforeBoxes = notesEnd + headers + comments + endnotes;
  // What stands in text boxes comes last; where each of them is drawn is not said in the text.
  if (boxes > 0) reader.body(beforeBoxes, beforeBoxes + boxes);
  const files = reader.parts.files(docLists(file));
  const part = (name: string, text: string) => {
    if (text !== '')
      files.set(`word/${name}.xml`, Buffer.from(`<notes><p><r><t>${xmlText(text)}</t></r></p></notes>`));
  };
  part('footnotes', reader.plain(main, notesEnd));
  part('header1', reader.plain(notesEnd, notesEnd + headers));
  part('endnotes', reader.plain(notesEnd + headers + comments, beforeBoxes));
  return files;
}
