import { makePdf } from '../../testing/make-pdf';
import { readOne } from '../../testing/read-one';
import { joinSpacedLetters } from './letter-spacing';
import type { Piece } from './rows';

type Doc = PDFKit.PDFDocument;
/** Paints a line letter by letter, as browsers print letter-spaced text. */
function apart(doc: Doc, text: string, x: number, y: number, spacing: number) {
  let at = x;
  for (const c of text) {
    doc.text(c, at, y, { lineBreak: false });
    at += doc.widthOfString(c) + spacing;
  }
}

test.each([1, 2, 3, 5])('numbers of text set %d pt apart stay whole', async (spacing) => {
  const bytes = await makePdf((doc) => {
    doc.fontSize(10);
    for (let n = 9; n < 14; n += 1) {
      const y = 60 + (n - 9) * 60;
      apart(doc, `${n}. 在限速10${n}公里的道路上怎样行驶？（B）`, 56, y, spacing);
      apart(doc, `A. ${n}50`, 56, y + 18, spacing);
      apart(doc, `B. 最高不超过20${n}`, 56, y + 36, spacing);
    }
  });
  const read = await readOne('a.pdf', bytes);
  expect(read.short).toEqual(
    [9, 10, 11, 12, 13].map((n) => `在限速10${n}公里的道路上怎样行驶？ -${n}50 +最高不超过20${n}`),
  );
  expect(read.issues.filter((i) => i.severity === 'error')).toEqual([]);
});

const look = { y: 100, size: 10, colour: '#000000', bold: false, underline: false, highlight: false };
function pieces(text: string, gap: number, y = 100): Piece[] {
  let x = 56;
  return [...text].map((c) => {
    const wide = c > '\u2e80' ? 10 : 5;
    const piece: Piece = { ...look, y, text: c, x0: x, x1: x + wide };
    x += wide + gap;
    return piece;
  });
}
const texts = (all: readonly Piece[]) => all.map((p) => p.text);

test('letters that stand as far apart as no word of the page does are left alone', () => {
  expect(texts(joinSpacedLetters(pieces('ABCD', 3), []))).toEqual(['A', 'B', 'C', 'D']);
  const page = [...pieces('雨天怎样行驶', 1.5), ...pieces('15', 1.5, 120), ...pieces('15', 4, 140)];
  expect(texts(joinSpacedLetters(page, []))).toEqual(['雨天怎样行驶', '15', '1', '5']);
});

test('nothing is joined across looks, lines of a table and the beginning of an option', () => {
  const [a, b, c, d] = pieces('雨天减速', 2);
  const underlined = [a, b, c, d].map((p, i) => ({ ...(p as Piece), underline: i > 1 }));
  expect(texts(joinSpacedLetters(underlined, []))).toEqual(['雨天', '减速']);
  const rule = { at: 79, from: 0, to: 500 };
  expect(texts(joinSpacedLetters(pieces('雨天减速', 2), [rule]))).toEqual(['雨天', '减速']);
  expect(texts(joinSpacedLetters(pieces('雨天减速B.加速', 2), []))).toEqual(['雨天减速', 'B.加速']);
});
