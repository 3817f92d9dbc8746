import type { UploadHints } from 'exam-contract/http/banks';
import {
  valueField,
  type BankSource,
  type DraftMapping,
  type MappedField,
  type SourceMapping,
  type ValueFound,
  type ValueMap,
} from 'exam-contract/http/mapping';

/** What a clerk says of one source. */
export interface SourceChoice {
  read: boolean;
  /** Undefined: as it was recognised. */
  header: number | undefined;
  columns: Readonly<Record<string, MappedField | null>>;
  answers: UploadHints['answers'];
}

/** Sources have the same signature where sheets are made alike; within a file their place tells them. */
export const sourceId = (s: Pick<BankSource, 'file' | 'name' | 'signature'>, i: number): string =>
  `${i} ${s.file} ${s.name ?? ''}`;

/** What was said of a source before: a clerk goes on from there. */
export function choiceOf(s: BankSource): SourceChoice {
  const columns: Record<string, MappedField | null> = {};
  for (const c of s.columns) {
    if (c.how === 'left') columns[c.key] = null;
    else if (c.how === 'said' && c.as) columns[c.key] = c.as;
  }
  const likely = s.columns.length > 0 && s.header === null && s.form === 'sheet';
  return { read: !s.left, header: likely ? undefined : (s.header ?? undefined), columns, answers: undefined };
}

/** Every value met in the file, once, however many of its sheets have it. */
export function valuesOf({ sources, apart }: DraftMapping): ValueFound[] {
  const all = new Map<string, ValueFound>();
  for (const v of [...sources.flatMap((s) => (s.left ? [] : s.values)), ...(apart?.values ?? [])]) {
    const key = `${v.field} ${v.text}`;
    const known = all.get(key);
    if (known) all.set(key, { ...known, count: known.count + v.count });
    else all.set(key, v);
  }
  return [...all.values()];
}

/** What was said of values before. */
function saidValues(values: readonly ValueFound[]): ValueMap {
  const said: ValueMap = {};
  for (const { field, text, how, as } of values)
    if (how === 'said' && as !== null) said[field] = { ...said[field], [text]: as };
  return said;
}

/** 第三章 and 3. before the name of a chapter. */
const COUNTED =
  /^(?:第\s*[一二三四五六七八九十百\d]+\s*[章节篇编部分单元]+|[一二三四五六七八九十\d]+\s*[、.．])[\s:：、.．]*/;

/** What was said of values, and chapters nobody knows that differ from one of ours by their number only. */
export function likelyValues(values: readonly ValueFound[], chapters: readonly string[]): ValueMap {
  const said = saidValues(values);
  const ours = new Map(chapters.map((name) => [name.replace(/\s/g, ''), name]));
  const found = values.flatMap(({ field, text, how }) => {
    const as =
      field === 'chapter' && how === 'unknown' && ours.get(text.replace(COUNTED, '').replace(/\s/g, ''));
    return as ? [[text, as] as const] : [];
  });
  return found.length === 0 ? said : { ...said, chapter: { ...Object.fromEntries(found), ...said.chapter } };
}

/** Of what is said about values, that about those of one source. */
function ofSource(chosen: ValueMap, values: readonly ValueFound[]): { values?: ValueMap } {
  const map: ValueMap = {};
  for (const field of valueField.options) {
    const met = new Set(values.flatMap((v) => (v.field === field ? [v.text] : [])));
    const own = Object.entries(chosen[field] ?? {}).filter(([text]) => met.has(text));
    if (own.length > 0) map[field] = Object.fromEntries(own);
  }
  return Object.keys(map).length > 0 ? { values: map } : {};
}

/** What the server is told of all sources. */
export const ordersOf = (
  { sources, apart }: DraftMapping,
  choices: ReadonlyMap<string, SourceChoice>,
  names: ValueMap,
): SourceMapping[] => [
  ...sources.flatMap((s, i): SourceMapping[] => {
    const choice = choices.get(sourceId(s, i)) ?? choiceOf(s);
    const { read, header, columns, answers } = choice;
    // A number coding that was said before stays said.
    const coding =
      answers ?? (s.numbers && s.columns.some((c) => c.how === 'said') ? s.numbers.coding : null);
    return [
      {
        signature: s.signature,
        ...(s.name === null ? {} : { name: s.name }),
        ...(read ? {} : { read: false }),
        ...(s.form === 'sheet' && header !== undefined ? { header } : {}),
        columns: { ...columns },
        ...(coding ? { answers: coding } : {}),
        ...ofSource(names, s.values),
      },
    ];
  }),
  ...(apart ? [{ signature: apart.signature, columns: {}, ...ofSource(names, apart.values) }] : []),
];
