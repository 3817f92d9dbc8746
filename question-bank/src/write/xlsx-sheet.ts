/** Text as the workbook library writes it: characters that XML cannot hold are left out. */
export function cellText(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
      .replace(/["&'<>]/g, (c) => ENTITIES[c] ?? c)
  );
}
const ENTITIES: Readonly<Record<string, string>> = {
  '"': '&quot;',
  '&': '&amp;',
  "'": '&apos;',
  '<': '&lt;',
  '>': '&gt;',
};

/** The letters of a column, 0-based. */
export function columnLetters(column: number): string {
  const rest = Math.floor(column / 26);
  return `${rest > 0 ? columnLetters(rest - 1) : ''}${String.fromCharCode(65 + (column % 26))}`;
}

/** A row below the head: the text of each column that has one, by 0-based column in rising order. */
export interface SheetRow {
  cells: ReadonlyMap<number, string>;
  /** Points. */
  height: number;
}

/**
 * The rows of a sheet of texts, written one after another into a sheet that the workbook library made with a head and
 * one row: the library holds every cell as an object, which for a large bank is more than a gigabyte.
 */
export class TextSheet {
  private readonly texts = new Map<string, number>();
  private used = 0;
  private readonly sheet: string;
  private readonly strings: string;

  /**
   * @param sheet XML of the sheet with its head and, where there are more rows, one below it, whose cells have the
   * style of all others
   * @param strings XML of the texts it shares
   * @param heads the texts of the head, one a column
   */
  constructor(sheet: string, strings: string, heads: readonly string[]) {
    this.sheet = sheet;
    this.strings = strings;
    for (const head of heads) this.number(head);
  }

  /** The sheet; `tail` comes last in it. */
  *rows(rows: Iterable<SheetRow>, count: number, columns: number, tail: string): Generator<string> {
    const [, style = ''] = /<row r="2".*?<c r="[A-Z]+2"( s="\d+")/s.exec(this.sheet) ?? [];
    const whole = this.sheet
      .replace(/<dimension ref="[^"]*"\/>/, `<dimension ref="A1:${columnLetters(columns - 1)}${count + 1}"/>`)
      .replace(/<row r="2".*?<\/row>/s, '')
      .replace('</worksheet>', `${tail}</worksheet>`);
    const at = whole.indexOf('</sheetData>');
    yield whole.slice(0, at);
    let r = 2;
    for (const { cells, height } of rows) {
      const keys = [...cells.keys()];
      const spans = `${(keys[0] ?? 0) + 1}:${(keys.at(-1) ?? 0) + 1}`;
      yield `<row r="${r}" ht="${height}" customHeight="1" spans="${spans}" x14ac:dyDescent="0.25">`;
      for (const [column, text] of cells)
        yield `<c r="${columnLetters(column)}${r}"${style} t="s"><v>${this.number(text)}</v></c>`;
      yield '</row>';
      r += 1;
    }
    yield whole.slice(at);
  }

  /** The texts the sheet shares, after its rows were written. */
  *shared(): Generator<string> {
    const from = this.strings.indexOf('<si>');
    yield this.strings
      .slice(0, from)
      .replace(/ count="\d+" uniqueCount="\d+"/, ` count="${this.used}" uniqueCount="${this.texts.size}"`);
    for (const text of this.texts.keys()) {
      const space = /^\s|\n|\s$/.test(text) ? ' xml:space="preserve"' : '';
      yield `<si><t${space}>${cellText(text)}</t></si>`;
    }
    yield '</sst>';
  }

  private number(text: string): number {
    this.used += 1;
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, this.texts.size);
    return this.texts.size - 1;
  }
}
