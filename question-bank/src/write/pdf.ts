import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';
import { inspectPicture } from '../check/picture';
import type { MediaRef, Question } from '../model/question';
import { eachWritten, lostIn, picturesMissing, type BankToWrite, type Written } from './export-form';
import type { Sink } from './sink';
import { aspectOf } from './xlsx-pictures';

/** Noto Sans SC, SIL Open Font Licence 1.1; only the glyphs used are embedded. */
const FONTS = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
const font = (weight: string) => join(FONTS, weight, `NotoSansSC_${weight}.ttf`);

/** Points on A4. */
const PAGE = { top: 56, bottom: 60, left: 54, width: 487, height: 842 };
const PICTURE = { width: 170, height: 110 };
const INDENT = 24;
/** A blank as wide as a Han character. */
const WIDE = '\u3000';
const INK = '#16202b';
const GREY = '#5b6673';
const RIGHT = '#0b6b4f';
const TYPES: Readonly<Record<Question['type'], string>> = { judge: '判断', single: '单选', multi: '多选' };

type Doc = PDFKit.PDFDocument;

/** Begins a new page where less than that is left of this one. */
function room(doc: Doc, points: number): void {
  if (doc.y + points > PAGE.height - PAGE.bottom) doc.addPage();
}

function line(doc: Doc, text: string, size: number, colour: string, indent = 0): void {
  doc
    .fontSize(size)
    .fillColor(colour)
    .text(text, PAGE.left + indent, doc.y, { width: PAGE.width - indent, lineGap: 2 });
}

/** Whether the picture can stand in a PDF: what pdfkit and the SVG writer can draw. */
function drawable(bytes: Uint8Array | undefined): 'svg' | 'bitmap' | undefined {
  const picture = bytes && inspectPicture(bytes);
  if (!picture?.ok) return undefined;
  if (picture.format === 'svg') return 'svg';
  return picture.format === 'png' || picture.format === 'jpeg' ? 'bitmap' : undefined;
}

