/** A line that names a section: its words, and the type of question they speak of. */
export interface Heading {
  title: string;
  /** 单选题 and the like, in the words of the readers. */
  type?: string;
  /** A kind of question that is no choice: 填空题. */
  other?: OtherKind;
  /** 一、 of the heading, by which an answer list may name it again. */
  ordinal?: string;
  chapter: boolean;
}

/** A kind of question that cannot be imported, named for the report. */
export interface OtherKind {
  zh: string;
  en: string;
}

export const CASE: OtherKind = { zh: '案例分析', en: 'case study' };
const OTHER: readonly [RegExp, OtherKind][] = [
  [/填空/, { zh: '填空', en: 'fill-in' }],
  [/简答|问答|论述|名词解释|作文/, { zh: '问答', en: 'essay' }],
  [/案例分析|材料分析|综合分析/, CASE],
  [/计算|作图/, { zh: '计算', en: 'calculation' }],
  [/连线|匹配|配对/, { zh: '匹配', en: 'matching' }],
  [/排序/, { zh: '排序', en: 'ordering' }],
];
const otherKind = (text: string): OtherKind | undefined => OTHER.find(([form]) => form.test(text))?.[1];

const TYPE =
  /(?:单项?选择?|单选|多项?选择?|多选|不定项(?:选择)?|判断|是非|选择|(?:true\s?(?:\/|or)\s?false|single|multiple)(?:\s(?:choice|answer))?)(?:题|试题|questions?)?/i;
const OTHER_TYPE =
  /(?:填空|简答|问答|论述|名词解释|案例分析|材料分析|综合分析|计算|作图|连线|匹配|配对|排序)题/;
const ORDINAL =
  /^(?:[(（]\s?(?<a>[一二三四五六七八九十]{1,3})\s?[)）]\s?[、.．]?|(?<b>[一二三四五六七八九十]{1,3}|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]|[IVX]{1,4}(?=[.、．]))\s{0,2}[、.．:：]|第(?<c>[一二三四五六七八九十\d]{1,3})(?:大题|部分)\s{0,3}[、.．:：]?)\s{0,4}/;
const CHAPTER =
  /^(?:第\s{0,2}[一二三四五六七八九十百\d]{1,5}\s{0,2}(?:章|节|单元|篇|编|讲)|(?:chapter|unit|section|part)\s{1,2}(?:\d{1,3}|[IVX]{1,4}|[A-Z])(?![\w])|(?:(?:模拟|考试|理论|科目[一二三四]){0,2}(?:试卷|试题|测试|考试|练习题?)\s{0,2}(?:[一二三四五六七八九十]{1,3}|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2})|第\s?[一二三四五六七八九十\d]{1,3}\s?套(?:试?题|试卷)?)\s{0,4}$)/i;
/** 项目二 信号, 卷一: what is counted, and its number. */
export const NUMBERED_SECTION = /^(卷|项目|模块|专题|任务)\s?([一二三四五六七八九十]{1,3})(?=$|[\s:：、])/;
const LETTERED_SECTION = /^[A-F甲乙丙丁]\s?卷\s{0,4}$/;
const namesSection = (title: string) => NUMBERED_SECTION.test(title) || LETTERED_SECTION.test(title);
/** 项目二 信号, 卷一, B卷: a heading where questions begin below it, else a line of a stem or an option. */
export const mayNameSection = (line: string): boolean => namesSection(line.trim());
/** The ordinal of a line that says nothing else: 二、, （二）. */
export function bareOrdinal(line: string): string | undefined {
  const text = line.trim();
  const found = ORDINAL.exec(text);
  return found?.[0].length === text.length ? (found.groups?.['a'] ?? found.groups?.['b']) : undefined;
}
/** Whether a heading says that it is one chapter of several: 第三章. */
export const namesChapter = (title: string): boolean => CHAPTER.test(title) || namesSection(title);
/** The remark behind a heading: （共20题，每题2分）. */
const REMARK = /\s{0,3}[(（【[][^()（）]{0,120}[)）】\]]\s{0,3}[。.:：]?$/;

function typeWord(word: string): string {
  if (/不定/.test(word)) return '不定项选择题';
  if (/多|multiple/i.test(word)) return /multiple\s?choice/i.test(word) ? '选择题' : '多选题';
  if (/单|single/i.test(word)) return '单选题';
  return /选择/.test(word) ? '选择题' : '判断题';
}

/**
 * Reads a line as a heading; undefined if it is none. Headings are short and no sentences. `level` is given for what is
 * a heading by style or mark.
 */
