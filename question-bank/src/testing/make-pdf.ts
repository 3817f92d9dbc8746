import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';

const FONTS = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const font = (weight: string) => join(FONTS, weight, `NotoSansSC_${weight}.ttf`);

/** A PDF of A4 pages, drawn by `draw`; fonts `body` and `bold` are there. */
export async function makePdf(
  draw: (doc: PDFKit.PDFDocument) => void,
  options: PDFKit.PDFDocumentOptions = {},
): Promise<Buffer> {
  const doc = new PDFDocument({ size: 'A4', margin: 56, info: { CreationDate: new Date(0) }, ...options });
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  const done = new Promise<void>((resolve) => void doc.on('end', () => resolve()));
  doc.registerFont('body', font('400Regular')).registerFont('bold', font('700Bold'));
  doc.font('body').fontSize(11);
  draw(doc);
  doc.end();
  await done;
  return Buffer.concat(chunks);
}

/** Lines of a text, each at its place; long ones are broken as a page breaks them. */
export const typedPdf = (text: string, options?: PDFKit.PDFDocumentOptions): Promise<Buffer> =>
  makePdf((doc) => text.split('\n').forEach((line) => doc.text(line === '' ? ' ' : line)), options);
