import { countedFromOne } from '../counted-from-nought';
import type { ColumnMap } from '../mapping';
import { isLanguageKey, keyMeaning, optionPlace } from '../json/keys';
import { otherMeaning } from '../other-languages';
import type { RawRecord } from '../record';
import type { DataTable } from './data-table';

export type PlainKey = Parameters<RawRecord['fields']['get']>[0];

/** What the columns of a table mean, by place. */
export interface Understood {
  table: DataTable;
  fields: Map<PlainKey, number>;
  /** Places of option columns A, B, …; holes where a letter is missing. */
  options: (number | undefined)[];
  optionList: number | undefined;
  language: number | undefined;
  unknown: number[];
  /** Those of the unknown ones that would hold the answer if no other did. */
  answersBeside: number[];
}

const SUBJECT = /^(?:kemu|km|subject|course|科目)_?(?:type|id|no)?$/i;
const ONE_OF_TWO = /^(?:科目|km|kemu|k)?[134一三四]$/i;
/** `subject_id` of school systems refers to any of their subjects: with a 3 among them they are not 科目一 and 科目四. */
const OF_SCHOOL = /^(?:subject|course)_?(?:id|no)$/i;
/** Whether a column tells 科目一 from 科目四 by number. */
function tellsSubject(table: DataTable, at: number): boolean {
  const name = table.columns[at] ?? '';
  if (!SUBJECT.test(name) || table.rows.length === 0) return false;
  const form = OF_SCHOOL.test(name) ? /^[14]$/ : ONE_OF_TWO;
  return table.rows.slice(0, 500).every((r) => form.test(r.values[at]?.text?.trim() ?? ''));
}

/** A column such as `category_id` without its `id`; undefined for others. */
export const referredBy = (column: string): string | undefined => /^(.+?)_?ids?$/i.exec(column)?.[1];

/** What a column holds that refers to rows of another table. */
function reference(name: string): { key: PlainKey; rank: number } | undefined {
  const base = referredBy(name);
  const meaning = base === undefined ? undefined : keyMeaning(base);
  if (!meaning || !['answer', 'chapter', 'type', 'tags'].includes(meaning.key)) return undefined;
  return { key: meaning.key, rank: 200 + meaning.rank };
}

const LIST =
  /^(?:(?:question|quiz|subject|topic|item)_?)?(?:options?_?(?:list|json|text|content|data)?|choices|item_?objects)$|^(?:选项|备选项)$/i;

/** `subject_name` is a question where `subject` is the word for one, and the name of a course elsewhere. */
const NAMED_STEM = /^(?:subject|topic|exercise|problem|item)_?(?:name|title|content|text)$/i;
const MANY = 0.9;
/** Questions are told from names of courses by hardly any two being the same. */
function namedStem(table: DataTable, unknown: readonly number[]): number | undefined {
  const found = unknown.filter((at) => NAMED_STEM.test(table.columns[at] ?? ''));
  const [at] = found;
  if (at === undefined || found.length > 1) return undefined;
  const texts = table.rows.map((r) => r.values[at]?.text?.trim() ?? '');
  return texts.length > 1 && new Set(texts).size >= MANY * texts.length ? at : undefined;
}

