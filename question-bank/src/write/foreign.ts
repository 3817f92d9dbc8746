import { localesIn } from '../model/locale';
import { textsOf, type Question } from '../model/question';
import { lostIn, type BankToWrite, type Lost } from './export-form';

/** Whether a two-option question says right and wrong in words that every system shows in its own. */
export const plainVerdict = ({ type, options }: Question): boolean =>
  type === 'judge' &&
  options.length === 2 &&
  options[0]?.text['zh-CN'] === '正确' &&
  options[1]?.text['zh-CN'] === '错误';

/**
 * What other systems do not show of a question, whatever the format. It stays in the file and comes back with an
 * import here, as long as the question is not changed there.
 */
export function notShownElsewhere({ questions }: BankToWrite): Lost[] {
  return [
    ...lostIn(
      questions,
      (q) => localesIn(textsOf(q)).length > 1,
      '其他系统只显示中文（译文仍在文件里，再导入时还在）',
      'Other systems show the Chinese only (the translations stay in the file for an import here)',
    ),
    ...lostIn(
      questions,
      (q) => q.lawRef.length > 0 || q.validFrom !== undefined || q.validTo !== undefined,
      '其他系统没有法规和有效期的位置（仍在文件里，再导入时还在）',
      'Other systems have no place for statutes and dates (they stay in the file for an import here)',
    ),
  ];
}

/** The share of the score, in per cent, that each of so many right options has where all of them are needed. */
export const shareOf = (right: number): string =>
  ({ 1: '100', 2: '50', 3: '33.33333', 4: '25', 5: '20', 6: '16.66667', 7: '14.28571', 8: '12.5' })[right] ??
  (100 / right).toFixed(5);

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as HTML that shows it as it is, its lines and runs of blanks included. */
export const asHtml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (c) => HTML[c] ?? c)
    .replace(/ {2,}/g, (run) => ' ' + '&nbsp;'.repeat(run.length - 1))
    .replace(/\r\n?|\n/g, '<br>');
