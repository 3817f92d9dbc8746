import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { types } from 'node:util';
import type { Issue } from '../model/issue';
import { decodeText } from '../read/decode';
import { readIssue } from '../read/read-issue';
import type { Lang } from './lang';

/** A file that could not be written, and why. */
export class NotWritten extends Error {
  readonly file: string;
  constructor(file: string, cause: unknown) {
    super(`cannot write ${file}`, { cause });
    this.file = file;
  }
}

/** A file beside the bank that does not hold what it should: a record, a blueprint, exam kinds, a table of answers. */
export class BadFile extends Error {
  readonly file: string;
  readonly reason: { zh: string; en: string };
  readonly mend: { zh: string; en: string };
  constructor(file: string, reason: { zh: string; en: string }, mend: { zh: string; en: string }) {
    super(`${basename(file)}: ${reason.en}`);
    this.file = file;
    this.reason = reason;
    this.mend = mend;
  }
}

/** A text file beside the bank in whatever coding it was written. @throws BadFile */
export async function textOf(file: string): Promise<string> {
  const decoded = decodeText(await readFile(file));
  if (decoded.ok) return decoded.text;
  const reason = { zh: '内容不是文本', en: 'it is not text' };
  const mend = { zh: '请另存为 UTF-8 编码的 CSV', en: 'Save it as CSV in UTF-8' };
  throw new BadFile(file, reason, mend);
}

/** What a JSON file beside the bank holds. @throws BadFile */
export async function jsonOf(file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch {
    const reason = { zh: '内容不是 JSON', en: 'it is not JSON' };
    const mend = { zh: '请用控制台下载的原文件', en: 'Use the file as the console gave it' };
    throw new BadFile(file, reason, mend);
  }
}

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
  values: [],
  read: 0,
  accepted: 0,
  byType: { judge: 0, single: 0, multi: 0 },
  categories: [],
} as const;

const WHY_NOT_WRITTEN: typeof WHY = {
  ENOENT: ['没有这个文件夹', 'there is no such folder'],
  ENOTDIR: ['路径中有一段不是文件夹', 'part of the path is not a folder'],
  EISDIR: ['这是一个文件夹', 'it is a folder'],
  EACCES: ['没有写入权限', 'you may not write there'],
  EPERM: ['没有写入权限', 'you may not write there'],
  EROFS: ['磁盘只读', 'the disk is read-only'],
  ENOSPC: ['磁盘已满', 'the disk is full'],
};

function notWritten({ file, cause }: NotWritten): Issue {
  const { code, message } = (types.isNativeError(cause) ? cause : new Error(String(cause))) as Error &
    Partial<NodeJS.ErrnoException>;
  const [zh, en] = WHY_NOT_WRITTEN[code ?? ''] ?? [message, message];
  return {
    ...readIssue('FILE_UNREADABLE', { file: basename(file) }, { reason: zh, reasonEn: en, value: file }),
    message: { 'zh-CN': `文件写不出去：${zh}`, en: `The file cannot be written: ${en}` },
    mend: {
      'zh-CN': '请检查 --out 的文件夹、权限和磁盘空间后重试',
      en: 'Check the folder of --out, its permissions and the room on the disk, then try again',
    },
  };
}

const badFile = ({ file, reason, mend }: BadFile): Issue => ({
  ...readIssue(
    'FILE_UNREADABLE',
    { file: basename(file) },
    { reason: reason.zh, reasonEn: reason.en, value: file },
  ),
  message: { 'zh-CN': `文件内容不对：${reason.zh}`, en: `The file is not right: ${reason.en}` },
  mend: { 'zh-CN': mend.zh, en: mend.en },
});

/** An exception of a command as an issue with a place: the file the system named, else the first one asked for. */
export function failureIssue(error: unknown, files: readonly string[]): Issue {
  if (error instanceof NotWritten) return notWritten(error);
  if (error instanceof BadFile) return badFile(error);
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
