/** A line that names a section: its words, and the type of question they speak of. */
export interface Heading {
  title: string;
  /** 单选题 and the like, in the words of the document. */
  type?: string;
  /** 一、 of the heading, by which an answer list may name it again. */
  ordinal?: string;
  chapter: boolean;
}

const TYPE = /(单项?选择?|多项?选择?|不定项选择?|判断|是非|选择)题?/;
const ORDINAL = /^\s*([一二三四五六七八九十]{1,3})\s*[、.．]\s*(.*)$/;
const CHAPTER = /^\s*第\s*[一二三四五六七八九十百\d]+\s*(?:章|节|部分|单元|篇)\s*(.*)$/;
const PART = /^\s*[(（]\s*([一二三四五六七八九十]{1,3})\s*[)）]\s*(.*)$/;

/** Reads a line as a heading; undefined if it is none. Headings are short and no sentences. */
export function headingOf(line: string, byStyle: boolean): Heading | undefined {
  const text = line.trim();
  if (text === '' || text.length > 60 || /[？?]$|答案\s*[:：]/.test(text)) return undefined;
  const ordinal = ORDINAL.exec(text) ?? PART.exec(text);
  const chapter = CHAPTER.exec(text);
  const title = (chapter ? text : (ordinal?.[2] ?? text)).replace(/[(（][^()（）]*[)）]\s*$/, '').trim();
  const type = TYPE.exec(title.length <= 30 ? title : '')?.[0];
  const sentence = /[。！!，,；;]/.test(title);
  if (chapter) return { title, chapter: true };
  if (ordinal && !sentence && text.length <= 40) {
    const named = type !== undefined ? { type: typeWord(type) } : {};
    return { title, ordinal: ordinal[1] ?? '', chapter: type === undefined, ...named };
  }
  const onlyType = type !== undefined && /^[【[(（]?\s*\S{0,6}(?:选择?|判断|是非)题?\S{0,4}$/.test(title);
  if (onlyType && text.length <= 20) return { title, type: typeWord(type), chapter: false };
  return byStyle
    ? { title, chapter: type === undefined, ...(type ? { type: typeWord(type) } : {}) }
    : undefined;
}

function typeWord(word: string): string {
  if (/多/.test(word)) return '多选题';
  if (/不定/.test(word)) return '不定项选择题';
  if (/单/.test(word)) return '单选题';
  return /选择/.test(word) ? '选择题' : '判断题';
}

const TYPE_MARK =
  /^\s*[【[(（]\s*((?:单|多)项?选择?题?|不定项选择题?|判断题?|是非题?|选择题?)\s*[】\])）]\s*/;
/** `【多选题】` in front of a stem. */
export function typeMark(text: string): { type: string; end: number } | undefined {
  const found = TYPE_MARK.exec(text);
  return found ? { type: typeWord(found[1] ?? ''), end: found[0].length } : undefined;
}

const LIST_TITLE =
  /^\s*(?:[【[(（]?\s*(?:.{0,12}?)(?:参考|标准|正确)?答案(?:表|汇总|及解析)?\s*[】\])）]?)\s*[:：]?\s*$/;
/** A line that says that a list of answers follows. */
export const isAnswerListTitle = (text: string): boolean => LIST_TITLE.test(text);
