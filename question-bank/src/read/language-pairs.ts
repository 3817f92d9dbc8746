import type { Issue, Position } from '../model/issue';
import { localeOf } from '../model/locale';
import type { Question } from '../model/question';
import type { Candidate } from './candidate';
import { readIssue } from './read-issue';
import type { RecordsPart } from './records-to-part';
import { asLoose, type LooseQuestion } from './refused-row';

/** One file or sheet of questions, as far as its language is concerned. */
export interface Side {
  at: Position;
  stems: readonly string[];
  /** Ids as the file gives them; none where it has none. */
  ids: readonly string[];
}

const displayed = (language: string) =>
  new Intl.DisplayNames([language], { type: 'language', fallback: 'none' });
const DISPLAYED = { zh: displayed('zh-CN'), en: displayed('en') };
const calledIn = (locale: string, interfaceLanguage: 'zh' | 'en'): string =>
  locale === 'en'
    ? { zh: '英文', en: 'English' }[interfaceLanguage]
    : (DISPLAYED[interfaceLanguage].of(locale) ?? locale);

/** `zh`, or the tag of another language. */
type Language = string;

const SEPARATOR = /[\s._/\-()（）[\]【】]+/;
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
/** Scripts in which one language of banks is written; others are told by the name alone. */
const SCRIPTS: readonly [Language, RegExp][] = [
  ['mn-Mong', /\p{Script=Mongolian}/u],
  ['bo', /\p{Script=Tibetan}/u],
  ['ko', /\p{Script=Hangul}/u],
  ['ii', /\p{Script=Yi}/u],
];
const SAMPLE = 200;

const plainName = (name: string) => name.toLowerCase().split(SEPARATOR).join('');

/** Another language that a name says at its end: `km1_mn-Mong`, `km1_ug`, `科目一（维吾尔文）`, `科目一蒙古文版`. */
function otherNamed(name: string): { language: Language; rest: string } | undefined {
  const whole = name.trim().replace(/[)）\]】\s]+$/, '');
  const text = whole.replace(/版$/, '');
  const ends = /[文语]$/.test(text) ? 7 : 14;
  for (let at = Math.max(0, text.length - ends); at <= text.length - 2; at++) {
    const end = text.slice(at);
    const apart = at === 0 || SEPARATOR.test(text.charAt(at - 1));
    const language = apart || /^\p{Script=Han}/u.test(end) ? localeOf(end) : undefined;
    const known = language !== undefined && language !== 'zh-CN' && language !== 'en';
    if (known && DISPLAYED.en.of(language) !== undefined)
      return { language, rest: plainName(text.slice(0, at)) };
  }
  return undefined;
}

/** The language a name says, and the name without it. */
function named(name: string): { language: Language | undefined; rest: string } {
  for (const [language, form] of NAMED)
    if (form.test(name)) return { language, rest: plainName(name.replace(form, '')) };
  return otherNamed(name) ?? { language: undefined, rest: plainName(name) };
}

/** The language most stems are written in; `said` where that is neither Chinese nor told by the texts. */
function spoken(stems: readonly string[], said: Language | undefined): Language | undefined {
  const sample = stems.slice(0, SAMPLE);
  const most = (form: RegExp) => sample.filter((s) => form.test(s)).length * 2 > sample.length;
  if (most(/\p{Script=Han}/u)) return 'zh';
  const han = sample.filter((s) => /\p{Script=Han}/u.test(s)).length;
  if (han * 20 > sample.length) return undefined;
  const written = SCRIPTS.find(([, form]) => most(form))?.[0];
  if (written !== undefined) return written;
  // What calls itself a language, and is not written in another's script, is believed.
  const other = said !== undefined && said !== 'zh' && sample.length > 0;
  return other && (said !== 'en' || most(/[A-Za-z]{2}/)) ? said : most(ENGLISH) ? 'en' : undefined;
}

