import type { RawField, RawOption } from '../record';
import {
  CODING_NAMES,
  decodeNumbers,
  detectNumbers,
  type NumberCoding,
  type NumbersFound,
  type NumberSample,
} from './number-coding';
import type { AnswerForm } from './answers-read';
import {
  answerLetters,
  answerNumbers,
  bareAnswer,
  isPlain,
  labelledVerdict,
  ONLY_LETTERS,
  plain,
  rightOrWrong,
} from './plain';

export const FORM_NAMES: Readonly<Record<AnswerForm, { zh: string; en: string }>> = {
  letters: { zh: '选项字母', en: 'option letters' },
  words: { zh: '对/错', en: 'right / wrong' },
  text: { zh: '选项的文字', en: "the option's text" },
  marks: { zh: '选项上的正确标记', en: 'marks at the right options' },
  keys: { zh: '选项的标识', en: "the options' own identifiers" },
  ...CODING_NAMES,
};

/** A question as far as its answer is concerned. */
export interface Asked {
  answer: string;
  /** Texts of the options without labels by their place; none for a judge question without options. */
  options: readonly string[];
  /** The option as the file has it, at the same places. */
  raw: readonly (RawOption | undefined)[];
  judge: boolean;
  /** The answer's own field, whose name may tell how it counts. */
  from?: RawField | undefined;
}

/** 0-based places of the right options, and how that was read. For judge without options 0 is right, 1 wrong. */
export interface AnswerRead {
  right: number[];
  form: AnswerForm;
}

function byKey({ answer, raw }: Asked): number[] | undefined {
  if (raw.length === 0 || raw.some((o) => o?.key === undefined)) return undefined;
  const placeOf = (key: string) => raw.findIndex((o) => o?.key?.trim() === key.trim());
  const whole = placeOf(answer);
  if (whole >= 0) return [whole];
  const places = answer
    .split(/[\s,，;；|、]+/)
    .filter((p) => p !== '')
    .map(placeOf);
  return places.length > 0 && !places.includes(-1) ? [...new Set(places)].sort((a, b) => a - b) : undefined;
}

/** The one option that says this; undefined where none or several do. */
function placeOfText(part: string, options: readonly string[]): number | undefined {
  const wanted = plain(part);
  let hit: number | undefined;
  for (let i = 0; i < options.length; i += 1) {
    if (!isPlain(options[i] ?? '', wanted)) continue;
    if (hit !== undefined) return undefined;
    hit = i;
  }
  return hit;
}

function byText({ answer, options, raw }: Asked): number[] | undefined {
  // `b. Stop` where the options are called so too, before their labels are taken off.
  const whole =
    placeOfText(answer, options) ??
    placeOfText(
      answer,
      raw.map((o) => o?.text ?? ''),
    );
  if (whole !== undefined) return [whole];
  if (!/[;；|\n]/.test(answer)) return undefined;
  const parts = answer.split(/[;；|\n]/).filter((p) => p.trim() !== '');
  const places = parts.flatMap((p) => placeOfText(p, options) ?? []);
  return parts.length > 1 && places.length === parts.length
    ? [...new Set(places)].sort((a, b) => a - b)
    : undefined;
}

const LABEL = /(?:^|[\s;；,，|])[(（]?([A-HＡ-Ｈ])[)）]?\s*[.．、:：)）\s]\s*/g;

/** `C、减速；D、停车`: letters with the texts of their options, which must be those. */
function byLabelledText({ answer, options }: Asked): number[] | undefined {
  if (/^[A-H]$/.test(answer)) return undefined;
  const labels = [...answer.matchAll(LABEL)];
  if (labels.length === 0 || labels[0]?.index !== 0) return undefined;
  const places = labels.map((m) => plain(m[1] ?? '').charCodeAt(0) - 65);
  const said = labels.map((m, i) => answer.slice(m.index + m[0].length, labels[i + 1]?.index));
  const bare = (text: string) => plain(text).replace(/^[\s;,|]+|[\s;,|。.]+$/g, '');
  const right = places.every(
    (at, i) => bare(said[i] ?? '') !== '' && bare(said[i] ?? '') === bare(options[at] ?? ''),
  );
  return right ? [...new Set(places)].sort((a, b) => a - b) : undefined;
}

