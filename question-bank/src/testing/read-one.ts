import { readBank, type ReadOptions } from '../read/read-bank';
import type { Question } from '../model/question';

/** A question as a test compares it: type, stem, options and the right ones, in one line. */
export function short(q: Question): string {
  const options = q.options.map((o) => `${q.answer.includes(o.id) ? '+' : '-'}${o.text['zh-CN']}`);
  return q.type === 'judge'
    ? `${q.stem['zh-CN']} ${q.answer[0] === 'A' ? '对' : '错'}`
    : [q.stem['zh-CN'], ...options].join(' ');
}

/** Reads one file and gives what a clerk would compare: questions in short, and findings as `code row`. */
export async function readOne(name: string, content: string | Uint8Array, options: ReadOptions = {}) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const read = await readBank({ name, bytes }, options);
  const notable = read.issues.filter(
    (i) => !['DEFAULT_USED', 'NOT_CHINESE', 'TYPE_INFERRED', 'UNKNOWN_COLUMN'].includes(i.code),
  );
  return {
    ...read,
    short: read.candidates.map((c) => short(c.question)),
    found: notable.map((i) => `${i.code} ${i.at.row ?? '-'}`),
    forms: read.answers.map((a) => `${a.form} ${a.count}`),
  };
}
