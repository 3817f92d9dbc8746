import type ExcelJS from 'exceljs';
import type { FieldKey } from '../read/column-names';
import { DEFAULT_LIMITS } from '../read/limits';
import { DIFFICULTY_WORDS, ownCells, ownColumns, TYPE_WORDS } from '../read/own/own-row';
import { unzip } from '../read/unzip';
import {
  eachWritten,
  lostIn,
  nameLost,
  picturesMissing,
  picturesUsed,
  type BankToWrite,
  type Lost,
  type Written,
} from './export-form';
import { utf8, type Sink } from './sink';
import { drawingOf, factsOf, PICTURE_BOX, type PictureFacts, type PlacedPicture } from './xlsx-pictures';
import { TextSheet, type SheetRow } from './xlsx-sheet';
import { ZipWriter } from './zip-writer';

/** Excel repairs, that is empties, cells that are longer. */
const LONGEST_CELL = 32_767;
const POINTS_PER_PIXEL = 0.75;
const LINE = 15;
const MOST_POINTS = 409;

/** Widths in characters of Latin text; a Han character takes two. */
const WIDTHS: Partial<Record<FieldKey, number>> = {
  id: 14,
  chapter: 20,
  stem: 48,
  stemEn: 40,
  answer: 8,
  explanation: 40,
  explanationEn: 36,
  lawRef: 24,
  picture: 26,
  pictureAlt: 24,
  pictureAltEn: 24,
  tags: 18,
};
const widthOf = (key: FieldKey) =>
  WIDTHS[key.replace(/:.*$/, 'En') as FieldKey] ?? (key.startsWith('option') ? 22 : 11);

const linesIn = (text: string, width: number) =>
  text.split('\n').reduce((sum, line) => {
    const units = [...line].reduce((n, c) => n + (c > '\u2e7f' ? 2 : 1), 0);
    return sum + Math.max(1, Math.ceil(units / (width - 1)));
  }, 0);

type Validations = { add(range: string, rule: ExcelJS.DataValidation): void };

/** Offers words in a column; another word can still be typed, for it is the import that judges. */
function offer(sheet: ExcelJS.Worksheet, key: FieldKey, words: readonly string[]): void {
  const letter = sheet.getColumn(key).letter;
  // The library's types know validations of single cells only; of a range they are one line in the file.
  const { dataValidations } = sheet as unknown as { dataValidations: Validations };
  dataValidations.add(`${letter}2:${letter}1048576`, {
    type: 'list',
    allowBlank: true,
    formulae: [`"${words.join(',')}"`],
  });
}

type Column = ReturnType<typeof ownColumns>[number];

/** Makes the columns and their head. */
function head(sheet: ExcelJS.Worksheet, columns: readonly Column[]): void {
  sheet.columns = columns.map(([key, header]) => ({
    key,
    header,
    width: widthOf(key),
    hidden: key === 'own',
    style: { alignment: { wrapText: true, vertical: 'top' }, numFmt: '@' },
  }));
  const row = sheet.getRow(1);
  row.font = { bold: true };
  row.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } };
}

function* rowsOf(bank: BankToWrite, columns: readonly Column[]): Generator<SheetRow> {
  const { media } = bank;
  for (const [, q] of eachWritten(bank)) {
    const said = ownCells(q);
    const cells = new Map<number, string>();
    let lines = 1;
    for (const [column, [key]] of columns.entries()) {
      const text = said.get(key);
      if (text === undefined) continue;
      cells.set(column, text.slice(0, LONGEST_CELL));
      lines = Math.max(lines, linesIn(text.slice(0, 2000), widthOf(key)));
    }
    const tall = q.media.some((m) => media.has(m.file)) ? (PICTURE_BOX.height + 12) * POINTS_PER_PIXEL : 0;
    yield { cells, height: Math.min(MOST_POINTS, Math.max(lines * LINE, tall)) };
  }
}

function placedOf({ questions, media }: BankToWrite, columns: readonly Column[]): PlacedPicture[] {
  const column = columns.findIndex(([k]) => k === 'picture');
  return questions.flatMap((q, i) =>
    q.media
      .filter((m) => media.has(m.file))
      .map(({ file, alt }, nth) => ({ row: i + 1, column, nth, file, alt: alt['zh-CN'] })),
  );
}

