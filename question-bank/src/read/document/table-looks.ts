import { lookWithin } from '../option-looks';
import type { CellLook, TextPiece } from '../table';
import { element, type XmlElement } from '../xml';
import type { Paragraph } from './docx-paragraph';
import { toneOf } from './tone';

/** A cell of a table in a document. */
export interface Cell {
  paragraphs: Paragraph[];
  /** Continues the cell above. */
  merged: boolean;
  /** The tone of what lies behind it; empty for nothing. */
  fill: string;
}

/** The tone behind a cell by its properties. */
export function fillOf(properties: XmlElement | undefined): string {
  const fill = element(properties, 'shd')?.attributes.get('fill') ?? '';
  return /^(?:auto|ffffff|)$/i.test(fill) ? '' : toneOf(fill);
}

type Line = Paragraph['lines'][number];

/** The pieces of a line that look alike; ink is a tone, what lies behind a text is its fill. */
function piecesOfLine({ text, emphasis }: Line): TextPiece[] {
  const edges = new Set([0, text.length, ...emphasis.flatMap((e) => [e.from, e.to])]);
  const sorted = [...edges].sort((a, b) => a - b);
  return sorted.slice(1).map((to, i) => {
    const from = sorted[i] ?? 0;
    const over = emphasis.filter((e) => e.from < to && e.to > from);
    const tone = (kind: string) => {
      const found = over.find((e) => e.kind === kind);
      return found ? (found.tone ?? kind) : '';
    };
    const look = {
      fill: tone('highlight'),
      ink: tone('colour'),
      bold: tone('bold'),
      underlined: tone('underline'),
    };
    return { text: text.slice(from, to), look };
  });
}

/** The pieces of a cell's text, with what parts its lines. */
export function piecesOfCell({ paragraphs }: Cell): TextPiece[] {
  const plain = { fill: '', ink: '', bold: '', underlined: '' };
  const lines = paragraphs.flatMap((p) => p.lines);
  return lines.flatMap((line, i) => [...(i > 0 ? [{ text: '\n', look: plain }] : []), ...piecesOfLine(line)]);
}

/** How a cell looks: by its own shade, else as nearly all of its text. */
export function lookOfCell(cell: Cell): CellLook {
  const pieces = piecesOfCell(cell);
  const length = pieces.reduce((n, p) => n + p.text.length, 0);
  const look = lookWithin(pieces, 0, length);
  return cell.fill === '' ? look : { ...look, fill: cell.fill };
}

const showsText = (cell: Cell) => cell.paragraphs.some((p) => p.lines.some((l) => l.text.trim() !== ''));

/**
 * Lets the texts of cells stand out whose shade says something: not that of every cell, of the first row, or of every second
 * one. For tables that only lay text out.
 */
export function shadeTexts(rows: readonly (readonly Cell[])[]): void {
  const filled = rows.map((cells) => cells.filter(showsText)).filter((cells) => cells.length > 0);
  const whole = filled.flatMap((cells, i) => (cells.every((c) => c.fill !== '') ? [i] : []));
  const inTurn = [0, 1].some(
    (first) => whole.join() === filled.flatMap((_, i) => (i % 2 === first ? [i] : [])).join(),
  );
  const said =
    inTurn || whole.length > filled.length / 2 ? new Set<number>() : new Set(whole.filter((i) => i > 0));
  for (const [i, cells] of filled.entries()) {
    if (whole.includes(i) && !said.has(i)) continue;
    for (const cell of cells) {
      if (cell.fill === '') continue;
      for (const line of cell.paragraphs.flatMap((p) => p.lines))
        if (line.text !== '')
          line.emphasis.push({ from: 0, to: line.text.length, kind: 'highlight', tone: cell.fill });
    }
  }
}
