import ExcelJS from 'exceljs';
import type { Question } from '../model/question';

/** A bank file in our JSON form, one question a line. */
export function jsonBank(questions: readonly unknown[]): Buffer {
  const lines = questions.map((q) => JSON.stringify(q)).join(',\n');
  return Buffer.from(
    `{"format":"kaotai-bank","version":1,"name":{"zh-CN":"试题"},"questions":[\n${lines}\n]}`,
  );
}

export const TABLE_HEADER = [
  '题号',
  '题型',
  '章节',
  '题干',
  '选项A',
  '选项B',
  '选项C',
  '选项D',
  '答案',
  '解析',
  '图片',
];

/** A question as a row under TABLE_HEADER. */
export function tableRow(q: Question): string[] {
  const types = { judge: '判断题', single: '单选题', multi: '多选题' };
  const option = (i: number) => (q.type === 'judge' ? '' : (q.options[i]?.text['zh-CN'] ?? ''));
  const answer = q.type === 'judge' ? (q.answer[0] === 'A' ? '对' : '错') : q.answer.join('');
  return [
    q.id,
    types[q.type],
    q.chapter,
    q.stem['zh-CN'],
    ...[0, 1, 2, 3].map(option),
    answer,
    q.explanation?.['zh-CN'] ?? '',
    q.media.map((m) => m.file).join(';'),
  ];
}

/** Rows as CSV, quoted where they must be. */
export function csv(rows: readonly (readonly string[])[], separator = ',', newline = '\r\n'): string {
  const cell = (t: string) =>
    /["\n\r]/.test(t) || t.includes(separator) ? `"${t.replaceAll('"', '""')}"` : t;
  return rows.map((r) => r.map(cell).join(separator)).join(newline) + newline;
}

/** A workbook made by `fill`, as bytes. */
export async function workbook(fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}
