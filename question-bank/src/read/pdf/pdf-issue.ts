import type { Bilingual, Issue, Position } from '../../model/issue';
import { readIssue } from '../read-issue';
import { MOST_PAGES, type PdfFailure } from './pages';

const say = (issue: Issue, message: Bilingual, mend: Bilingual): Issue => ({ ...issue, message, mend });
const AGAIN: Bilingual = {
  'zh-CN': '请用 WPS 或 Acrobat 打开，另存为新的 PDF 或 Word 文件后再导入',
  en: 'Open it in WPS or Acrobat, save it as a new PDF or as a Word file and import that',
};

/** Why a PDF gave nothing. */
export function pdfFailed({ why, reason = '', count = 0 }: PdfFailure, at: Position): Issue {
  switch (why) {
    case 'password':
      return say(
        readIssue('PASSWORD_PROTECTED', at),
        { 'zh-CN': 'PDF 设了打开密码，无法读取', en: 'The PDF is protected by a password' },
        {
          'zh-CN': '请用密码打开它，另存为没有密码的 PDF',
          en: 'Open it with its password and save it without one',
        },
      );
    case 'pages':
      return say(
        readIssue('TOO_MANY_CELLS', at, { limit: MOST_PAGES }),
        {
          'zh-CN': `PDF 有 ${count} 页，上限 ${MOST_PAGES} 页`,
          en: `The PDF has ${count} pages, the limit is ${MOST_PAGES}`,
        },
        { 'zh-CN': '请拆分成几个 PDF', en: 'Split it into several files' },
      );
    case 'bomb':
      return say(
        readIssue('ZIP_BOMB', at),
        {
          'zh-CN': 'PDF 解压后异常地大，已拒绝读取',
          en: 'The PDF unpacks to an abnormal size; it is not read',
        },
        AGAIN,
      );
    case 'memory':
    case 'time':
      return say(
        readIssue('BROKEN_FILE', at),
        {
          'zh-CN': why === 'memory' ? 'PDF 太复杂，读取它需要的内存过多' : 'PDF 太复杂，有一页很久都没有读完',
          en:
            why === 'memory'
              ? 'The PDF needs too much memory to be read'
              : 'A page of the PDF takes too long to be read',
        },
        AGAIN,
      );
    case 'broken':
      return say(
        readIssue('BROKEN_FILE', at),
        { 'zh-CN': 'PDF 打不开，文件可能已损坏', en: `The PDF cannot be opened: ${reason.slice(0, 120)}` },
        AGAIN,
      );
  }
}

/** A page that could not be read. */
export const pageBroken = (at: Position, page: number): Issue =>
  say(
    readIssue('BROKEN_FILE', at),
    { 'zh-CN': `PDF 第 ${page} 页读不出来`, en: `Page ${page} of the PDF cannot be read` },
    AGAIN,
  );

const pagesSaid = (pages: readonly number[]) =>
  pages.slice(0, 12).join('、') + (pages.length > 12 ? '…' : '');
const OCR: Bilingual = {
  'zh-CN': '请用 WPS 或 Word 的文字识别（OCR）转成 .docx，核对文字和答案后再导入',
  en: 'Turn it into .docx with the text recognition (OCR) of WPS or Word, look over texts and keys, and import that',
};
/** Pages that are nothing but pictures of paper. */
export const pagesScanned = (at: Position, pages: readonly number[], all: boolean): Issue => {
  const issue = readIssue(all ? 'UNKNOWN_FORMAT' : 'TEXT_LOST', at);
  return say(
    issue,
    all
      ? {
          'zh-CN': 'PDF 是扫描件，只有图片，没有文字',
          en: 'The PDF is a scan: it holds pictures of pages and no text',
        }
      : {
          'zh-CN': `有 ${pages.length} 页是扫描的图片，没有文字，没有读：第 ${pagesSaid(pages)} 页`,
          en: `${pages.length} pages are scanned pictures without text and were not read: ${pages.slice(0, 12).join(', ')}`,
        },
    OCR,
  );
};
/** Pages whose text was put there by a program that recognized it. */
export const pagesRecognized = (at: Position, pages: readonly number[]): Issue =>
  say(
    readIssue('TEXT_LOST', at),
    {
      'zh-CN': `有 ${pages.length} 页是扫描件，文字由程序识别得来，可能有错：第 ${pagesSaid(pages)} 页`,
      en: `The text of ${pages.length} scanned pages was recognized by a program and may be wrong: ${pages.slice(0, 12).join(', ')}`,
    },
    { 'zh-CN': '请逐题核对文字和答案', en: 'Look over texts and keys, question by question' },
  );
/** Pictures that were made of the lines and areas of the page. */
export const drawnPictures = (at: Position, count: number): Issue =>
  say(
    readIssue('TEXT_LOST', at),
    {
      'zh-CN': `有 ${count} 张图是用线条画在页面上的，已转成 SVG 图片`,
      en: `${count} pictures are drawn on the pages with lines; they were made into SVG pictures`,
    },
    { 'zh-CN': '请抽查这些图片是否完整', en: 'Look whether they are whole' },
  );
