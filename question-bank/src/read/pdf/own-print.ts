import type { Block } from './columns';
import type { PageBlocks } from './page-blocks';
import { rowText, type Row } from './rows';

/** What our own print says below its title, and the grey in which it sets what is no part of the Chinese question. */
const SAYS = /^共 \d+ 题。打“√”的选项为正确答案。$/;
const GREY = '#5b6673';
const ENGLISH = 8.5;
const SMALL = 8;
const OPTION = 9.5;

const near = (a: number, b: number) => Math.abs(a - b) < 0.1;
const isGrey = (row: Row) => row.pieces.every((p) => p.colour === GREY);

/** Whether a PDF is a bank as we print it. */
export const isOwnPrint = (pages: readonly PageBlocks[]): boolean =>
  (pages[0]?.blocks ?? []).some(
    (b) => b.kind === 'line' && isGrey(b.row) && SAYS.test(rowText(b.row).trim()),
  );

const LABEL = /^[√\s\u3000]{0,6}[A-H]\. /;
const WIDE = '\u3000';

/** A row of an option up to the wide blank in front of its translation, from a place in its text. */
function upToBlank(row: Row, from: number): { row: Row; ended: boolean } {
  const pieces: Row['pieces'] = [];
  let at = 0;
  for (const p of row.pieces) {
    const found = p.text.indexOf(WIDE, Math.max(0, from - at));
    if (found < 0) pieces.push(p);
    else {
      if (found > 0) pieces.push({ ...p, text: p.text.slice(0, found) });
      return { row: { ...row, pieces }, ended: true };
    }
    at += p.text.length;
  }
  return { row: { ...row, pieces }, ended: false };
}

/** Takes translations, notes and what is written below pictures out of a bank of our own print. */
export function withoutOwnRemarks(pages: readonly PageBlocks[]): void {
  // Whether the Chinese text of the option that is open is at its end.
  let ended: boolean | undefined;
  for (const page of pages)
    page.blocks = page.blocks.flatMap((b): Block[] => {
      if (b.kind !== 'line') return [b];
      const text = rowText(b.row);
      if (isGrey(b.row)) {
        ended = undefined;
        const kept = /^\s*［图片/.test(text);
        return near(b.row.size, ENGLISH) || (near(b.row.size, SMALL) && !kept) ? [] : [b];
      }
      const label = near(b.row.size, OPTION) ? LABEL.exec(text)?.[0].length : undefined;
      if (label === undefined && (ended === undefined || !near(b.row.size, OPTION))) {
        ended = undefined;
        return [b];
      }
      if (label === undefined && ended) return [];
      const cut = upToBlank(b.row, label ?? 0);
      ended = cut.ended;
      return cut.row.pieces.length > 0 ? [{ ...b, row: cut.row }] : [];
    });
}
