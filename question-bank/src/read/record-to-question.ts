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
import type { AnswerForm, AnswerRead, Asked } from './answers/answer-reader';
import { rightOrWrong, verdict } from './answers/plain';
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
import { cleanText } from './record-text';
import { answerInStem } from './document/signs';
import { withoutLabels } from './split-options';
import { splitStem } from './split-stem';

type PlainKey = Parameters<RawRecord['fields']['get']>[0];

/** What is assumed where a file says nothing. */
export interface RecordDefaults {
  chapter: string;
  subjects: readonly Subject[];
  vehicles: readonly VehicleGroup[];
}

export type Mend = 'html' | 'invisible' | 'optionsInStem' | 'answerInStem' | 'labels' | 'idUnfit';

/** A record made readable: texts clean, options found wherever they were, the answer still as written. */
export interface Prepared {
  record: RawRecord;
  stem: string;
  /** Clean option texts without labels by their place (empty ones too, but none after the last that has a text). */
  options: { text: string; en?: string; raw: RawOption | undefined }[];
  type: QuestionType | undefined;
  typeWord: string;
  answer: string;
  pictures: string[];
  mends: Mend[];
  issues: Issue[];
}

const textOf = (record: RawRecord, key: PlainKey) => record.fields.get(key)?.text.trim() ?? '';
const atOf = (record: RawRecord, key: PlainKey): Position => record.fields.get(key)?.at ?? record.at;

/** First half of the conversion, of each record by itself. */
export function prepareRecord(given: RawRecord): Prepared {
  const record = licencesAsVehicles(given);
  const mends = new Set<Mend>();
  const pictures = [...parsePictures(textOf(record, 'picture')), ...record.pictures];
  const clean = (text: string) => {
    const out = cleanText(text);
    if (out.mended) mends.add(out.mended);
    pictures.push(...out.pictures);
    return out.text;
  };
  let stem = clean(record.fields.get('stem')?.text ?? '');
  const raws: (RawOption | undefined)[] = [...record.options];
  let texts = record.options.map((o) => clean(o.text));
  if (texts.every((t) => t === '')) {
    // Where the answer is right or wrong the letters in the stem are no options.
    const split = rightOrWrong(textOf(record, 'answer')) === undefined ? splitStem(stem) : undefined;
    if (split) {
      stem = split.stem;
      texts = split.options;
      raws.length = 0;
      mends.add('optionsInStem');
    }
  }
  const bare = withoutLabels(texts);
  if (bare.some((t, i) => t !== texts[i])) mends.add('labels');
  const used = bare.findLastIndex((text, i) => text !== '' || raws[i]?.right === true) + 1;
  const options = bare.slice(0, used).map((text, i) => {
    const raw = raws[i];
    return { text, raw, ...(raw?.en ? { en: raw.en } : {}) };
  });
  let answer = textOf(record, 'answer');
  const marked = record.options.some((o) => o.right !== undefined);
  if (!record.fields.has('answer') && !marked) {
    const inside = answerInStem(stem, options.length > 1);
    if (inside) {
      stem = inside.text;
      answer = inside.answer;
      mends.add('answerInStem');
    }
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
  const bare = texts.length === 0 && p.record.optionsUnread !== true;
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

function local(zh: string, en: string): LocalText {
  return { 'zh-CN': zh, ...(en === '' ? {} : { en }) };
}

export interface Conversion {
  candidate?: Candidate;
  issues: Issue[];
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

/** Second half: makes a question of a prepared record, or says why it cannot. */
export function toQuestion(p: Prepared, asked: Asked, context: ConversionContext): Conversion {
  const { record } = p;
  const { fields } = record;
  const issues = [...p.issues];
  const complain = (issue: Issue) => issues.push(issue);
  const field = (key: PlainKey) => textOf(record, key);
  if (p.stem === '') complain(readIssue('NO_STEM', atOf(record, 'stem')));
  const answered = readAnswer(p, asked, context, complain);
  const type = p.type ?? (asked.judge ? 'judge' : (answered?.right.length ?? 1) > 1 ? 'multi' : 'single');

  const texts = asked.options;
  const words = type === 'judge' && areVerdicts(texts, rightOrWrong);
  const asJudge = type === 'judge' && (texts.length === 0 || words);
  const wrongFirst = words && rightOrWrong(texts[0] ?? '') === false;
  const options = asJudge
    ? RIGHT_WRONG
    : p.options.flatMap((o, i) =>
        o.text === '' ? [] : [{ id: String.fromCharCode(65 + i), text: local(o.text, o.en ?? '') }],
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
  const clean = (key: PlainKey) => cleanText(fields.get(key)?.text ?? '').text;
  const media = [...new Set(p.pictures.map(context.picture))];
  const alt = local(field('pictureAlt') || '题目配图', field('pictureAltEn') || 'Picture for the question');
  const day = (key: 'validFrom' | 'validTo') => (field(key) === '' ? {} : { [key]: parseDay(field(key)) });
  const explanation = clean('explanation');
  const { defaults } = context;
  const id = field('id');
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
    stem: local(p.stem, clean('stemEn')),
    options,
    answer,
    ...(explanation === '' ? {} : { explanation: local(explanation, clean('explanationEn')) }),
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
  const result = { issues, typeInferred, raw, ...(answered ? { form: answered.form } : {}) };
  if (issues.some((i) => i.severity === 'error')) return result;
  const where = (path: Path) => placeOf(p, path);
  const parsed = question.safeParse(raw);
  if (parsed.success) return { ...result, candidate: { question: parsed.data, where } };
  for (const issue of parsed.error.issues) complain(modelIssue(issue, where, raw));
  return result;
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
    return of(second === 'en' ? `${first}En` : first) ?? record.at;
  if (first === 'media') return of(third === 'alt' ? 'pictureAlt' : 'picture') ?? record.at;
  return of(BY_PATH[String(first)]) ?? record.at;
}
