import type { ItemTally, Question } from 'question-bank';
import type { ItemRow } from 'exam-contract/http/statistics';
import { csvFile } from '../../platform/csv';

const HEAD = [
  '题号',
  '题型',
  '章节',
  '题干',
  '答案',
  '出示次数',
  '正确率',
  '区分度',
  '中位用时（秒）',
  '标记',
  '各种选择的人数',
];
const TYPES: Readonly<Record<ItemRow['type'], string>> = { judge: '判断', single: '单选', multi: '多选' };
const FLAGS: Readonly<Record<ItemRow['flags'][number], string>> = {
  wrongKey: '答案可疑',
  drift: '正确率漂移',
  unusedOption: '有选项无人选',
  weak: '区分度低',
};

const round = (n: number | null, digits: number) => (n === null ? '' : n.toFixed(digits));

/** Rows as a table for a spreadsheet, UTF-8 with its mark. */
export function itemsCsv(items: readonly { question: Question; tally: ItemTally; row: ItemRow }[]): Buffer {
  const lines = items.map(({ question, tally, row }) => [
    row.questionId,
    TYPES[row.type],
    row.chapter,
    row.stem['zh-CN'],
    question.answer.join(''),
    String(row.n),
    round(row.facility, 4),
    round(row.discrimination, 3),
    row.medianMs === null ? '' : (row.medianMs / 1000).toFixed(1),
    row.flags.map((f) => FLAGS[f]).join('、'),
    Object.entries(tally.choices)
      .sort(([, a], [, b]) => b.n - a.n)
      .map(([choice, c]) => `${choice === '-' ? '未答' : choice} ${c.n}`)
      .join('；'),
  ]);
  return csvFile([HEAD, ...lines]);
}
