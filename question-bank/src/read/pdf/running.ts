import type { PageBlocks } from './page-blocks';
import { markersOf } from '../document/markers';
import type { Block } from './columns';
import { leftOf, rowText, type Row } from './rows';

/** Share of a page's height at its top and at its bottom in which running heads and page numbers stand. */
const MARGIN = 0.12;
const COUNTED =
  /第\s{0,3}\d{1,4}\s{0,3}页|共\s{0,3}\d{1,4}\s{0,3}页|\d{1,4}\s{0,3}\/\s{0,3}\d{1,4}|[-–—·~]{1,4}\s{0,3}\d{1,4}\s{0,3}[-–—·~]{1,4}|page\s{1,3}\d{1,4}(?:\s{1,3}of\s{1,3}\d{1,4})?/gi;
const ALONE = /^\s*(\d{1,4})\s*$/;

/** Parts of questions, which are no running heads. */
const OWN = /^\s*[（(【[√×✓✗]|[？?][^？?]*$|[（(]\s*(?:[A-H、,，\s]*|[√×✓✗对错]|正确|错误)\s*[）)]\s*$/;

/** Whether a row is one of the two first or last of its page. */
function outermost({ blocks }: PageBlocks, { y }: Row): boolean {
  const ys = [...new Set(blocks.flatMap((b) => (b.kind === 'line' ? [Math.round(b.row.y)] : [])))];
  const [above, below] = [ys.filter((v) => v < Math.round(y)), ys.filter((v) => v > Math.round(y))];
  return above.length < 2 || below.length < 2;
}

interface Met {
  page: PageBlocks;
  block: Block;
  text: string;
}
const light = (row: Row): boolean => row.pieces.every((p) => /^#[a-f]\w[a-f]\w[a-f]\w$/i.test(p.colour));

/**
 * Takes out what stands on most pages at one place: running heads, page numbers, watermarks. Returns what it took out,
 * each text once, with how often and the first page.
 */
export function withoutRunning(
  pages: readonly PageBlocks[],
): { text: string; count: number; page: number }[] {
  const met = new Map<string, Met[]>();
  const sizes = pages.flatMap((p) => p.blocks.flatMap((b) => (b.kind === 'line' ? [b.row.size] : [])));
  const usual = [...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)] ?? 10;
  for (const page of pages)
    for (const block of page.blocks) {
      if (block.kind !== 'line') continue;
      const { row } = block;
      const text = rowText(row).trim();
      if (text === '' || text.length > 80) continue;
      const margin =
        (row.y < page.height * MARGIN || row.y > page.height * (1 - MARGIN)) && outermost(page, row);
      const mark = text.length >= 3 && (row.size > usual * 1.6 || light(row));
      if (!margin && !mark) continue;
      // Options and keys may stand at one place on many pages.
      const pageNumber = ALONE.test(text) || text.replace(COUNTED, '').trim() === '';
      if (!pageNumber && (text.length < 4 || OWN.test(text) || markersOf(text)[0]?.place === 'start'))
        continue;
      const alone = ALONE.exec(text)?.[1];
      // A number alone is that of the page where it goes up with it.
      const said =
        alone === undefined ? text.replace(COUNTED, '#') : margin ? `#${Number(alone) - page.number}` : text;
      // Left and right pages are mirrored.
      const key = `${said}\n${Math.round(row.y / 4)}${margin ? '' : ` ${Math.round(leftOf(row) / 4)}`}`;
      const known = met.get(key);
      if (known) known.push({ page, block, text });
      else met.set(key, [{ page, block, text }]);
    }
  const out: { text: string; count: number; page: number }[] = [];
  for (const [key, all] of met) {
    const [first] = all;
    const on = new Set(all.map((m) => m.page)).size;
    // A page has its own number also where the file has no other page.
    const numbered = key.startsWith('#') && on >= Math.min(2, pages.length) && pages.length > 1;
    const counted = /^[\s#]*#[\s#]*\n-?\d+$/.test(key);
    if (!first || !(counted || (on >= 2 && on >= pages.length * 0.5) || numbered)) continue;
    for (const { page, block } of all) page.blocks.splice(page.blocks.indexOf(block), 1);
    out.push({ text: first.text, count: all.length, page: first.page.number });
  }
  return out;
}
