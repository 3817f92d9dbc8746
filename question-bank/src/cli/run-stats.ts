import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Question } from '../model/question';
import { BadFile } from './failure';
import { itemFlags, type ItemFlag } from '../stats/flags';
import { itemStatistics, type ItemStatistics } from '../stats/item-statistics';
import { addPaper, emptyPapers, kr20 } from '../stats/reliability';
import { addResponse, choiceKey, emptyTally, type ItemTally } from '../stats/tally';

const row = z.object({
  attempt: z.string().min(1),
  question: z.string().min(1),
  /** Option letters, run together; empty for shown and not answered. */
  choice: z.string().regex(/^[A-H]*$/),
  ms: z.union([z.literal(''), z.coerce.number().nonnegative()]).optional(),
});

const PRESENT = { zh: '不能为空，也不能没有这一列', en: 'must be there and not empty' };
/** What a column of the table takes. */
const COLUMNS: Readonly<Record<string, { zh: string; en: string }>> = {
  attempt: PRESENT,
  question: PRESENT,
  choice: {
    zh: '要写选项字母，如 A、AC，未答留空',
    en: 'takes option letters such as A or AC, nothing for not answered',
  },
  ms: { zh: '要写毫秒数，或留空', en: 'takes milliseconds, or nothing' },
};

export interface ItemReport extends ItemStatistics {
  id: string;
  flags: ItemFlag[];
}
export interface StatsReport {
  attempts: number;
  /** Rows that name no question of the bank. */
  unknown: number;
  kr20: number | null;
  items: ItemReport[];
}

/**
 * Statistics of a table of answers: `attempt,question,choice,ms`, one answer a row, choices as letters of the bank.
 * @param file its name, for who is told
 * @throws BadFile naming the line that cannot be read
 */
export function statsOf(file: string, csv: string, questions: readonly Question[]): StatsReport {
  const raws: readonly unknown[] = parse(csv, {
    columns: true,
    bom: true,
    skip_empty_lines: true,
    trim: true,
  });
  const rows = raws.map((raw, i) => {
    const parsed = row.safeParse(raw);
    if (parsed.success) return parsed.data;
    const column = String(parsed.error.issues[0]?.path[0] ?? '');
    const takes = COLUMNS[column] ?? COLUMNS['attempt'];
    throw new BadFile(
      file,
      {
        zh: `第 ${i + 2} 行：${column} 列${takes?.zh}`,
        en: `line ${i + 2}: ${column} ${takes?.en}`,
      },
      { zh: '请改正这一行后重试', en: 'Correct that line and try again' },
    );
  });
  const keyed = new Map(questions.map((q) => [q.id, q]));
  const papers = new Map<
    string,
    { question: Question; choice: string[]; right: boolean; ms: number | null }[]
  >();
  let unknown = 0;
  for (const { attempt, question: id, choice, ms } of rows) {
    const question = keyed.get(id);
    if (!question) {
      unknown += 1;
      continue;
    }
    const right = choice !== '' && choiceKey([...choice]) === choiceKey(question.answer);
    const known = ms === undefined || ms === '' ? null : ms;
    papers.set(attempt, [
      ...(papers.get(attempt) ?? []),
      { question, choice: [...choice], right, ms: known },
    ]);
  }
  const tallies = new Map<string, ItemTally>();
  const sums = emptyPapers();
  let answers = 0;
  for (const paper of papers.values()) {
    const right = paper.filter((a) => a.right).length;
    addPaper(sums, { right, passed: false });
    answers += paper.length;
    for (const a of paper) {
      const tally = tallies.get(a.question.id) ?? emptyTally();
      const rest = paper.length > 1 ? (right - Number(a.right)) / (paper.length - 1) : 0;
      addResponse(tally, { choice: a.choice, rest, ms: a.ms });
      tallies.set(a.question.id, tally);
    }
  }
  const items = [...tallies].flatMap(([id, tally]): ItemReport[] => {
    const question = keyed.get(id);
    return question ? [{ id, ...itemStatistics(tally, question), flags: itemFlags(tally, question) }] : [];
  });
  items.sort((a, b) => b.flags.length - a.flags.length || (a.id < b.id ? -1 : 1));
  const length = papers.size === 0 ? 0 : Math.round(answers / papers.size);
  return { attempts: papers.size, unknown, kr20: kr20(sums, length, items), items };
}

const FLAGS: Record<'zh' | 'en', Record<ItemFlag, string>> = {
  zh: { wrongKey: '答案可疑', drift: '正确率漂移', unusedOption: '有选项无人选', weak: '区分度低' },
  en: { wrongKey: 'key doubtful', drift: 'drifted', unusedOption: 'unused option', weak: 'tells little' },
};
const figure = (n: number | null, digits: number) => (n === null ? '-' : n.toFixed(digits));

/** The report for a person, a question a line. */
export function statsText(
  { attempts, unknown, kr20: reliability, items }: StatsReport,
  lang: 'zh' | 'en',
): string {
  const head =
    lang === 'zh'
      ? `${attempts} 份试卷，信度 KR-20 ${figure(reliability, 2)}${unknown > 0 ? `；${unknown} 行的题号不在题库里` : ''}`
      : `${attempts} papers, KR-20 ${figure(reliability, 2)}${unknown > 0 ? `; ${unknown} rows name no question of the bank` : ''}`;
  const columns =
    lang === 'zh' ? '题号\t次数\t正确率\t区分度\t中位秒\t标记' : 'id\tn\tright\tdiscr\tmedian s\tflags';
  return [
    head,
    columns,
    ...items.map((i) =>
      [
        i.id,
        i.n,
        figure(i.facility, 3),
        figure(i.discrimination, 2),
        figure(i.medianMs === null ? null : i.medianMs / 1000, 0),
        i.flags.map((flag) => FLAGS[lang][flag]).join(lang === 'zh' ? '、' : ', '),
      ].join('\t'),
    ),
  ].join('\n');
}
