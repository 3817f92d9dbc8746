import type ExcelJS from 'exceljs';
import type { CellLook, TextPiece } from '../table';

const colour = (c: Partial<ExcelJS.Color> | undefined, plain: readonly string[]): string => {
  const { argb, theme } = (c ?? {}) as { argb?: string; theme?: number };
  const said = argb ?? (theme === undefined ? '' : `theme ${theme}`);
  return plain.includes(said) ? '' : said;
};
const INK = ['', 'FF000000', '00000000', 'theme 1'];
const PAPER = ['', 'FFFFFFFF', '00FFFFFF', '00000000', 'theme 0'];

type Font = Partial<ExcelJS.Font> | undefined;
const fontLook = (font: Font): Omit<CellLook, 'fill'> => ({
  ink: colour(font?.color, INK),
  bold: font?.bold ? 'bold' : '',
  underlined: font?.underline && font.underline !== 'none' ? 'underlined' : '',
});

/** How a cell looks, where all of its text looks alike; what is as usual is empty. */
function lookOf(cell: ExcelJS.Cell): CellLook {
  const { value, fill } = cell;
  const parts = typeof value === 'object' && value !== null && 'richText' in value ? value.richText : [];
  const said = parts.filter((p) => p.text.trim() !== '').map((p) => p.font ?? cell.font);
  const fonts: Font[] = said.length > 0 ? said : [cell.font];
  const looks = fonts.map(fontLook);
  const same = (key: keyof Omit<CellLook, 'fill'>) => {
    const [first = '', ...others] = looks.map((l) => l[key]);
    return others.every((o) => o === first) ? first : '';
  };
  const paper = fill as ExcelJS.Fill | undefined;
  return {
    fill: paper?.type === 'pattern' && paper.pattern === 'solid' ? colour(paper.fgColor, PAPER) : '',
    ink: same('ink'),
    bold: same('bold'),
    underlined: same('underlined'),
  };
}

/** Tells how the cells of a sheet look, when somebody asks. */
export const looksOf =
  (sheet: ExcelJS.Worksheet) =>
  (row: number, column: number): CellLook | undefined => {
    const cell = sheet.findCell(row, column + 1);
    return cell && lookOf(cell);
  };

/** Tells of what pieces of one look the rich text of a cell is made, when somebody asks; none of any other cell. */
export const piecesOf =
  (sheet: ExcelJS.Worksheet) =>
  (row: number, column: number): TextPiece[] => {
    const cell = sheet.findCell(row, column + 1);
    const value = cell?.value;
    if (!cell || typeof value !== 'object' || value === null || !('richText' in value)) return [];
    return value.richText.map(({ text, font }) => {
      return { text, look: { fill: '', ...fontLook(font ?? cell.font) } };
    });
  };
