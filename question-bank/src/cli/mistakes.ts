import { types } from 'node:util';
import { z } from 'zod';
import { FIELD_KEYS } from '../read/field-keys';
import { VALUE_FIELDS } from '../read/value-names';
import type { Lang } from './lang';
import { COMMANDS, SYNOPSIS } from './usage';

type Said = Readonly<Record<Lang, string>>;

/** The language asked for, also where the rest of the line cannot be understood. */
export const langOf = (argv: readonly string[]): Lang => {
  const at = argv.indexOf('--lang');
  return argv.includes('--lang=en') || (at >= 0 && argv[at + 1] === 'en') ? 'en' : 'zh';
};

const DAY: Said = {
  zh: '要写成 2026-12-01 这样的日期',
  en: 'takes a day written like 2026-12-01',
};
/** What an option takes, where that is not a list of words. */
const TAKES: Readonly<Record<string, Said>> = {
  date: DAY,
  from: DAY,
  class: { zh: '要写准驾车型代号，如 C1', en: 'takes a licence class, such as C1' },
  columns: {
    zh: `要写成“列名=含义”，几列用逗号隔开；含义可以是 ${FIELD_KEYS.join('、')}，不写表示不要这一列`,
    en: `takes NAME=FIELD, several with commas; a field is one of ${FIELD_KEYS.join(', ')}, or nothing to leave the column out`,
  },
  values: {
    zh: `要写成“项目:名称=值”，项目可以是 ${VALUE_FIELDS.join('、')}`,
    en: `takes FIELD:NAME=VALUE, a field being one of ${VALUE_FIELDS.join(', ')}`,
  },
  'header-row': {
    zh: '要写表头的行号，没有表头写 0',
    en: 'takes the number of the header row, 0 where there is none',
  },
};

function ofIssue(issue: z.core.$ZodIssue, lang: Lang, argv: readonly string[]): string {
  const name = String(issue.path[0]);
  if (name === 'command') {
    const given = argv.find((a) => !a.startsWith('-')) ?? '';
    const all = COMMANDS.join(lang === 'zh' ? '、' : ', ');
    if (given === '')
      return lang === 'zh' ? `没有写命令。可用的命令：${all}` : `There is no command. Commands: ${all}`;
    return lang === 'zh'
      ? `没有“${given}”这个命令。可用的命令：${all}`
      : `There is no command "${given}". Commands: ${all}`;
  }
  if (name === 'files')
    return lang === 'zh'
      ? '没有写题库文件。例如：kaotai-bank read 题库.xlsx'
      : 'No file is named. For example: kaotai-bank read bank.xlsx';
  const takes = TAKES[name];
  if (takes) return `--${name} ${takes[lang]}`;
  const values = 'values' in issue ? issue.values.map(String) : [];
  if (values.length > 0)
    return lang === 'zh'
      ? `--${name} 只能写 ${values.join('、')}`
      : `--${name} takes one of ${values.join(', ')}`;
  return lang === 'zh' ? `--${name} 后面的内容不对` : `What follows --${name} is not right`;
}

/** An option that nobody knows, one without its value, or one with a value it does not take. */
function ofArguments(error: unknown, lang: Lang): string | undefined {
  if (!types.isNativeError(error) || !('code' in error)) return undefined;
  const option = /--?[\p{L}\d][\p{L}\d-]*/u.exec(error.message)?.[0] ?? '';
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
    return lang === 'zh' ? `没有 ${option} 这个选项` : `There is no option ${option}`;
  if (error.code !== 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return undefined;
  if (/does not take/.test(error.message))
    return lang === 'zh' ? `${option} 后面不写内容` : `${option} takes no value`;
  return lang === 'zh' ? `${option} 后面少了内容` : `What belongs after ${option} is missing`;
}

/** What is wrong with a command line, in words, and where all of it is explained. */
export function mistakeText(error: unknown, lang: Lang, argv: readonly string[]): string {
  const said =
    error instanceof z.ZodError
      ? [...new Set(error.issues.map((i) => ofIssue(i, lang, argv)))]
      : [ofArguments(error, lang) ?? (types.isNativeError(error) ? error.message : String(error))];
  const more =
    lang === 'zh'
      ? `用法：${SYNOPSIS} 文件… [选项]；全部选项：kaotai-bank --help`
      : `Usage: ${SYNOPSIS} FILE… [options]; all options: kaotai-bank --help --lang en`;
  return [...said, more].join('\n');
}

/** What a command needs besides its file. */
export const NEEDS = {
  diff: {
    zh: 'diff 要写两个文件，旧的在前：kaotai-bank diff 旧.xlsx 新.xlsx',
    en: 'diff takes two files, the old one first: kaotai-bank diff OLD NEW',
  },
  to: (formats: readonly string[]): Said => ({
    zh: `请用 --to 写明导出成什么格式：${formats.join('、')}。例如：kaotai-bank export 题库.xlsx --to json`,
    en: `Say with --to which format: ${formats.join(', ')}. For example: kaotai-bank export bank.xlsx --to json`,
  }),
  responses: {
    zh: '请用 --responses 写明作答表（CSV，列为 attempt,question,choice,ms）',
    en: '--responses names the table of answers (CSV with the columns attempt,question,choice,ms)',
  },
  kind: (given: string | undefined, kinds: readonly string[]): Said => ({
    zh: `${given === undefined ? '请用 --kind 写明抽哪种试卷' : `没有“${given}”这种考试`}：${kinds.join('、')}；或用 --blueprint、--record 给出文件`,
    en: `${given === undefined ? 'Say with --kind which paper' : `There is no kind "${given}"`}: ${kinds.join(', ')}; or give a file with --blueprint or --record`,
  }),
} as const;
