import { headingOf } from '../document/headings';
import { markersOf } from '../document/markers';
import type { Grid } from './grid';
import type { PagePicture } from './page';
import type { PageBlocks } from './page-blocks';
import { blanks, firstWord, joinsTight, leftOf, rightOf, rowText, type Piece, type Row } from './rows';

/** Page and line on it, each from 1. */
export interface Place {
  page: number;
  line: number;
}
/** Text of one look, or a picture. */
export type Stretch = { piece: Piece; text: string };
export interface PdfParagraph {
  stretches: Stretch[];
  place: Place;
  heading?: number;
}
export type PdfBlock =
  | { kind: 'paragraph'; paragraph: PdfParagraph }
  | { kind: 'picture'; picture: PagePicture; place: Place }
  | {
      kind: 'table';
      rows: { place: Place; cells: { paragraphs: PdfParagraph[]; across: number; merged: boolean }[] }[];
    };

interface Line {
  row: Row;
  text: string;
  place: Place;
  margin: number;
}

const LABEL =
  /^\s*(?:[【[〔]|[（(]\s?(?:[A-Ha-h√×✓✗对错]|正确|错误|\d{1,3})\s?[)）]|[○●□■☐☑◯•·]|[-*]\s|[A-Ha-h]\s?[、.．:：)）]|(?:(?:参考|正确|标准)?答\s?案|解析|答|说明|分析|分值|难度|题型|知识点|章节|来源|依据)\s?[:：]|第.{1,8}[章节编部篇卷])/;

/** A number whose key stands on the next line. */
const DANGLING = /(?:^|[\s；;，,、])\d{1,4}\s?[.、．:：]\s*$/;
/** A bracket whose end stands there. */
const OPEN_BRACKET = /[（(【[][^）)】\]]{0,12}$/;
/** A key in brackets, alone: the end of a question. */
const KEY_ALONE = /^\s*[（(]\s*(?:[A-H][A-H、,，\s]{0,16}|[√×✓✗对错]|正确|错误)?\s*[)）]\s*[。.？?]?\s*$/;

/** Whether a line begins something of its own, whatever the one above left room for. */
function begins(text: string): boolean {
  if (LABEL.test(text)) return true;
  const [first] = markersOf(text.slice(0, 200));
  if (first?.place === 'start' && !(first.kind === 'number' && first.form === 'bare')) {
    // 20.5 公里: a number of the text.
    return first.kind !== 'option' || first.form !== 'word';
  }
  return headingOf(text, undefined) !== undefined;
}

function goesOn(above: Line, below: Line): boolean {
  const [a, b] = [above.row, below.row];
  const alike = b.size > a.size * 0.82 && b.size < a.size * 1.22;
  const samePage = above.place.page === below.place.page && b.y > a.y;
  if (!alike || (samePage && b.y - a.y > 2.3 * Math.max(a.size, b.size))) return false;
  if (a.pieces.some((p) => p.picture) || below.text.trim() === '') return false;
  if (OPEN_BRACKET.test(above.text) && /^[^（(【[]{0,12}[）)】\]]/.test(below.text)) return true;
  // Signs may hang beyond the margin.
  if (rightOf(a) + firstWord(b) <= above.margin - 1.1 * a.size) return false;
  if (leftOf(b) > leftOf(a) + 4.5 * a.size) return false;
  return DANGLING.test(above.text) || KEY_ALONE.test(below.text) || !begins(below.text);
}

const stretchesOf = (row: Row): Stretch[] =>
  row.pieces.map((piece, i) => {
    const before = row.pieces[i - 1];
    return { piece, text: before ? blanks(before, piece) + piece.text : piece.text };
  });

const textOf = ({ stretches }: PdfParagraph): string => stretches.map((s) => s.text).join('');

