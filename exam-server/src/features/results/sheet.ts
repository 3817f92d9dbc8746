import { dirname, join } from 'node:path';
import PDFDocument from 'pdfkit';
import QRCode from 'qrcode';
import type { ResultView } from 'exam-contract/attempt';
import type { Strokes } from 'exam-contract/sitting';
import { fitted, type Doc } from './sheet-fit';
import { drawRevisions, revisionsHeight } from './sheet-revisions';
import { reasonText, sheetText as t } from './sheet-text';

/** Noto Sans SC, SIL Open Font Licence 1.1; pdfkit embeds only the glyphs used. */
const FONT = join(
  dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json')),
  '400Regular',
  'NotoSansSC_400Regular.ttf',
);

export interface SheetData {
  attemptId: string;
  name: string;
  maskedIdNumber: string;
  kindName: string;
  kindNameEn: string | undefined;
  licenceClass: string;
  place: string;
  results: ResultView[];
  /** Whether the kind lets wrong questions be named on paper. */
  listWrong: boolean;
  enrolmentPhoto: Buffer | null;
  captures: { jpeg: Buffer; at: number }[];
  examiner: { name: string; certificate: string };
  candidateSignature: Strokes | null;
  examinerSignature: Strokes | null;
  logHash: string;
}

const INK = '#16202b';
const GREY = '#5b6673';
const RULE = '#c9d1d9';
const LEFT = 50;
const WIDTH = 495;
/** Height of one result. */
const RESULT = 72;

const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const when = (ms: number) => clock.format(ms);

/** The printed sheet, one A4 page. Times are Beijing time. */
export async function resultSheet(d: SheetData): Promise<Buffer> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    info: { Title: `${t.title[0]} ${d.attemptId}`, Creator: 'Kaotai' },
    lang: 'zh-CN',
  });
  const chunks: Buffer[] = [];
  doc.on('data', (c: Buffer) => chunks.push(c));
  const done = new Promise<void>((resolve) => void doc.on('end', () => resolve()));
  doc.font(FONT);

  doc.fillColor(INK).fontSize(20).text(t.title[0], LEFT, 44, { width: WIDTH, align: 'center' });
  doc.fillColor(GREY).fontSize(9).text(t.title[1], LEFT, 72, { width: WIDTH, align: 'center' });
  rule(doc, 94);

  const fields: [readonly [string, string], string, string?][] = [
    [t.name, d.name],
    [t.idNumber, d.maskedIdNumber],
    [t.kind, d.kindName, d.kindNameEn],
    [t.licenceClass, d.licenceClass],
    [t.place, d.place],
  ];
  let y = 106;
  for (const [label, value, translation] of fields) {
    both(doc, label, LEFT, y);
    doc
      .fillColor(INK)
      .fontSize(12)
      .text(value, LEFT + 130, translation ? y - 2 : y + 2, { width: 250, height: 18, ellipsis: true });
    if (translation)
      doc
        .fillColor(GREY)
        .fontSize(7)
        .text(translation, LEFT + 130, y + 14, { width: 250, height: 10, ellipsis: true });
    y += 30;
  }
  photo(doc, d.enrolmentPhoto, LEFT + 395, 104, 100, 125);
  both(doc, t.enrolled, LEFT + 395, 232);

  y = 268;
  rule(doc, y - 8);
  for (const r of d.results) y = resultRow(doc, r, y, d.listWrong);
  // The second result's place is free where there is one; more is taken from the height of the photographs.
  const spare = Math.max(0, 2 - d.results.length) * RESULT;
  const revised = revisionsHeight(d.results, spare);
  drawRevisions(doc, d.results, { x: LEFT, y, w: WIDTH, h: revised }, { ink: INK, grey: GREY, when });
  y += revised;
  rule(doc, y);

  y += 8;
  both(doc, t.captures, LEFT, y);
  const width = 148;
  const height = 111 - Math.max(0, revised - spare);
  for (let i = 0; i < 3; i++) {
    const c = d.captures[i];
    const x = LEFT + i * (width + 25.5);
    photo(doc, c?.jpeg ?? null, x, y + 28, width, height);
    doc
      .fillColor(GREY)
      .fontSize(8)
      .text(c ? when(c.at) : `${t.noCapture[0]}  ${t.noCapture[1]}`, x, y + height + 31, {
        width,
        align: 'center',
      });
  }

  y += height + 47;
  rule(doc, y);
  signature(doc, t.candidate, d.candidateSignature, LEFT, y + 8, '');
  signature(
    doc,
    t.examiner,
    d.examinerSignature,
    LEFT + 255,
    y + 8,
    `${d.examiner.name}  ${t.certificate[0]} ${d.examiner.certificate}`,
  );

  y = 706;
  rule(doc, y);
  const qr = await QRCode.toBuffer(`kaotai:verify:${d.attemptId}:${d.logHash}`, {
    errorCorrectionLevel: 'M',
    margin: 0,
    width: 300,
  });
  doc.image(qr, LEFT + 410, y + 10, { width: 85 });
  both(doc, t.log, LEFT, y + 10);
  doc
    .fillColor(INK)
    .fontSize(9)
    .text(d.logHash.slice(0, 32), LEFT, y + 40)
    .text(d.logHash.slice(32), LEFT, y + 53);
  doc
    .fillColor(GREY)
    .fontSize(8)
    .text(`${t.verify[0]} ${d.attemptId}`, LEFT, y + 74);

  doc.end();
  await done;
  return Buffer.concat(chunks);
}

