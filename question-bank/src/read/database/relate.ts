import type { Issue, Position } from '../../model/issue';
import type { MappingOptions, SourceFound } from '../mapping';
import { besideOther, contradicting } from '../answers/other-answer';
import { pairLanguages } from '../json/languages';
import type { QuestionNode } from '../json/question-node';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import type { RawBank, RawField, RawOption, RecordGroup } from '../record';
import { sniff } from '../sniff';
import { splitOptions } from '../split-options';
import {
  hasQuestionStem,
  referredNames,
  subjectOf,
  typeWord,
  understand,
  type PlainKey,
  type Understood,
} from './columns';
import type { DataTable, DataValue } from './data-table';
import { answersElsewhere, type AnswerRows } from './answer-tables';
import { deletedRows } from './deleted-rows';
import { linked, optionTable, serialOf, type Link } from './option-tables';
import { withContents } from './content-tables';
import { holdsPeople } from './people';
import { saidOfTable, tableFound, tableSkipped, type TableSaid } from './table-found';
import { listItems, optionItems } from './value-list';

export interface RelateOptions {
  file: string;
  mapping: MappingOptions;
  limits: ReadLimits;
}

/**
 * Finds the questions in the tables of a database: tables with a stem and an answer or options, and tables of
 * options that belong to them. What is neither is named with its number of rows, never with its contents: it may
 * hold people.
 */
export function relate(tables: readonly DataTable[], options: RelateOptions): RawBank {
  const joined = withContents(tables);
  const relation = new Relation(joined.tables, options);
  relation.read();
  const { groups, media, sources } = relation;
  return {
    groups: groups.filter((g) => g.records.length > 0),
    sources,
    refused: relation.refused + joined.issues.length,
    media,
    issues: [...joined.issues, ...relation.issues],
  };
}

class Relation {
  readonly issues: Issue[] = [];
  readonly media = new Map<string, Uint8Array>();
  readonly groups: RecordGroup[] = [];
  readonly sources: SourceFound[] = [];
  private readonly known = new Map<DataTable, TableSaid>();
  refused = 0;
  private readonly tables: readonly DataTable[];
  private readonly options: RelateOptions;
  private readonly used = new Set<DataTable>();
  /** Keys that stand in another table. */
  private readonly keys = new Map<Understood, AnswerRows>();

  constructor(tables: readonly DataTable[], options: RelateOptions) {
    this.tables = tables;
    this.options = options;
  }

  read(): void {
    const { file, limits } = this.options;
    const open = this.tables.filter((t) => !holdsPeople(t.name, t.columns));
    const optionTables = open.flatMap((t) => optionTable(t) ?? []);
    const areOptions = new Set(optionTables.map((o) => o.table));
    const withStem = open
      .flatMap((t) => this.understood(t) ?? [])
      .filter((u) => {
        const own = u.fields.has('answer') || u.options.length > 1 || hasQuestionStem(u);
        return u.fields.has('stem') && (own || !areOptions.has(u.table));
      });
    const links = linked(withStem, optionTables);
    const hasOwn = (u: Understood) =>
      u.fields.has('answer') || u.optionList !== undefined || u.options.length > 1;
    const linkedTables = new Set([...links.values()].map((l) => l.found.table));
    // `content` and `correct` of an option that names its question are no question.
    const questions = withStem.filter((u) => !linkedTables.has(u.table) && (hasOwn(u) || links.has(u)));
    const taken = new Set([...questions.map((u) => u.table), ...linkedTables]);
    for (const u of questions) {
      const flagged = links.get(u)?.found.flag !== undefined;
      const found = flagged
        ? undefined
        : answersElsewhere(
            u,
            open.filter((t) => !taken.has(t)),
          );
      if (found) this.keys.set(u, found);
    }
    for (const { table } of this.keys.values()) this.used.add(table);
    for (const u of questions) this.used.add(u.table);
    for (const { found } of links.values()) this.used.add(found.table);
    for (const u of questions) this.groups.push(this.group(u, links.get(u)));
    for (const u of withStem)
      if (!this.used.has(u.table) && hasQuestionStem(u) && u.table.count > 0) this.withoutOptions(u.table);
    for (const t of this.tables) {
      if (this.used.has(t)) {
        // What goes beyond the limit of questions is said of all formats alike.
        if (t.count > t.rows.length && !questions.some((u) => u.table === t))
          this.issues.push(readIssue('TOO_MANY_CELLS', t.at, { limit: t.rows.length }));
      } else if (t.count > 0)
        this.issues.push(readIssue('TABLE_SKIPPED', t.at, { name: t.name, count: t.count }));
      if (!this.used.has(t) && t.count > 0 && open.includes(t))
        this.sources.push(tableSkipped(t, this.saidOf(t)));
    }
    if (questions.length === 0) this.issues.push(readIssue('NO_QUESTIONS', { file }));
    if (this.issues.length > limits.maxIssues) this.issues.length = limits.maxIssues;
  }

