import { localesIn, otherLocales } from '../../model/locale';
import {
  textsOf,
  type LawRef,
  type LocalText,
  type Question,
  type QuestionType,
  type Subject,
  type VehicleGroup,
} from '../../model/question';
import { answerLetters, rightOrWrong } from '../answers/plain';
import {
  listOf,
  parseDay,
  parseDifficulty,
  parseLawRefs,
  parseSubjects,
  parseType,
  parseVehicles,
  parseYesNo,
} from '../cell-values';
import type { FieldKey } from '../column-names';
import { fromCell, fromListCell, toCell, toListCell } from './own-cell';

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

type Column = readonly [key: FieldKey, header: string];

/** The columns of our own tables with their headers, in order; see header.ts for the names. */
const OWN_COLUMNS: readonly Column[] = [
  ['id', '题号'],
  ['type', '题型'],
  ['subjects', '科目'],
  ['vehicles', '车型'],
  ['chapter', '章节'],
  ['stem', '题干'],
  ['stemEn', '题干英文'],
  ...LETTERS.flatMap((l): [FieldKey, string][] => [
    [`option${l}`, `选项${l}`],
    [`option${l}En`, `选项${l}英文`],
  ]),
  ['answer', '答案'],
  ['explanation', '解析'],
  ['explanationEn', '解析英文'],
  ['lawRef', '法规'],
  ['validFrom', '生效日期'],
  ['validTo', '失效日期'],
  ['picture', '图片'],
  ['pictureAlt', '图片说明'],
  ['pictureAltEn', '图片说明英文'],
  ['shuffle', '选项乱序'],
  ['difficulty', '难度'],
  ['tags', '标签'],
  ['own', '考台版式'],
];

/**
 * The columns for these questions: those of every table of ours, and behind the English of a text one for each other
 * language that some question has.
 */
export function ownColumns(questions: readonly Question[]): readonly Column[] {
  const locales = otherLocales(
    Object.fromEntries(localesIn(questions.flatMap(textsOf)).map((t) => [t, true])),
  );
  if (locales.length === 0) return OWN_COLUMNS;
  return OWN_COLUMNS.flatMap((column): Column[] => {
    const [key, header] = column;
    if (!key.endsWith('En')) return [column];
    const [base, name] = [key.slice(0, -2), header.slice(0, -2)];
    return [column, ...locales.map((tag): Column => [`${base}:${tag}` as FieldKey, `${name}[${tag}]`])];
  });
}

/** What a row of ours has in its last column: the version of this form. Rows without it are read as anybody's. */
export const OWN_MARK = '1';

export const TYPE_WORDS: Readonly<Record<QuestionType, string>> = {
  judge: '判断题',
  single: '单选题',
  multi: '多选题',
};
export const DIFFICULTY_WORDS: Readonly<Record<Question['difficulty'], string>> = {
  1: '易',
  2: '中',
  3: '难',
};
const SUBJECT_WORDS: Readonly<Record<Subject, string>> = { K1: '科目一', K3: '科目三' };
const VEHICLE_WORDS: Readonly<Record<VehicleGroup, string>> = {
  car: '小车',
  moto: '摩托车',
  bus: '客车',
  truck: '货车',
  trailer: '轻型牵引挂车',
};

const lawText = (refs: readonly LawRef[]) => refs.map((r) => `${r.code} ${r.article}`).join('；\n');
const linesOf = (text: string) => (text === '' ? [] : text.split('\n'));
/** Alternative texts, one a line; a line may be empty where a picture has none in that language. */
const joined = (values: readonly string[]) => values.join('\n');

/** A question as the cells of its row, by column; empty ones left out. */
export function ownCells(q: Question): Map<FieldKey, string> {
  const cells = new Map<FieldKey, string>();
  const put = (key: FieldKey, text: string | undefined) => {
    if (text !== undefined && text !== '') cells.set(key, text);
  };
  const both = (key: 'stem' | 'explanation' | `option${(typeof LETTERS)[number]}`, text: LocalText) => {
    put(key, toCell(text['zh-CN']));
    put(`${key}En`, text.en === undefined ? undefined : toCell(text.en));
    for (const tag of otherLocales(text)) put(`${key}:${tag}`, toCell(text[tag] ?? ''));
  };
  put('id', q.id);
  put('type', TYPE_WORDS[q.type]);
  put(
    'subjects',
    toListCell(q.subjects, (v) => v.map((s) => SUBJECT_WORDS[s]).join('、'), parseSubjects),
  );
  put(
    'vehicles',
    toListCell(q.vehicles, (v) => v.map((s) => VEHICLE_WORDS[s]).join('、'), parseVehicles),
  );
  put('chapter', toCell(q.chapter));
  both('stem', q.stem);
  for (const o of q.options) {
    const letter = LETTERS.find((l) => l === o.id);
    if (letter) both(`option${letter}`, o.text);
  }
  put('answer', q.answer.join(''));
  if (q.explanation) both('explanation', q.explanation);
  if (q.lawRef.length > 0) put('lawRef', toListCell(q.lawRef, lawText, parseLawRefs));
  put('validFrom', q.validFrom);
  put('validTo', q.validTo);
  if (q.media.length > 0) {
    put('picture', q.media.map((m) => m.file).join('；'));
    put(
      'pictureAlt',
      toListCell(
        q.media.map((m) => m.alt['zh-CN']),
        joined,
        linesOf,
      ),
    );
    const others = localesIn(q.media.map((m) => m.alt)).filter((tag) => tag !== 'zh-CN');
    for (const tag of others) {
      const texts = q.media.map((m) => m.alt[tag] ?? '');
      put(tag === 'en' ? 'pictureAltEn' : `pictureAlt:${tag}`, toListCell(texts, joined, linesOf));
    }
  }
  put('shuffle', q.shuffle ? '是' : '否');
  put('difficulty', DIFFICULTY_WORDS[q.difficulty]);
  if (q.tags.length > 0)
    put(
      'tags',
      toListCell(q.tags, (v) => v.join('；'), listOf),
    );
  cells.set('own', OWN_MARK);
  return cells;
}