/** The picture without a size of its own, so that it fills the box it is drawn in. */
function sizeless(svg: string): string {
  return svg.replace(/<svg\b[^>]*>/, (tag) => {
    const of = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([\\d.]+)(?:px)?["']`).exec(tag)?.[1];
    const [width, height] = [of('width'), of('height')];
    const bare = tag.replace(/\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
    if (/\sviewBox\s*=/.test(bare) || !width || !height) return bare;
    return bare.replace(/^<svg/, `<svg viewBox="0 0 ${width} ${height}"`);
  });
}

/** Draws one picture; false, and nothing drawn, where a broken file could not be. */
function picture(doc: Doc, bytes: Uint8Array): boolean {
  const kind = drawable(bytes);
  if (!kind) return false;
  const aspect = aspectOf(bytes);
  const width = Math.min(PICTURE.width, PICTURE.height * aspect);
  const height = width / aspect;
  room(doc, height + 8);
  const [x, y] = [PAGE.left + INDENT, doc.y + 3];
  try {
    if (kind === 'bitmap') doc.image(Buffer.from(bytes), x, y, { width, height });
    else {
      // Nothing outside the file is fetched: pictures inside pictures are left out.
      svgToPdf(doc, sizeless(Buffer.from(bytes).toString('utf8')), x, y, {
        width,
        height,
        assumePt: true,
        imageCallback: () => '',
        warningCallback: () => undefined,
        fontCallback: () => 'body',
      });
      doc.font('body');
    }
  } catch {
    return false;
  }
  doc.y = y + height + 5;
  return true;
}

function pictures(doc: Doc, refs: readonly MediaRef[], media: BankToWrite['media']): void {
  for (const { file, alt } of refs) {
    const bytes = media.get(file);
    const drawn = bytes !== undefined && picture(doc, bytes);
    line(doc, drawn ? alt['zh-CN'] : `［图片 ${file}］${alt['zh-CN']}`, 8, GREY, INDENT);
  }
}

interface Line {
  text: string;
  size: number;
  colour: string;
  font?: 'bold';
}
/** The lines under a question's pictures. */
function below(q: Question): Line[] {
  const law = q.lawRef.map((r) => `${r.code} ${r.article}`).join('；');
  const dates = q.validFrom || q.validTo ? `有效期 ${q.validFrom ?? ''} — ${q.validTo ?? ''}` : '';
  const about = [`题号 ${q.id}`, law, dates, q.tags.join('、')].filter((p) => p !== '').join(WIDE);
  return [
    ...q.options.map((o): Line => {
      const right = q.answer.includes(o.id);
      const text = `${right ? '√' : WIDE} ${o.id}. ${o.text['zh-CN']}${o.text.en ? `${WIDE}${o.text.en}` : ''}`;
      return { text, size: 9.5, colour: right ? RIGHT : INK, ...(right ? { font: 'bold' } : {}) };
    }),
    ...(q.explanation ? [{ text: `解析：${q.explanation['zh-CN']}`, size: 9, colour: GREY }] : []),
    { text: about, size: 8, colour: GREY },
  ];
}

function entry(doc: Doc, q: Question, number: number, media: BankToWrite['media']): void {
  const above: Line[] = [
    { text: `【${TYPES[q.type]}】${q.stem['zh-CN']}`, size: 10.5, colour: INK },
    ...(q.stem.en ? [{ text: q.stem.en, size: 8.5, colour: GREY }] : []),
  ];
  const under = below(q);
  const tall = [...above, ...under].reduce(
    (sum, l) => sum + doc.fontSize(l.size).heightOfString(l.text, { width: PAGE.width - INDENT, lineGap: 2 }),
    q.media.length * (PICTURE.height + 24),
  );
  // A question stands on one page, unless it is longer than a page.
  room(doc, Math.min(tall, PAGE.height - PAGE.top - PAGE.bottom));
  const write = ({ text, size, colour, font }: Line) => {
    doc.font(font ?? 'body');
    line(doc, text, size, colour, INDENT);
  };
  const from = doc.y;
  doc.font('bold');
  line(doc, `${number}.`, 10.5, INK);
  doc.y = from;
  above.forEach(write);
  doc.moveDown(0.2);
  pictures(doc, q.media, media);
  under.forEach(write);
  doc.font('body').moveDown(0.8);
}

/** What the library keeps of a document until its end, which its types do not tell. */
interface Kept {
  /** Fonts with the widths of every line they ever set. */
  _fontFamilies: Record<string, { layoutCache?: object }>;
  page: { content: Part; dictionary: { data: { Contents: Part | Part[] } } };
  ref(data: object): Part;
}
interface Part {
  end(): void;
}
/** Questions after which widths are forgotten: those of one are asked for several times, of others seldom. */
const REMEMBERED = 50;

/**
 * Bounds what is kept of pages that are full: what stands on one goes to the file, and only its number, which waits until
 * all are counted, comes in a second stream. Else a large bank holds hundreds of megabytes.
 */
function slim(doc: Doc): () => void {
  const kept = doc as unknown as Kept;
  let { page } = kept;
  doc.on('pageAdded', () => {
    const { content, dictionary } = page;
    content.end();
    page.content = kept.ref({});
    dictionary.data.Contents = [content, page.content];
    page = kept.page;
  });
  return () => {
    for (const font of Object.values(kept._fontFamilies)) font.layoutCache = Object.create(null) as object;
  };
}

/**
 * The bank on paper, for reading and signing off: chapter by chapter, right options marked, pictures, statutes, a
 * page number on each page. It is no format to import. A4; equal banks give equal bytes.
 */
export async function writePdf(bank: BankToWrite, sink: Sink): Promise<Written> {
  const { questions, media, name } = bank;
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.left, right: PAGE.left },
    bufferPages: true,
    lang: 'zh-CN',
    info: { Title: name['zh-CN'], Creator: 'Kaotai', CreationDate: new Date(0), ModDate: new Date(0) },
  });
  doc.on('data', (c: Buffer) => sink.write(c));
  const done = new Promise<void>((resolve) => void doc.on('end', () => resolve()));
  doc.registerFont('body', font('400Regular')).registerFont('bold', font('700Bold'));
  doc.font('bold');
  line(doc, name['zh-CN'], 18, INK);
  doc.font('body');
  line(doc, `共 ${questions.length} 题。打“√”的选项为正确答案。`, 9, GREY);
  const forget = slim(doc);
  let chapter: string | undefined;
  for (const [i, q] of eachWritten(bank)) {
    if (i % REMEMBERED === 0) {
      forget();
      // So that pictures that were drawn go to the file.
      await setImmediate();
    }
    if (q.chapter !== chapter) {
      chapter = q.chapter;
      room(doc, 120);
      doc.moveDown(1).font('bold');
      line(doc, chapter, 13, INK);
      doc.font('body').moveDown(0.4);
    }
    entry(doc, q, i + 1, media);
  }
  const { start, count } = doc.bufferedPageRange();
  for (let page = start; page < start + count; page += 1) {
    doc.switchToPage(page);
    // The number stands in the margin, where text would otherwise begin another page.
    doc.page.margins.bottom = 0;
    doc.fontSize(8).fillColor(GREY);
    doc.text(`${page + 1} / ${count}`, PAGE.left, PAGE.height - 36, { width: PAGE.width, align: 'center' });
  }
  doc.end();
  await done;
  return {
    ending: 'pdf',
    mime: 'application/pdf',
    lost: [
      ...picturesMissing(bank),
      ...lostIn(
        questions,
        (q) => q.media.some((m) => media.has(m.file) && !drawable(media.get(m.file))),
        'GIF、WebP 和损坏的图片不能印进 PDF，只写出了文件名',
        'GIF, WebP and broken pictures cannot stand in a PDF; only their names are written',
      ),
    ],
  };
}
