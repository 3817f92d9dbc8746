import type { Issue, Position } from '../../model/issue';
import type { ColumnMap } from '../header';
import { keyMeaning, isLanguageKey, optionKeys, optionPlace } from '../json/keys';
import { pairLanguages } from '../json/languages';
import type { QuestionNode } from '../json/question-node';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import type { RawBank, RawField, RawOption, RawRecord, RecordGroup } from '../record';
import { splitOptions } from '../split-options';
import { sniff } from '../sniff';
import type { DataTable, DataValue } from './data-table';

type PlainKey = Parameters<RawRecord['fields']['get']>[0];

/** What the columns of a table mean, by place. */
interface Understood {
  table: DataTable;
  fields: Map<PlainKey, number>;
  /** Places of option columns A, B, …; holes where a letter is missing. */
  options: (number | undefined)[];
  optionList: number | undefined;
  language: number | undefined;
  unknown: number[];
}

export interface RelateOptions {
  file: string;
  columns?: ColumnMap;
  limits: ReadLimits | undefined;
}

const FOREIGN_KEY =
  /^(?:question|ques|q|timu|shiti|subject|problem|parent|exam_?question)s?_?(?:id|ID|no|code)$|^(?:qid|pid|tid)$/i;

function understand(table: DataTable, said: ColumnMap | undefined): Understood {
  const best = new Map<PlainKey, { at: number; rank: number }>();
  const options: (number | undefined)[] = [];
  let optionList: number | undefined;
  let language: number | undefined;
  const unknown: number[] = [];
  table.columns.forEach((name, at) => {
    const told = said?.get(name);
    if (told === null) return;
    if (told !== undefined && !told.startsWith('option')) {
      best.set(told as PlainKey, { at, rank: -1 });
      return;
    }
    const place = optionPlace(told ?? name);
    if (place !== undefined) options[place] = at;
    else if ((told ?? name).toLowerCase().replace(/_/g, '') === 'options' || name === '选项') optionList = at;
    else if (isLanguageKey(name)) language = at;
    else {
      const meaning = keyMeaning(name);
      if (!meaning) unknown.push(at);
      else if ((best.get(meaning.key)?.rank ?? Infinity) > meaning.rank) {
        const former = best.get(meaning.key);
        if (former) unknown.push(former.at);
        best.set(meaning.key, { at, rank: meaning.rank });
      } else unknown.push(at);
    }
  });
  return {
    table,
    fields: new Map([...best].map(([k, v]) => [k, v.at])),
    options,
    optionList,
    language,
    unknown,
  };
}

/** A table of option rows: one column names the question, one the text, and mostly one says which are right. */
interface OptionTable {
  table: DataTable;
  question: number;
  text: number;
  flag: number | undefined;
  id: number | undefined;
}

function optionTable(table: DataTable): OptionTable | undefined {
  const { columns } = table;
  const question = columns.findIndex((c) => FOREIGN_KEY.test(c));
  if (question < 0) return undefined;
  const surest = (rank: (name: string) => number | undefined, not: readonly number[]) => {
    let best: number | undefined;
    let least = Infinity;
    columns.forEach((name, i) => {
      const r = not.includes(i) ? undefined : rank(name);
      if (r === undefined || r >= least) return;
      least = r;
      best = i;
    });
    return best;
  };
  const flag = columns.findIndex((c) => optionKeys.isFlag(c));
  const text = surest(optionKeys.textRank, [question, flag]);
  if (text === undefined) return undefined;
  const id = surest(optionKeys.idRank, [question, flag, text]);
  return { table, question, text, flag: flag < 0 ? undefined : flag, id };
}

const filled = (value: DataValue | undefined) => (value?.text ?? '').trim() !== '';
const YES = /^(?:true|t|1|yes|y|是)$/i;

/** Option rows by the question they name. */
function optionsByQuestion(found: OptionTable): Map<string, { options: RawOption[]; at: Position }> {
  const by = new Map<string, { options: RawOption[]; at: Position }>();
  for (const { at, values } of found.table.rows) {
    const key = values[found.question]?.text?.trim() ?? '';
    const text = values[found.text];
    const flag = found.flag === undefined ? undefined : values[found.flag]?.text;
    const id = found.id === undefined ? undefined : values[found.id]?.text;
    const option: RawOption = {
      text: text?.text ?? '',
      at: text?.at ?? at,
      ...(flag === undefined || flag === null
        ? found.flag === undefined
          ? {}
          : { right: false }
        : { right: YES.test(flag.trim()) }),
      ...(id === undefined || id === null ? {} : { key: id }),
    };
    const list = by.get(key);
    if (list) list.options.push(option);
    else by.set(key, { options: [option], at });
  }
  return by;
}

/** 科目一 or 科目四 where a table is named for it. */
function subjectOf(name: string): string | undefined {
  const found = /(?:km|kemu|subject|sub|k|科目)_?([134一三四])(?!\d)/i.exec(name)?.[1];
  return found === undefined ? undefined : `科目${found}`;
}

