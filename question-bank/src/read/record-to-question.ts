import { hash } from 'node:crypto';
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
import { rightOrWrong } from './answers/plain';
import type { Candidate, Path } from './candidate';
import {
  listOf,
  parseDay,
  parseDifficulty,
  parseLawRefs,
  parseSubjects,
  parseVehicles,
  parseYesNo,
} from './cell-values';
import { modelIssue } from './model-issue';
import { placeOf } from './place-of';
import { areVerdicts, type Prepared } from './prepare-record';
import { readIssue } from './read-issue';
import type { RawRecord } from './record';
import type { PlainKey } from './field-keys';
import { atOf, cleaned, FULL_WIDTH, idOf, textOf, type Mend } from './record-fields';
import { cleanText } from './record-text';
import { surelyFits, type Draft } from './surely-fits';
import { cleared } from './without-answers';

/** What is assumed where a file says nothing. */
export interface RecordDefaults {
  chapter: string;
  subjects: readonly Subject[];
  vehicles: readonly VehicleGroup[];
}

/** The chapter or category a record belongs to, as its question will name it. */
export const chapterOf = ({ record }: Prepared, defaults: RecordDefaults): string =>
  cleanText(record.fields.get('chapter')?.text ?? '').text || defaults.chapter;

const RIGHT_WRONG: Question['options'] = [
  { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
  { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
];

/** Whether options may be shuffled: those that speak of each other or of their order would lose their sense. */
export function mayShuffle(type: QuestionType, options: Question['options']): boolean {
  return type !== 'judge' && !options.some((o) => FIXED.test(o.text['zh-CN']));
}
const FIXED =
  /以上|上述|前述|(?<![A-Za-z])[A-H]\s*(?:[和与及、&]|(?<=\s)(?:and|or|et|ou|und|oder|y|e|и)(?=\s))\s*[A-H](?![A-Za-z])|\babove\b/;

/** An id that stays the same when the same question is imported again. */
export function contentId(stem: string, options: readonly string[], pictures: readonly string[]): string {
  const content = JSON.stringify([stem, options, pictures]);
  return `q-${hash('sha256', content).slice(0, 12)}`;
}

/** What an id may look like; others are replaced by one made from the content. */
export const FIT_ID = /^[A-Za-z0-9][\w.-]{0,63}$/;

function local(zh: string, en: string, others?: Readonly<Record<string, string>>): LocalText {
  const text: LocalText = en === '' ? { 'zh-CN': zh } : { 'zh-CN': zh, en };
  return others ? Object.assign(text, others) : text;
}

/** A field in the languages besides Chinese and English that the record has it in. */
function inOthers(
  record: RawRecord,
  key: 'stem' | 'explanation' | 'pictureAlt',
): Record<string, string> | undefined {
  let found: Record<string, string> | undefined;
  for (const name of record.fields.keys()) {
    if (!name.includes(':')) continue;
    const [base, tag] = name.split(':');
    const text = record.fields.get(name)?.text ?? '';
    const clean = base === key && tag !== undefined ? cleanText(text).text : '';
    if (tag !== undefined && clean !== '') (found ??= {})[tag] = clean;
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
  raw: { chapter: string };
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

/** A question being put together. */
type Made = Partial<Draft>;

/** A question with the record it was made of, which knows its places. */
class Placed implements Candidate {
  readonly question: Question;
  private readonly prepared: Prepared;
  constructor(made: Question, prepared: Prepared) {
    this.question = made;
    this.prepared = prepared;
  }
  where(path: Path): Position {
    return placeOf(this.prepared, path);
  }
}

/** Options that have a text, by their letters. */
function optionsOf({ texts, raws }: Prepared): Question['options'] {
  const options: Question['options'] = [];
  for (let i = 0; i < texts.length; i += 1) {
    const [text, raw] = [texts[i] ?? '', raws[i]];
    if (text !== '')
      options.push({ id: String.fromCharCode(65 + i), text: local(text, raw?.en ?? '', raw?.locales) });
  }
  return options;
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
  const options = asJudge ? verdictOptions(record, wrongFirst) : optionsOf(p);
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
  const fits = FIT_ID.test(id) && !context.taken.has(id);
  // In the order of the model, so that it need not be copied where it surely fits.
  const first = {
    id: fits ? id : context.unique(contentId(p.stem, p.texts, media)),
    type,
    subjects: inCell(cell, 'subjects', parseSubjects, [...defaults.subjects], SUBJECTS),
    vehicles: inCell(cell, 'vehicles', parseVehicles, [...defaults.vehicles], VEHICLES),
    chapter: cleaned(record, 'chapter', mends) || defaults.chapter,
    stem: local(p.stem, cleaned(record, 'stemEn', mends), inOthers(record, 'stem')),
    options,
    answer,
  };
  const raw: Made & { chapter: string } = first;
  if (explanation !== '') {
    const en = cleaned(record, 'explanationEn', mends);
    raw.explanation = local(explanation, en, inOthers(record, 'explanation'));
  }
  raw.lawRef = inCell(cell, 'lawRef', parseLawRefs, [], LAW_REFS);
  if (from !== '') raw.validFrom = parseDay(from);
  if (to !== '') raw.validTo = parseDay(to);
  raw.media = media.map((file) => ({ file, alt }));
  raw.shuffle = inCell(cell, 'shuffle', parseYesNo, mayShuffle(type, options), YES_NO) && type !== 'judge';
  raw.difficulty = inCell(cell, 'difficulty', parseDifficulty, 2, DIFFICULTY);
  raw.tags = tags === '' ? [] : listOf(tags);
  const typeInferred = p.type === undefined && p.issues.length === 0;
  const result: Conversion = { issues, typeInferred, raw, mends };
  if (answered) result.form = answered.form;
  if (issues.some((i) => i.severity === 'error')) return result;
  const made = raw as Draft;
  if (surelyFits(made)) {
    result.candidate = new Placed(made, p);
    return result;
  }
  const parsed = question.safeParse(raw);
  if (parsed.success) result.candidate = new Placed(parsed.data, p);
  else {
    const where = (path: Path) => placeOf(p, path);
    for (const issue of parsed.error.issues) issues.push(modelIssue(issue, where, raw));
  }
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

function readAnswer(
  p: Prepared,
  asked: Asked,
  { readAnswer: read }: ConversionContext,
  issues: Issue[],
): AnswerRead | undefined {
  const marked = asked.raw.some((o) => o?.right !== undefined);
  if (asked.answer === '' && !marked) {
    issues.push(readIssue('NO_ANSWER', atOf(p.record, 'answer')));
    return undefined;
  }
  const answered = read(asked);
  if (!answered) {
    const at = atOf(p.record, 'answer');
    issues.push(marked ? readIssue('NO_ANSWER', at) : readIssue('BAD_ANSWER', at, { value: asked.answer }));
  }
  return answered;
}