function both(doc: Doc, label: readonly [string, string], x: number, y: number): void {
  doc.fillColor(INK).fontSize(10).text(label[0], x, y, { lineBreak: false });
  doc
    .fillColor(GREY)
    .fontSize(7)
    .text(label[1], x, y + 14, { lineBreak: false });
}
function rule(doc: Doc, y: number): void {
  doc
    .moveTo(LEFT, y)
    .lineTo(LEFT + WIDTH, y)
    .lineWidth(0.7)
    .strokeColor(RULE)
    .stroke();
}

function resultRow(doc: Doc, r: ResultView, y: number, listWrong: boolean): number {
  const verdict = r.passed ? t.passed : t.failed;
  both(doc, r.ordinal === 1 ? t.first : t.retake, LEFT, y);
  doc
    .fillColor(INK)
    .fontSize(20)
    .text(String(r.score), LEFT + 70, y - 4, { lineBreak: false });
  doc
    .fillColor(GREY)
    .fontSize(8)
    .text(`${t.passMark[0]} ${r.passMark}`, LEFT + 70, y + 20, { lineBreak: false });
  doc
    .fillColor(r.passed ? '#0a6b3d' : '#9b1c1c')
    .fontSize(14)
    .text(verdict[0], LEFT + 130, y - 1, { lineBreak: false });
  doc.fontSize(8).text(verdict[1], LEFT + 130, y + 19, { lineBreak: false });
  doc
    .fillColor(INK)
    .fontSize(9)
    .text(`${t.start[0]} ${when(r.startedAt)}`, LEFT + 205, y - 1, { lineBreak: false });
  doc.text(`${t.end[0]} ${when(r.endedAt)}`, LEFT + 205, y + 14, { lineBreak: false });
  const reason = reasonText[r.reason];
  const why = r.terminatedReason ? `${reason[0]}:${r.terminatedReason}` : reason[0];
  const below = fitted(doc.fillColor(INK), why, { x: LEFT + 345, y: y - 1, w: 150, h: 28, size: 9 });
  fitted(doc.fillColor(GREY), reason[1], { x: LEFT + 345, y: below, w: 150, h: y + 36 - below, size: 7 });
  const numbers = r.wrongItems.map((w) => w.index + 1).join(r.wrongItems.length > 30 ? ' ' : '、');
  const wrong = listWrong ? numbers || t.wrongNone[0] : String(r.wrong);
  const withdrawn = withdrawnText(r);
  fitted(doc.fillColor(GREY), `${t.wrong[0]} ${t.wrong[1]}: ${wrong}`, {
    x: LEFT,
    y: y + 38,
    w: WIDTH,
    h: withdrawn ? 21 : 31,
    size: 8,
  });
  if (withdrawn) fitted(doc.fillColor(INK), withdrawn, { x: LEFT, y: y + 60, w: WIDTH, h: 11, size: 8 });
  return y + RESULT;
}

/** Which questions were withdrawn and how they count; empty where none was. */
function withdrawnText(r: ResultView): string {
  const of = (policy: ResultView['withdrawnItems'][number]['policy'], words: readonly [string, string]) => {
    const numbers = r.withdrawnItems.filter((w) => w.policy === policy).map((w) => w.index + 1);
    return numbers.length > 0
      ? [`第 ${numbers.join('、')} ${words[0]}  No. ${numbers.join(', ')} ${words[1]}`]
      : [];
  };
  return [...of('count_right', t.countRight), ...of('drop_rescale', t.dropRescale)].join('; ');
}

function photo(doc: Doc, jpeg: Buffer | null, x: number, y: number, w: number, h: number): void {
  if (jpeg) {
    try {
      doc.save().rect(x, y, w, h).clip();
      doc.image(jpeg, x, y, { cover: [w, h], align: 'center', valign: 'center' });
      doc.restore();
    } catch {
      // A picture that cannot be embedded leaves its frame empty; the sheet itself must come out.
      doc.restore();
    }
  }
  doc.rect(x, y, w, h).lineWidth(0.7).strokeColor(RULE).stroke();
}

function signature(
  doc: Doc,
  label: readonly [string, string],
  strokes: Strokes | null,
  x: number,
  y: number,
  note: string,
): void {
  both(doc, label, x, y);
  const [w, h] = [230, 72];
  doc
    .rect(x, y + 28, w, h)
    .lineWidth(0.7)
    .strokeColor(RULE)
    .stroke();
  if (!strokes) {
    doc
      .fillColor('#9b1c1c')
      .fontSize(10)
      .text(`${t.unsigned[0]}  ${t.unsigned[1]}`, x, y + 56, { width: w, align: 'center' });
  } else {
    doc.save().lineWidth(1.4).lineCap('round').lineJoin('round').strokeColor('#10233f');
    for (const stroke of strokes) {
      stroke.forEach(([px, py], i) => {
        const at: [number, number] = [x + 4 + px * (w - 8), y + 30 + py * (h - 4)];
        if (i === 0) doc.moveTo(...at);
        else doc.lineTo(...at);
      });
      if (stroke.length === 1) doc.lineTo(x + 5 + stroke[0]![0] * (w - 8), y + 30 + stroke[0]![1] * (h - 4));
      doc.stroke();
    }
    doc.restore();
  }
  if (note)
    doc
      .fillColor(GREY)
      .fontSize(8)
      .text(note, x, y + 104, { width: w, height: 12, ellipsis: true });
}
