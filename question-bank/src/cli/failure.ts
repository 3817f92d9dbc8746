import { basename } from 'node:path';
import type { Issue } from '../model/issue';
import { readIssue } from '../read/read-issue';
import type { Lang } from './report';

const WHY: Readonly<Record<string, [zh: string, en: string]>> = {
  ENOENT: ['没有这个文件', 'there is no such file'],
  EACCES: ['没有读取权限', 'you may not read it'],
  EPERM: ['没有读取权限', 'you may not read it'],
  ENOTDIR: ['路径中有一段不是文件夹', 'part of the path is not a folder'],
  EISDIR: ['这是一个文件夹', 'it is a folder'],
};

/** What the report of a file holds that could not be read at all; programs find the same fields as ever. */
export const NOTHING_READ = {
  format: null,
  coding: { text: null, answers: [] },
  sources: [],
  read: 0,
  accepted: 0,
  byType: { judge: 0, single: 0, multi: 0 },
  categories: [],
} as const;

/** An exception of a command as an issue with a place: the file the system named, else the first one asked for. */
export function failureIssue(error: unknown, files: readonly string[]): Issue {
  const { code, path, message } = (error instanceof Error ? error : new Error(String(error))) as Error &
    Partial<NodeJS.ErrnoException>;
  const file = path ?? files[0] ?? '';
  const [reason, reasonEn] = WHY[code ?? ''] ?? [message, message];
  return readIssue('FILE_UNREADABLE', { file: basename(file) }, { reason, reasonEn, value: file });
}

/** Issues as programs read them, in the language asked for. */
export function issueSummaries(issues: readonly Issue[], lang: Lang) {
  const key = lang === 'zh' ? 'zh-CN' : 'en';
  return issues.map(({ code, severity, at, value, message, mend }) => ({
    code,
    severity,
    where: at,
    ...(value === undefined ? {} : { value }),
    message: message[key],
    mend: mend[key],
  }));
}