  private saidOf(table: DataTable): TableSaid {
    const known = this.known.get(table) ?? saidOfTable(table, this.options.mapping);
    this.known.set(table, known);
    return known;
  }

  /** What a table's columns mean; undefined where the clerk left it out. */
  private understood(table: DataTable): Understood | undefined {
    const { said, map } = this.saidOf(table);
    return said.read ? understand(table, map) : undefined;
  }

  /** Questions, but what answers them lies elsewhere. */
  private withoutOptions({ name, count, at }: DataTable): void {
    this.refused += count;
    const table = this.tables.find((t) => t.name === name);
    if (table) this.used.add(table);
    const params = {
      reason: `表 ${name} 有 ${count} 道题，但选项和答案不在这里`,
      reasonEn: `table ${name} has ${count} questions but their options and answers are not here`,
    };
    this.issues.push(readIssue('OPTIONS_ELSEWHERE', at, params));
  }

  private group(u: Understood, link: Link | undefined): RecordGroup {
    const { table } = u;
    const { column: _, ...place } = table.at;
    for (const at of u.unknown)
      this.issues.push(readIssue('UNKNOWN_COLUMN', { ...place, field: table.columns[at] ?? '' }));
    const named = this.names(u);
    const subject = subjectOf(table.name);
    const claimed = new Set<string>();
    const keys = this.keys.get(u)?.rows;
    const gone = deletedRows(table);
    const kept = table.rows.filter((r) => !gone(r));
    for (const row of table.rows) if (gone(row)) claimed.add(serialOf(u, row));
    if (kept.length < table.rows.length) this.deleted(table, table.rows.length - kept.length);
    const nodes = kept.map((row): QuestionNode => {
      const question = serialOf(u, row);
      const here: Position = { ...row.at, question };
      const fields = new Map<PlainKey, RawField>();
      const pictures: string[] = [];
      for (const [key, at] of u.fields) {
        const v = row.values[at];
        if (key === 'picture') {
          pictures.push(...this.pictures(v, `${table.name}-${question}`));
          continue;
        }
        const field = table.columns[at] ?? '';
        const text = named.get(key)?.get(v?.text?.trim() ?? '') ?? fieldText(key, field, v);
        fields.set(key, { text, at: { ...(v?.at ?? row.at), field, question } });
      }
      for (const [key, field] of keys?.get(question) ?? []) if (!fields.has(key)) fields.set(key, field);
      if (subject !== undefined && !fields.has('subjects'))
        fields.set('subjects', { text: subject, at: here });
      const language = u.language === undefined ? undefined : (row.values[u.language]?.text ?? undefined);
      const options = link ? rowsOf(link, question, language) : ownOptions(u, row.values, here);
      if (link) claimed.add(question);
      if (options.some((o) => o.right !== undefined)) fields.delete('answer');
      const answer = fields.get('answer');
      if (answer && u.answersBeside.length > 0) {
        const named = (name: string, text?: string | null) => ({ name, text: text ?? '' });
        const others = u.answersBeside.map((at) => named(table.columns[at] ?? '', row.values[at]?.text));
        const texts = options.map((o) => o.text);
        const against = contradicting(named(answer.at.field ?? '', answer.text), others, texts);
        fields.set('answer', besideOther(answer, against));
      }
      return { record: { at: here, fields, options, pictures }, language, shape: table.name };
    });
    if (link) this.orphans(link, claimed);
    const paired = pairLanguages(nodes, table.at);
    this.issues.push(...paired.issues);
    const source = tableFound(u, this.saidOf(table), link !== undefined);
    this.sources.push(source);
    const answers = this.saidOf(table).said.mapping?.answers;
    return {
      at: table.at,
      records: paired.kept.map((n) => n.record),
      source,
      ...(answers ? { answerNumbers: answers } : {}),
    };
  }

