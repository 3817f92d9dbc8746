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
import { readIssue } from './read-issue';
import type { RawOption, RawRecord } from './record';
import { cleanText, type TextMend } from './record-text';
import { withoutLabels } from './split-options';
import { splitCircled, splitStem } from './split-stem';

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

/** First half of the conversion, of each record by itself. */
export function prepareRecord(given: RawRecord): Prepared {
  const record = licencesAsVehicles(given);
  const mends = new Set<Mend>();
  const pictures = [...parsePictures(textOf(record, 'picture')), ...record.pictures];
  const clean = (text: string) => {
    const out = cleanText(text);
    for (const mend of out.mended) mends.add(mend);
    pictures.push(...out.pictures);
    return out.text;
  };
  let stem = clean(record.fields.get('stem')?.text ?? '');
  const raws: (RawOption | undefined)[] = [...record.options];
  let texts = record.options.map((o) => clean(o.text));
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
    return {
      text,
      raw,
      ...(raw?.en ? { en: raw.en } : {}),
      ...(raw?.locales ? { locales: raw.locales } : {}),
    };
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
  const fixed = /以上|上述|前述|(?<![A-Za-z])[A-H]\s*[和与及、]\s*[A-H](?![A-Za-z])|\babove\b/;
  return type !== 'judge' && !options.some((o) => fixed.test(o.text['zh-CN']));
}

/** An id that stays the same when the same question is imported again. */
function contentId(stem: string, options: readonly string[], pictures: readonly string[]): string {
  const content = JSON.stringify([stem, options, pictures]);
  return `q-${createHash('sha256').update(content, 'utf8').digest('hex').slice(0, 12)}`;
}

/** What an id may look like; others are replaced by one made from the content. */
export const FIT_ID = /^[A-Za-z0-9][\w.-]{0,63}$/;

function local(zh: string, en: string, others?: Readonly<Record<string, string>>): LocalText {
  return { 'zh-CN': zh, ...(en === '' ? {} : { en }), ...others };
}

/** A field in the languages besides Chinese and English that the record has it in. */
function inOthers(record: RawRecord, key: 'stem' | 'explanation' | 'pictureAlt'): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, { text }] of record.fields) {
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
  const { fields } = record;
  const issues = [...prepared.issues];
  const mends = new Set(prepared.mends);
  const complain = (issue: Issue) => issues.push(issue);
  const field = (key: PlainKey) => textOf(record, key);
  if (prepared.stem === '') complain(readIssue('NO_STEM', atOf(record, 'stem')));
  const answered = readAnswer(prepared, asked, context, complain);
  if (answered && FULL_WIDTH.test(prepared.answer)) mends.add('fullWidth');
  const p = answered && prepared.marks.length > 0 ? cleared(answered) : prepared;
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
    complain(
      readIssue('TOO_MANY_OPTIONS', record.options[8]?.at ?? record.at, { count: options.length, limit: 8 }),
    );

  const cell = <T>(
    key: PlainKey,
    parse: (text: string) => T | undefined,
    fallback: T,
    zh: string,
    en: string,
  ): T => {
    const text = field(key);
    if (text === '') return fallback;
    const value = parse(text);
    if (value !== undefined) return value;
    const params = {
      value: text,
      reason: `无法识别“${text}”，应为${zh}`,
      reasonEn: `"${text}" is not ${en}`,
    };
    complain(readIssue('BAD_FIELD', atOf(record, key), params));
    return fallback;
  };
  const clean = (key: PlainKey) => {
    const { text, mended } = cleanText(fields.get(key)?.text ?? '');
    for (const mend of mended) mends.add(mend);
    return text;
  };
  const media = [...new Set(p.pictures.map(context.picture))];
  const alt = local(
    field('pictureAlt') || '题目配图',
    field('pictureAltEn') || 'Picture for the question',
    inOthers(record, 'pictureAlt'),
  );
  const day = (key: 'validFrom' | 'validTo') => (field(key) === '' ? {} : { [key]: parseDay(field(key)) });
  const explanation = clean('explanation');
  const { defaults } = context;
  const id = idOf(record);
  if (id !== field('id')) mends.add('fullWidth');
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
    chapter: clean('chapter') || defaults.chapter,
    subjects: cell('subjects', parseSubjects, [...defaults.subjects], '科目一或科目三', 'subject 1 or 3'),
    vehicles: cell(
      'vehicles',
      parseVehicles,
      [...defaults.vehicles],
      '车型（如 小车、摩托车、C1）',
      'a vehicle group',
    ),
    stem: local(p.stem, clean('stemEn'), inOthers(record, 'stem')),
    options,
    answer,
    ...(explanation === ''
      ? {}
      : { explanation: local(explanation, clean('explanationEn'), inOthers(record, 'explanation')) }),
    lawRef: cell('lawRef', parseLawRefs, [], '“道交法 第45条”这样的依据', 'a statute with its article'),
    ...day('validFrom'),
    ...day('validTo'),
    media: media.map((file) => ({ file, alt })),
    shuffle:
      cell('shuffle', parseYesNo, mayShuffle(type, options), '是或否', 'yes or no') && type !== 'judge',
    difficulty: cell('difficulty', parseDifficulty, 2, '1、2、3 或 易、中、难', '1, 2 or 3'),
    tags: listOf(field('tags')),
  };
  const typeInferred = p.type === undefined && p.issues.length === 0;
  const result = { issues, typeInferred, raw, mends, ...(answered ? { form: answered.form } : {}) };
  if (issues.some((i) => i.severity === 'error')) return result;
  const where = (path: Path) => placeOf(p, path);
  const parsed = question.safeParse(raw);
  if (parsed.success) return { ...result, candidate: { question: parsed.data, where } };
  for (const issue of parsed.error.issues) complain(modelIssue(issue, where, raw));
  return result;

  function cleared({ right }: AnswerRead): Prepared {
    const [place] = right;
    const word = place === undefined ? undefined : asked.options[place];
    const said = word === undefined ? place === 0 : rightOrWrong(word);
    const got = withoutMarks(prepared, right, asked.judge ? said : undefined);
    if (got.taken) mends.add('answerInText');
    if (got.against)
      complain(
        readIssue('ANSWER_IN_TEXT', atOf(record, 'stem'), {
          value: got.against.answer,
          key: prepared.answer,
        }),
      );
    return { ...prepared, stem: got.stem, options: got.options };
  }
}

