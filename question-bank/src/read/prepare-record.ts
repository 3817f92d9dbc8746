import type { Issue } from '../model/issue';
import type { QuestionType } from '../model/question';
import type { Asked } from './answers/answer-reader';
import { answerLetters, lettersAt, rightOrWrong, verdict } from './answers/plain';
import { markAtEnd, markInStem, ticksOnOptions, type AnswerMark } from './answer-marks';
import { parsePictures, parseType, parseVehicles } from './cell-values';
import type { Habits } from './habits';
import { readIssue } from './read-issue';
import type { RawOption, RawRecord } from './record';
import { atOf, cleaned, cleanedText, textOf, type Mend } from './record-fields';
import { withoutLabels } from './split-options';
import { splitCircled, splitNumbered, splitStem } from './split-stem';
import { splitFirst, splitTight } from './tight-options';

/** A record made readable: texts clean, options found wherever they were, the answer still as written. */
export interface Prepared {
  record: RawRecord;
  stem: string;
  /** Clean option texts without labels by their place (empty ones too, but none after the last that has a text). */
  texts: readonly string[];
  /** The options as the file has them, by the same places (there may be more); their texts in other languages too. */
  raws: readonly (RawOption | undefined)[];
  type: QuestionType | undefined;
  typeWord: string;
  answer: string;
  /** Where stem or options give an answer away; whether it is one shows when the key is read. */
  marks: readonly GivenAway[];
  pictures: readonly string[];
  mends: readonly Mend[];
  issues: readonly Issue[];
}

/** An answer written into the stem (`place` undefined) or behind an option, and the text without it. */
export interface GivenAway extends AnswerMark {
  place: number | undefined;
}

/** Most records have nothing of a list; fifty thousand empty ones would be megabytes. */
const NONE: readonly never[] = [];
const orNone = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? NONE : list);

const FULL_LABEL = /^\s*[(（]?[Ａ-Ｈａ-ｈ１-８]/;

/** Every place in stem and options that tells an answer. */
function givenAway(stem: string, options: readonly string[]): readonly GivenAway[] {
  const inStem = markInStem(stem);
  const last = options.findLastIndex((o) => o !== '');
  const atEnd = markAtEnd(options[last] ?? '');
  const ticks = ticksOnOptions(options);
  if (!inStem && !atEnd && !ticks) return NONE;
  const found: GivenAway[] = [];
  if (inStem) found.push({ ...inStem, place: undefined });
  if (atEnd) found.push({ ...atEnd, place: last });
  if (ticks) {
    const answer = lettersAt(ticks.right);
    for (const place of ticks.right)
      found.push({ answer, without: ticks.without[place] ?? '', explicit: false, place });
  }
  return found;
}

/** First half of the conversion, of each record by itself but for the habits of all. */
export function prepareRecord(given: RawRecord, habits: Habits): Prepared {
  const record = licencesAsVehicles(given);
  const mends = new Set<Mend>();
  const pictures = [...parsePictures(textOf(record, 'picture')), ...record.pictures];
  let stem = cleaned(record, 'stem', mends, pictures);
  let raws: readonly (RawOption | undefined)[] = record.options;
  const typeWord = textOf(record, 'type');
  const said = record.type ?? parseType(typeWord);
  let texts = record.options.map((o) => cleanedText(o.text, mends, pictures));
  if (texts.every((t) => t === '')) {
    // Where the answer is right or wrong the letters in the stem are no options.
    const chooses = said === 'single' || said === 'multi' || (said !== 'judge' && habits.numbersChoose);
    const numbered = chooses ? splitNumbered(stem, textOf(record, 'answer')) : undefined;
    const judged =
      rightOrWrong(textOf(record, 'answer')) !== undefined ||
      (habits.numbersJudge && !chooses && /^\s*\d\s*$/.test(textOf(record, 'answer')));
    const split = judged
      ? undefined
      : (splitStem(stem) ??
        numbered ??
        splitCircled(stem, textOf(record, 'answer'), said === 'single' || said === 'multi') ??
        (said === 'judge' ? undefined : splitTight(stem, textOf(record, 'answer'))));
    if (split) {
      stem = split.stem;
      texts = split.options;
      // Their answer names them by the numbers that stand before them.
      raws =
        split === numbered
          ? split.options.map((text, i) => ({ text, at: record.at, key: String(i + 1) }))
          : NONE;
      mends.add('optionsInStem');
    }
  }
  const [only = ''] = texts;
  // The first letter was seen, and those within its text not: A车;B路.
  const whole = texts.length === 1 && record.options[0]?.right === undefined;
  const within = whole ? splitFirst(stem, only, textOf(record, 'answer')) : undefined;
  if (within) {
    texts = within;
    raws = NONE;
    mends.add('optionsInStem');
  }
  const bare = withoutLabels(texts, habits.blankLabels);
  if (bare.some((t, i) => t !== texts[i]))
    mends.add(texts.some((t) => FULL_LABEL.test(t)) ? 'fullWidth' : 'labels');
  const used = bare.findLastIndex((text, i) => text !== '' || raws[i]?.right === true) + 1;
  let answer = textOf(record, 'answer');
  const marks = givenAway(stem, bare);
  const [first] = marks;
  if (first && answer === '' && !record.options.some((o) => o.right !== undefined)) {
    answer = first.answer;
    mends.add('answerTaken');
  }
  return {
    record,
    stem,
    texts: used === bare.length ? bare : bare.slice(0, used),
    raws,
    type: said === 'unsaid' ? undefined : said,
    typeWord,
    answer,
    marks,
    pictures: orNone(pictures),
    mends: mends.size === 0 ? NONE : [...mends],
    issues: said === undefined ? [readIssue('BAD_TYPE', atOf(record, 'type'), { value: typeWord })] : NONE,
  };
}

/** `C1,C2,C3` in a column called type says for whom a question is, not what kind it is. */
function licencesAsVehicles(record: RawRecord): RawRecord {
  const type = record.fields.get('type');
  const word = type?.text.trim() ?? '';
  if (!type || record.fields.has('vehicles') || parseType(word) !== undefined || !parseVehicles(word))
    return record;
  const fields = new Map(record.fields);
  fields.delete('type');
  fields.set('vehicles', type);
  return { ...record, at: record.at, fields };
}

/** Whether options only say right and wrong. */
export const areVerdicts = (texts: readonly string[], of: (t: string) => boolean | undefined): boolean =>
  texts.length === 2 &&
  of(texts[0] ?? '') !== undefined &&
  of(texts[1] ?? '') !== undefined &&
  of(texts[0] ?? '') !== of(texts[1] ?? '');

const LOST_OPTIONS = /①[\s\S]*②/;

/** The question as far as its answer is concerned; see answerReader. */
export function askedOf(p: Prepared): Asked {
  const { texts, raws } = p;
  // A or B beside ①…②… in the stem is an option that was lost.
  const lost =
    LOST_OPTIONS.test(p.stem) &&
    answerLetters(p.answer) !== undefined &&
    rightOrWrong(p.answer) === undefined;
  const bare = texts.length === 0 && p.record.optionsUnread !== true && !lost;
  const judge = p.type === 'judge' || (p.type === undefined && (bare || areVerdicts(texts, verdict)));
  const raw = raws.length > texts.length ? raws.slice(0, texts.length) : raws;
  return { answer: p.answer, options: texts, raw, judge, from: p.record.fields.get('answer') };
}