/** 乙 where no options were found speaks of some that were lost, and 三 beside 三次 of that one. */
const COUNTED = /[甲乙丙丁戊己庚辛一二三四五六七八]/g;
const unclear = (answer: string, options: readonly string[]) => {
  const signs = answer.match(COUNTED);
  return signs !== null && (options.length === 0 || signs.some((s) => options.some((o) => o.includes(s))));
};
const letters = (answer: string, options: readonly string[]): number[] | undefined =>
  (unclear(answer, options) ? undefined : answerLetters(answer))
    ?.map((l) => l.charCodeAt(0) - 65)
    // A letter past the last option is kept: the check names it as an answer that is no option.
    .filter((i) => i < Math.max(options.length, 8));

/** `0,1,0,0`: a mark for each option in its order. Of two options `0,1` as well: nobody answers both of two. */
function byVector({ answer, options }: Asked): number[] | undefined {
  if (options.length < 2) return undefined;
  const words = answer.trim().split(/[\s,，;；|、]+/);
  if (words.length !== options.length || !words.every((w) => /^(?:[01]|true|false)$/i.test(w)))
    return undefined;
  const right = words.flatMap((w, i) => (/^(?:1|true)$/i.test(w) ? [i] : []));
  return right.length > 0 ? right : undefined;
}

/** Letters that name no option although one says just them: `Fe` of iron, lead and gold. */
const beyond = (answer: string, options: readonly string[]) =>
  answerLetters(answer)?.some((l) => l.charCodeAt(0) - 65 >= options.length) === true;

/** How the answers of one origin name options: by letters that may be texts, by numbers that may be. */
interface Habits {
  numbers: NumbersFound;
  /** Texts go before letters. */
  textsFirst: boolean;
  /** Whether numbers among them are places, so that `1` of the options 1, 2, 3 need not be the first. */
  places: 'all' | 'some' | 'none';
}

/** What a number means that is a place among others, and that an option says as well; undefined where nothing tells. */
function placeOrText(
  { answer, options }: Asked,
  text: readonly number[],
  { numbers: { choice }, places }: Habits,
): AnswerRead | undefined {
  const coding = choice === 'ambiguous' ? undefined : choice;
  const [hit] = text;
  const readings = (coding ? [coding] : (['from0', 'from1'] as const)).flatMap(
    (c) => decodeNumbers(answer, c, options.length)?.map((right) => ({ right: [right], form: c })) ?? [],
  );
  const [place] = readings;
  if (readings.every(({ right: [at] }) => at === hit)) return { right: [...text], form: 'text' };
  return coding && places === 'all' ? place : undefined;
}

function read(asked: Asked, habits: Habits): AnswerRead | undefined {
  const { numbers, textsFirst, places } = habits;
  const { raw, options, judge } = asked;
  if (raw.some((o) => o?.right !== undefined)) {
    const right = raw.flatMap((o, i) => (o?.right ? [i] : []));
    return right.length > 0 ? { right, form: 'marks' } : undefined;
  }
  const answer = asked.answer.trim();
  const word = judge
    ? (rightOrWrong(bareAnswer(answer)) ?? (options.length === 0 ? labelledVerdict(answer) : undefined))
    : undefined;
  if (word !== undefined) {
    const said = options.findIndex((o) => rightOrWrong(o) === word);
    return { right: [said >= 0 ? said : word ? 0 : 1], form: 'words' };
  }
  const key = byKey(asked);
  if (key) return { right: key, form: 'keys' };
  // What is nothing but letters is never the text of an option before it is letters, nor has it labels.
  const letterLike = /^[A-HＡ-Ｈ]+$/i.test(answer);
  if (letterLike && (textsFirst || beyond(answer, options))) {
    const text = byText(asked);
    if (text) return { right: text, form: 'text' };
  }
  if (ONLY_LETTERS.test(answer)) return { right: letters(answer, options) ?? [], form: 'letters' };
  const vector = byVector(asked);
  if (vector) return { right: vector, form: 'marks' };
  const text = byText(asked);
  if (text && places !== 'none' && !judge && answerNumbers(answer)) return placeOrText(asked, text, habits);
  // ②①③ is the option that says so, where there is one, and ABD are letters.
  if (text && !letterLike) return { right: text, form: 'text' };
  const letter = byLabelledText(asked) ?? letters(answer, options);
  if (letter) return { right: letter, form: 'letters' };
  if (text) return { right: text, form: 'text' };
  const coding = judge ? (numbers.judge ?? numbers.choice) : numbers.choice;
  if (coding === undefined || coding === 'ambiguous') return undefined;
  const right = decodeNumbers(answer, coding, options.length);
  return right && { right, form: coding };
}