function readAnswer(
  p: Prepared,
  asked: Asked,
  { readAnswer: read }: ConversionContext,
  complain: (issue: Issue) => void,
): AnswerRead | undefined {
  const at = atOf(p.record, 'answer');
  const marked = asked.raw.some((o) => o?.right !== undefined);
  if (asked.answer === '' && !marked) {
    complain(readIssue('NO_ANSWER', at));
    return undefined;
  }
  const answered = read(asked);
  if (!answered)
    complain(marked ? readIssue('NO_ANSWER', at) : readIssue('BAD_ANSWER', at, { value: asked.answer }));
  return answered;
}

const BY_PATH: Readonly<Record<string, PlainKey>> = {
  id: 'id',
  type: 'type',
  chapter: 'chapter',
  subjects: 'subjects',
  vehicles: 'vehicles',
  answer: 'answer',
  lawRef: 'lawRef',
  validFrom: 'validFrom',
  validTo: 'validTo',
  shuffle: 'shuffle',
  difficulty: 'difficulty',
  tags: 'tags',
};

/** The column of a text in the language that a path names. */
const inLanguage = (field: 'stem' | 'explanation', language: string | number | undefined): PlainKey =>
  language === 'en'
    ? `${field}En`
    : typeof language === 'string' && language !== 'zh-CN'
      ? `${field}:${language}`
      : field;

/** The place of a field of the question in the office's file; the question's own where the field has none. */
export function placeOf(p: Prepared, [first, second, third]: Path): Position {
  const { record } = p;
  const of = (key: PlainKey | undefined): Position | undefined =>
    key === undefined ? undefined : record.fields.get(key)?.at;
  if (first === 'options') {
    const raw = typeof second === 'number' ? p.options[second]?.raw : record.options[0];
    return raw?.at ?? of('stem') ?? record.at;
  }
  if (first === 'stem' || first === 'explanation')
    return of(inLanguage(first, second)) ?? of(first) ?? record.at;
  if (first === 'media') return of(third === 'alt' ? 'pictureAlt' : 'picture') ?? record.at;
  return of(BY_PATH[String(first)]) ?? record.at;
}