/**
 * Finds the questions in the tables of a database: tables with a stem and an answer or options, and tables of
 * options that belong to them. What is neither is named with its number of rows, never with its contents: it may
 * hold people.
 */
export function relate(tables: readonly DataTable[], { file, columns, limits }: RelateOptions): RawBank {
  const issues: Issue[] = [];
  const media = new Map<string, Uint8Array>();
  const groups: RecordGroup[] = [];
  let refused = 0;
  const understood = tables.map((t) => understand(t, columns));
  const optionTables = tables.flatMap((t) => optionTable(t) ?? []);
  const hasOwn = (u: Understood) =>
    u.fields.has('answer') || u.optionList !== undefined || u.options.length > 1;
  const isOptionTable = (u: Understood) =>
    optionTables.some((o) => o.table === u.table && o.flag !== undefined) && !u.fields.has('answer');
  const withStem = understood.filter(
    (u) => u.fields.has('stem') && !isOptionTable(u) && !/user|admin|account|member|log/i.test(u.table.name),
  );
  const links = linked(withStem, optionTables);
  const questions = withStem.filter((u) => hasOwn(u) || links.has(u));
  const used = new Set<DataTable>(questions.map((q) => q.table));
  for (const link of links.values()) used.add(link.found.table);
  for (const u of questions) groups.push(read(u, links.get(u)));
  for (const u of withStem) {
    if (used.has(u.table) || !isQuestionStem(u)) continue;
    // Questions, but what answers them lies elsewhere.
    used.add(u.table);
    refused += u.table.rows.length;
    const params = {
      reason: `表 ${u.table.name} 有 ${u.table.rows.length} 道题，但选项和答案不在这里`,
      reasonEn: `table ${u.table.name} has ${u.table.rows.length} questions but their options and answers are not here`,
    };
    issues.push(readIssue('OPTIONS_ELSEWHERE', { ...u.table.rows[0]?.at, file: u.table.file }, params));
  }
  for (const t of tables) {
    if (used.has(t) || t.rows.length === 0) continue;
    const at = { ...t.rows[0]?.at, file: t.file };
    issues.push(readIssue('TABLE_SKIPPED', at, { name: t.name, count: t.rows.length }));
  }
  if (questions.length === 0) issues.push(readIssue('NO_QUESTIONS', { file }));
  return { groups: groups.filter((g) => g.records.length > 0), refused, media, issues };

  function read(u: Understood, link: Link | undefined): RecordGroup {
    const { table } = u;
    const start: Position = { ...table.rows[0]?.at, file: table.file };
    for (const at of u.unknown) {
      const { column: _, ...place } = start;
      issues.push(readIssue('UNKNOWN_COLUMN', { ...place, field: table.columns[at] ?? '' }));
    }
    const subject = subjectOf(table.name);
    const chapters = chapterNames(u, tables, used);
    const claimed = new Set<string>();
    const nodes = table.rows.map(({ at, values }, i): QuestionNode => {
      const value = (key: PlainKey) => {
        const place = u.fields.get(key);
        return place === undefined ? undefined : values[place];
      };
      const id = value('id')?.text?.trim() ?? '';
      const serial = id === '' ? String(i + 1) : id;
      const here: Position = { ...at, question: serial };
      const fields = new Map<PlainKey, RawField>();
      const pictures: string[] = [];
      for (const [key, place] of u.fields) {
        const v = values[place];
        const name = table.columns[place] ?? '';
        const where: Position = { ...(v?.at ?? at), field: name, question: serial };
        if (key === 'picture') {
          if (v?.bytes) pictures.push(keep(v.bytes, `${table.name}-${serial}`));
          else pictures.push(...pictureTexts(v?.text ?? ''));
        } else fields.set(key, { text: typed(key, name, chapters(key, v?.text ?? '')), at: where });
      }
      if (subject !== undefined && !fields.has('subjects'))
        fields.set('subjects', { text: subject, at: here });
      const options = link ? optionRows(link, serial, claimed) : ownOptions(u, values, here);
      if (options.some((o) => o.right !== undefined)) fields.delete('answer');
      const language = u.language === undefined ? undefined : (values[u.language]?.text ?? undefined);
      return { record: { at: here, fields, options, pictures }, language, shape: table.name };
    });
    if (link) {
      for (const [key, { at }] of link.rows) {
        if (claimed.has(key)) continue;
        refused += 1;
        if (issues.length < (limits?.maxIssues ?? 10_000))
          issues.push(readIssue('ROW_WITHOUT_QUESTION', at, { value: key }));
      }
    }
    const paired = pairLanguages(nodes, start);
    issues.push(...paired.issues);
    return { at: start, records: paired.kept.map((n) => n.record) };
  }

  function keep(bytes: Uint8Array, name: string): string {
    const kind = sniff(bytes);
    const file = `${name.replace(/[^A-Za-z0-9_-]+/g, '-')}.${kind === 'jpeg' ? 'jpg' : kind}`;
    media.set(file, bytes);
    return file;
  }
}

