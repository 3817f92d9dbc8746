import { answerNumbers } from './answers/plain';
import { parseType } from './cell-values';
import type { RawRecord } from './record';
import { textOf } from './record-fields';
import { cleanText } from './record-text';
import { hasBlankLabels } from './split-options';
import { splitNumbered, splitStem } from './split-stem';

/** What one question alone does not tell, and all that were written by the same hand do. */
export interface Habits {
  /** Options are labelled by a letter and a blank: `A 减速`. */
  blankLabels: false | 'usual';
  /** A number that answers a question without options chooses among the lines numbered in its stem. */
  numbersChoose: boolean;
  /** A lone number says right or wrong, so letters in a stem name places in its picture: `Il segnale (A) con il pannello (B) …`. */
  numbersJudge: boolean;
}

/** So many of the questions with options must have labels of letters and blanks; elsewhere the letters are text. */
const NEARLY = 0.8;
/** So few of the questions without options may have letters in their stems for these to be no options. */
const FEW = 0.2;

/** The habits of the records of one group; `clean` is how many more with options there are, none of them labelled. */
export function habitsOf(records: readonly RawRecord[], clean: number): Habits {
  let listed = clean;
  let labelled = 0;
  const bare: RawRecord[] = [];
  for (const record of records) {
    const texts = record.options.map((o) => o.text);
    const some = texts.filter((t) => t.trim() !== '');
    if (some.length === 0) bare.push(record);
    if (some.length < 3 || some.every((t) => /^\s*[A-HＡ-Ｈ]\s*$/.test(t))) continue;
    listed += 1;
    if (hasBlankLabels(texts)) labelled += 1;
  }
  return {
    blankLabels: labelled > 0 && labelled >= NEARLY * listed ? 'usual' : false,
    numbersChoose: numbersChoose(bare, bare.length === records.length + clean),
    numbersJudge: numbersJudge(bare),
  };
}

/**
 * Whether numbers choose: 0 and 1, or 1 and 2, are also how right and wrong are written, so each question without options
 * that a number answers must have numbered lines, and a number above 2 must answer one, or there be `noOthers`.
 */
function numbersChoose(bare: readonly RawRecord[], noOthers: boolean): boolean {
  let above = false;
  let every = true;
  for (const record of bare) {
    const answer = textOf(record, 'answer');
    const values = answerNumbers(answer)?.values;
    if (!values || isTyped(record)) {
      every = false;
      continue;
    }
    const stem = cleanText(textOf(record, 'stem')).text;
    if (/吗|是否/.test(stem) || !splitNumbered(stem, answer)) return false;
    above ||= values.length > 1 || (values[0] ?? 0) > 2;
  }
  return above || (noOthers && every && bare.length > 1);
}

/** Whether two numbers answer all questions without options, of which hardly any holds something like options. */
function numbersJudge(bare: readonly RawRecord[]): boolean {
  const said = new Set<string>();
  let split = 0;
  for (const record of bare) {
    const answer = textOf(record, 'answer').trim();
    said.add(answer);
    if (said.size > 3 || !/^[012]?$/.test(answer)) return false;
    if (splitStem(cleanText(textOf(record, 'stem')).text)) split += 1;
  }
  return !(said.has('0') && said.has('2')) && split < FEW * bare.length;
}

const isTyped = (record: RawRecord) => {
  const said = record.type ?? parseType(textOf(record, 'type'));
  return said === 'single' || said === 'multi' || said === 'judge';
};
