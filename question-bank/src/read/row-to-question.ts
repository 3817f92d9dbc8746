import { createHash } from 'node:crypto';
import {
  question,
  type Question,
  type QuestionType,
  type Subject,
  type VehicleGroup,
} from '../model/question';
import type { Candidate } from './candidate';
import { answerLetters, parseAnswer, rightOrWrong, type AnswerNumbers } from './cell-answer';
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
import type { FieldKey } from './header';
import { modelIssue } from './model-issue';
import { readIssue } from './read-issue';
import type { RowReader } from './row-reader';
import { splitOptions, withoutLabels } from './split-options';

/** What is assumed where a table says nothing. */
export interface TableDefaults {
  chapter: string;
  subjects: readonly Subject[];
  vehicles: readonly VehicleGroup[];
  answerNumbers?: AnswerNumbers;
}

type Options = Question['options'];

const RIGHT_WRONG: Options = [
  { id: 'A', text: { 'zh-CN': '正确', en: 'Right' } },
  { id: 'B', text: { 'zh-CN': '错误', en: 'Wrong' } },
];

const LETTERS = [...'ABCDEFGH'];

function optionsOf(row: RowReader): Options {
  const texts = LETTERS.map((l) => row.text(`option${l}` as FieldKey));
  const zh = texts.some((t) => t !== '') ? withoutLabels(texts) : splitOptions(row.text('options'));
  const en = withoutLabels(LETTERS.map((l) => row.text(`option${l}En` as FieldKey)));
  return zh.flatMap((text, i) =>
    text === '' ? [] : [{ id: LETTERS[i] ?? '', text: { 'zh-CN': text, ...(en[i] ? { en: en[i] } : {}) } }],
  );
}

/** Options that only say right and wrong, in either order: the answer's letter stands for the word. */
function judgeWords(options: Options): Map<string, string> | undefined {
  const words = options.map((o) => rightOrWrong(o.text['zh-CN']));
  if (options.length !== 2 || words.includes(undefined) || words[0] === words[1]) return undefined;
  return new Map(options.map((o, i) => [o.id, words[i] ? 'A' : 'B']));
}

function inferType(answer: string, options: Options): QuestionType {
  if (options.length === 0 || judgeWords(options)) return 'judge';
  return (answerLetters(answer)?.length ?? 1) > 1 ? 'multi' : 'single';
}

/** Options that speak of each other or of their order lose their sense when shuffled. */
function mayShuffle(type: QuestionType, options: Options): boolean {
  const fixed = /以上|上述|前述|(?<![A-Za-z])[A-H]\s*[和与及、]\s*[A-H](?![A-Za-z])|\babove\b/;
  return type !== 'judge' && !options.some((o) => fixed.test(o.text['zh-CN']));
}

/** An id that stays the same when the same question is imported again. */
function contentId(stem: string, options: Options, pictures: readonly string[]): string {
  const content = JSON.stringify([stem, options.map((o) => o.text['zh-CN']), pictures]);
  return `q-${createHash('sha256').update(content, 'utf8').digest('hex').slice(0, 12)}`;
}

function local(zh: string, en: string) {
  return { 'zh-CN': zh, ...(en === '' ? {} : { en }) };
}

/** Reads a cell by `parse`; a text it does not understand is an issue, an empty cell the fallback. */
function cell<T>(
  row: RowReader,
  key: FieldKey,
  parse: (text: string) => T | undefined,
  fallback: T,
  zh: string,
  en: string,
): T {
  const text = row.text(key);
  if (text === '') return fallback;
  const value = parse(text);
  if (value !== undefined) return value;
  const params = { value: text, reason: `无法识别“${text}”，应为${zh}`, reasonEn: `"${text}" is not ${en}` };
  row.issues.push(readIssue('BAD_FIELD', row.at(key), params));
  return fallback;
}

export interface RowResult {
  candidate?: Candidate;
  typeInferred: boolean;
}

/** Makes a question of a row, or says in `row.issues` why it cannot. */
export function rowToQuestion(
  row: RowReader,
  defaults: TableDefaults,
  overRow: readonly string[],
): RowResult {
  const complain = (issue: ReturnType<typeof readIssue>) => row.issues.push(issue);
  const stem = row.text('stem');
  const answerText = row.text('answer');
  const typeText = row.text('type');
  const given = optionsOf(row);
  const said = parseType(typeText);
  if (said === undefined) complain(readIssue('BAD_TYPE', row.at('type'), { value: typeText }));
  const typeInferred = said === 'unsaid';
  const type = said === undefined || said === 'unsaid' ? inferType(answerText, given) : said;

  const words = type === 'judge' ? judgeWords(given) : undefined;
  const options = type === 'judge' && (given.length === 0 || words) ? RIGHT_WRONG : given;
  if (stem === '') complain(readIssue('NO_STEM', row.at('stem')));
  let answer: string[] = [];
  if (answerText === '') complain(readIssue('NO_ANSWER', row.at('answer')));
  else {
    const parsed = parseAnswer(answerText, type, words ? given : options, defaults.answerNumbers);
    if (!parsed) complain(readIssue('BAD_ANSWER', row.at('answer'), { value: answerText }));
    const isWord = type === 'judge' && rightOrWrong(answerText) !== undefined;
    answer = (parsed ?? []).map((id) => (words && !isWord ? (words.get(id) ?? id) : id));
  }

  const pictures = [...parsePictures(row.text('picture')), ...overRow];
  const alt = local(
    row.text('pictureAlt') || '题目配图',
    row.text('pictureAltEn') || 'Picture for the question',
  );
  const day = (key: 'validFrom' | 'validTo') =>
    row.text(key) === '' ? {} : { [key]: parseDay(row.text(key)) };
  const explanation = row.text('explanation');
  const raw = {
    id: row.text('id') || contentId(stem, given, pictures),
    type,
    chapter: row.text('chapter') || defaults.chapter,
    subjects: cell(
      row,
      'subjects',
      parseSubjects,
      [...defaults.subjects],
      '科目一或科目三',
      'subject 1 or 3',
    ),
    vehicles: cell(
      row,
      'vehicles',
      parseVehicles,
      [...defaults.vehicles],
      '车型（如 小车、摩托车、C1）',
      'a vehicle group',
    ),
    stem: local(stem, row.text('stemEn')),
    options,
    answer,
    ...(explanation === '' ? {} : { explanation: local(explanation, row.text('explanationEn')) }),
    lawRef: cell(row, 'lawRef', parseLawRefs, [], '“道交法 第45条”这样的依据', 'a statute with its article'),
    ...day('validFrom'),
    ...day('validTo'),
    media: pictures.map((file) => ({ file, alt })),
    shuffle:
      cell(row, 'shuffle', parseYesNo, mayShuffle(type, options), '是或否', 'yes or no') && type !== 'judge',
    difficulty: cell(row, 'difficulty', parseDifficulty, 2, '1、2、3 或 易、中、难', '1, 2 or 3'),
    tags: listOf(row.text('tags')),
  };
  if (row.issues.some((i) => i.severity === 'error')) return { typeInferred };
  const parsed = question.safeParse(raw);
  if (parsed.success)
    return { candidate: { question: parsed.data, where: (path) => row.where(path) }, typeInferred };
  for (const issue of parsed.error.issues) complain(modelIssue(issue, (path) => row.where(path), raw));
  return { typeInferred };
}
