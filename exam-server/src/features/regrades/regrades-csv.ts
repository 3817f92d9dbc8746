import type { RegradeRow } from 'exam-contract/http/regrades';
import { csvFile } from '../../platform/csv';

const HEAD = [
  '考试编号',
  '姓名',
  '身份证明号码',
  '考试科目代码',
  '结束时间',
  '有误题目（卷面题号 题库题号）',
  '原成绩',
  '原结论',
  '更正后成绩',
  '更正后结论',
  '处理',
  '更正时间',
  '更正事件指纹',
];
const VERDICTS: Readonly<Record<RegradeRow['verdict'], string>> = {
  passes: '改为合格',
  resit: '原成绩不作数，可重新考试',
  higher: '成绩提高',
  same: '不变',
  lower: '会变差，保留原成绩',
  settled: '考试中已处理',
  otherQuestion: '当时的题目不同，未更正',
  brokenLog: '日志不完整，未更正',
};
const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const outcome = (passed: boolean) => (passed ? '合格' : '不合格');
/** A result that is kept is the old one, whatever the trial said. */
const kept = (r: RegradeRow) => (r.verdict === 'lower' || r.stale ? r.from : r.to);

/** Attempts of a regrade as a table for a spreadsheet. */
export const regradesCsv = (rows: readonly RegradeRow[]): Buffer =>
  csvFile([
    HEAD,
    ...rows.map((r) => [
      r.attemptId,
      r.candidateName,
      r.maskedIdNumber,
      r.kindCode,
      clock.format(r.endedAt),
      r.items.map((i) => `${i.index + 1} ${i.questionId}`).join('；'),
      String(r.from.score),
      outcome(r.from.passed),
      String(kept(r).score),
      outcome(kept(r).passed),
      r.stale ? '成绩已另行变动，未更正' : VERDICTS[r.verdict],
      r.written ? clock.format(r.written.at) : '',
      r.written?.hash ?? '',
    ]),
  ]);
