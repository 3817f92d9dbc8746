import type { IssueCode, Severity } from '../model/issue';

type Text = [zh: string, en: string, mendZh: string, mendEn: string, severity?: Severity];

/** What the readers of other systems' files say; see read-issue. */
export const FOREIGN_TEXTS = {
  XML_BROKEN: [
    'XML 有错误：{reason}',
    'The XML is not well-formed: {reason}',
    '请从原系统重新导出',
    'Export it from its system again',
  ],
  XML_ENTITIES: [
    '文件声明了 XML 实体，出于安全已拒绝',
    'The file declares XML entities, which is refused for safety',
    '请从原系统重新导出，不要带 <!ENTITY',
    'Export it again without <!ENTITY',
  ],
  TOO_DEEP: [
    '内容嵌套超过 {limit} 层',
    'It is nested deeper than {limit} levels',
    '请确认这是题库文件',
    'Make sure this is a question bank',
  ],
  DATABASE_BROKEN: [
    '数据库文件打不开：{reason}',
    'The database cannot be opened: {reason}',
    '请重新复制或导出数据库文件',
    'Copy or export the database again',
  ],
  SQL_SYNTAX: [
    'SQL 语句读不懂：{reason}',
    'The SQL statement cannot be read: {reasonEn}',
    '请用带列名的 INSERT INTO … VALUES 导出',
    'Export it as INSERT INTO … VALUES with column names',
  ],
  OLD_FORMAT: [
    '这是旧的 {format} 格式，无法读取',
    'This is the old {format} format, which is not read',
    '请另存为 {better}',
    'Save it as {better}',
  ],
  TABLE_SKIPPED: [
    '表 {name} 不是题目，已跳过（{count} 行）',
    'Table {name} holds no questions and was left out ({count} rows)',
    '如其中有题目，请在导入时指定列的含义',
    'If it holds questions say what its columns mean when importing',
    'warning',
  ],
  FILE_SKIPPED: [
    '这个文件不像题库，已跳过',
    'This file does not look like a question bank and was left out',
    '如其中有题目，请单独导入',
    'If it holds questions import it by itself',
    'warning',
  ],
  NOT_IN_MANIFEST: [
    '清单 imsmanifest.xml 没有列出这个题目文件，已跳过',
    'The manifest does not name this item file; it was left out',
    '如需要这些题，请把它加入清单或单独导入',
    'Add it to the manifest or import it by itself',
    'warning',
  ],
  ROWS_HIDDEN: [
    '有 {count} 行被隐藏，仍已读取（{rows}）',
    '{count} rows are hidden; they were read all the same ({rows})',
    '如不需要这些题，请删除隐藏的行',
    'Delete the hidden rows if these questions are not wanted',
    'warning',
  ],
  TEXT_SKIPPED: [
    '这段文字不属于任何题目，已跳过：“{value}”',
    'This text belongs to no question and was left out: "{value}"',
    '如果是题目，请检查题号和格式',
    'If it is a question see its number and layout',
    'warning',
  ],
  NUMBERING: [
    '题号从 {from} 变成 {to}，中间可能缺题',
    'The numbers go from {from} to {to}; a question may be missing',
    '请核对原文',
    'Check the document',
    'warning',
  ],
  ROW_WITHOUT_QUESTION: [
    '这一行指向不存在的题目 {value}',
    'This row belongs to question {value}, which is not there',
    '请补上该题，或删除这一行',
    'Add that question or delete the row',
  ],
  OPTIONS_ELSEWHERE: [
    '{reason}',
    '{reasonEn}',
    '请把题目、选项、答案的几个文件一起选中，或打成一个 .zip 导入',
    'Import the files of questions, options and answers together, or in one .zip',
  ],
  ANSWER_WITHOUT_QUESTION: [
    '答案表里的第 {value} 题在前面找不到',
    'The answer list has question {value}, which is not above it',
    '请核对题号',
    'Check the question numbers',
  ],
  ANSWERS_READ_AS: [
    '答案写法识别为“{coding}”，例如 {examples}',
    'Answers are read as {codingEn}, for example {examples}',
    '请核对例子；如不正确，请在导入时指定答案写法',
    'Check the examples; if they are wrong say how answers are written when importing',
    'warning',
  ],
  ANSWERS_AMBIGUOUS: [
    '答案是数字，但无法确定从 0 还是从 1 数起（例如 {examples}）',
    'Answers are numbers, and nothing tells whether they count from 0 or from 1 (for example {examples})',
    '请在导入时指定答案写法',
    'Say how answers are written when importing',
  ],
  MENDED: [
    '已自动修正 {count} 处：{what}（例如 {examples}）',
    '{count} places were mended: {whatEn} (for example {examples})',
    '请抽查',
    'Check some of them',
    'warning',
  ],
  NOT_IMPORTABLE: [
    '{kind}题无法导入：本系统只有判断、单选和多选题',
    'A question of kind {kindEn} cannot be imported: there are only true/false, single and multiple choice',
    '请改写成选择题，或不导入这一题',
    'Rewrite it as a choice question or leave it out',
  ],
  PARTLY_RIGHT: [
    '选项按部分得分给分（{value}），无法判断哪些算对',
    'Its options give part of the score ({value}); which of them are right cannot be told',
    '请改为全对才得分',
    'Make it all or nothing',
  ],
  TOO_MANY_OPTIONS: [
    '有 {count} 个选项，最多 {limit} 个',
    'It has {count} options, the limit is {limit}',
    '请删减选项',
    'Take some options away',
  ],
  TEXT_LOST: [
    '部分格式或内容无法保留：{what}',
    'Some of its form or content cannot be kept: {whatEn}',
    '请核对题目显示',
    'Check how the question looks',
    'warning',
  ],
} satisfies Partial<Record<IssueCode, Text>>;