/**
 * Whether the options are called 1, 2, … or 0, 1, … by their own columns or keys (`Option 1`), as the numbers then call them
 * too; undefined where they are called otherwise, or not all alike.
 */
function countedByName(numbered: readonly Asked[]): NumberCoding | undefined {
  let first: number | undefined;
  for (const { raw } of numbered.slice(0, LOOKED_AT)) {
    const [one, two] = raw
      .slice(0, 2)
      .map((o) => /^[\p{L}\s_]{1,40}(\d)(?!\d)/u.exec(o?.at.field ?? '')?.[1]);
    if (one === undefined || Number(two) !== Number(one) + 1) return undefined;
    if (first !== undefined && first !== Number(one)) return undefined;
    first = Number(one);
  }
  return first === 1 ? 'from1' : first === 0 ? 'from0' : undefined;
}
const LOOKED_AT = 20;

/** Whether options are named by their texts and never by letters: then `B` is licence B, at whatever place it stands. */
function namedByText(all: readonly Asked[]): boolean {
  let texts = 0;
  for (const asked of all) {
    if (asked.judge || asked.raw.some((o) => o?.right !== undefined)) continue;
    if (byText(asked)) texts += answerLetters(asked.answer) || answerNumbers(asked.answer) ? 0 : 1;
    else if (answerLetters(asked.answer)) return false;
  }
  return texts > 0;
}

/** Whether a number is no more than there are options. */
const isPlace = ({ answer, options }: Asked) =>
  answerNumbers(answer)?.values.every((v) => v <= options.length) === true;

/**
 * Reads the answers of questions of one origin. Numbers are judged over all of them, because one number alone can
 * mean several things; `forced` is what the clerk said they mean. `lettered` says that others of them, which are not
 * among these, are answered by letters.
 */
export function answerReader(all: readonly Asked[], forced?: NumberCoding, lettered = false) {
  const byTexts = namedByText(all);
  const textsFirst = !lettered && byTexts;
  const numerals = all.filter(
    (a) => answerNumbers(a.answer) && !a.raw.some((o) => o?.right !== undefined) && !byKey(a) && !byVector(a),
  );
  const numbered = numerals.filter((a) => !byText(a));
  // Speeds that are options are answered by what they say, and a slip among them is no place of one.
  const placed = numbered.filter((a) => !a.judge && isPlace(a)).length;
  const both = numerals.length - numbered.length;
  const places = forced || placed >= Math.max(both, 1) ? 'all' : placed > 0 ? 'some' : 'none';
  const samples = numbered.map(({ answer, options, judge, from }): NumberSample => {
    const field = from?.at.field;
    return { answer, options: options.length, judge, ...(field === undefined ? {} : { field }) };
  });
  const found: NumbersFound = forced
    ? { choice: forced, judge: forced }
    : samples.length > 0
      ? detectNumbers(samples)
      : { choice: undefined, judge: undefined };
  const named = found.choice === 'ambiguous' ? countedByName(numbered.filter((a) => !a.judge)) : undefined;
  // 13 of four options is the first and the third, or all but the last: no name tells.
  if (
    named &&
    numbered.every((a) => a.judge || (isPlace(a) && decodeNumbers(a.answer, named, a.options.length)))
  )
    found.choice = named;
  return {
    /** Undefined if the answer can mean nothing, or too much. */
    read: (asked: Asked) => read(asked, { numbers: found, textsFirst, places: byTexts ? 'none' : places }),
    /** Answers that are numbers without anything telling from where they count. */
    ambiguous: found.choice === 'ambiguous' || found.judge === 'ambiguous',
    /** Those whose answers are numbers, and how these were taken. */
    numbered,
    found,
  };
}
