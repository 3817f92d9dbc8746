import type { Issue, Position } from '../model/issue';
import type { Question } from '../model/question';
import type { Candidate } from './candidate';
import { readIssue } from './read-issue';
import type { RecordsPart } from './records-to-part';
import { asLoose } from './refused-row';

/** One file or sheet of questions, as far as its language is concerned. */
export interface Side {
  at: Position;
  stems: readonly string[];
  /** Ids as the file gives them; none where it has none. */
  ids: readonly string[];
}

type Language = 'zh' | 'en';

const NAMED: readonly [Language, RegExp][] = [
  [
    'zh',
    /(?:^|[\s._/\-()（）[\]])(?:zh(?:[-_]?(?:cn|hans))?|cn|chs|chinese|中文版?|汉语|汉文)(?=$|[\s._/\-()（）[\]])|中文版?/i,
  ],
  [
    'en',
    /(?:^|[\s._/\-()（）[\]])(?:en(?:[-_]?(?:us|gb))?|eng|english|英文版?|英语)(?=$|[\s._/\-()（）[\]])|英文版?/i,
  ],
];
/** Half of all English sentences hold one of these. */
const ENGLISH = /\b(?:the|is|are|what|which|when|must|should|you|of|to|in)\b/i;
const SAMPLE = 200;

/** The language a name says, and the name without it. */
function named(name: string): { language: Language | undefined; rest: string } {
  for (const [language, form] of NAMED)
    if (form.test(name))
      return {
        language,
        rest: name
          .replace(form, '')
          .toLowerCase()
          .replace(/[\s._/\-()（）[\]]+/g, ''),
      };
  return { language: undefined, rest: name.toLowerCase().replace(/[\s._/\-()（）[\]]+/g, '') };
}

/** The language most stems are written in; undefined where that is neither. */
function spoken(stems: readonly string[]): Language | undefined {
  const sample = stems.slice(0, SAMPLE);
  const han = sample.filter((s) => /\p{Script=Han}/u.test(s)).length;
  if (han * 2 > sample.length) return 'zh';
  const english = sample.filter((s) => ENGLISH.test(s)).length;
  return han * 20 <= sample.length && english * 2 > sample.length ? 'en' : undefined;
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const mine = new Set(a);
  const shared = new Set(b.filter((id) => mine.has(id))).size;
  return shared === 0 ? 0 : shared / Math.min(mine.size, new Set(b).size);
}

/** Places of the Chinese and the English of one bank. */
interface Pair {
  zh: number;
  en: number;
}

/**
 * Which files or sheets are one bank in two languages, as places in `sides`: the names are the same but for the language
 * they say, or the languages of the texts differ and most ids are the same. The texts have the last word. `unjoined` are
 * those that the names pair and the ids do not.
 */
export function findPairs(sides: readonly Side[]): { pairs: Pair[]; unjoined: Pair[] } {
  const known = sides.map((side) => {
    const file = named(side.at.file.replace(/\.[A-Za-z0-9]+$/, ''));
    const sheet = named(side.at.sheet ?? '');
    return {
      said: sheet.language ?? file.language,
      name: `${file.rest}\n${sheet.rest}`,
      spoken: spoken(side.stems),
    };
  });
  const paired = new Set<number>();
  const pairs: Pair[] = [];
  const unjoined: Pair[] = [];
  const look = (fits: (zh: number, en: number) => boolean) => {
    known.forEach((zhSide, zh) => {
      if (zhSide.spoken !== 'zh' || paired.has(zh)) return;
      const en = known.findIndex((side, i) => side.spoken === 'en' && !paired.has(i) && fits(zh, i));
      if (en < 0) return;
      const alike = overlap(sides[zh]?.ids ?? [], sides[en]?.ids ?? []) >= 0.2;
      (alike ? pairs : unjoined).push({ zh, en });
      paired.add(zh).add(en);
    });
  };
  look((zh, en) => known[zh]?.name === known[en]?.name && known[en]?.said !== undefined);
  const many = (side: number) => (sides[side]?.ids.length ?? 0) >= 3;
  look((zh, en) => many(zh) && overlap(sides[zh]?.ids ?? [], sides[en]?.ids ?? []) >= 0.6);
  return { pairs, unjoined };
}

const placeText = ({ file, sheet, row }: Position) =>
  [file, sheet, row === undefined ? undefined : `${row}`].filter((p) => p !== undefined).join(' : ');

