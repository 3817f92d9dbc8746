import { parseDifficulty, parseLawRefs } from '../cell-values';
import { meaningOf } from '../column-names';
import type { PlainKey } from '../field-keys';
import type { RawField } from '../record';
import type { DocumentLine } from './line';

const FIELD =
  /^\s{0,8}[【[]?\s?((?:题目|试题)?(?:题型|类型|难度|难易程度|难易度|难度系数|难度等级|知识点|考点|所属章节|章节|分类|分值|分数|标签|来源|出处|能力层次|认知层次|创建时间|创建者|所属题库|错误率|正确率|全站正确率|易错率|易错项|易错选项|干扰项|得分|作答时间|用时))\s?(?:[】\]]\s?[:：]?|[:：])\s{0,8}(.{0,200})$/;
/** A line of its own that says where a question is from: `> 来源：…`, `[Source: …]`, `*出处：…*`. */
const REFERENCE =
  /^\s{0,8}(?:[>*_]\s?){0,3}[【[(（]?\s?(?:sources?|references?|refs?|citation|来源|出处|参考|参考资料|参考文献|法规|法条|法规依据|依据法规|引自|摘自)\s?(?:[】\])）]\s?[:：]?|[:：])\s{0,4}(.{1,200}?)[】\])）*_\s]{0,4}$/i;
const LAW = /法|条|规定|办法|标准|\b(?:law|act|article|code|regulations?)\b/i;
/** A key that is called a reference is none. */
const KEY = /^[A-H√×对错是否✓✗\s、,，]{1,12}$/i;

const KEPT: ReadonlySet<string> = new Set<PlainKey>(['type', 'difficulty', 'chapter', 'tags']);

/** The reference that a line below a question's options is; without a `key` where it is no law as we keep it. */
export function referenceOf(line: DocumentLine): { field: RawField; key?: PlainKey } | undefined {
  const text = line.text.length > 240 ? undefined : REFERENCE.exec(line.text)?.[1]?.trim();
  if (text === undefined || text === '' || KEY.test(text)) return undefined;
  return { field: { text, at: line.at }, ...(LAW.test(text) && parseLawRefs(text) ? { key: 'lawRef' } : {}) };
}

/**
 * A line that names a property of a question, as exports of question-bank sites write them below it. Without a `key` it
 * is one that no question keeps.
 */
export function fieldOf(line: DocumentLine): { field: RawField; key?: PlainKey } | undefined {
  if (line.text.length > 240) return undefined;
  const found = FIELD.exec(line.text);
  if (!found) return undefined;
  const field = { text: (found[2] ?? '').trim(), at: line.at };
  const key = meaningOf(found[1] ?? '')?.key;
  // A share of right answers is no grade of ours.
  if (key === 'difficulty' && parseDifficulty(field.text) === undefined) return { field };
  return key !== undefined && KEPT.has(key) ? { field, key: key as PlainKey } : { field };
}

/** `停车（来源：道交法第48条）`: what is behind the last option speaks of the question. */
const BEHIND_OPTION =
  /\s{0,8}([【[(（]\s?(?:(?:题目|试题)?(?:来源|出处)|法规依据|引自|摘自|参考资料|参考文献|难度|知识点|考点)\s?[:：][^\n]{1,200}[】\])）])\s{0,4}[。.]?\s{0,4}$/;

/** A source or property in brackets behind an option, with the option before it. */
export function sourceBehind(
  option: string,
): { option: string; of: (at: RawField['at']) => { field: RawField; key?: PlainKey } } | undefined {
  const found = option.length > 2000 ? undefined : BEHIND_OPTION.exec(option);
  if (!found || found.index === 0) return undefined;
  const text = (found[1] ?? '').trim();
  const of = (at: RawField['at']) => {
    const line = { text, at, pictures: [] };
    return referenceOf(line) ?? fieldOf({ ...line, text: text.slice(1, -1) }) ?? { field: { text, at } };
  };
  return { option: option.slice(0, found.index), of };
}
