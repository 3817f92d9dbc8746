import type { DataRow, DataTable } from './data-table';

const DELETED = /^(?:is_?)?del(?:eted?)?(?:_?(?:flag|status|at|time|date))?$/i;
const LIVE = /^(?:0*|f|false|n|no|null|0000-00-00.*)$/i;

/**
 * Tells the rows that a system keeps but has marked as deleted. Nothing is told where all rows would be: then the mark
 * means something else.
 */
export function deletedRows(table: DataTable): (row: DataRow) => boolean {
  const at = table.columns.findIndex((c) => DELETED.test(c));
  // A bit may be dumped as the byte itself.
  const said = (row: DataRow) => (row.values[at]?.text ?? '').replaceAll('\0', '').trim();
  const gone = (row: DataRow) => at >= 0 && !LIVE.test(said(row));
  return table.rows.every(gone) ? () => false : gone;
}
