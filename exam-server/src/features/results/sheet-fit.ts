import type PDFDocument from 'pdfkit';

export type Doc = InstanceType<typeof PDFDocument>;
/** A place on the page and the type to begin with, points. */
export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
  size: number;
}

/** Smallest type that is still read on paper. */
const LEAST = 5;
/**
 * Writes a text into a box, in smaller type where it is long: what stands on a record must not be cut off.
 * @returns where the next line may begin
 */
export function fitted(doc: Doc, text: string, at: Box): number {
  let { size } = at;
  while (size > LEAST && doc.fontSize(size).heightOfString(text, { width: at.w }) > at.h) size -= 0.5;
  doc.fontSize(size).text(text, at.x, at.y, { width: at.w, height: at.h, ellipsis: true });
  return at.y + Math.min(at.h, doc.heightOfString(text, { width: at.w }));
}
