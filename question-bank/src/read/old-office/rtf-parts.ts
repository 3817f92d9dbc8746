import iconv from 'iconv-lite';
import { isSymbolFont } from '../document/docx-symbols';
import { WordParts, type RunLook } from './word-parts';

/** Groups that hold no text of the document. */
const APART = new Set(
  'stylesheet info header headerl headerr headerf footer footerl footerr footerf fldinst nonshppict object listtable listoverridetable rsidtbl themedata colorschememapping datastore latentstyles xmlnstbl revtbl generator pntxtb pntxta bkmkstart bkmkend'.split(
    ' ',
  ),
);
/** Properties of a shape, which may be a picture but no text. */
const MUTED = new Set(['sn', 'sv']);
/** Of the groups that a reader may pass over, those that show something. */
const SHOWN = new Set(['shppict', 'shpinst']);
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'win1252',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gb18030',
  136: 'big5',
  204: 'win1251',
};
const PAGES: Readonly<Record<number, string>> = {
  932: 'shift_jis',
  936: 'gb18030',
  949: 'euc-kr',
  950: 'big5',
};
const PICTURES: Readonly<Record<string, string>> = {
  pngblip: 'png',
  jpegblip: 'jpeg',
  emfblip: 'emf',
  wmetafile: 'wmf',
};
const SIGNS: Readonly<Record<string, string>> = {
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  emdash: '—',
  endash: '–',
};
const DEEPEST = 1000;
const TOKEN = /\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\(\r\n|[^a-z])|([{}])|([^\\{}]+)/gi;

interface State {
  /** What the text of the group is: shown, passed over, or of a kind that is read for itself. */
  kind: 'text' | 'apart' | 'muted' | 'fonts' | 'colours' | 'picture';
  look: RunLook;
  coding: string | undefined;
  /** Characters that stand for an older program's sake behind one of Unicode. */
  twins: number;
}

