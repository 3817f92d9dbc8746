import type ExcelJS from 'exceljs';
import type { FieldKey } from '../read/column-names';
import { DEFAULT_LIMITS } from '../read/limits';
import { DIFFICULTY_WORDS, ownCells, ownColumns, TYPE_WORDS } from '../read/own/own-row';
import { unzip } from '../read/unzip';
import { inspectPicture } from '../check/picture';
import {
  lostIn,
  nameLost,
  picturesMissing,
  picturesUsed,
  type BankToWrite,
  type Lost,
  type Written,
} from './export-form';
import { packZip } from './pack-zip';
import { addPictures, PICTURE_BOX, type PlacedPicture } from './xlsx-pictures';

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

function fill(sheet: ExcelJS.Worksheet, { questions, media }: BankToWrite): PlacedPicture[] {
  const placed: PlacedPicture[] = [];
  const columns = ownColumns(questions);
  const pictureColumn = columns.findIndex(([k]) => k === 'picture');
  sheet.columns = columns.map(([key, header]) => ({
    key,
    header,
    width: widthOf(key),
    hidden: key === 'own',
    style: { alignment: { wrapText: true, vertical: 'top' }, numFmt: '@' },
  }));
  const head = sheet.getRow(1);
  head.font = { bold: true };
  head.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE8EEF4' } };
  for (const [i, q] of questions.entries()) {
    const cells = ownCells(q);
    const row = sheet.getRow(i + 2);
    let lines = 1;
    for (const [column, [key]] of columns.entries()) {
      const text = cells.get(key);
      if (text === undefined) continue;
      row.getCell(column + 1).value = text.slice(0, LONGEST_CELL);
      lines = Math.max(lines, linesIn(text.slice(0, 2000), widthOf(key)));
    }
    const pictures = q.media.filter((m) => media.has(m.file));
    for (const [nth, { file, alt }] of pictures.entries())
      placed.push({ row: i + 1, column: pictureColumn, nth, file, alt: alt['zh-CN'] });
    const tall = pictures.length > 0 ? (PICTURE_BOX.height + 12) * POINTS_PER_PIXEL : 0;
    row.height = Math.min(MOST_POINTS, Math.max(lines * LINE, tall));
  }
  return placed;
}

/** What a workbook cannot hold of these questions. */
function cutOff(bank: BankToWrite): Lost[] {
  const { questions, media } = bank;
  const pictureIs = (q: (typeof questions)[number], test: (bytes: Uint8Array) => boolean) =>
    q.media.some((m) => test(media.get(m.file) ?? new Uint8Array()));
  const formatOf = (bytes: Uint8Array) => {
    const picture = bytes.length === 0 ? undefined : inspectPicture(bytes);
    return picture?.ok ? picture.format : picture && 'broken';
  };
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
      (q) => pictureIs(q, (bytes) => formatOf(bytes) === 'broken'),
      '不是图片的文件不能放进工作簿，只写出了文件名',
      'Files that are no pictures cannot lie in a workbook; only their names are written',
    ),
    ...lostIn(
      questions,
      (q) => pictureIs(q, (bytes) => formatOf(bytes) === 'webp'),
      'WebP 图片在旧版 Excel 和 WPS 里不显示（再导入时仍在）',
      'Older Excel and WPS do not show WebP pictures (importing the file again still finds them)',
    ),
  ];
}

/**
 * The clerk's workbook: one sheet 题库, a question a row, every field of the model in a column, its pictures in the
 * row. An import takes marked rows literally, so an unedited export is no change and an edited cell is one change.
 */
export async function writeXlsx(bank: BankToWrite): Promise<Written> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  // A fixed day: equal banks give equal bytes.
  book.created = book.modified = new Date(0);
  book.creator = book.lastModifiedBy = 'Kaotai';
  book.title = bank.name['zh-CN'];
  const sheet = book.addWorksheet('题库', { views: [{ state: 'frozen', xSplit: 1, ySplit: 1 }] });
  const placed = fill(sheet, bank);
  offer(sheet, 'type', Object.values(TYPE_WORDS));
  offer(sheet, 'difficulty', Object.values(DIFFICULTY_WORDS));
  offer(sheet, 'shuffle', ['是', '否']);
  sheet.autoFilter = {
    from: { row: 1, column: 1 },
    to: { row: bank.questions.length + 1, column: sheet.columnCount - 1 },
  };
  const plain = Buffer.from(await book.xlsx.writeBuffer());
  const limits = { ...DEFAULT_LIMITS, maxEntryBytes: Infinity, maxRatio: Infinity };
  const { files } = await unzip(plain, 'export.xlsx', limits, Infinity);
  const parts = new Map<string, Uint8Array>(files);
  addPictures(parts, placed, picturesUsed(bank));
  return {
    ending: 'xlsx',
    mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: packZip(parts),
    lost: cutOff(bank),
  };
}