  /** Questions that are kept and yet were taken out of use. */
  private deleted({ name, at }: DataTable, count: number): void {
    const what = `表 ${name} 里有 ${count} 道题在原系统中已标为删除，没有读入`;
    const whatEn = `${count} questions of table ${name} are marked as deleted there and were not read`;
    this.issues.push(readIssue('TEXT_LOST', at, { what, whatEn }));
  }

  /** Option rows that name a question which is not there. */
  private orphans({ rows }: Link, claimed: ReadonlySet<string>): void {
    for (const [key, languages] of rows) {
      if (claimed.has(key)) continue;
      this.refused += 1;
      const [first] = languages.values();
      if (first && this.issues.length < this.options.limits.maxIssues)
        this.issues.push(readIssue('ROW_WITHOUT_QUESTION', first.at, { value: key }));
    }
  }

  /** Names from other tables for the columns that hold numbers of theirs. */
  private names(u: Understood): Map<PlainKey, ReadonlyMap<string, string>> {
    const out = new Map<PlainKey, ReadonlyMap<string, string>>();
    for (const key of ['chapter', 'type', 'tags'] as const) {
      if (!u.fields.has(key)) continue;
      const free = this.tables.filter((t) => !holdsPeople(t.name, t.columns));
      const found = referredNames(u, key, free);
      if (!found) continue;
      this.used.add(found.table);
      out.set(key, found.names);
    }
    return out;
  }

  private pictures(value: DataValue | undefined, name: string): string[] {
    if (!value) return [];
    if (!value.bytes) return pictureNames(value);
    const kind = sniff(value.bytes);
    const base = name.replace(/[^A-Za-z0-9_-]+/g, '-');
    const ending = kind === 'jpeg' ? 'jpg' : kind;
    let file = `${base}.${ending}`;
    // Tables named in Chinese are told apart by nothing else.
    for (let n = 2; this.media.has(file); n += 1) file = `${base}-${n}.${ending}`;
    this.media.set(file, value.bytes);
    return [file];
  }
}

const pictureNames = (value: DataValue) =>
  (listItems(value) ?? (value.text ?? '').split(/[;,，；\n]/))
    .map((p) => p.trim())
    .filter((p) => p !== '' && !/^(?:null|none|无|0|-)$/i.test(p) && !/(?:^|\/)no_?image\b/i.test(p));

function fieldText(key: PlainKey, column: string, value: DataValue | undefined): string {
  if (!value) return '';
  if (key === 'type') return typeWord(column, value.text ?? '');
  if (key === 'answer' || key === 'tags')
    return listItems(value)?.join(key === 'tags' ? ';' : ',') ?? value.text ?? '';
  return value.text ?? '';
}

/** Option rows of a question, in its language where they have one. */
function rowsOf({ rows }: Link, question: string, language: string | undefined): RawOption[] {
  const languages = rows.get(question);
  const found = languages?.get(language ?? '') ?? [...(languages?.values() ?? [])][0];
  return (found?.options ?? []).map((o) => ({ ...o, at: { ...o.at, question } }));
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
  if (!list || (list.text ?? '').trim() === '') return [];
  const at = { ...list.at, field: u.table.columns[u.optionList ?? 0] ?? '', ...question };
  return (optionItems(list) ?? splitOptions(list.text ?? '').map((text) => ({ text }))).map((o) => ({
    ...o,
    at,
  }));
}