function overlap(a: readonly string[], b: readonly string[]): number {
  const mine = new Set(a);
  const shared = new Set(b.filter((id) => mine.has(id))).size;
  return shared === 0 ? 0 : shared / Math.min(mine.size, new Set(b).size);
}

/** Places of the Chinese of a bank and of one translation. */
export interface Pair {
  zh: number;
  other: number;
  /** The translation's language. */
  locale: string;
}

/**
 * Which files or sheets are one bank in several languages, as places in `sides`: the names are the same but for the
 * language they say, or the languages of the texts differ and most ids are the same. The texts have the last word, where
 * their script tells a language. `unjoined` are those that the names pair and the ids do not.
 */
export function findPairs(sides: readonly Side[]): { pairs: Pair[]; unjoined: Pair[] } {
  const known = sides.map((side) => {
    const file = named(side.at.file.replace(/\.[A-Za-z0-9]+$/, ''));
    const sheet = named(side.at.sheet ?? '');
    const said = sheet.language ?? file.language;
    return { said, name: `${file.rest}\n${sheet.rest}`, spoken: spoken(side.stems, said) };
  });
  const paired = new Set<number>();
  const pairs: Pair[] = [];
  const unjoined: Pair[] = [];
  const look = (fits: (zh: number, other: number) => boolean) => {
    known.forEach((side, other) => {
      const { spoken: locale } = side;
      if (locale === undefined || locale === 'zh' || paired.has(other)) return;
      const taken = (zh: number) => [...pairs, ...unjoined].some((p) => p.zh === zh && p.locale === locale);
      const zh = known.findIndex((s, i) => s.spoken === 'zh' && !taken(i) && fits(i, other));
      if (zh < 0) return;
      const alike = overlap(sides[zh]?.ids ?? [], sides[other]?.ids ?? []) >= 0.2;
      (alike ? pairs : unjoined).push({ zh, other, locale });
      paired.add(other);
    });
  };
  look((zh, other) => known[zh]?.name === known[other]?.name && known[other]?.said !== undefined);
  const many = (side: number) => (sides[side]?.ids.length ?? 0) >= 3;
  look((zh, other) => many(zh) && overlap(sides[zh]?.ids ?? [], sides[other]?.ids ?? []) >= 0.6);
  return { pairs, unjoined };
}

const placeText = ({ file, sheet, row }: Position) =>
  [file, sheet, row === undefined ? undefined : `${row}`].filter((p) => p !== undefined).join(' : ');

/** A question in another language; one without a key leaves that, and its type, to the Chinese. */
type Translation = Pick<LooseQuestion, 'id' | 'stem' | 'options' | 'explanation' | 'media'> &
  Partial<Pick<Question, 'type' | 'answer'>>;
interface TranslatedRow {
  question: Translation;
  where: Candidate['where'];
}

/** Rows that are whole but for their key: a translation needs none. */
const keyless = (part: RecordsPart) =>
  part.refused.filter((r) => r.issues.length > 0 && r.issues.every((i) => i.code === 'NO_ANSWER'));

