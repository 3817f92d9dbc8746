import { createHash } from 'node:crypto';
import {
  question,
  type LocalText,
  type Question,
  type QuestionType,
  type Subject,
  type VehicleGroup,
} from '../model/question';
import type { Issue, Position } from '../model/issue';
import type { AnswerRead, Asked } from './answers/answer-reader';
import type { AnswerForm } from './answers/answers-read';
import { answerLetters, rightOrWrong, verdict } from './answers/plain';
import { markAtEnd, markInStem, ticksOnOptions, type AnswerMark } from './answer-marks';
import type { Candidate, Path } from './candidate';
import {
  listOf,
  parseDay,
  parseDifficulty,
  parseLawRefs,
  parsePictures,
  parseSubjects,
  parseType,
  parseVehicles,
  parseYesNo,
} from './cell-values';
import { modelIssue } from './model-issue';
import { placeOf } from './place-of';
import { readIssue } from './read-issue';
import type { RawOption, RawRecord } from './record';
import { cleanText, type TextMend } from './record-text';
import { withoutLabels } from './split-options';
import { splitCircled, splitStem } from './split-stem';
import { surelyFits } from './surely-fits';

type PlainKey = Parameters<RawRecord['fields']['get']>[0];

/** What is assumed where a file says nothing. */
export interface RecordDefaults {
  chapter: string;
  subjects: readonly Subject[];
  vehicles: readonly VehicleGroup[];
}

export type Mend =
  TextMend | 'optionsInStem' | 'labels' | 'idUnfit' | 'fullWidth' | 'answerInText' | 'answerTaken';

/** A record made readable: texts clean, options found wherever they were, the answer still as written. */
export interface Prepared {
  record: RawRecord;
  stem: string;
  /** Clean option texts without labels by their place (empty ones too, but none after the last that has a text). */
  options: {
    text: string;
    en?: string;
    locales?: Readonly<Record<string, string>>;
    raw: RawOption | undefined;
  }[];
  type: QuestionType | undefined;
  typeWord: string;
  answer: string;
  /** Where stem or options give an answer away; whether it is one shows when the key is read. */
  marks: GivenAway[];
  pictures: string[];
  mends: Mend[];
  issues: Issue[];
}

/** An answer written into the stem (`place` undefined) or behind an option, and the text without it. */
interface GivenAway extends AnswerMark {
  place: number | undefined;
}

const textOf = (record: RawRecord, key: PlainKey) => record.fields.get(key)?.text.trim() ?? '';
const atOf = (record: RawRecord, key: PlainKey): Position => record.fields.get(key)?.at ?? record.at;

const FULL_WIDTH = /[Ａ-Ｚａ-ｚ０-９]/;
/** The id a record is given in its file, in ordinary letters and digits. */
export const idOf = (record: RawRecord): string => {
  const id = textOf(record, 'id');
  return FULL_WIDTH.test(id) ? id.normalize('NFKC') : id;
};
/** The chapter or category a record belongs to, as its question will name it. */
export const chapterOf = ({ record }: Prepared, defaults: RecordDefaults): string =>
  cleanText(record.fields.get('chapter')?.text ?? '').text || defaults.chapter;