/** Lines as paragraphs: those that were broken only because the page is no wider are joined again. */
function joined(lines: readonly Line[]): PdfParagraph[] {
  const out: PdfParagraph[] = [];
  lines.forEach((line, i) => {
    const above = lines[i - 1];
    const open = out.at(-1);
    const stretches = stretchesOf(line.row);
    if (!above || !open || !goesOn(above, line)) {
      out.push({ stretches, place: line.place });
      return;
    }
    const [first] = stretches;
    if (first && !joinsTight(textOf(open), first.text)) first.text = ` ${first.text}`;
    open.stretches.push(...stretches);
  });
  return out;
}

/** Where lines end that had no room for another word, by region; without an end that several lines share, none. */
function margins(pages: readonly PageBlocks[]): (region: string) => number {
  const ends = new Map<string, number[]>();
  for (const { blocks } of pages)
    for (const b of blocks) {
      if (b.kind !== 'line') continue;
      const known = ends.get(b.region);
      if (known) known.push(rightOf(b.row));
      else ends.set(b.region, [rightOf(b.row)]);
    }
  const width = pages[0]?.width ?? 595;
  const found = new Map(
    [...ends].map(([region, all]) => {
      const sorted = all.sort((a, b) => b - a);
      const [most = 0] = sorted;
      const shared = sorted.filter((x) => x > most - 24).length >= 2 || most > width * 0.8;
      return [region, shared ? most : Number.POSITIVE_INFINITY] as const;
    }),
  );
  return (region) => found.get(region) ?? Number.POSITIVE_INFINITY;
}

/** The size that most of the text has. */
function usualSize(pages: readonly PageBlocks[]): number {
  const sizes = new Map<number, number>();
  for (const { blocks } of pages)
    for (const b of blocks)
      if (b.kind === 'line') {
        const size = Math.round(b.row.size * 2) / 2;
        sizes.set(size, (sizes.get(size) ?? 0) + rowText(b.row).length);
      }
  return [...sizes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

/** Large letters are a heading, unless they begin a question or one of its parts. */
function headingBySize(line: Line, usual: number): number | undefined {
  const { size } = line.row;
  if (size < usual * 1.2 || line.text.length > 40 || LABEL.test(line.text)) return undefined;
  if (/^\s*\d{1,5}\s?[、.．)）]/.test(line.text) || /[。？?；;）)]\s*$/.test(line.text)) return undefined;
  return size > usual * 1.7 ? 1 : size > usual * 1.4 ? 2 : 3;
}

function tableOf(grid: Grid, page: number, line: number): Extract<PdfBlock, { kind: 'table' }> {
  return {
    kind: 'table',
    rows: grid.rows.map((cells, i) => {
      const place = { page, line: line + i };
      return {
        place,
        cells: cells.map(({ rows, box, across, merged }) => {
          const lines = rows.map((row): Line => ({ row, text: rowText(row), place, margin: box[2] - 5 }));
          return { paragraphs: joined(lines), across, merged };
        }),
      };
    }),
  };
}

/** All pages as paragraphs, tables and pictures; text that goes on in the next column or on the next page is joined. */
export function pdfBlocks(pages: readonly PageBlocks[]): PdfBlock[] {
  const out: PdfBlock[] = [];
  const marginOf = margins(pages);
  const usual = usualSize(pages);
  let open: Line[] = [];
  const flush = () => {
    for (const paragraph of joined(open)) out.push({ kind: 'paragraph', paragraph });
    open = [];
  };
  for (const { number: page, blocks } of pages) {
    let line = 0;
    for (const block of blocks) {
      line += 1;
      const place = { page, line };
      if (block.kind === 'table') {
        flush();
        out.push(tableOf(block.grid, page, line));
        line += block.grid.rows.length - 1;
      } else if (block.kind === 'picture') {
        flush();
        out.push({ kind: 'picture', picture: block.picture, place });
        line -= 1;
      } else {
        const { row, region } = block;
        const one: Line = { row, text: rowText(row), place, margin: marginOf(region) };
        const heading = headingBySize(one, usual);
        if (heading === undefined) open.push(one);
        else {
          flush();
          out.push({ kind: 'paragraph', paragraph: { stretches: stretchesOf(row), place, heading } });
        }
      }
    }
  }
  flush();
  return out;
}