/**
 * The question in a row of ours, for the model to judge: cells are taken literally, nothing is mended, and a word
 * nobody knows stays in its place so that the complaint names it. `anchored` are pictures lying over the row; those
 * the picture cell does not name were put there by a clerk and come behind the others. `locales` are the languages
 * besides Chinese and English that the table has columns for.
 */
export function ownQuestion(
  cell: (key: FieldKey) => string,
  anchored: readonly string[],
  locales: readonly string[],
): unknown {
  const text = (key: FieldKey) => fromCell(cell(key));
  const list = <T>(key: FieldKey, read: (t: string) => T[] | undefined) =>
    fromListCell(cell(key), read) ?? cell(key);
  const word = <T>(key: FieldKey, read: (t: string) => T | undefined, absent: T) =>
    text(key) === '' ? absent : (read(text(key)) ?? text(key));
  const type = parseType(text('type'));
  const typeValue = type === 'unsaid' || type === undefined ? text('type') : type;
  const answer = text('answer');
  const verdict = type === 'judge' ? rightOrWrong(answer) : undefined;
  const named = text('picture')
    .split(/[;；\n]/)
    .map((n) => n.trim())
    .filter((n) => n !== '');
  const files = [...named, ...anchored.filter((n) => !named.includes(n))];
  const languages: readonly [tag: string, suffix: string][] = [
    ['en', 'En'],
    ...locales.map((tag): [string, string] => [tag, `:${tag}`]),
  ];
  const local = (key: 'stem' | 'explanation' | `option${(typeof LETTERS)[number]}`) => {
    const texts: Record<string, string> = { 'zh-CN': text(key) };
    for (const [tag, suffix] of languages) {
      const said = text(`${key}${suffix}` as FieldKey);
      if (said !== '') texts[tag] = said;
    }
    return texts;
  };
  const altsIn = (key: FieldKey): unknown[] => {
    const whole = cell(key).trim();
    // With one picture the whole cell speaks of it, however many lines it has.
    if (files.length === 1 && !whole.startsWith('[')) return [whole];
    const lines = list(key, linesOf);
    return Array.isArray(lines) ? lines : [lines];
  };
  const alts = [['zh-CN', ''] as const, ...languages].map(
    ([tag, suffix]) => [tag, altsIn(`pictureAlt${suffix}` as FieldKey)] as const,
  );
  const alt = (at: number) => {
    const texts: Record<string, string> = {};
    for (const [tag, lines] of alts) {
      const line = lines[at];
      if (typeof line === 'string' && line !== '') texts[tag] = line;
    }
    return texts['zh-CN'] === undefined
      ? { en: 'Picture for the question', ...texts, 'zh-CN': '题目配图' }
      : texts;
  };
  return {
    id: text('id'),
    type: typeValue,
    subjects: list('subjects', parseSubjects),
    vehicles: list('vehicles', parseVehicles),
    chapter: text('chapter'),
    stem: local('stem'),
    options: LETTERS.flatMap((l) => {
      const said = local(`option${l}`);
      return said['zh-CN'] === '' ? [] : [{ id: l, text: said }];
    }),
    answer:
      verdict === undefined
        ? (answerLetters(answer) ?? (answer === '' ? [] : [answer]))
        : [verdict ? 'A' : 'B'],
    ...(text('explanation') === '' ? {} : { explanation: local('explanation') }),
    lawRef: list('lawRef', parseLawRefs),
    ...(text('validFrom') === '' ? {} : { validFrom: parseDay(text('validFrom')) }),
    ...(text('validTo') === '' ? {} : { validTo: parseDay(text('validTo')) }),
    media: files.map((file, i) => ({ file, alt: alt(i) })),
    shuffle: word('shuffle', parseYesNo, type !== 'judge'),
    difficulty: word('difficulty', parseDifficulty, 2 as const),
    tags: fromListCell(cell('tags'), listOf) ?? [],
  };
}
