import { meaningOf, type FieldKey } from '../column-names';
import type { PageBlocks } from './page-blocks';
import type { Piece, Row } from './rows';
import { cellsOf } from './unruled';

/** What the columns are called on a row, if it is a header and nothing else. */
function namesIn(row: Row): FieldKey[] | undefined {
  const cells = cellsOf(row).map((pieces) => joined(pieces).trim());
  const keys = cells.flatMap((c) => (c.length <= 12 ? (meaningOf(c)?.key ?? []) : []));
  return cells.length >= 2 && keys.length === cells.length ? keys : undefined;
}
const joined = (pieces: readonly Piece[]): string => pieces.map((p) => p.text).join('');

/** The same of the first rows of a page. */
const headOf = ({ first }: PageBlocks) => first.map(namesIn).find((names) => names !== undefined);

/**
 * Whether a spreadsheet was printed over several pages side by side: one page begins with the column of the stems, another
 * with those of options and answers alone. A list of keys has numbers.
 */
export function isSpreadSideways(pages: readonly PageBlocks[]): boolean {
  const heads = pages.flatMap((p) => {
    const head = headOf(p);
    return head ? [head] : [];
  });
  const stems = heads.some((h) => h.includes('stem') && !h.includes('answer'));
  const others = heads.some(
    (h) => !h.some((k) => /^(?:id|stem)/.test(k)) && h.some((k) => /^(?:option|answer)/.test(k)),
  );
  return stems && others;
}
