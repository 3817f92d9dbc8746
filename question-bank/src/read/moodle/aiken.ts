import type { Issue, Position } from '../../model/issue';
import type { TextReader } from '../bank-reader';
import { readIssue } from '../read-issue';
import type { RawOption, RawRecord } from '../record';

const OPTION = /^\s*([A-Za-z])\s*[.)）．、]\s*(.*\S)\s*$/;
const ANSWER = /^\s*ANSWERS?\s*[:：](.*)$/i;

/** Whether a text is written in Aiken's form: options with letters and then a line ANSWER. */
export function looksLikeAiken(text: string): boolean {
  const head = text.slice(0, 20_000);
  const lines = head.split('\n');
  return (
    !/答案/.test(head) && lines.some((l, i) => /^\s*ANSWER\s*:/.test(l) && OPTION.test(lines[i - 1] ?? ''))
  );
}

const NUMBER = /^(?:Q(?:uestion)?\.?\s*)?(\d{1,5})\s*[.:：、)](?!\d)\s*/i;
/** Takes numbers off stems (`Q1:`, `2.`) where all of them carry one and they count on. */
function unnumbered(records: RawRecord[]): void {
  const found = records.map((r) => NUMBER.exec(r.fields.get('stem')?.text ?? ''));
  const counts = found.every((f, i) => f && (i === 0 || Number(f[1]) > Number(found[i - 1]?.[1])));
  if (!counts) return;
  records.forEach((record, i) => {
    const stem = record.fields.get('stem');
    const text = stem?.text.slice(found[i]?.[0].length ?? 0) ?? '';
    if (!stem || text === '') return;
    records[i] = { ...record, fields: new Map([...record.fields, ['stem', { ...stem, text }]]) };
  });
}

interface Open {
  line: number;
  stem: { text: string; line: number }[];
  options: RawOption[];
}

/**
 * Reads Moodle's Aiken form: a stem of one or more lines, options `A. …` or `A) …`, a line `ANSWER: B`. A question
 * that is not finished, or an answer without one, is named with its line and costs only itself.
 */
export const readAiken: TextReader = (text, { file, limits }) => {
  const records: RawRecord[] = [];
  const issues: Issue[] = [];
  let refused = 0;
  let open: Open | undefined;
  const at = (line: number): Position => ({ file, row: line });
  const refuse = (line: number, reason: string, reasonEn: string, value: string) => {
    refused += 1;
    if (issues.length < limits.maxIssues)
      issues.push(readIssue('BAD_FIELD', at(line), { reason, reasonEn, value }));
  };
  const unfinished = () => {
    if (open && open.stem.length > 0)
      refuse(
        open.line,
        '没有 ANSWER 行，题目不完整',
        'it has no ANSWER line and is not finished',
        open.stem[0]?.text ?? '',
      );
    else if (open)
      refuse(
        open.line,
        '选项前面没有题干',
        'there is no stem before the options',
        open.options[0]?.text ?? '',
      );
    open = undefined;
  };
  const finish = (answer: string, line: number) => {
    if (!open || open.options.length < 2) {
      const value = open?.stem[0]?.text ?? answer;
      refuse(open?.line ?? line, 'ANSWER 行前面不足两个选项', 'fewer than two options before ANSWER', value);
      open = undefined;
      return;
    }
    const stem = open.stem.map((s) => s.text).join('\n');
    records.push({
      at: at(open.line),
      fields: new Map([
        ['stem', { text: stem, at: at(open.line) }],
        ['answer', { text: answer, at: at(line) }],
      ]),
      options: open.options,
      pictures: [],
    });
    open = undefined;
  };
  text.split(/\r\n|\r|\n/).forEach((raw, i) => {
    const line = i + 1;
    const answer = ANSWER.exec(raw);
    if (answer) return finish((answer[1] ?? '').trim(), line);
    if (raw.trim() === '') {
      // Blank lines separate questions, but some people leave one before the options.
      if (open && open.options.length > 0) unfinished();
      return;
    }
    const option = OPTION.exec(raw);
    const expected = open ? String.fromCharCode(65 + open.options.length) : 'A';
    if (option && option[1]?.toUpperCase() === expected) {
      open ??= { line, stem: [], options: [] };
      open.options.push({ text: option[2] ?? '', at: at(line) });
      return;
    }
    if (open && open.options.length > 0) unfinished();
    open ??= { line, stem: [], options: [] };
    open.stem.push({ text: raw.trim(), line });
  });
  unfinished();
  unnumbered(records);
  return { groups: [{ at: { file }, records }], refused, media: new Map(), issues };
};
