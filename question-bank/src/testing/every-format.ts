import initSqlJs from 'sql.js';
import { EXPORT_FORMATS, exportBank } from '../write/export-bank';
import { csv, TABLE_HEADER, tableRow } from './bank-files';
import { typedPdf } from './make-pdf';
import { makeQuestion } from './make-question';
import { makeZip } from './make-zip';
import { makeOdf, odfContent, odsRow, odsSheet } from './open-document';

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>');
const questions = [
  makeQuestion('a1', { type: 'judge', stem: { 'zh-CN': '雨天应当减速慢行。' }, answer: ['A'] }),
  makeQuestion('a2', {
    stem: { 'zh-CN': '这个标志是什么？' },
    answer: ['C'],
    media: [{ file: 'sign.svg', alt: { 'zh-CN': '标志' } }],
    explanation: { 'zh-CN': '让行标志。' },
  }),
  makeQuestion('a3', { type: 'multi', stem: { 'zh-CN': '夜间行车应当怎样使用灯光？' }, answer: ['A', 'D'] }),
];
const typed = `一、判断题
1、雨天应当减速慢行。（√）
二、单选题
2. 遇到让行标志应当怎么做？
A. 加速 B. 停车
C. 让行 D. 鸣笛
答案：C
解析：让行标志。
`;
const paragraphs = typed
  .split('\n')
  .map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`)
  .join('');
const word = `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`;
const plist = `<?xml version="1.0"?><plist version="1.0"><array><dict><key>question</key><string>雨天应当减速。</string><key>answer</key><string>对</string><key>n</key><integer>3</integer></dict></array></plist>`;
const sql = `CREATE TABLE q (id int, question varchar(99), a text, b text, answer text);
INSERT INTO \`q\` VALUES (1,'遇到让行标志？','停车','让行','B'),(2,'什么是\\'灯光\\'？','近光','远光','A');
`;

async function sqlite(): Promise<Buffer> {
  const db = new (await initSqlJs()).Database();
  db.run(sql.replaceAll('`', '').replaceAll("\\'", "''"));
  const bytes = Buffer.from(db.export());
  db.close();
  return bytes;
}

/** A small good file of every format that is read, by its name. */
export async function everyFormat(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const bank = { name: { 'zh-CN': '题库' }, questions, media: new Map([['sign.svg', svg]]) };
  for (const format of EXPORT_FORMATS) {
    if (format === 'pdf') continue;
    const { fileName, bytes } = await exportBank(bank, format);
    files.set(`${format}-${fileName.replace(/^.*\./, 'bank.')}`, bytes);
  }
  const table = csv([TABLE_HEADER, ...questions.map(tableRow)]);
  const texts: Record<string, string> = {
    'typed.txt': typed,
    'typed.md': `# 题库\n\n${typed}`,
    'table.csv': table,
    'table.tsv': table.replaceAll(',', '\t'),
    'lines.jsonl': questions.map((q) => JSON.stringify(q)).join('\n'),
    'foreign.json': JSON.stringify([{ question: '让行？', options: ['停', '让'], answer: 'B' }]),
    'dump.sql': sql,
    'app.plist': plist,
    'aiken.txt': '雨天应当怎样？\nA. 加速\nB. 减速\nANSWER: B\n',
    'quiz.gift': '::1::雨天应当怎样？{=减速 ~加速}\n\n雨天应当减速。{T}\n',
  };
  for (const [name, text] of Object.entries(texts)) files.set(name, Buffer.from(text));
  files.set('app.db', await sqlite());
  files.set('word.docx', makeZip([{ name: 'word/document.xml', data: Buffer.from(word) }]));
  files.set('typed.pdf', await typedPdf(typed));
  const sheet = odsSheet(
    '题库',
    [TABLE_HEADER, ...questions.map(tableRow)].map((r) => odsRow(r)),
  );
  const lines = typed.split('\n').map((line) => `<text:p>${line}</text:p>`);
  files.set('text.odt', makeOdf('text', odfContent('text', lines.join(''))));
  files.set('sheet.ods', makeOdf('spreadsheet', odfContent('spreadsheet', sheet)));
  files.set('utf16.csv', Buffer.from(`\ufeff${table}`, 'utf16le'));
  return files;
}