export function understand(table: DataTable, said: ColumnMap | undefined): Understood {
  const best = new Map<PlainKey, { at: number; rank: number }>();
  const options: (number | undefined)[] = [];
  let optionList: number | undefined;
  let language: number | undefined;
  const unknown: number[] = [];
  const answering: number[] = [];
  // One of them alone is called so for another reason: `a` for the answer; two, where another column holds that, are two options.
  const has = (l: string) => table.columns.includes(l);
  const answered = table.columns.some((name) => name.length > 1 && keyMeaning(name)?.key === 'answer');
  const lettered = has('a') && has('b') && (has('c') || answered);
  const take = (key: PlainKey, at: number, rank: number) => {
    if (key === 'answer') answering.push(at);
    const former = best.get(key);
    if (former && former.rank <= rank) return void unknown.push(at);
    if (former) unknown.push(former.at);
    best.set(key, { at, rank });
  };
  const counted = countedFromOne(table.columns);
  table.columns.forEach((name, at) => {
    const told = said?.get(name);
    if (told === null) return;
    if (told !== undefined && !told.startsWith('option')) return take(told as PlainKey, at, -1);
    const place =
      optionPlace(told ?? counted[at] ?? name) ??
      (lettered && /^[a-h]$/.test(name) ? name.charCodeAt(0) - 97 : undefined);
    if (place !== undefined) options[place] = at;
    else if (LIST.test(told ?? name) || otherMeaning(told ?? name)?.key === 'options') optionList = at;
    else if (isLanguageKey(name)) language = at;
    else if (tellsSubject(table, at)) take('subjects', at, 0);
    else {
      const meaning = keyMeaning(name) ?? reference(name);
      if (meaning) take(meaning.key, at, meaning.rank);
      else unknown.push(at);
    }
  });
  const stem = best.has('stem') || !best.has('answer') ? undefined : namedStem(table, unknown);
  if (stem !== undefined) {
    best.set('stem', { at: stem, rank: 0 });
    unknown.splice(unknown.indexOf(stem), 1);
  }
  const fields = new Map([...best].map(([k, v]) => [k, v.at]));
  const answersBeside = answering.filter((at) => at !== fields.get('answer'));
  return { table, fields, options, optionList, language, unknown, answersBeside };
}

/** Whether the stem's column can only be a question's, as `title` cannot. */
export function hasQuestionStem(u: Understood): boolean {
  const name = u.table.columns[u.fields.get('stem') ?? -1] ?? '';
  return /ques|stem|题干|题目|试题|timu|wenti/i.test(name);
}

const BY_WORD: Readonly<Record<string, string>> = { yi: '一', one: '一', san: '三', si: '四', four: '四' };
/** 科目一 or 科目四 where a table is named for it. */
export function subjectOf(name: string): string | undefined {
  const found =
    /(?:^|[^a-z])(?:km|kemu|subject|sub|k|科目)_?(?:([134一三四])(?!\d)|(yi|one|san|si|four)(?![a-z]))/i.exec(
      name,
    );
  const subject = found?.[1] ?? BY_WORD[found?.[2]?.toLowerCase() ?? ''];
  return subject === undefined ? undefined : `科目${subject}`;
}

/** A column that says by true and false whether several answers are right names the type by that. */
export function typeWord(column: string, text: string): string {
  if (!/multi/i.test(column)) return text;
  if (/^(?:true|t|1)$/i.test(text.trim())) return '多选题';
  return /^(?:false|f|0)$/i.test(text.trim()) ? '单选题' : text;
}

const singular = (name: string) =>
  name
    .toLowerCase()
    .replace(/ies$/, 'y')
    .replace(/(?<=[^s])s$/, '');

/** Where a column holds numbers that one other table names (`category_id`, `chapter`), their names by number. */
export function referredNames(
  u: Understood,
  key: PlainKey,
  tables: readonly DataTable[],
): { table: DataTable; names: ReadonlyMap<string, string> } | undefined {
  const column = u.table.columns[u.fields.get(key) ?? -1] ?? '';
  const base = singular(referredBy(column) ?? column);
  if (base.length < 3) return undefined;
  const named = tables.filter((t) => {
    const name = singular(t.name);
    return (
      t !== u.table &&
      (name === base || name.endsWith(`_${base}`) || (base.length > 3 && name.includes(base)))
    );
  });
  const exact = named.filter((t) => singular(t.name) === base);
  const [table, another] = exact.length > 0 ? exact : named;
  if (!table || another) return undefined;
  const id = table.columns.findIndex((c) => /^(?:_?id|.*_id|.*Id|编号)$/.test(c));
  const name = table.columns.findIndex((c, i) => i !== id && /name|title|名称|章节|label/i.test(c));
  if (id < 0 || name < 0) return undefined;
  const names = new Map(
    table.rows.map((r) => [r.values[id]?.text?.trim() ?? '', r.values[name]?.text ?? '']),
  );
  return { table, names };
}