/** What a workbook cannot hold of these questions. */
function cutOff(bank: BankToWrite, facts: PictureFacts): Lost[] {
  const { questions } = bank;
  const shows = (q: (typeof questions)[number], format: string | undefined) =>
    q.media.some((m) => facts.has(m.file) && facts.get(m.file)?.format === format);
  return [
    ...nameLost(bank),
    ...picturesMissing(bank),
    ...lostIn(
      questions,
      (q) => [...ownCells(q).values()].some((text) => text.length > LONGEST_CELL),
      `Excel 的一个单元格最多 ${LONGEST_CELL} 字，更长的文字被截断`,
      `A cell of Excel holds ${LONGEST_CELL} characters; longer texts are cut off`,
    ),
    ...lostIn(
      questions,
      (q) => shows(q, undefined),
      '不是图片的文件不能放进工作簿，只写出了文件名',
      'Files that are no pictures cannot lie in a workbook; only their names are written',
    ),
    ...lostIn(
      questions,
      (q) => shows(q, 'webp'),
      'WebP 图片在旧版 Excel 和 WPS 里不显示（再导入时仍在）',
      'Older Excel and WPS do not show WebP pictures (importing the file again still finds them)',
    ),
  ];
}

const SHEET = 'xl/worksheets/sheet1.xml';
const STRINGS = 'xl/sharedStrings.xml';
const CONTENT_TYPES = '[Content_Types].xml';

/** The parts of the workbook as the library makes them, with one row of its questions at most. */
async function workbook({ name, questions }: BankToWrite, columns: readonly Column[]) {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  // A fixed day: equal banks give equal bytes.
  book.created = book.modified = new Date(0);
  book.creator = book.lastModifiedBy = 'Kaotai';
  book.title = name['zh-CN'];
  const sheet = book.addWorksheet('题库', { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
  head(sheet, columns);
  if (questions.length > 0) sheet.getRow(2).getCell(1).value = '-';
  offer(sheet, 'type', Object.values(TYPE_WORDS));
  offer(sheet, 'difficulty', Object.values(DIFFICULTY_WORDS));
  offer(sheet, 'shuffle', ['是', '否']);
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: questions.length + 1, column: sheet.columnCount - 1 },
  };
  const plain = Buffer.from(await book.xlsx.writeBuffer());
  const limits = { ...DEFAULT_LIMITS, maxEntryBytes: Infinity, maxRatio: Infinity };
  return new Map<string, Uint8Array>((await unzip(plain, 'export.xlsx', limits, Infinity)).files);
}

/**
 * The clerk's workbook: one sheet 题库, a question a row, every field of the model in a column, its pictures in the
 * row. An import takes marked rows literally, so an unedited export is no change and an edited cell is one change.
 */
export async function writeXlsx(bank: BankToWrite, sink: Sink): Promise<Written> {
  const columns = ownColumns(bank.questions);
  const parts = await workbook(bank, columns);
  const facts = factsOf(picturesUsed(bank), bank.media);
  const drawing = drawingOf(placedOf(bank, columns), facts);
  const text = (path: string) => Buffer.from(parts.get(path) ?? []).toString('utf8');
  const sheet = new TextSheet(
    text(SHEET),
    text(STRINGS),
    columns.map(([, header]) => header),
  );
  const tail = drawing ? '<drawing r:id="rId1"/>' : '';
  const zip = new ZipWriter(sink);
  for (const [path, bytes] of parts) {
    if (path === SHEET) {
      const rows = sheet.rows(rowsOf(bank, columns), bank.questions.length, columns.length, tail);
      await zip.addLong(path, utf8(rows));
    } else if (path === STRINGS) await zip.addLong(path, utf8(sheet.shared()));
    else if (path === CONTENT_TYPES && drawing) zip.add(path, Buffer.from(drawing.types(text(path))));
    else zip.add(path, bytes);
  }
  let done = 0;
  for (const [path, picture] of drawing?.media ?? []) {
    const bytes = typeof picture === 'string' ? bank.media.get(picture) : picture;
    if (bytes) zip.add(path, bytes);
    bank.onProgress?.({ phase: 'pictures', done: (done += 1), total: drawing?.media.size ?? 0 });
  }
  for (const [path, texts] of drawing?.parts ?? []) await zip.addLong(path, utf8(texts()));
  zip.end();
  return {
    textBytes: zip.textBytes,
    ending: 'xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    lost: cutOff(bank, facts),
  };
}
