import type { Grid, GridCell } from './grid';
import { rightOf, rowText } from './rows';

const ENDED = /[。．.？?！!；;…）)》”"]\s*$/;
/** So many texts of a table, and such a share of its longer ones, must end at the edge of their cells. */
const FEWEST = 4;
const SHARE = 0.25;

const textOf = (cell: GridCell): string => cell.rows.map(rowText).join('').trim();

/** Whether a text fills the one line that its cell has, and breaks off there. */
function breaksOff(cell: GridCell): boolean {
  const [row, more] = cell.rows;
  if (!row || more || ENDED.test(textOf(cell))) return false;
  return cell.box[2] - rightOf(row) < 1.5 * row.size;
}

/**
 * Whether a spreadsheet was printed with rows too low for its texts, which then end in the middle: rows of one line, many
 * of whose texts reach to the edge of their cell. Nobody can tell what is missing.
 */
export function isCutOff({ rows }: Grid): boolean {
  const low = rows.filter((r) => r.every((c) => c.rows.length <= 1 && !c.merged));
  const long = new Map(low.flat().flatMap((c) => (textOf(c).length >= 6 ? [[textOf(c), c] as const] : [])));
  const cut = [...long.values()].filter(breaksOff).length;
  return cut >= FEWEST && cut >= SHARE * long.size && low.length >= 0.8 * rows.length;
}
