import { halfWidth } from './line';

/** One part of a line of keys: what names its section, and its entries. */
export interface SectionKey {
  /** 一 of `一、`. */
  ordinal: string;
  /** The words behind the ordinal, if any: 单选题. */
  title: string;
  text: string;
}

const HEAD =
  /(?:^|[\s;；。，,、:：])(?:[(（]\s?([一二三四五六七八九十]{1,3})\s?[)）]\s?[、.．]?|([一二三四五六七八九十]{1,3})\s{0,2}[、.．:：])\s{0,4}((?:[^\d\s:：;；√×A-H]{2,12}(?:[（(][^()（）]{0,40}[)）])?)?)\s{0,3}[:：]?\s{0,4}(?=[（([第]?\s?\d{1,5}\D|[√×✓✗对错A-H](?:[\s、,，]{0,3}(?:[√×✓✗对错]|[A-H](?![A-Za-z]))){0,400}\s*(?:$|[;；。]))/g;
const LEAD =
  /^\s{0,8}(?:[【[（(]?\s{0,3}(?:参考|标准|正确)?答案(?:为|是|如下)?\s{0,3}[】\])）]?\s{0,3}[:：]?\s{0,4})?/;
const LONGEST = 20_000;

/**
 * A line of keys taken apart at the ordinals of its sections: `答案：一、单选题 1.A 2.C 二、判断题 1.对`, `一、1√ 2×`.
 * Undefined if it does not begin so. `lead` says whether the word 答案 stands before it.
 */
export function sectionKeys(line: string): { keys: SectionKey[]; lead: boolean } | undefined {
  if (line.length > LONGEST) return undefined;
  const text = halfWidth(line);
  const lead = LEAD.exec(text)?.[0] ?? '';
  const rest = text.slice(lead.length);
  if (!/^[(（]?[一二三四五六七八九十]/.test(rest)) return undefined;
  const heads = [...rest.matchAll(HEAD)];
  if (heads.length === 0 || heads[0]?.index !== 0) return undefined;
  const keys = heads.map((head, i) => ({
    ordinal: head[1] ?? head[2] ?? '',
    title: (head[3] ?? '').trim(),
    text: rest.slice(head.index + head[0].length, heads[i + 1]?.index).trim(),
  }));
  return { keys, lead: lead.trim() !== '' };
}