const FULL_LABEL = /^\s*[(（]?[Ａ-Ｈａ-ｈ１-８]/;

/** Every place in stem and options that tells an answer. */
function givenAway(stem: string, options: readonly string[]): GivenAway[] {
  const found: GivenAway[] = [];
  const inStem = markInStem(stem);
  if (inStem) found.push({ ...inStem, place: undefined });
  const last = options.findLastIndex((o) => o !== '');
  const atEnd = markAtEnd(options[last] ?? '');
  if (atEnd) found.push({ ...atEnd, place: last });
  const ticks = ticksOnOptions(options);
  if (ticks) {
    const answer = ticks.right.map((i) => String.fromCharCode(65 + i)).join('');
    for (const place of ticks.right)
      found.push({ answer, without: ticks.without[place] ?? '', explicit: false, place });
  }
  return found;
}

/** A text clean; what was mended in it and the pictures that stood in it are noted. */
function cleanedText(raw: string, mends: Set<Mend>, pictures?: string[]): string {
  const out = cleanText(raw);
  for (const mend of out.mended) mends.add(mend);
  pictures?.push(...out.pictures);
  return out.text;
}
function cleaned(record: RawRecord, key: PlainKey, mends: Set<Mend>, pictures?: string[]): string {
  const text = record.fields.get(key)?.text ?? '';
  return text === '' ? '' : cleanedText(text, mends, pictures);
}

/** First half of the conversion, of each record by itself. */
export function prepareRecord(given: RawRecord): Prepared {
  const record = licencesAsVehicles(given);
  const mends = new Set<Mend>();
  const pictures = [...parsePictures(textOf(record, 'picture')), ...record.pictures];
  let stem = cleaned(record, 'stem', mends, pictures);
  const raws: (RawOption | undefined)[] = [...record.options];
  let texts = record.options.map((o) => cleanedText(o.text, mends, pictures));
  if (texts.every((t) => t === '')) {
    // Where the answer is right or wrong the letters in the stem are no options.
    const split =
      rightOrWrong(textOf(record, 'answer')) === undefined
        ? (splitStem(stem) ?? splitCircled(stem, textOf(record, 'answer')))
        : undefined;
    if (split) {
      stem = split.stem;
      texts = split.options;
      raws.length = 0;
      mends.add('optionsInStem');
    }
  }
  const bare = withoutLabels(texts);
  if (bare.some((t, i) => t !== texts[i]))
    mends.add(texts.some((t) => FULL_LABEL.test(t)) ? 'fullWidth' : 'labels');
  const used = bare.findLastIndex((text, i) => text !== '' || raws[i]?.right === true) + 1;
  const options = bare.slice(0, used).map((text, i) => {
    const raw = raws[i];
    const option: Prepared['options'][number] = { text, raw };
    if (raw?.en) option.en = raw.en;
    if (raw?.locales) option.locales = raw.locales;
    return option;
  });
  let answer = textOf(record, 'answer');
  const marked = record.options.some((o) => o.right !== undefined);
  const marks = givenAway(stem, bare);
  const [first] = marks;
  if (first && answer === '' && !marked) {
    answer = first.answer;
    mends.add('answerTaken');
  }
  const typeWord = textOf(record, 'type');
  const said = record.type ?? parseType(typeWord);
  const issues: Issue[] = [];
  if (said === undefined) issues.push(readIssue('BAD_TYPE', atOf(record, 'type'), { value: typeWord }));
  const type = said === 'unsaid' ? undefined : said;
  return {
    record,
    stem,
    options,
    type,
    typeWord,
    answer,
    marks,
    pictures,
    mends: [...mends],
    issues,
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
  return { ...record, fields };
}

/** Whether options only say right and wrong. */
const areVerdicts = (texts: readonly string[], of: (t: string) => boolean | undefined) =>
  texts.length === 2 && of(texts[0] ?? '') !== undefined && of(texts[0] ?? '') === !of(texts[1] ?? '');

/** The question as far as its answer is concerned; see answerReader. */
export function askedOf(p: Prepared): Asked {
  const texts = p.options.map((o) => o.text);
  // A or B beside ①…②… in the stem is an option that was lost.
  const lost =
    /①[\s\S]*②/.test(p.stem) && answerLetters(p.answer) !== undefined && rightOrWrong(p.answer) === undefined;
  const bare = texts.length === 0 && p.record.optionsUnread !== true && !lost;
  const judge = p.type === 'judge' || (p.type === undefined && (bare || areVerdicts(texts, verdict)));
  const field = p.record.fields.get('answer')?.at.field;
  return {
    answer: p.answer,
    options: texts,
    raw: p.options.map((o) => o.raw),
    judge,
    ...(field === undefined ? {} : { field }),
  };
}

const RIGHT_WRONG: Question['options'] = [
  { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
  { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
];

/** Options that speak of each other or of their order lose their sense when shuffled. */
function mayShuffle(type: QuestionType, options: Question['options']): boolean {
  return type !== 'judge' && !options.some((o) => FIXED.test(o.text['zh-CN']));
}
const FIXED = /以上|上述|前述|(?<![A-Za-z])[A-H]\s*[和与及、]\s*[A-H](?![A-Za-z])|\babove\b/;

/** An id that stays the same when the same question is imported again. */
function contentId(stem: string, options: readonly string[], pictures: readonly string[]): string {
  const content = JSON.stringify([stem, options, pictures]);
  return `q-${createHash('sha256').update(content, 'utf8').digest('hex').slice(0, 12)}`;
}

/** What an id may look like; others are replaced by one made from the content. */
export const FIT_ID = /^[A-Za-z0-9][\w.-]{0,63}$/;

function local(zh: string, en: string, others?: Readonly<Record<string, string>>): LocalText {
  const text: LocalText = en === '' ? { 'zh-CN': zh } : { 'zh-CN': zh, en };
  return others ? Object.assign(text, others) : text;
}

/** A field in the languages besides Chinese and English that the record has it in. */
function inOthers(record: RawRecord, key: 'stem' | 'explanation' | 'pictureAlt'): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, { text }] of record.fields) {
    if (!name.includes(':')) continue;
    const [base, tag] = name.split(':');
    const clean = base === key && tag !== undefined ? cleanText(text).text : '';
    if (tag !== undefined && clean !== '') found[tag] = clean;
  }
  return found;
}

/** Right and wrong in our words, with what the row has for them in other languages. */
const verdictOptions = (record: RawRecord, wrongFirst: boolean): Question['options'] =>
  RIGHT_WRONG.map((o, i) => ({
    ...o,
    text: { ...o.text, ...record.options[wrongFirst ? 1 - i : i]?.locales },
  }));

export interface Conversion {
  candidate?: Candidate;
  issues: Issue[];
  /** What was mended in it on the way. */
  mends: ReadonlySet<Mend>;
  typeInferred: boolean;
  /** How the answer was written, where it could be read. */
  form?: AnswerForm;
  /** The question as far as it could be read, fitting the model or not. */
  raw: unknown;
}

export interface ConversionContext {
  defaults: RecordDefaults;
  /** Undefined if the answer can mean nothing. */
  readAnswer: (asked: Asked) => AnswerRead | undefined;
  /** The name of the picture that a reference means; see pictureNames. */
  picture: (reference: string) => string;
  /** Ids that another question of the file has already. */
  taken: ReadonlySet<string>;
  /** Tells ids apart that were made of equal contents. */
  unique: (id: string) => string;
}

/** The answers given away, taken out where they are the key; where they are another, somebody must look. */
function withoutMarks(
  p: Prepared,
  right: readonly number[],
  judgeRight: boolean | undefined,
): { stem: string; options: Prepared['options']; taken: boolean; against: GivenAway | undefined } {
  let { stem, options } = p;
  let taken = false;
  let against: GivenAway | undefined;
  const key = right.map((i) => String.fromCharCode(65 + i)).join('');
  for (const mark of p.marks) {
    const said = verdict(mark.answer);
    // A judge question has no blank that a letter could fill.
    if (judgeRight !== undefined && said === undefined && !mark.explicit) continue;
    const same =
      said !== undefined && judgeRight !== undefined
        ? said === judgeRight
        : answerLetters(mark.answer)?.join('') === key;
    if (!same) {
      // A sign behind an option, or in a stem that asks for letters, may mean something else.
      if (mark.place === undefined && (said === undefined || judgeRight !== undefined)) against ??= mark;
      continue;
    }
    taken = true;
    if (mark.place === undefined) stem = mark.without;
    else options = options.map((o, i) => (i === mark.place ? { ...o, text: mark.without } : o));
  }
  return { stem, options, taken, against };
}

/** Second half: makes a question of a prepared record, or says why it cannot. */
export function toQuestion(prepared: Prepared, asked: Asked, context: ConversionContext): Conversion {
  const { record } = prepared;
  const issues = [...prepared.issues];
  const mends = new Set(prepared.mends);
  if (prepared.stem === '') issues.push(readIssue('NO_STEM', atOf(record, 'stem')));
  const answered = readAnswer(prepared, asked, context, issues);
  if (answered && FULL_WIDTH.test(prepared.answer)) mends.add('fullWidth');
  const p =
    answered && prepared.marks.length > 0 ? cleared(prepared, asked, answered, mends, issues) : prepared;
  const type = p.type ?? (asked.judge ? 'judge' : (answered?.right.length ?? 1) > 1 ? 'multi' : 'single');

  const texts = asked.options;
  const words = type === 'judge' && areVerdicts(texts, rightOrWrong);
  const asJudge = type === 'judge' && (texts.length === 0 || words);
  const wrongFirst = words && rightOrWrong(texts[0] ?? '') === false;
  const options = asJudge
    ? verdictOptions(record, wrongFirst)
    : p.options.flatMap((o, i) =>
        o.text === ''
          ? []
          : [{ id: String.fromCharCode(65 + i), text: local(o.text, o.en ?? '', o.locales) }],
      );
  const answer = (answered?.right ?? []).map((i) =>
    String.fromCharCode(65 + (asJudge && wrongFirst ? 1 - i : i)),
  );
  if (options.length > 8)
    issues.push(
      readIssue('TOO_MANY_OPTIONS', record.options[8]?.at ?? record.at, { count: options.length, limit: 8 }),
    );

  const cell: CellReader = { record, issues };
  const media = p.pictures.length === 0 ? [] : [...new Set(p.pictures.map(context.picture))];
  const alt =
    media.length > 0
      ? local(
          textOf(record, 'pictureAlt') || '题目配图',
          textOf(record, 'pictureAltEn') || 'Picture for the question',
          inOthers(record, 'pictureAlt'),
        )
      : undefined;
  const explanation = cleaned(record, 'explanation', mends);
  const { defaults } = context;
  const id = idOf(record);
  if (id !== textOf(record, 'id')) mends.add('fullWidth');
  const [from, to, tags] = [textOf(record, 'validFrom'), textOf(record, 'validTo'), textOf(record, 'tags')];
  // In the order of the model, so that it need not be copied where it surely fits.
  const raw = {
    id:
      FIT_ID.test(id) && !context.taken.has(id)
        ? id
        : context.unique(
            contentId(
              p.stem,
              p.options.map((o) => o.text),
              media,
            ),
          ),
    type,
    subjects: inCell(cell, 'subjects', parseSubjects, [...defaults.subjects], SUBJECTS),
    vehicles: inCell(cell, 'vehicles', parseVehicles, [...defaults.vehicles], VEHICLES),
    chapter: cleaned(record, 'chapter', mends) || defaults.chapter,
    stem: local(p.stem, cleaned(record, 'stemEn', mends), inOthers(record, 'stem')),
    options,
    answer,
    ...(explanation === ''
      ? undefined
      : {
          explanation: local(
            explanation,
            cleaned(record, 'explanationEn', mends),
            inOthers(record, 'explanation'),
          ),
        }),
    lawRef: inCell(cell, 'lawRef', parseLawRefs, [], LAW_REFS),
    ...(from === '' ? undefined : { validFrom: parseDay(from) }),
    ...(to === '' ? undefined : { validTo: parseDay(to) }),
    media: media.map((file) => ({ file, alt })),
    shuffle: inCell(cell, 'shuffle', parseYesNo, mayShuffle(type, options), YES_NO) && type !== 'judge',
    difficulty: inCell(cell, 'difficulty', parseDifficulty, 2, DIFFICULTY),
    tags: tags === '' ? [] : listOf(tags),
  };
  const typeInferred = p.type === undefined && p.issues.length === 0;
  const result: Conversion = { issues, typeInferred, raw, mends };
  if (answered) result.form = answered.form;
  if (issues.some((i) => i.severity === 'error')) return result;
  if (surelyFits(raw)) {
    result.candidate = { question: raw, where: (path) => placeOf(p, path) };
    return result;
  }
  const where = (path: Path) => placeOf(p, path);
  const parsed = question.safeParse(raw);
  if (parsed.success) result.candidate = { question: parsed.data, where };
  else for (const issue of parsed.error.issues) issues.push(modelIssue(issue, where, raw));
  return result;
}

interface CellReader {
  record: RawRecord;
  issues: Issue[];
}
type Wanted = readonly [zh: string, en: string];
const SUBJECTS: Wanted = ['科目一或科目三', 'subject 1 or 3'];
const VEHICLES: Wanted = ['车型（如 小车、摩托车、C1）', 'a vehicle group'];
const LAW_REFS: Wanted = ['“道交法 第45条”这样的依据', 'a statute with its article'];
const YES_NO: Wanted = ['是或否', 'yes or no'];
const DIFFICULTY: Wanted = ['1、2、3 或 易、中、难', '1, 2 or 3'];

/** What a cell says; the fallback where it is empty or, with a complaint, where it says nothing that is wanted. */
function inCell<T>(
  { record, issues }: CellReader,
  key: PlainKey,
  parse: (text: string) => T | undefined,
  fallback: T,
  [zh, en]: Wanted,
): T {
  const text = textOf(record, key);
  if (text === '') return fallback;
  const value = parse(text);
  if (value !== undefined) return value;
  const params = { value: text, reason: `无法识别“${text}”，应为${zh}`, reasonEn: `"${text}" is not ${en}` };
  issues.push(readIssue('BAD_FIELD', atOf(record, key), params));
  return fallback;
}

/** The question without the answers that its texts give away. */
function cleared(
  prepared: Prepared,
  asked: Asked,
  { right }: AnswerRead,
  mends: Set<Mend>,
  issues: Issue[],
): Prepared {
  const [place] = right;
  const word = place === undefined ? undefined : asked.options[place];
  const said = word === undefined ? place === 0 : rightOrWrong(word);
  const got = withoutMarks(prepared, right, asked.judge ? said : undefined);
  if (got.taken) mends.add('answerInText');
  if (got.against) {
    const params = { value: got.against.answer, key: prepared.answer };
    issues.push(readIssue('ANSWER_IN_TEXT', atOf(prepared.record, 'stem'), params));
  }
  return { ...prepared, stem: got.stem, options: got.options };
}

function readAnswer(
  p: Prepared,
  asked: Asked,
  { readAnswer: read }: ConversionContext,
  issues: Issue[],
): AnswerRead | undefined {
  const at = atOf(p.record, 'answer');
  const marked = asked.raw.some((o) => o?.right !== undefined);
  if (asked.answer === '' && !marked) {
    issues.push(readIssue('NO_ANSWER', at));
    return undefined;
  }
  const answered = read(asked);
  if (!answered)
    issues.push(marked ? readIssue('NO_ANSWER', at) : readIssue('BAD_ANSWER', at, { value: asked.answer }));
  return answered;
}
