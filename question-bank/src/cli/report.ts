import type { BankChecked } from '../check/check-bank';
import type { Issue } from '../model/issue';
import { FORM_NAMES } from '../read/answers/answer-reader';
import type { ReadProgress } from '../read/progress';
import { ruleInSigns } from '../draw/rule-in-conflict';
import type { BankVersion } from '../version/publish';
import type { KindStock } from './kinds';
import type { Lang } from './lang';

const WORDS = {
  zh: {
    error: '错误',
    warning: '提醒',
    sheet: '工作表',
    row: '行',
    column: '列',
    short: '题量不足',
    answers: '答案写法',
    unknown: '不认识的列',
  },
  en: {
    error: 'error',
    warning: 'warning',
    sheet: 'sheet',
    row: 'row',
    column: 'column',
    short: 'too few questions',
    answers: 'answers as',
    unknown: 'unknown columns',
  },
} as const;

/** Pages of a PDF stand where workbooks have sheets. */
const PAGE = /^第 \d+ 页/;

/** One issue on one line: place, what is wrong, what to do. */
export function issueLine({ at, code, severity, message, mend }: Issue, lang: Lang): string {
  const words = WORDS[lang];
  const key = lang === 'zh' ? 'zh-CN' : 'en';
  const place = [
    at.file,
    at.sheet === undefined ? '' : PAGE.test(at.sheet) ? at.sheet : `${words.sheet} ${at.sheet}`,
    at.row === undefined ? '' : `${words.row} ${at.row}`,
    at.column === undefined ? '' : `${words.column} ${at.column}`,
    at.question === undefined ? '' : `[${at.question}]`,
  ].filter((p) => p !== '');
  return `${words[severity]} ${code} ${place.join(' ')}: ${message[key]} → ${mend[key]}`;
}

/** The report a person reads: one line an issue, then the counts. */
export function bankReport(bank: BankChecked, lang: Lang): string {
  const { read, accepted, byType, issues, answers, sources } = bank;
  const errors = issues.filter((i) => i.severity === 'error').length;
  const { judge, single, multi } = byType;
  const counts =
    lang === 'zh'
      ? `读到 ${read} 题，可用 ${accepted.length} 题（判断 ${judge}，单选 ${single}，多选 ${multi}），错误 ${errors} 处，提醒 ${issues.length - errors} 处`
      : `${read} questions read, ${accepted.length} usable (judge ${judge}, single ${single}, multi ${multi}), ${errors} errors, ${issues.length - errors} warnings`;
  const codings = answers.map(({ form, count, examples }) => {
    const shown = examples
      .map((e) => `${e.answer === '' ? '✓' : e.answer} = ${e.meaning}`)
      .join(lang === 'zh' ? '；' : '; ');
    return `${WORDS[lang].answers} ${FORM_NAMES[form][lang]} × ${count}: ${shown}`;
  });
  const unread = sources.flatMap(({ file, name, columns, read: isRead, left }) => {
    const open = columns.filter((c) => c.how === 'unknown' && c.name !== '');
    if (left || open.length === 0 || (!isRead && accepted.length > 0)) return [];
    const shown = open.map((c) => `${c.name} (${c.samples.join(' | ')})`).join(', ');
    return [`${[file, name].filter(Boolean).join(' ')} ${WORDS[lang].unknown}: ${shown} → --columns`];
  });
  return [...issues.map((i) => issueLine(i, lang)), ...unread, ...codings, counts].join('\n');
}

const TYPES = {
  zh: { judge: '判断', single: '单选', multi: '多选' },
  en: { judge: 'judge', single: 'single', multi: 'multi' },
} as const;

/** How much is in a version. */
export const countsLine = (
  { questions, media, judge, single, multi }: BankVersion['counts'],
  lang: Lang,
): string =>
  lang === 'zh'
    ? `${questions} 题（判断 ${judge}，单选 ${single}，多选 ${multi}），图片 ${media} 张`
    : `${questions} questions (judge ${judge}, single ${single}, multi ${multi}), ${media} pictures`;

/** Questions told one by one where a format cannot hold something of them; `--json` has all. */
const LOST_TOLD = 5;

/** What a format cannot hold, and of which questions. */
export function lostLine(
  { what, questions }: { what: string; questions: readonly string[] },
  lang: Lang,
): string {
  if (questions.length === 0) return what;
  const told = questions.slice(0, LOST_TOLD).join(lang === 'zh' ? '、' : ', ');
  if (questions.length <= LOST_TOLD) return `${what}${lang === 'zh' ? '：' : ': '}${told}`;
  return lang === 'zh'
    ? `${what}：${told} 等 ${questions.length} 题`
    : `${what}: ${told} and others, ${questions.length} questions in all`;
}

export function stockReport(kinds: readonly KindStock[], lang: Lang): string {
  return kinds
    .map(({ code, short }) => {
      if (!short) return `${code}: ✓`;
      const { chapters, types, tag, licenceClass, need, have, conflict } = short;
      const cell = [chapters.join('、'), types.map((type) => TYPES[lang][type]).join('+'), tag, licenceClass]
        .filter(Boolean)
        .join(' × ');
      const why = conflict?.length ? ` (${conflict.map(ruleInSigns).join('; ')})` : '';
      return `${code}: ${WORDS[lang].short} ${cell} ${have}/${need}${why}`;
    })
    .join('\n');
}

const PHASES = {
  zh: { unpacking: '检查压缩包', reading: '读取题目', pictures: '查看图片', checking: '按规则检查' },
  en: {
    unpacking: 'looking through the archive',
    reading: 'reading questions',
    pictures: 'looking at pictures',
    checking: 'checking by rule',
  },
} as const;

/** How far a reading has got, in one line. */
export const progressLine = ({ phase, done, total }: ReadProgress, lang: Lang): string =>
  `${PHASES[lang][phase]}${total > 0 ? ` ${done} / ${total}` : ''}…`;
