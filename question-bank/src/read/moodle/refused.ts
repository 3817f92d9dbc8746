import type { Issue, Position } from '../../model/issue';
import { readIssue } from '../read-issue';

/** Kinds of question that are no choice, as a clerk calls them. */
const KINDS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  essay: ['问答', 'essay'],
  matching: ['连线（匹配）', 'matching'],
  match: ['连线（匹配）', 'matching'],
  shortanswer: ['简答（填空）', 'short answer'],
  numerical: ['数值', 'numerical'],
  description: ['说明文字', 'description'],
  cloze: ['完形填空', 'cloze'],
  multianswer: ['完形填空', 'cloze'],
  calculated: ['计算', 'calculated'],
  calculatedmulti: ['计算', 'calculated'],
  calculatedsimple: ['计算', 'calculated'],
  ddwtos: ['拖放填词', 'drag and drop into text'],
  ddimageortext: ['拖放到图上', 'drag and drop onto image'],
  ddmarker: ['拖放标记', 'drag and drop markers'],
  gapselect: ['选词填空', 'select missing words'],
  ordering: ['排序', 'ordering'],
  randomsamatch: ['随机匹配', 'random matching'],
  random: ['随机抽取', 'random'],
};

/** Says that a question of another kind stays out, with its name. */
export function notImportable(kind: string, at: Position, name: string): Issue {
  const [zh, en] = KINDS[kind] ?? [`“${kind}”`, kind];
  return readIssue('NOT_IMPORTABLE', at, { kind: zh, kindEn: en, ...(name === '' ? {} : { value: name }) });
}

/** What the shares of the score say of the options. */
export type Shares =
  { ok: true; type: 'single' | 'multi'; right: boolean[]; doubtful: boolean } | { ok: false };

/**
 * Which options are right where a file gives each a share of the score, in per cent: the one of 100, or all above
 * nought where together they make 100. Anything else cannot be all or nothing.
 */
export function rightByShares(shares: readonly number[], singleOnly: boolean | undefined): Shares {
  if (!shares.every(Number.isFinite)) return { ok: false };
  const full = shares.map((s) => s >= 99.99);
  const positive = shares.map((s) => s > 0);
  const fulls = full.filter(Boolean).length;
  const positives = positive.filter(Boolean).length;
  const sum = shares.filter((s) => s > 0).reduce((a, b) => a + b, 0);
  // Shares typed by hand are rounded: 33 three times, 17 six times.
  const even = shares.filter((s) => s > 0).every((s) => Math.abs(s - 100 / positives) < 1);
  if (fulls === 1 && (positives === 1 || singleOnly !== false))
    return {
      ok: true,
      type: singleOnly === false ? 'multi' : 'single',
      right: full,
      doubtful: positives > 1,
    };
  if (fulls === positives && fulls > 1) return { ok: true, type: 'multi', right: full, doubtful: true };
  if (fulls === 0 && positives > 1 && (even || Math.abs(sum - 100) < 1))
    return { ok: true, type: 'multi', right: positive, doubtful: singleOnly === true };
  return { ok: false };
}