export const looksLikeRtf = (text: string): boolean => /^\s*\{\\rtf/.test(text);

/** Reads rich text, a token at a time. */
class RtfReader {
  readonly parts = new WordParts();
  private readonly fonts = new Map<number, string>();
  private readonly symbols = new Map<number, string>();
  private readonly colours: string[] = [];
  private coding = 'win1252';
  private state: State = { kind: 'text', look: {}, coding: undefined, twins: 1 };
  private readonly stack: State[] = [];
  private skipped = 0;
  private bytes: number[] = [];
  private run = '';
  private optional = false;
  private font = 0;
  private colour = [0, 0, 0];
  private hex: string[] = [];
  private ending: string | undefined;
  /** Between two twins of a character: how many more are passed over. */
  private twins = 0;
  private inTable = false;
  private inRow = false;
  private inCell = false;
  private intbl = false;
  private merges: boolean[] = [];
  private merged = false;
  private cells = 0;

  private decode(): void {
    if (this.bytes.length === 0) return;
    const coding = this.state.coding ?? this.coding;
    this.run += iconv.decode(Buffer.from(this.bytes), coding);
    this.bytes = [];
  }
  private flush(): void {
    this.decode();
    if (this.run !== '') this.cell(() => this.parts.text(this.run, this.state.look));
    this.run = '';
  }
  /** Writes into the cell that is open where the paragraph belongs to a table. */
  private cell(write: () => void): void {
    if (this.intbl) this.openCell();
    else this.endTable();
    write();
  }
  private openCell(): void {
    if (!this.inTable) this.parts.openTable();
    if (!this.inRow) this.parts.openRow();
    if (!this.inCell) this.parts.openCell(1, this.merges[this.cells] ?? false);
    this.inTable = this.inRow = this.inCell = true;
  }
  private endCell(): void {
    this.openCell();
    this.parts.endParagraph();
    this.parts.closeCell();
    this.inCell = false;
    this.cells += 1;
  }
  private endRow(): void {
    if (this.inCell) this.endCell();
    if (this.inRow) this.parts.closeRow();
    this.inRow = false;
    this.cells = 0;
  }
  private endTable(): void {
    if (!this.inTable) return;
    this.endRow();
    this.parts.closeTable();
    this.inTable = false;
  }

  private open(): void {
    this.flush();
    if (this.stack.length >= DEEPEST) this.skipped += 1;
    else {
      this.stack.push(this.state);
      this.state = { ...this.state, look: { ...this.state.look } };
    }
  }
  private close(): void {
    if (this.state.kind === 'picture' && this.stack.at(-1)?.kind !== 'picture') this.picture();
    if (this.state.kind === 'text') this.flush();
    this.bytes = [];
    this.run = '';
    if (this.skipped > 0) this.skipped -= 1;
    else this.state = this.stack.pop() ?? this.state;
    this.optional = false;
  }
  private picture(): void {
    const bytes = Buffer.from(this.hex.join('').replace(/[^0-9a-f]/gi, ''), 'hex');
    const { ending } = this;
    if (bytes.length > 0) this.cell(() => this.parts.picture(bytes, ending ?? 'bin'));
    this.hex = [];
    this.ending = undefined;
  }

  read(text: string): void {
    for (const [, word, value, hex, sign, brace, plain] of text.matchAll(TOKEN)) {
      if (brace === '{') this.open();
      else if (brace === '}') this.close();
      else if (word !== undefined) this.word(word, value === undefined ? undefined : Number(value));
      else if (hex !== undefined) this.byte(parseInt(hex, 16));
      else if (sign !== undefined) this.sign(sign);
      else if (plain !== undefined) this.plain(plain);
    }
    this.flush();
    if (!this.parts.empty && !this.inCell) this.parts.endParagraph();
    this.endTable();
  }

  private byte(value: number): void {
    if (this.state.kind !== 'text') return;
    if (this.twins > 0) this.twins -= 1;
    else this.bytes.push(value);
  }
  private plain(text: string): void {
    const { kind } = this.state;
    if (kind === 'picture') this.hex.push(text);
    else if (kind === 'fonts') this.fontName(text.split(';', 1)[0]?.trim() ?? '');
    else if (kind === 'colours' && text.includes(';')) this.endColour(text);
    if (kind !== 'text') return;
    let rest = text.replace(/[\r\n]/g, '');
    const passed = Math.min(this.twins, rest.length);
    rest = rest.slice(passed);
    this.twins -= passed;
    if (rest === '') return;
    // The second byte of a Chinese character may be written as the letter it would be.
    if (this.bytes.length % 2 === 1 && !/^win/.test(this.state.coding ?? this.coding)) {
      this.bytes.push(rest.charCodeAt(0));
      rest = rest.slice(1);
    }
    this.decode();
    this.run += rest;
  }
  private endColour(text: string): void {
    for (let i = text.split(';').length - 1; i > 0; i -= 1) {
      this.colours.push(this.colour.map((c) => Math.min(255, c).toString(16).padStart(2, '0')).join(''));
      this.colour = [0, 0, 0];
    }
  }
  private sign(sign: string): void {
    if (sign === '*') this.optional = true;
    else if (/[\r\n]/.test(sign)) this.word('par', undefined);
    else if (this.state.kind === 'text' && /[\\{}]/.test(sign)) this.plain(sign);
    else if (this.state.kind === 'text' && (sign === '~' || sign === '_'))
      this.plain(sign === '~' ? ' ' : '-');
  }

  private word(word: string, value: number | undefined): void {
    const { state } = this;
    const optional = this.optional;
    this.optional = false;
    if (state.kind === 'apart' || (state.kind === 'muted' && word !== 'pict')) return;
    if (word === 'fonttbl') state.kind = 'fonts';
    else if (word === 'colortbl') state.kind = 'colours';
    else if (word === 'pict') state.kind = 'picture';
    else if (MUTED.has(word)) state.kind = 'muted';
    else if (APART.has(word) || (optional && !SHOWN.has(word))) state.kind = 'apart';
    else if (word === 'ansicpg' && value !== undefined)
      this.coding = PAGES[value] ?? (iconv.encodingExists(`win${value}`) ? `win${value}` : this.coding);
    else if (state.kind === 'fonts') this.fontWord(word, value);
    else if (state.kind === 'colours') this.colourWord(word, value ?? 0);
    else if (state.kind === 'picture') this.ending = PICTURES[word] ?? this.ending;
    else this.textWord(word, value);
  }
  private fontWord(word: string, value = 0): void {
    if (word === 'f') this.font = value;
    const coding = CHARSETS[value];
    if (word === 'fcharset' && coding !== undefined) this.fonts.set(this.font, coding);
  }
  private fontName(name: string): void {
    if (isSymbolFont(name)) this.symbols.set(this.font, name);
  }
  private colourWord(word: string, value: number): void {
    const at = ['red', 'green', 'blue'].indexOf(word);
    if (at >= 0) this.colour[at] = value;
  }
  private textWord(word: string, value: number | undefined): void {
    const { look } = this.state;
    const on = value !== 0;
    if (word === 'u' && value !== undefined) {
      this.decode();
      this.run += String.fromCharCode(value & 0xffff);
      this.twins = this.state.twins;
    } else if (word === 'uc') this.state.twins = Math.min(8, Math.max(0, value ?? 1));
    else if (/^(?:par|page|sect|nestcell|nestrow)$/.test(word)) {
      this.flush();
      this.cell(() => this.parts.endParagraph());
    } else if (word === 'cell') {
      this.intbl = true;
      this.flush();
      this.endCell();
    } else if (word === 'row') {
      this.flush();
      this.endRow();
    } else if (word === 'trowd') {
      this.merges = [];
      this.merged = false;
    } else if (word === 'clvmrg') this.merged = true;
    else if (word === 'cellx') {
      this.merges.push(this.merged);
      this.merged = false;
    } else if (word === 'pard' || word === 'intbl') {
      this.flush();
      this.intbl = word === 'intbl';
    } else if (word === 'line' || word === 'tab') {
      this.flush();
      this.cell(() => (word === 'tab' ? this.parts.tab() : this.parts.lineBreak()));
    } else if (SIGNS[word] !== undefined) this.plain(SIGNS[word]);
    else {
      const font = word === 'f' && value !== undefined;
      const next = this.lookWord(word, value, on, look);
      if (!next && !font) return;
      this.flush();
      if (next) this.state.look = next;
      if (!font) return;
      this.state.coding = this.fonts.get(value);
      const { font: _, ...rest } = this.state.look;
      const symbols = this.symbols.get(value);
      this.state.look = symbols === undefined ? rest : { ...rest, font: symbols };
    }
  }
  private lookWord(word: string, value = 0, on: boolean, look: RunLook): RunLook | undefined {
    if (word === 'plain') return {};
    if (word === 'b') return { ...look, bold: on };
    if (word === 'ul' || word === 'ulnone') return { ...look, underline: word === 'ul' && on };
    if (word === 'highlight' || word === 'cb') return { ...look, highlight: value > 0 };
    if (word === 'v') return { ...look, hidden: on };
    if (word === 'deleted') return { ...look, deleted: on };
    if (word !== 'cf') return undefined;
    const { colour: _, ...rest } = look;
    const colour = this.colours[value];
    return value === 0 || colour === undefined ? rest : { ...rest, colour };
  }
}

/** Rich text as the parts of a Word document. Characters of its groups' own codings come as they were typed. */
export function rtfParts(text: string): Map<string, Buffer> {
  const reader = new RtfReader();
  reader.read(text);
  return reader.parts.files();
}
