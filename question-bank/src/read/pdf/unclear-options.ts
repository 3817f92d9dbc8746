import { headingOf } from '../document/headings';
import type { Block } from './columns';
import type { PageBlocks } from './page-blocks';
import type { Place } from './paragraphs';
import { endOf, LABELLED, optionsOn, startOf, textOf, type OptionCells } from './wrapped-options';

type Line = Extract<Block, { kind: 'line' }>;

/** Whether a line on top of a page or column may go on with the first of the options that end the one before. */
function mayGoOn({ row }: Line, above: Line, { starts }: OptionCells): boolean {
  const [first = [], second] = optionsOn(above.row, starts);
  const text = textOf(row.pieces);
  return (
    second !== undefined &&
    startOf(second) - endOf(first) < 3.2 * above.row.size &&
    !LABELLED.test(text) &&
    headingOf(text, undefined) === undefined
  );
}

/** Stands for what cannot be told, so that the checks refuse the question. */
const UNKNOWN = '\uFFFD';

/** Spoils options that a line may go on with or not, so that no question has a text of another option; returns those lines. */
export function spoilUnclear(pages: readonly Pick<PageBlocks, 'number' | 'blocks' | 'cells'>[]): Place[] {
  const out: Place[] = [];
  let above: Block | undefined;
  for (const { number: page, blocks, cells } of pages) {
    let line = 0;
    blocks.forEach((block, i) => {
      line += block.kind === 'table' ? block.grid.rows.length : block.kind === 'line' ? 1 : 0;
      if (block.kind === 'line' && above?.kind === 'line') {
        const top = i === 0 || block.row.y <= above.row.y;
        const last = above.row.pieces.at(-1);
        if (last && (block.unclear || (top && mayGoOn(block, above, cells)))) {
          last.text += UNKNOWN;
          out.push({ page, line });
        }
      }
      above = block;
    });
  }
  return out;
}