interface Link {
  found: OptionTable;
  rows: Map<string, { options: RawOption[]; at: Position }>;
}

/** Which option table belongs to which questions: the pairs in which most questions are named, each table once. */
function linked(questions: readonly Understood[], tables: readonly OptionTable[]): Map<Understood, Link> {
  const pairs: { u: Understood; link: Link; hits: number }[] = [];
  for (const found of tables) {
    const rows = optionsByQuestion(found);
    for (const u of questions) {
      if (u.table === found.table || u.options.length > 1 || u.optionList !== undefined) continue;
      const idAt = u.fields.get('id');
      const ids = new Set(
        u.table.rows.map((r, i) =>
          idAt === undefined ? String(i + 1) : (r.values[idAt]?.text?.trim() ?? ''),
        ),
      );
      const hits = [...rows.keys()].filter((k) => ids.has(k)).length;
      if (hits > 0) pairs.push({ u, link: { found, rows }, hits });
    }
  }
  const out = new Map<Understood, Link>();
  const taken = new Set<DataTable>();
  for (const { u, link } of pairs.sort((a, b) => b.hits - a.hits)) {
    if (out.has(u) || taken.has(link.found.table)) continue;
    out.set(u, link);
    taken.add(link.found.table);
  }
  return out;
}

/** Whether the stem's column can only be a question's, as `title` cannot. */
function isQuestionStem(u: Understood): boolean {
  const name = u.table.columns[u.fields.get('stem') ?? -1] ?? '';
  return /ques|stem|题干|题目|试题|timu/i.test(name);
}

function optionRows({ rows }: Link, serial: string, claimed: Set<string>): RawOption[] {
  claimed.add(serial);
  return rows.get(serial)?.options ?? [];
}

function ownOptions(u: Understood, values: readonly DataValue[], here: Position): RawOption[] {
  const question = here.question === undefined ? {} : { question: here.question };
  if (u.options.length > 1)
    return Array.from(u.options, (at): RawOption => {
      const v = at === undefined ? undefined : values[at];
      const field = at === undefined ? {} : { field: u.table.columns[at] ?? '' };
      return { text: v?.text ?? '', at: { ...(v?.at ?? here), ...field, ...question } };
    });
  const list = u.optionList === undefined ? undefined : values[u.optionList];
  if (!list || !filled(list)) return [];
  const at = { ...list.at, field: u.table.columns[u.optionList ?? 0] ?? '', ...question };
  return listed(list.text ?? '').map((text) => ({ text, at }));
}

/** Options in one column: a JSON list, or as people write them. */
function listed(text: string): string[] {
  if (/^\s*\[/.test(text)) {
    try {
      const parsed: unknown = JSON.parse(text);
      if (Array.isArray(parsed) && parsed.every((p) => typeof p === 'string' || typeof p === 'number'))
        return parsed.map(String);
    } catch {
      // Not JSON after all: read as text.
    }
  }
  return splitOptions(text);
}

/** A column that says by true and false whether several answers are right names the type by that. */
function typed(key: PlainKey, column: string, text: string): string {
  if (key !== 'type' || !/multi/i.test(column)) return text;
  if (/^(?:true|t|1)$/i.test(text.trim())) return '多选题';
  return /^(?:false|f|0)$/i.test(text.trim()) ? '单选题' : text;
}

const pictureTexts = (text: string) =>
  text
    .split(/[;,，；\n]/)
    .map((p) => p.trim())
    .filter((p) => p !== '' && !/^(?:null|none|无|0|-)$/i.test(p) && !/(?:^|\/)no_?image\b/i.test(p));

/** Where the chapter is a number that another table names, the name. */
function chapterNames(
  u: Understood,
  tables: readonly DataTable[],
  used: Set<DataTable>,
): (key: PlainKey, text: string) => string {
  const at = u.fields.get('chapter');
  const column = at === undefined ? '' : (u.table.columns[at] ?? '');
  const base = /^(.+?)_?(?:id|ID)$/.exec(column)?.[1]?.toLowerCase();
  const table =
    base === undefined ? undefined : tables.find((t) => t !== u.table && t.name.toLowerCase().includes(base));
  const id = table?.columns.findIndex((c) => /^(?:id|.*_id|.*Id)$/.test(c)) ?? -1;
  const name = table?.columns.findIndex((c) => /name|title|名称|章节/i.test(c)) ?? -1;
  if (!table || id < 0 || name < 0) return (_, text) => text;
  used.add(table);
  const names = new Map(table.rows.map((r) => [r.values[id]?.text ?? '', r.values[name]?.text ?? '']));
  return (key, text) => (key === 'chapter' ? (names.get(text) ?? text) : text);
}
