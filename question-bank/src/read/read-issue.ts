import {
  shorten,
  type Bilingual,
  type Issue,
  type IssueCode,
  type Position,
  type Severity,
} from '../model/issue';
import { FOREIGN_TEXTS } from './foreign-texts';

type Text = [zh: string, en: string, mendZh: string, mendEn: string, severity?: Severity];

/** What the readers say. `{x}` is filled from the parameters. */
const TEXTS = {
  ...FOREIGN_TEXTS,
  FILE_UNREADABLE: [
    '文件读不到：{reason}',
    'The file cannot be read: {reasonEn}',
    '请检查路径和权限后重试',
    'Check the path and the permissions and try again',
  ],
  EMPTY_FILE: ['文件是空的', 'The file is empty', '请重新导出题库文件', 'Export the bank again'],
  TOO_LARGE: [
    '文件有 {size} MB，超过 {limit} MB 的上限',
    'The file is {size} MB, the limit is {limit} MB',
    '请拆分文件，或压缩其中的图片',
    'Split the file or shrink its pictures',
  ],
  TOO_LARGE_TEXT: [
    '{format} 文件有 {size} MB，这种格式的上限是 {limit} MB',
    'The {format} file is {size} MB; the limit for this format is {limit} MB',
    '请把图片从文件里取出，与题库文件一起打包成 .zip（图片合计可达 2 GB），或拆分文件',
    'Take the pictures out of the file and pack them with it into a .zip (up to 2 GB of pictures), or split it',
  ],
  WRONG_TYPE: [
    '文件名以 .{name} 结尾，内容却是 {content}',
    'The name ends in .{name} but the content is {content}',
    '请用正确的格式另存，不要只改扩展名',
    'Save it in the right format; renaming does not convert it',
  ],
  PASSWORD_PROTECTED: [
    '文件设了密码，无法读取',
    'The file is protected by a password',
    '请在 Excel 或 Word 中去掉密码后另存',
    'Remove the password in Excel or Word and save it again',
  ],
  UNKNOWN_FORMAT: [
    '认不出文件的格式：{content}',
    'The format is not known: {content}',
    '请提供 Excel、CSV、Word、OpenDocument、PDF、网页、文本、JSON、SQL、SQLite、plist、Moodle、GIFT、Aiken 或 QTI 文件，或含有它们的 .zip',
    'Give an Excel, CSV, Word, OpenDocument, PDF, HTML, text, JSON, SQL, SQLite, plist, Moodle, GIFT, Aiken or QTI file, or a .zip of such',
  ],
  BAD_CODING: [
    '文字编码既不是 UTF-8 也不是 GB18030（GBK）或 UTF-16',
    'The text is neither UTF-8 nor GB18030 (GBK) nor UTF-16',
    '请另存为“CSV UTF-8”',
    'Save it as "CSV UTF-8"',
  ],
  BINARY_IN_TEXT: [
    '文本文件里有二进制内容（空字符）',
    'The text file holds binary content (NUL bytes)',
    '文件可能已损坏，请重新导出',
    'The file is probably damaged; export it again',
  ],
  BROKEN_FILE: [
    '文件打不开，内容损坏或不完整',
    'The file cannot be opened: {reason}',
    '请用 Excel、WPS 或 Word 打开，另存后再上传；如在传输中损坏，请重新复制',
    'Open it in Excel, WPS or Word and save it anew; if it was damaged on its way, copy it again',
  ],
  JSON_SYNTAX: [
    'JSON 语法错误：{reason}',
    'JSON syntax error: {reasonEn}',
    '请改正这一行',
    'Correct this line',
  ],
  NOT_A_BANK: [
    '里面没有找到题目（缺少 {missing}）',
    'No questions were found in it ({missing} is missing)',
    '题目要有题干、答案（和选项）；键名不同的请在导入时指定',
    'A question needs a stem and an answer (and options); say what the keys mean if they are called otherwise',
  ],
  UNSUPPORTED_VERSION: [
    '题库文件的版本 {version} 不支持',
    'Bank file version {version} is not supported',
    '请导出为版本 1',
    'Export it as version 1',
  ],
  NO_HEADER: [
    '前 {rows} 行里没有找到表头',
    'No header row in the first {rows} rows',
    '表头至少要有“题干”和“答案”两列',
    'The header needs at least the columns 题干 (stem) and 答案 (answer)',
  ],
  NO_QUESTIONS: [
    '没有题目',
    'There are no questions',
    '请检查表头下面是否有内容',
    'See whether anything is below the header',
  ],
  TOO_MANY_CELLS: [
    '表格超过 {limit} 行',
    'The sheet has more than {limit} rows',
    '请拆分工作表，或删除多余的格式化空行',
    'Split the sheet or delete formatted empty rows',
  ],
  TOO_MANY_ISSUES: [
    '问题超过 {limit} 处，其余不再列出；读取到此为止',
    'More than {limit} findings; reading stopped here',
    '请先改正已列出的问题，或确认文件是否正确',
    'Mend what is listed first, or see whether this is the right file',
  ],
  ZIP_BROKEN: [
    '文件损坏：{reason}',
    'The file is damaged: {reasonEn}',
    '压缩包请重新打包；Excel、WPS 或 Word 文件请打开后另存，再试一次。如在传输中损坏，请重新复制',
    'Pack an archive again; open a workbook or document and save it anew, then try again. If it was damaged on its way, copy it again',
  ],
  ZIP_TOO_MANY_ENTRIES: [
    '压缩包里有 {count} 个文件，上限 {limit}',
    'The archive holds {count} files, the limit is {limit}',
    '请只打包题库文件和图片',
    'Pack only the bank file and its pictures',
  ],
  ZIP_TOO_LARGE: [
    '解压后超过 {limit} MB',
    'It unpacks to more than {limit} MB',
    '请缩小图片或分成几个压缩包',
    'Shrink the pictures or make several archives',
  ],
  ZIP_BOMB: [
    '压缩比异常（超过 {limit} 倍），已拒绝解压',
    'The compression ratio is abnormal (over {limit} times); not unpacked',
    '请确认文件来源，重新打包',
    'Make sure where the file comes from and pack it again',
  ],
  ZIP_UNSAFE_NAME: [
    '压缩包内的路径不安全，已跳过',
    'An unsafe path in the archive was left out',
    '请重新打包，路径里不要有“..”、盘符或链接',
    'Pack it again without "..", drive letters or links',
  ],
  ZIP_ENCRYPTED: ['压缩包有密码', 'The archive has a password', '请去掉密码', 'Remove the password'],
  ZIP_NO_BANK: [
    '压缩包里没有能识别的题库文件',
    'The archive holds no bank file that is known',
    '请把题库文件和图片一起打包',
    'Pack the bank file together with its pictures',
  ],
  ZIP_SAME_NAME: [
    '压缩包里有两个同名而不同内容的图片',
    'Two different pictures in the archive have the same name',
    '请给图片起不同的名字',
    'Give the pictures different names',
  ],
  UNKNOWN_COLUMN: [
    '不认识的列，已忽略',
    'Unknown column, left out',
    '如需导入，请按说明改列名',
    'Rename it as the manual says if it should be read',
    'warning',
  ],
  SAME_COLUMN_TWICE: [
    '与 {other} 列含义相同，没有采用',
    'Means the same as column {other}, not used',
    '请删除其中一列',
    'Delete one of the two',
    'warning',
  ],
  SHEET_SKIPPED: [
    '工作表已跳过（{reason}）',
    'The sheet was left out ({reasonEn})',
    '如其中有题目，请取消隐藏并在第一行写上列名',
    'If it holds questions unhide it and put column names in its first row',
    'warning',
  ],
  DEFAULT_USED: [
    '没有“{field}”列，全部按“{value}”处理',
    'There is no column for {fieldEn}; every question is taken as {valueEn}',
    '如不正确，请加上这一列或在导入时指定',
    'If that is wrong add the column or say so when importing',
    'warning',
  ],
  TYPE_INFERRED: [
    '题型没有写明，{count} 题按选项和答案判断了题型',
    'The type is not given; that of {count} questions was told from options and answer',
    '请核对题型列（判断题/单选题/多选题）',
    'Check the type column (判断题 / 单选题 / 多选题)',
    'warning',
  ],
  KEYS_APART: [
    '只有答案，已按题号配给“{questions}”的题目',
    'Holds keys alone; they were given to the questions of {questions} by their numbers',
    '请抽查几题的答案；如配错，请把答案放进题目文件的末尾',
    'Look at a few answers; if they went to the wrong file, put them at the end of the file with the questions',
    'warning',
  ],
  HEADER_GUESSED: [
    '没有表头，各列按内容认定：{columns}',
    'There is no header row; the columns were told from what they hold: {columns}',
    '请核对各列；如有不对，请加上表头或指定各列的含义',
    'Check the columns; add a header row or say what the columns mean if one is wrong',
    'warning',
  ],
  NOT_CHINESE: [
    '题目不是中文，按原文作为主要语言导入',
    'The questions are not in Chinese; the text is taken as the main language as it is',
    '请补上中文题干和选项',
    'Add Chinese stems and options',
    'warning',
  ],
  BAD_CSV: [
    '这一行的引号或分隔符有误：{reason}',
    'Quotes or separators are wrong in this line: {reasonEn}',
    '含逗号、引号或换行的内容要用双引号括起来，里面的双引号写两次',
    'Put cells with commas, quotes or line breaks in double quotes and double the quotes inside',
  ],
  DUPLICATE_KEY: ['同一个键写了两次', 'A key is given twice', '请删除其中一个', 'Delete one of them'],
  BAD_FIELD: ['{reason}', '{reasonEn}', '请改正这一项', 'Correct this field'],
  LEFT_OUT: [
    '按要求没有导入“{name}”（{count} 题）',
    '"{name}" was left out as asked for ({count} questions)',
    '如需要这些题，请不要排除它',
    'Do not leave it out if these questions are wanted',
    'warning',
  ],
  NOTHING_LEFT_OUT: [
    '要求排除“{name}”，但文件里没有这个章节、类别或工作表',
    'There is no chapter, category or sheet "{name}" to leave out',
    '请核对名称',
    'Check the name',
    'warning',
  ],
  LANGUAGES_PAIRED: [
    '“{a}”和“{b}”是同一题库的中文和{language}，按题号合并了 {count} 题',
    '"{a}" and "{b}" are one bank in Chinese and {languageEn}; {count} questions were joined by their ids',
    '请抽查几题的译文',
    'Check the translation of some of them',
    'warning',
  ],
  LANGUAGES_APART: [
    '“{other}”好像是它的译文，但题号对不上，没有合并',
    '"{other}" seems to be its translation, but the ids do not fit; they were not joined',
    '请在两个文件里给同一题写上相同的题号',
    'Give a question the same id in both files',
    'warning',
  ],
  LANGUAGES_DIFFER: [
    '与另一种语言的文件（{other}）对不上：{reason}',
    'Does not fit the file in the other language ({other}): {reasonEn}',
    '请核对两个文件中的这一题',
    'Compare the question in both files',
    'warning',
  ],
  ANSWER_IN_TEXT: [
    '题干里写着答案“{value}”，答案却是“{key}”',
    'The stem gives the answer as "{value}", but the key is "{key}"',
    '请核对答案，并删去题干里的答案',
    'Check the key and take the answer out of the stem',
    'warning',
  ],
  BAD_TYPE: [
    '题型“{value}”无法识别',
    'Unknown question type "{value}"',
    '请写 判断题、单选题 或 多选题（JSON：judge、single、multi）',
    'Write 判断题, 单选题 or 多选题 (JSON: judge, single, multi)',
  ],
  NO_STEM: ['没有题干', 'There is no stem', '请补上题干', 'Add the stem'],
  NO_ANSWER: ['没有答案', 'There is no answer', '请补上答案', 'Add the answer'],
  TOO_FEW_OPTIONS: [
    '少于两个选项',
    'There are fewer than two options',
    '请补上选项',
    'Add the missing options',
  ],
  BAD_ANSWER: [
    '答案“{value}”无法识别',
    'The answer "{value}" cannot be read',
    '请写选项字母（如 A、ABD），判断题写 对/错',
    'Write option letters (A, ABD), for judge questions 对 or 错',
  ],
} satisfies Partial<Record<IssueCode, Text>>;

export type ReadIssueCode = keyof typeof TEXTS;
type Params = Record<string, string | number>;

function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, key: string) =>
    key in params ? shorten(String(params[key])) : whole,
  );
}

function both(zh: string, en: string, params: Params): Bilingual {
  return { 'zh-CN': fill(zh, params), en: fill(en, params) };
}

/** An issue of the readers' catalogue; `params.value` is also kept as the text that was found. */
export function readIssue(code: ReadIssueCode, at: Position, params: Params = {}): Issue {
  const [zh, en, mendZh, mendEn, severity = 'error'] = TEXTS[code] as Text;
  return {
    code,
    severity,
    at,
    ...(params['value'] === undefined ? {} : { value: shorten(String(params['value'])) }),
    message: both(zh, en, params),
    mend: both(mendZh, mendEn, params),
  };
}