/** What is not the same in two languages of one question, other than the words. */
function difference(
  zh: Question,
  en: Question,
): { zh: string; en: string; path: string; key: boolean } | undefined {
  const of = (path: string, words: [string, string], a: string, b: string, key = false) => ({
    path,
    key,
    zh: `${words[0]}不同：中文“${a}”，英文“${b}”`,
    en: `${words[1]} differs: "${a}" in Chinese, "${b}" in English`,
  });
  if (zh.type !== en.type) return of('type', ['题型', 'the type'], zh.type, en.type, true);
  const counts = [zh.options.length, en.options.length].map(String);
  if (counts[0] !== counts[1])
    return of('options', ['选项数', 'the option count'], counts[0] ?? '', counts[1] ?? '');
  const keys = [zh, en].map((q) => q.answer.join(''));
  if (keys[0] !== keys[1]) return of('answer', ['答案', 'the key'], keys[0] ?? '', keys[1] ?? '', true);
  const pictures = [zh, en].map((q) =>
    q.media
      .map((m) => m.file)
      .sort()
      .join('、'),
  );
  if (pictures[0] !== pictures[1] && pictures[1] !== '')
    return of('media', ['图片', 'the picture'], pictures[0] ?? '', pictures[1] ?? '');
  return undefined;
}

function joined(zh: Question, en: Question): Question {
  const options = zh.options.map((o, i) => {
    const text = en.options[i]?.text['zh-CN'];
    return text === undefined || zh.type === 'judge' ? o : { ...o, text: { ...o.text, en: text } };
  });
  const explained = en.explanation?.['zh-CN'];
  return {
    ...zh,
    stem: { ...zh.stem, en: en.stem['zh-CN'] },
    options,
    ...(zh.explanation && explained !== undefined
      ? { explanation: { ...zh.explanation, en: explained } }
      : {}),
  };
}

/** What is said about a translation's file as a bank of its own, and is wrong now. */
const NOT_OF_A_TRANSLATION = new Set(['NOT_CHINESE', 'DEFAULT_USED', 'TYPE_INFERRED']);

/**
 * Lays the English of one bank beside its Chinese, question by question of the same id and option by option. What does
 * not fit is named with both places: a question with another key or type stays out, one with another number of options
 * stays Chinese.
 */
export function joinLanguages(
  zh: RecordsPart,
  en: RecordsPart,
  at: { zh: Position; en: Position },
): RecordsPart {
  const english = new Map(en.candidates.map((c) => [c.question.id, c]));
  const refused = new Set([...en.refused, ...zh.refused].map((r) => r.question.id));
  const candidates: Candidate[] = [];
  const issues: Issue[] = [];
  const out = [...zh.refused];
  let both = 0;
  const differs = (
    c: Candidate,
    path: string,
    where: Position,
    words: { zh: string; en: string },
    error: boolean,
  ) => {
    const { id } = c.question;
    const place = { ...c.where([path]), question: id };
    const params = { other: placeText(where), reason: words.zh, reasonEn: words.en };
    const issue = readIssue('LANGUAGES_DIFFER', place, params);
    const found: Issue = error ? { ...issue, severity: 'error' } : issue;
    issues.push(found);
    return found;
  };
  for (const c of zh.candidates) {
    const other = english.get(c.question.id);
    if (!other) {
      const words = { zh: '英文里没有这一题', en: 'the English has no such question' };
      if (!refused.has(c.question.id)) differs(c, 'id', at.en, words, false);
      candidates.push(c);
      continue;
    }
    english.delete(c.question.id);
    const found = difference(c.question, other.question);
    const where = found && other.where([found.path]);
    const issue = found && where ? differs(c, found.path, where, found, found.key) : undefined;
    if (issue && found?.key) out.push({ at: c.where([]), question: asLoose(c.question), issues: [issue] });
    else if (found?.path === 'options') candidates.push(c);
    else {
      both += 1;
      candidates.push({ question: joined(c.question, other.question), where: (path) => c.where(path) });
    }
  }
  for (const c of english.values()) {
    const words = { zh: '中文里没有这一题，未导入', en: 'the Chinese has no such question; not imported' };
    if (!refused.has(c.question.id)) differs(c, 'id', at.zh, words, false);
  }
  const names = {
    a: placeText({ ...at.zh, row: undefined }),
    b: placeText({ ...at.en, row: undefined }),
  };
  issues.push(readIssue('LANGUAGES_PAIRED', at.zh, { ...names, count: both }));
  return {
    ...zh,
    read: zh.read + english.size,
    candidates,
    refused: out,
    issues: [...zh.issues, ...en.issues.filter((i) => !NOT_OF_A_TRANSLATION.has(i.code)), ...issues],
  };
}
