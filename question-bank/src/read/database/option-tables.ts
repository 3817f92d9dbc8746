import type { Position } from '../../model/issue';
import { flagSays } from '../flag-words';
import { isLanguageKey, optionKeys } from '../json/keys';
import type { RawOption } from '../record';
import type { Understood } from './columns';
import type { DataRow, DataTable } from './data-table';
import { deletedRows } from './deleted-rows';
import { belongsToPeople } from './people';

/** A table of option rows: one column names the question, one the text, and mostly one says which are right. */
export interface OptionTable {
  table: DataTable;
  question: number;
  text: number;
  flag: number | undefined;
  id: number | undefined;
  order: number | undefined;
  language: number | undefined;
}

/** What names the question that a row belongs to. */
export const FOREIGN_KEY =
  /^(?:question|ques|quiz|qu|q|timu|shiti|subject|problem|item|parent|exam_?question)s?(?:_?choices?)?_?(?:id|no|code)$|^(?:qid|pid|tid|题目编号|试题编号|题目id|试题id)$/i;
const ORDER =
  /^(?:sort|sort_?(?:order|no|num)|order|order_?(?:no|num|by|index)|seq|sequence|position|display_?order|排序|顺序)$/i;
const SAYS_OPTION = /option|choice|opts?$|answer|response|variant|solution|xuanxiang|选项/i;

/** The table as one of options; undefined if it cannot be one. What people answered is none. */
export function optionTable(table: DataTable): OptionTable | undefined {
  const { columns } = table;
  if (belongsToPeople(columns)) return undefined;
  const named = columns.findIndex((c) => FOREIGN_KEY.test(c));
  const question = named < 0 ? repeated(table) : named;
  if (question < 0) return undefined;
  const surest = (rank: (name: string) => number | undefined, not: readonly (number | undefined)[]) => {
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
  const placed = (test: (c: string) => boolean) => {
    const at = columns.findIndex(test);
    return at < 0 ? undefined : at;
  };
  const flag = placed((c) => optionKeys.isFlag(c));
  const text = surest(optionKeys.textRank, [question, flag]);
  if (text === undefined) return undefined;
  const id = surest(optionKeys.idRank, [question, flag, text]);
  const order = placed((c) => ORDER.test(c));
  const language = placed(isLanguageKey);
  const says =
    flag !== undefined || SAYS_OPTION.test(table.name) || /opt|choice|选项/i.test(columns[text] ?? '');
  return says ? { table, question, text, flag, id, order, language } : undefined;
}

/** `pitanje_id`, `id_domanda`, `PreguntaId`, `fk_frage`: what a question is called in any language. */
const ANY_ID = /^(?:id|fk)_?\p{L}{2}|(?:_id|_fk|[\p{Ll}\d]I[dD])$/u;
const MOST_OPTIONS = 10;
const NEARLY = 0.9;

/**
 * The column that tells options by their question, whatever it is called: each of its values stands in several rows, of
 * which some are flagged as right and some are not. -1 if there is none.
 */
function repeated({ columns, rows }: DataTable): number {
  const flag = columns.findIndex((c) => optionKeys.isFlag(c));
  if (flag < 0) return -1;
  return columns.findIndex((name, at) => {
    if (at === flag || !ANY_ID.test(name)) return false;
    const by = new Map<string, Set<boolean | undefined>>();
    const counts = new Map<string, number>();
    for (const row of rows) {
      const key = textAt(row, at) ?? '';
      if (key === '') return false;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      by.set(key, (by.get(key) ?? new Set()).add(flagSays(textAt(row, flag) ?? '')));
    }
    const several = [...by].filter(([key, said]) => {
      const count = counts.get(key) ?? 0;
      return count > 1 && count <= MOST_OPTIONS && said.has(true) && said.has(false) && !said.has(undefined);
    });
    return by.size > 1 && several.length >= NEARLY * by.size;
  });
}

export interface OptionRows {
  options: RawOption[];
  /** The first of them. */
  at: Position;
}

/** Options of one table by question, and by language where it has one. */
export interface Link {
  found: OptionTable;
  /** By the question they name. */
  rows: ReadonlyMap<string, ReadonlyMap<string, OptionRows>>;
}

const textAt = ({ values }: DataRow, at: number | undefined) =>
  at === undefined ? undefined : (values[at]?.text?.trim() ?? undefined);

function sorted(rows: readonly DataRow[], { order, id }: OptionTable): readonly DataRow[] {
  const numbers = order === undefined ? [] : rows.map((r) => Number(textAt(r, order) ?? NaN));
  if (numbers.length > 0 && numbers.every(Number.isFinite) && new Set(numbers).size === rows.length)
    return [...rows].sort((a, b) => Number(textAt(a, order)) - Number(textAt(b, order)));
  const letters = rows.map((r) => textAt(r, id) ?? '');
  if (letters.every((l) => /^[A-Ha-h]$/.test(l)) && new Set(letters).size === rows.length)
    return [...rows].sort((a, b) => ((textAt(a, id) ?? '') < (textAt(b, id) ?? '') ? -1 : 1));
  return rows;
}

function optionOf(found: OptionTable, row: DataRow): RawOption {
  const text = row.values[found.text];
  const id = textAt(row, found.id);
  return {
    text: text?.text ?? '',
    at: { ...(text?.at ?? row.at), field: found.table.columns[found.text] ?? '' },
    ...(found.flag === undefined ? {} : { right: flagSays(textAt(row, found.flag) ?? '') === true }),
    ...(id === undefined ? {} : { key: id }),
  };
}

function linkOf(found: OptionTable): Link {
  const by = new Map<string, Map<string, DataRow[]>>();
  const gone = deletedRows(found.table);
  for (const row of found.table.rows) {
    if (gone(row)) continue;
    const key = textAt(row, found.question) ?? '';
    const language = textAt(row, found.language) ?? '';
    const languages = by.get(key) ?? new Map<string, DataRow[]>();
    by.set(key, languages);
    const rows = languages.get(language);
    if (rows) rows.push(row);
    else languages.set(language, [row]);
  }
  const rows = new Map(
    [...by].map(([key, languages]) => {
      const read = new Map<string, OptionRows>();
      for (const [language, list] of languages) {
        const [first] = list;
        if (first)
          read.set(language, { options: sorted(list, found).map((r) => optionOf(found, r)), at: first.at });
      }
      return [key, read] as const;
    }),
  );
  return { found, rows };
}

/** The id of a question's row: its own, or its place by the order of insertion. */
export const serialOf = (u: Understood, row: DataRow): string =>
  textAt(row, u.fields.get('id')) || String(row.serial);

/** Which option table belongs to which questions: the pairs in which most questions are named, each table once. */
export function linked(
  questions: readonly Understood[],
  tables: readonly OptionTable[],
): Map<Understood, Link> {
  const pairs: { u: Understood; link: Link; hits: number }[] = [];
  const open = questions.filter((u) => u.options.length < 2 && u.optionList === undefined);
  const ids = new Map(open.map((u) => [u, new Set(u.table.rows.map((r) => serialOf(u, r)))]));
  for (const found of open.length > 0 ? tables : []) {
    const link = linkOf(found);
    for (const [u, known] of ids) {
      if (u.table === found.table) continue;
      let hits = 0;
      for (const key of link.rows.keys()) if (known.has(key)) hits += 1;
      if (hits > 0) pairs.push({ u, link, hits });
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
