import type { Bilingual, Issue } from '../model/issue';
import { readIssue } from './read-issue';

const UNPACK: Bilingual = {
  'zh-CN': '请先解压，再把题库文件和图片打包成 .zip',
  en: 'Unpack it and pack the bank and its pictures as a .zip',
};
const COPY: Bilingual = {
  'zh-CN': '请把题目复制到 Word 或 Excel 文件中',
  en: 'Copy the questions into a Word or Excel file',
};
const AS_JSON: Bilingual = {
  'zh-CN': '请另存为 JSON，或复制到 Excel 文件中',
  en: 'Save it as JSON, or copy the questions into an Excel file',
};
/** What a clerk can do with files of which the format is known but not read. */
const WAYS: Readonly<Record<string, Bilingual>> = {
  rar: UNPACK,
  '7z': UNPACK,
  gzip: UNPACK,
  OpenDocument: COPY,
  PowerPoint: COPY,
  LaTeX: COPY,
  YAML: AS_JSON,
  TOML: AS_JSON,
  'R/exams': {
    'zh-CN': '请用 exams2moodle 或 exams2qti21 导出后再导入',
    en: 'Export it by exams2moodle or exams2qti21 first',
  },
};

const TEXTS: readonly [string, RegExp][] = [
  ['R/exams', /^Answerlist[ \t]*\r?\n-{4,}|^\s*\\begin\{answerlist\}/m],
  ['LaTeX', /\\documentclass|\\begin\{(?:document|questions?|choices|enumerate)\}/],
  ['TOML', /^\[\[[\w.-]{1,40}\]\][ \t]*$/m],
  ['YAML', /^[\w-]{1,40}:[ \t]*\r?\n[ \t]{0,8}-[ \t]{1,8}[\w-]{1,40}:/m],
];
/** What a text is that no reader knows, where that can be told; else `text`. */
export function kindOfText(text: string): string {
  const head = text.slice(0, 20_000);
  return TEXTS.find(([, form]) => form.test(head))?.[0] ?? 'text';
}

/** The refusal of a file of a format that is not read, with the way to one that is. */
export function unknownFormat(file: string, content: string): Issue {
  const issue = readIssue('UNKNOWN_FORMAT', { file }, { content });
  const mend = WAYS[content];
  return mend ? { ...issue, mend } : issue;
}

/** The Office format of an archive that is none of ours, by what is in it. */
export function officeArchive(files: ReadonlyMap<string, Buffer>): 'OpenDocument' | 'PowerPoint' | undefined {
  const type = files.get('mimetype')?.subarray(0, 100).toString('latin1') ?? '';
  if (type.startsWith('application/vnd.oasis.opendocument')) return 'OpenDocument';
  return files.has('ppt/presentation.xml') ? 'PowerPoint' : undefined;
}
