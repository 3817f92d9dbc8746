import { basename } from 'node:path';
import {
  blueprintHash,
  drawRecord,
  redraw,
  type DrawRecord,
  type PaperDifference,
} from '../draw/draw-record';
import type { Question } from '../model/question';
import { publish, PublishError } from '../version/publish';
import { jsonOf } from './failure';
import type { Lang } from './lang';
import { stockReport } from './report';

/** The bank a record is held against: every question as it stands in the file. */
export interface BankOfRecord {
  questions: readonly Question[];
  media: ReadonlyMap<string, Uint8Array>;
}

/** A record as a file holds it, or what is wrong with that file. */
export async function loadRecord(file: string, lang: Lang): Promise<DrawRecord | string> {
  const read = drawRecord.safeParse(await jsonOf(file));
  if (read.success) return read.data;
  const places = read.error.issues.map((i) => i.path.join('.')).filter((p) => p !== '');
  const [zh, en] = [
    '这不是抽题记录，请用控制台考试记录页下载的文件',
    'this is no draw record; use the file from the page of an attempt in the console',
  ];
  return `${basename(file)}: ${lang === 'zh' ? zh : en}${places.length > 0 ? ` (${places.join(', ')})` : ''}`;
}

const hashOf = (bank: BankOfRecord): string | null => {
  try {
    return publish(bank).hash;
  } catch (error) {
    // Its pictures did not come with the file, so it cannot be said to be that version.
    if (error instanceof PublishError) return null;
    throw error;
  }
};

/** Draws a record's paper again and says whether bank, blueprint and paper are the recorded ones. */
export function verdictOf(record: DrawRecord, bank: BankOfRecord) {
  const hash = hashOf(bank);
  const again = redraw(record, bank.questions);
  const sameBank = hash === record.bankVersion;
  const office = record.blueprint;
  const sameBlueprint = !office || blueprintHash(record.kind.code, office.content) === office.hash;
  const samePaper = again.ok && again.differences.length === 0;
  return {
    match: sameBank && sameBlueprint && samePaper,
    attemptId: record.attemptId,
    hash,
    recordedHash: record.bankVersion,
    sameBank,
    sameBlueprint,
    samePaper,
    kind: record.kind.code,
    seed: record.seed,
    date: record.day,
    licenceClass: record.licenceClass,
    region: record.region,
    items: again.ok ? again.items : [],
    differences: again.ok ? again.differences : [],
    ...(again.ok ? {} : { short: again.short }),
  };
}
type Verdict = ReturnType<typeof verdictOf>;

/** Differences that are told one by one to a person. */
const TOLD = 10;
const WORDS = {
  zh: {
    match: '✔ 一致：重新抽出的试卷与记录中的完全相同（题目、题目顺序、选项顺序）',
    mismatch: '✖ 不一致',
    bank: (v: Verdict) =>
      v.hash === null
        ? `题库：文件里缺图片，无法确认是不是记录中的版本 ${v.recordedHash}；请用控制台导出的整个文件`
        : `题库：这个文件是 ${v.hash}，记录中的是 ${v.recordedHash}；请导出记录中的版本`,
    blueprint: '组卷方案：内容与它的编号对不上，记录被改过',
    question: (d: PaperDifference) => `第 ${d.place} 题：记录 ${d.recorded ?? '无'}，重抽 ${d.drawn ?? '无'}`,
    options: (d: PaperDifference) => `第 ${d.place} 题选项顺序：记录 ${d.recorded}，重抽 ${d.drawn}`,
    more: (n: number) => `另有 ${n} 处不同`,
    head: (v: Verdict) => `考试 ${v.attemptId} ${v.kind} ${v.date} ${v.licenceClass}`,
  },
  en: {
    match: '✔ match: the paper drawn again is the recorded one (questions, their order, order of options)',
    mismatch: '✖ mismatch',
    bank: (v: Verdict) =>
      v.hash === null
        ? `bank: pictures are missing from the file, so it cannot be told whether it is version ${v.recordedHash}; use the whole file the console exports`
        : `bank: this file is ${v.hash}, the record has ${v.recordedHash}; export the recorded version`,
    blueprint: 'blueprint: its content is not what its hash names; the record was changed',
    question: (d: PaperDifference) =>
      `question ${d.place}: recorded ${d.recorded ?? 'none'}, drawn ${d.drawn ?? 'none'}`,
    options: (d: PaperDifference) =>
      `options of question ${d.place}: recorded ${d.recorded}, drawn ${d.drawn}`,
    more: (n: number) => `${n} more differences`,
    head: (v: Verdict) => `attempt ${v.attemptId} ${v.kind} ${v.date} ${v.licenceClass}`,
  },
};

/** The verdict for people: what is another first, then the paper as it was drawn. */
export function verdictText(v: Verdict, lang: Lang): string {
  const w = WORDS[lang];
  const more = v.differences.length - TOLD;
  return [
    `${w.head(v)} seed=${v.seed} bank=${v.hash ?? '?'}`,
    v.match ? w.match : w.mismatch,
    ...(v.sameBank ? [] : [`  ${w.bank(v)}`]),
    ...(v.sameBlueprint ? [] : [`  ${w.blueprint}`]),
    ...(v.short ? [`  ${stockReport([{ code: v.kind, feasible: false, short: v.short }], lang)}`] : []),
    ...v.differences.slice(0, TOLD).map((d) => `  ${w[d.what](d)}`),
    ...(more > 0 ? [`  ${w.more(more)}`] : []),
    ...v.items.map((item, i) => `${i + 1}\t${item.questionId}\t${item.optionOrder.join('')}`),
  ].join('\n');
}