/** What is not the same in two languages of one question, other than the words. */
function difference(
  zh: Question,
  en: Translation,
  locale: string,
): { zh: string; en: string; path: string; key: boolean } | undefined {
  const of = (path: string, words: [string, string], a: string, b: string, key = false) => ({
    path,
    key,
    zh: `${words[0]}不同：中文“${a}”，${calledIn(locale, 'zh')}“${b}”`,
    en: `${words[1]} differs: "${a}" in Chinese, "${b}" in ${calledIn(locale, 'en')}`,
  });
  if (en.type !== undefined && zh.type !== en.type)
    return of('type', ['题型', 'the type'], zh.type, en.type, true);
  const counts = [zh.options.length, en.options.length].map(String);
  const bare = en.answer === undefined && zh.type === 'judge' && en.options.length === 0;
  if (counts[0] !== counts[1] && !bare)
    return of('options', ['选项数', 'the option count'], counts[0] ?? '', counts[1] ?? '');
  const keys = [zh, en].map((q) => q.answer?.join(''));
  if (en.answer !== undefined && keys[0] !== keys[1])
    return of('answer', ['答案', 'the key'], keys[0] ?? '', keys[1] ?? '', true);
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

function joined(zh: Question, other: Translation, locale: string): Question {
  const options = zh.options.map((o, i) => {
    const text = other.options[i]?.text['zh-CN'];
    // Right and wrong are our own words in English, and Chinese where a file does not write them.
    const ours = zh.type === 'judge' && (locale === 'en' || /\p{Script=Han}/u.test(text ?? ''));
    return text === undefined || ours ? o : { ...o, text: { ...o.text, [locale]: text } };
  });
  const explained = other.explanation?.['zh-CN'];
  return {
    ...zh,
    stem: { ...zh.stem, [locale]: other.stem['zh-CN'] },
    options,
    ...(zh.explanation && explained !== undefined
      ? { explanation: { ...zh.explanation, [locale]: explained } }
      : {}),
  };
}

/** What is said about a translation's file as a bank of its own, and is wrong now. */
const NOT_OF_A_TRANSLATION = new Set(['NOT_CHINESE', 'DEFAULT_USED', 'TYPE_INFERRED']);

/**
 * Lays one translation of a bank beside its Chinese, question by question of the same id and option by option. What does
 * not fit is named with both places: a question with another key or type stays out, one with another number of options
 * stays Chinese.
 */
export function joinLanguages(
  zh: RecordsPart,
  en: RecordsPart,
  at: { zh: Position; en: Position },
  locale: string,
): RecordsPart {
  const without = keyless(en);
  const taken = new Set(without);
  const withoutKey = new Set(without.flatMap((r) => r.issues));
  const english = new Map<string, TranslatedRow>(
    without.map(({ at: where, question: { type: _, answer: __, ...question } }) => [
      question.id,
      { question, where: () => where },
    ]),
  );
  for (const c of en.candidates) english.set(c.question.id, c);
  const left = en.refused.filter((r) => !taken.has(r));
  const refused = new Set([...left, ...zh.refused].map((r) => r.question.id));
  const candidates: Candidate[] = [];
  const issues: Issue[] = [];
  const out = [...zh.refused];
  let both = 0;
  const differs = (
    c: TranslatedRow,
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
      const words = {
        zh: `${calledIn(locale, 'zh')}里没有这一题`,
        en: `the ${calledIn(locale, 'en')} has no such question`,
      };
      if (!refused.has(c.question.id)) differs(c, 'id', at.en, words, false);
      candidates.push(c);
      continue;
    }
    english.delete(c.question.id);
    const found = difference(c.question, other.question, locale);
    const where = found && other.where([found.path]);
    const issue = found && where ? differs(c, found.path, where, found, found.key) : undefined;
    if (issue && found?.key) out.push({ at: c.where([]), question: asLoose(c.question), issues: [issue] });
    else if (found?.path === 'options') candidates.push(c);
    else {
      both += 1;
      candidates.push({
        question: joined(c.question, other.question, locale),
        where: (path) => c.where(path),
      });
    }
  }
  for (const c of english.values()) {
    const words = { zh: '中文里没有这一题，未导入', en: 'the Chinese has no such question; not imported' };
    if (!refused.has(c.question.id)) differs(c, 'id', at.zh, words, false);
  }
  const names = {
    a: placeText({ ...at.zh, row: undefined }),
    b: placeText({ ...at.en, row: undefined }),
    language: calledIn(locale, 'zh'),
    languageEn: calledIn(locale, 'en'),
  };
  issues.push(readIssue('LANGUAGES_PAIRED', at.zh, { ...names, count: both }));
  return {
    ...zh,
    read: zh.read + english.size,
    candidates,
    refused: out,
    issues: [
      ...zh.issues,
      ...en.issues.filter((i) => !NOT_OF_A_TRANSLATION.has(i.code) && !withoutKey.has(i)),
      ...issues,
    ],
  };
}