/** Tables without lines in which a text of several lines may belong to this row or that. */
/** `torn`: the last row before them was left out as well. */
export const tablesMuddled = (at: Position, pages: readonly number[], torn: boolean): Issue =>
  say(
    readIssue('BAD_FIELD', at, { reason: '', reasonEn: '' }),
    {
      'zh-CN': `表格没有框线，分不清各行各列，它和这些页上它下面的内容都没有读${torn ? '，接到这些页的那一行也没有读' : ''}：第 ${pagesSaid(pages)} 页`,
      en: `A table without lines whose rows cannot be told apart was not read, nor what stands below it on the page${torn ? ', nor the row that goes on there' : ''}: page ${pages.slice(0, 12).join(', ')}`,
    },
    {
      'zh-CN': '请导入原来的 Excel 或 Word 文件；没有的话，请给表格加上框线后再存为 PDF',
      en: 'Import the Excel or Word file it was made of, or give the table lines and save it as PDF again',
    },
  );
const SHEET: Bilingual = {
  'zh-CN': '请直接导入原来的 Excel 文件；没有的话，请设为“自动调整行高”、“所有列打印在一页”后再存为 PDF',
  en: 'Import the spreadsheet itself, or fit its rows to their texts and all columns to one page, and save it as PDF again',
};
/** Tables printed with rows too low for their texts. */
export const tablesCut = (at: Position, pages: readonly number[]): Issue =>
  say(
    readIssue('BAD_FIELD', at, { reason: '', reasonEn: '' }),
    {
      'zh-CN': `表格里的文字被单元格切断，不完整，没有读：第 ${pagesSaid(pages)} 页`,
      en: `The texts of a table are cut off by its cells; it was not read: page ${pages.slice(0, 12).join(', ')}`,
    },
    SHEET,
  );
/** A spreadsheet whose columns stand on different pages. */
export const spreadSideways = (at: Position): Issue =>
  say(
    readIssue('NO_HEADER', at),
    {
      'zh-CN': '表格太宽，打印时各列分到了不同的页上，题目和答案对不上，没有读',
      en: 'The spreadsheet is wider than a page: its columns stand on different pages, so that questions and answers cannot be brought together',
    },
    SHEET,
  );
/** Pictures as small as a bullet, and those behind the text of a whole page. */
export const picturesLeftOut = (at: Position, pages: readonly number[], behind: boolean): Issue =>
  say(
    readIssue('TEXT_LOST', at),
    behind
      ? {
          'zh-CN': `有 ${pages.length} 页的文字下面有铺满页面的图，当作底图，没有读：第 ${pagesSaid(pages)} 页`,
          en: `On ${pages.length} pages a picture lies behind the whole text; it was left out: page ${pages.slice(0, 12).join(', ')}`,
        }
      : {
          'zh-CN': `有 ${pages.length} 页上有很小的图（不到 3.5 毫米），没有读：第 ${pagesSaid(pages)} 页`,
          en: `On ${pages.length} pages pictures smaller than 3.5 mm were left out: page ${pages.slice(0, 12).join(', ')}`,
        },
    {
      'zh-CN': '如果其中有题目的图，请在题目里补上，或把图放大后再存为 PDF',
      en: 'If one belongs to a question, add it there, or make it larger and save the PDF again',
    },
  );
/** Text set from top to bottom. */
export const verticalText = (at: Position, pages: readonly number[]): Issue =>
  say(
    readIssue('TEXT_LOST', at),
    {
      'zh-CN': `有竖排的文字，没有读：第 ${pagesSaid(pages)} 页`,
      en: `Text set from top to bottom was not read: page ${pages.slice(0, 12).join(', ')}`,
    },
    {
      'zh-CN': '请把竖排文字改为横排后再存为 PDF',
      en: 'Set it from left to right and save the PDF again',
    },
  );
/** A bank of our own print, of which only the Chinese texts are read. */
export const ownPrint = (at: Position): Issue =>
  say(
    readIssue('TEXT_LOST', at),
    {
      'zh-CN': '这是本系统打印的题库，只读了中文；译文、图片说明、题号、法规、标签没有读',
      en: 'This is a bank as this system prints it; only its Chinese texts were read, not translations, ids, statutes, tags nor what is written below pictures',
    },
    {
      'zh-CN': '要完整导入，请用导出的 Excel 文件',
      en: 'Import the Excel file of the export to have all of it',
    },
  );
/** A file whose fonts do not say which characters their glyphs are. */
export const withoutCharacters = (at: Position): Issue =>
  say(
    readIssue('UNKNOWN_FORMAT', at),
    {
      'zh-CN': 'PDF 的字体没有文字编码，读出来是乱码',
      en: 'The fonts of the PDF do not say which characters they show; its text would be garbled',
    },
    OCR,
  );
/** What was left out because it stands on every page, or across it. */
export const leftOut = (at: Position, value: string, count: number): Issue =>
  readIssue('TEXT_SKIPPED', at, { value: `${value}${count > 1 ? ` (${count}×)` : ''}` });
/** A line below options that stand side by side, which may go on with the left or with the right one. */
export const optionUnclear = (at: Position): Issue =>
  say(
    readIssue('BAD_FIELD', at, { reason: '', reasonEn: '' }),
    {
      'zh-CN': '并排的选项换了行，分不清这一行接在左边还是右边的选项后面，这道题不能用',
      en: 'Options stand side by side, and this line may go on with the left one or with the right one; the question cannot be used',
    },
    {
      'zh-CN': '请导入原来的 Word 文件；没有的话，请让每个选项各占一行后再存为 PDF',
      en: 'Import the Word file it was made of, or give each option a line of its own and save the PDF again',
    },
  );
