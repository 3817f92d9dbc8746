import type { Issue, Position } from '../../model/issue';
import type { ReaderInput } from '../bank-reader';
import { readDocx } from '../document/docx';
import { WordParts, type RunLook } from '../old-office/word-parts';
import type { ReadWatch } from '../progress';
import { nothingRead, type RawBank } from '../record';
import { eachPage } from './pages';
import { pageBlocks, type PageBlocks } from './page-blocks';
import type { PagePicture } from './page';
import { pdfBlocks, type PdfParagraph } from './paragraphs';
import {
  drawnPictures,
  leftOut,
  optionUnclear,
  ownPrint,
  pageBroken,
  pagesRecognized,
  pagesScanned,
  pdfFailed,
  picturesLeftOut,
  spreadSideways,
  tablesCut,
  tablesMuddled,
  verticalText,
  withoutCharacters,
} from './pdf-issue';
import { spoilUnclear } from './unclear-options';
import { isOwnPrint, withoutOwnRemarks } from './own-print';
import { withoutRunning } from './running';
import { isSpreadSideways } from './sideways';
import { joinCutRows, withoutTornRows } from './tables-go-on';

/** Share of characters nobody can tell above which a file is refused: fewer are told at their questions. */
const MOST_UNKNOWN = 0.15;

/** Writes what stands in a PDF as the parts of a Word document. */
class PdfWriter {
  readonly parts = new WordParts();
  private picture({ png, svg }: PagePicture): void {
    // Without bytes the question is still known to have a picture, and lacks it.
    this.parts.picture(Buffer.from(svg ?? png ?? []), svg === undefined ? 'png' : 'svg');
  }
  paragraph({ stretches, place, heading }: PdfParagraph): void {
    for (const { piece, text } of stretches) {
      const look: RunLook = {
        bold: piece.bold,
        underline: piece.underline,
        highlight: piece.highlight,
        ...(piece.colour === '#000000' ? {} : { colour: piece.colour.slice(1) }),
        ...(piece.symbol === undefined ? {} : { font: piece.symbol }),
      };
      this.parts.text(text, look);
      if (piece.picture) this.picture(piece.picture);
    }
    this.parts.endParagraph({ ...(heading === undefined ? {} : { heading }), place });
  }
  write(pages: readonly PageBlocks[]): void {
    for (const block of pdfBlocks(pages)) {
      if (block.kind === 'paragraph') this.paragraph(block.paragraph);
      else if (block.kind === 'picture') {
        this.picture(block.picture);
        this.parts.endParagraph({ place: block.place });
      } else {
        this.parts.openTable(block.rows[0]?.place.page);
        for (const { cells, place } of block.rows) {
          this.parts.openRow();
          for (const { paragraphs, across, merged } of cells) {
            this.parts.openCell(across, merged);
            for (const p of paragraphs) this.paragraph(p);
            if (paragraphs.length === 0) this.parts.endParagraph({ place });
            this.parts.closeCell();
          }
          this.parts.closeRow();
        }
        this.parts.closeTable();
      }
    }
  }
}

const onPage = (file: string, page: number): Position => ({ file, sheet: `第 ${page} 页` });

/** What stands in a PDF as the parts of a Word document; none if it cannot be read or nothing is left of it. */
interface PdfRead {
  parts?: ReadonlyMap<string, Buffer>;
  issues: Issue[];
}

/**
 * Reads a PDF that holds text. What stands on its pages is written as the parts of a Word document and read as one
 * (ADR 0029, 0034); positions are a page (`sheet`) and a line on it (`row`). Rejects only if the reading is given up.
 */
export async function readPdf(input: ReaderInput, watch: ReadWatch): Promise<RawBank> {
  const { parts, issues } = await pdfParts(input, watch);
  if (!parts) return nothingRead(issues);
  const bank = readDocx({ ...input, beside: parts });
  return { ...bank, issues: [...issues, ...bank.issues] };
}

/** The same without reading its questions. */
export async function pdfParts(
  { bytes, file }: Pick<ReaderInput, 'bytes' | 'file'>,
  watch: ReadWatch,
): Promise<PdfRead> {
  const at = { file };
  const pages: PageBlocks[] = [];
  const issues: Issue[] = [];
  const failed = await eachPage(bytes, watch, (page) => {
    if ('broken' in page) issues.push(pageBroken(onPage(file, page.number), page.number));
    else pages.push(pageBlocks(page, pages.at(-1)));
  });
  if (failed) return { issues: [pdfFailed(failed, at)] };
  const scanned = pages.filter((p) => p.scanned).map((p) => p.number);
  const characters = pages.reduce((n, p) => n + p.characters, 0);
  const unknown = pages.reduce((n, p) => n + p.unknown, 0);
  if (scanned.length > 0 && characters < 10 * pages.length)
    return { issues: [...issues, pagesScanned(at, scanned, true)] };
  if (unknown > characters * MOST_UNKNOWN) return { issues: [...issues, withoutCharacters(at)] };
  if (scanned.length > 0) issues.push(pagesScanned(at, scanned, false));
  const recognized = pages.filter((p) => p.invisible > 0).map((p) => p.number);
  if (recognized.length > 0) issues.push(pagesRecognized(at, recognized));
  if (isSpreadSideways(pages)) return { issues: [spreadSideways(at)] };
  for (const { text, count, page } of withoutRunning(pages))
    issues.push(leftOut(onPage(file, page), text, count));
  if (isOwnPrint(pages)) {
    withoutOwnRemarks(pages);
    issues.push(ownPrint(at));
  }
  for (const { page, line } of spoilUnclear(pages))
    issues.push(optionUnclear({ ...onPage(file, page), row: line }));
  const torn = withoutTornRows(pages);
  joinCutRows(pages);
  const across = new Map<string, { page: number; count: number }>();
  for (const { number: page, across: texts, edges } of pages)
    for (const text of [texts.join(''), ...edges]) {
      const known = across.get(text);
      if (known) known.count += 1;
      else if (text !== '') across.set(text, { page, count: 1 });
    }
  for (const [text, { page, count }] of across) issues.push(leftOut(onPage(file, page), text, count));
  const told = (has: (p: PageBlocks) => boolean, tell: (at: Position, pages: number[]) => Issue) => {
    const found = pages.filter(has).map((p) => p.number);
    if (found.length > 0) issues.push(tell(onPage(file, found[0] ?? 1), found));
  };
  told(
    (p) => p.muddled,
    (where, found) => tablesMuddled(where, found, torn),
  );
  told((p) => p.cut, tablesCut);
  told((p) => p.vertical > 0, verticalText);
  told(
    (p) => p.small > 0,
    (where, found) => picturesLeftOut(where, found, false),
  );
  told(
    (p) => p.behind > 0,
    (where, found) => picturesLeftOut(where, found, true),
  );
  const drawings = pages.reduce((n, p) => n + p.drawings, 0);
  if (drawings > 0) issues.push(drawnPictures(at, drawings));
  // Then it is said why nothing is left.
  if (pages.every((p) => p.blocks.length === 0) && issues.some((i) => i.severity === 'error'))
    return { issues };
  const writer = new PdfWriter();
  writer.write(pages);
  return { parts: writer.parts.files(), issues };
}