export function headingOf(line: string, level?: number): Heading | undefined {
  const text = line.trim();
  if (text === '' || text.length > 160) return undefined;
  // 【判断题】可以倒车。 is a question.
  const typed = level === undefined ? typeMark(text) : undefined;
  if (typed && /^(?!第)[^\s（(【[共:：]/.test(text.slice(typed.end))) return undefined;
  const ordinal = ORDINAL.exec(text);
  const chapter = namesChapter(text);
  const rest = (ordinal ? text.slice(ordinal[0].length) : text).trim();
  const title = (rest.replace(REMARK, '').trim() || rest)
    .replace(/[【[\]】]/g, '')
    .replace(/[:：。.\s]{1,3}$/, '')
    .trim();
  const g = ordinal?.groups ?? {};
  const named = g['a'] ?? g['b'] ?? g['c'];
  const found = TYPE.exec(title.slice(0, 40));
  const other = OTHER_TYPE.test(title.slice(0, 40)) ? otherKind(title) : undefined;
  // 判断 may be a word of a sentence; as a heading hardly anything stands beside it.
  const only = found !== null && title.length - found[0].length <= 12 && title.length <= 24;
  const type = found && only && !other ? typeWord(found[0]) : undefined;
  const ends = /[？?！!。；;，,]$|答案\s?[:：]/.test(text) && type === undefined && other === undefined;
  if (ends || /[？?]/.test(title)) return undefined;
  const kind = { ...(type === undefined ? {} : { type }), ...(other && title.length <= 24 ? { other } : {}) };
  if (chapter && text.length <= 60) return { title: text, chapter: true };
  const sentence = /[。！!，,；;]/.test(title);
  if (ordinal && named !== undefined && !sentence && title.length <= 40 && title !== '') {
    return { title, ordinal: named, chapter: type === undefined && !kind.other, ...kind };
  }
  const bare = (type !== undefined && (/题|question/i.test(title) || title.length <= 4)) || kind.other;
  if (bare && title.length <= 20 && /^[^\d]/.test(title)) return { title, chapter: false, ...kind };
  if (level === undefined || title === '' || title.length > 60) return undefined;
  return { title, chapter: type === undefined && !kind.other, ...kind };
}

const TYPE_MARK =
  /^\s{0,8}[【[(（]\s{0,3}(?:(?<type>(?:[单多]项?选择?|不定项(?:选择)?|判断|是非|选择)题?)|(?<other>(?:填空|简答|问答|论述|名词解释|案例分析|计算|连线|匹配|排序)题?))(?:[，,、:：]?\s{0,2}\d{1,3}(?:\.\d)?\s?分)?\s{0,3}[】\])）]\s{0,8}/;
/** `单选题 (1分)` behind `第1题`: the points tell the type from a word of the stem. */
const TYPE_WITH_POINTS =
  /^\s{0,8}(?<type>[单多]项?选择?题?|判断题?|不定项(?:选择)?题?)\s{0,3}[(（]\s?\d{1,3}(?:\.\d)?\s?分\s?[)）]\s{0,8}/;
/** `【多选题】` in front of a stem. */
export function typeMark(text: string): { type: string; end: number; other?: OtherKind } | undefined {
  const found = TYPE_MARK.exec(text.slice(0, 60)) ?? TYPE_WITH_POINTS.exec(text.slice(0, 60));
  if (!found) return undefined;
  const other = otherKind(found.groups?.['other'] ?? '');
  const type = other ? `${other.zh}题` : typeWord(found.groups?.['type'] ?? '');
  return { type, end: found[0].length, ...(other ? { other } : {}) };
}

const TYPE_BEHIND =
  /\s{0,4}[【[(（]\s{0,3}((?:[单多]项?选择?|不定项(?:选择)?|判断)题?)\s{0,3}[】\])）]\s{0,4}\*?\s{0,4}(?:[（(]\s?分值\s?[:：]?\s?\d{1,3}(?:\.\d)?\s?分?\s?[)）])?\s{0,4}$/;
/** `（多选题）` behind a stem. */
export function typeBehind(text: string): { type: string; start: number } | undefined {
  const tail = text.slice(-40);
  const found = TYPE_BEHIND.exec(tail);
  return found
    ? { type: typeWord(found[1] ?? ''), start: text.length - tail.length + found.index }
    : undefined;
}

const LIST_TITLE =
  /^[【[(（《]?.{0,24}(?:答案|answer\s?key|answers)(?:表|汇总|部分|一览表?|及?与?和?(?:解析|详解)|及(?:评分标准|说明))?\s?[】\])）》]?(?:[(（].{0,30}[)）])?\s{0,3}[:：]?$/i;
/** A line that says that a list of answers follows. */
export const isAnswerListTitle = (text: string): boolean => {
  const t = text.trim();
  return t.length <= 60 && LIST_TITLE.test(t) && !/[？?。]/.test(t);
};
