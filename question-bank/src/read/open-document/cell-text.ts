import type { CellLook, TextPiece } from '../table';
import type { StyleBook, StyleSaid } from './style-book';

/** What a cell holds; its look only where it is not as usual. */
export interface CellRead {
  text: string;
  look: CellLook | undefined;
  pieces: readonly TextPiece[];
}

type FontLook = Omit<CellLook, 'fill'>;
const FONT = ['ink', 'bold', 'underlined'] as const;
const MOST_BLANKS = 200;

const fontLook = ({ ink, bold, underline }: StyleSaid): FontLook => ({
  ink: ink ?? '',
  bold: bold ? 'bold' : '',
  underlined: underline ? 'underlined' : '',
});

/** Takes the text of one cell, paragraph by paragraph, with the looks of its parts. */
export class CellText {
  readonly attributes: Readonly<Record<string, string>>;
  private readonly styles: StyleBook;
  private readonly style: StyleSaid;
  private readonly covered: boolean;
  private readonly pieces: { text: string; said: StyleSaid }[] = [];
  private readonly spans: StyleSaid[] = [];
  private paragraphs = 0;
  private inParagraph = false;
  private spaced = true;
  private rich = false;

  constructor(
    styles: StyleBook,
    style: string,
    covered: boolean,
    attributes: Readonly<Record<string, string>>,
  ) {
    this.styles = styles;
    this.style = styles.of('table-cell', style);
    this.covered = covered;
    this.attributes = attributes;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'p':
        if (this.paragraphs > 0) this.add('\n');
        this.paragraphs += 1;
        this.inParagraph = true;
        this.spaced = true;
        return;
      case 'span': {
        const said = this.styles.of('text', attributes['text:style-name'] ?? '');
        this.spans.push({ ...(this.spans.at(-1) ?? this.style), ...said });
        this.rich = true;
        return;
      }
      case 's':
        return this.add(
          ' '.repeat(Math.min(MOST_BLANKS, Number.parseInt(attributes['text:c'] ?? '1', 10) || 1)),
        );
      case 'tab':
        return this.add('\t');
      case 'line-break':
        return this.add('\n');
    }
  }

  close(name: string): void {
    if (name === 'p') this.inParagraph = false;
    else if (name === 'span') this.spans.pop();
  }

  text(text: string): void {
    if (!this.inParagraph) return;
    let shown = text.replace(/[ \t\r\n]+/g, ' ');
    if (this.spaced) shown = shown.replace(/^ /, '');
    this.add(shown);
  }

  private add(text: string): void {
    if (text === '') return;
    this.spaced = /\s$/.test(text);
    const said = this.spans.at(-1) ?? this.style;
    const last = this.pieces.at(-1);
    if (last?.said === said) last.text += text;
    else this.pieces.push({ text, said });
  }

  /** The value as a workbook of Excel gives it: dates as YYYY-MM-DD, numbers as they are, not as they are shown. */
  private value(shown: string): string {
    const of = (name: string) => this.attributes[`office:${name}`];
    // The word for an error is not the cell's value.
    if (this.covered || this.attributes['calcext:value-type'] === 'error') return '';
    switch (of('value-type') ?? '') {
      case 'float': {
        // What Excel has as true or false becomes a number that is shown so.
        if (/^(?:TRUE|FALSE)$/.test(shown)) return shown;
        const number = Number(of('value') ?? Number.NaN);
        return Number.isFinite(number) ? String(number) : shown;
      }
      case 'boolean':
        return of('boolean-value') === 'true' ? 'TRUE' : 'FALSE';
      case 'date':
        return /^\d{4}-\d{2}-\d{2}/.exec(of('date-value') ?? '')?.[0] ?? shown;
      case 'percentage':
      case 'currency':
        return shown === '' ? (of('value') ?? '') : shown;
      default:
        return this.paragraphs > 0 ? shown : (of('string-value') ?? '');
    }
  }

  read(): CellRead {
    const text = this.value(this.pieces.map((p) => p.text).join(''));
    if (text === '') return { text, look: undefined, pieces: [] };
    const pieces = this.pieces.map((p) => ({ text: p.text, look: { fill: '', ...fontLook(p.said) } }));
    const said = pieces.filter((p) => p.text.trim() !== '');
    const look: CellLook = { fill: this.style.fill ?? '', ...fontLook(this.style) };
    const [first, ...others] = said;
    if (first)
      for (const key of FONT)
        look[key] = others.every((o) => o.look[key] === first.look[key]) ? first.look[key] : '';
    const usual = look.fill === '' && FONT.every((key) => look[key] === '');
    return { text, look: usual && !this.rich ? undefined : look, pieces: this.rich ? pieces : [] };
  }
}
