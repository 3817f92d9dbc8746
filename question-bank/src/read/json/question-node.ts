import type { Position } from '../../model/issue';
import type { FieldKey } from '../field-keys';
import type { ColumnMap } from '../mapping';
import type { JsonNode } from '../json-tree';
import type { RawField, RawOption, RawRecord } from '../record';
import { optionItems } from '../database/value-list';
import { splitOptions } from '../split-options';
import { isLanguageKey, keyMeaning, languageOf, optionKeys, optionListRank, optionPlace } from './keys';

type PlainKey = Exclude<FieldKey, `option${string}`>;
export type Place = (node: JsonNode, field: string) => Position;

const isScalar = (node: JsonNode) => !node.items && !node.members && node.value !== null;
/** A string, number, true or false as text. */
const scalarText = ({ value }: JsonNode): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

interface Text {
  text: string;
  en?: string;
}

/** A value as text: several joined, of several languages Chinese first, English beside it. */
function textOf(node: JsonNode, separator = ';'): Text | undefined {
  if (node.items) {
    const parts = node.items.flatMap((n) => (isScalar(n) ? scalarText(n) : []));
    return parts.length === node.items.length && parts.length > 0
      ? { text: parts.join(separator) }
      : undefined;
  }
  if (node.members) {
    const byLanguage = new Map<'zh' | 'en' | 'other', string>();
    for (const [key, n] of node.members) {
      const language = /^[a-z]{2}(?:[-_][A-Za-z]+)?$/.test(key) ? languageOf(key) : undefined;
      if (!language || typeof n.value !== 'string') return undefined;
      if (!byLanguage.has(language)) byLanguage.set(language, n.value);
    }
    const first = byLanguage.get('zh') ?? byLanguage.get('en') ?? byLanguage.get('other');
    if (first === undefined) return undefined;
    const en = byLanguage.get('en');
    return { text: first, ...(en !== undefined && en !== first ? { en } : {}) };
  }
  return node.value === null ? undefined : { text: scalarText(node) };
}

/** The member whose key is surest among those that `rank` knows. */
function surest(
  node: JsonNode,
  rank: (key: string, n: JsonNode) => number | undefined,
): [string, JsonNode] | undefined {
  let best: [string, JsonNode] | undefined;
  let least = Infinity;
  for (const [key, n] of node.members ?? []) {
    const r = rank(key, n);
    if (r === undefined || r >= least) continue;
    least = r;
    best = [key, n];
  }
  return best;
}

function optionOf(node: JsonNode, place: Place, field: string): RawOption | undefined {
  if (!node.members) {
    return node.value === null || isScalar(node)
      ? { text: scalarText(node), at: place(node, field) }
      : undefined;
  }
  const text = surest(node, (key, n) => (textOf(n) ? optionKeys.textRank(key) : undefined));
  if (!text) return undefined;
  const read = textOf(text[1]);
  const id = surest(node, (key, n) => (key !== text[0] && isScalar(n) ? optionKeys.idRank(key) : undefined));
  const flag = [...node.members].find(([key, n]) => optionKeys.isFlag(key) && isFlagValue(n.value));
  return {
    text: read?.text ?? '',
    at: place(text[1], `${field}.${text[0]}`),
    ...(read?.en ? { en: read.en } : {}),
    ...(id ? { key: scalarText(id[1]) } : {}),
    ...(flag ? { right: /^(?:true|1|y|yes|是)$/i.test(scalarText(flag[1])) } : {}),
  };
}

const isFlagValue = (value: unknown) =>
  typeof value === 'boolean' ||
  value === 0 ||
  value === 1 ||
  /^(?:true|false|[01yn]|yes|no|是|否)$/i.test(String(value));

interface OptionsFound {
  options: RawOption[];
  key?: string;
  /** The keys of options that have keys of their own. */
  keys?: ReadonlyMap<string, FieldKey>;
  /** There is something by that key, and it is no list of options. */
  unread?: true;
}

/** Options in one text: as JSON writes a list, or with labels or separators. */
function written(text: string, at: Position): RawOption[] | undefined {
  const listed = /^\s*[[{]/.test(text) ? optionItems({ text }) : undefined;
  const options = listed ?? splitOptions(text).map((t) => ({ text: t }));
  return options.length > 1 ? options.map((o) => ({ ...o, at })) : undefined;
}

/** Options as the object keeps them: a list, an object by letters, or keys of their own; with the key used. */
function optionsOf(node: JsonNode, place: Place, said: ColumnMap | undefined): OptionsFound | undefined {
  const list = surest(node, (key, n) => {
    const rank = listRank(key, said);
    return rank !== undefined && (n.items || n.members) ? rank : undefined;
  });
  const cell = surest(node, (key, n) =>
    typeof n.value === 'string' && n.value.trim() !== '' ? listRank(key, said) : undefined,
  );
  if (!list && cell && typeof cell[1].value === 'string') {
    const [key, n] = cell;
    const options = written(cell[1].value, place(n, key));
    if (options) return { options, key };
  }
  if (list) {
    const [key, n] = list;
    const nodes = n.items ?? lettered(n);
    const options = nodes?.map((o, i) => optionOf(o, place, `${key}[${i}]`));
    if (options && options.length > 0 && !options.includes(undefined))
      return { options: options as RawOption[], key };
    if (options?.length === 0) return { options: [], key };
  }
  const own: RawOption[] = [];
  const keys = new Map<string, FieldKey>();
  for (const [key, n] of node.members ?? []) {
    const at = placeOf(key, said);
    if (at === undefined || n.items || n.members) continue;
    own[at] = { text: scalarText(n), at: place(n, key) };
    keys.set(key, `option${LETTERS[at] ?? 'H'}`);
  }
  if (own.length < 2) {
    const some = list && (list[1].items?.length ?? list[1].members?.size ?? 0) > 0;
    return some && UNREAD.test(list[0]) ? { options: [], unread: true } : undefined;
  }
  const here = place(node, '');
  return { options: Array.from({ length: own.length }, (_, i) => own[i] ?? { text: '', at: here }), keys };
}

const UNREAD = /option|choice|选项/i;
/** How surely a key holds the list of options. */
function listRank(key: string, said: ColumnMap | undefined): number | undefined {
  const told = said?.get(key);
  if (told === undefined) return optionListRank(key);
  return told === 'options' ? -1 : undefined;
}

/** The place of an option that has a key of its own. */
function placeOf(key: string, said: ColumnMap | undefined): number | undefined {
  const told = said?.get(key);
  if (told === undefined) return optionPlace(key);
  return told === null ? undefined : optionPlace(told);
}

const LETTERS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] as const;

/** `{A: …, B: …}` in the order of the letters. */
function lettered(node: JsonNode): JsonNode[] | undefined {
  const out: JsonNode[] = [];
  for (const [key, n] of node.members ?? []) {
    const at = /^[A-Ha-h]$/.test(key) ? key.toUpperCase().charCodeAt(0) - 65 : optionPlace(key);
    if (at === undefined) return undefined;
    out[at] = n;
  }
  return out.length > 0 ? Array.from(out, (n) => n ?? { value: '', start: node.start }) : undefined;
}

export interface QuestionNode {
  record: RawRecord;
  language: string | undefined;
  /** Keys by which records that write their answers alike are told. */
  shape: string;
}

/** A question read from one object. */
export interface ObjectRead extends QuestionNode {
  node: JsonNode;
  /** Which key was taken for what; the list of options as `options`. */
  keys: ReadonlyMap<string, FieldKey>;
}

/** Reads an object as a question; undefined if it has not at least a stem, and an answer or options. */
export function questionNode(
  node: JsonNode,
  place: Place,
  context: { chapter: string; tags: string[] },
  said?: ColumnMap,
): ObjectRead | undefined {
  if (!node.members) return undefined;
  const found = optionsOf(node, place, said);
  const best = new Map<PlainKey, { name: string; node: JsonNode; rank: number }>();
  let language: string | undefined;
  for (const [name, n] of node.members) {
    if (isLanguageKey(name) && typeof n.value === 'string') language = n.value;
    if (name === found?.key) continue;
    const meaning = said?.has(name) ? toldMeaning(said.get(name)) : keyMeaning(name);
    if (!meaning || textOf(n) === undefined) continue;
    if (meaning.key === 'answer' && n.members) continue;
    // A sentence is no answer key and a flag is no stem, whatever the key is called.
    if (meaning.key === 'stem' && typeof n.value !== 'string' && !n.members) continue;
    if ((best.get(meaning.key)?.rank ?? Infinity) > meaning.rank)
      best.set(meaning.key, { name, node: n, rank: meaning.rank });
  }
  const marked = found?.options.some((o) => o.right !== undefined) ?? false;
  const answer = best.get('answer');
  if (!best.has('stem') || (!answer && !marked && (found?.options.length ?? 0) < 2)) return undefined;

  const fields = new Map<PlainKey, RawField>();
  const pictures: string[] = [];
  const id = best.get('id');
  const idText = id ? scalarText(id.node) : '';
  const at = { ...place(node, ''), ...(idText === '' ? {} : { question: idText }) };
  for (const [key, { name, node: n }] of best) {
    const read = textOf(n, key === 'answer' ? ',' : ';');
    if (!read || (key === 'answer' && marked)) continue;
    if (key === 'picture') {
      pictures.push(...read.text.split(/[;,\n]/).filter(isPicture));
      continue;
    }
    // An index by which the list is sorted is no id of the question.
    if (key === 'id' && /^(?:index|no|num|number)$/i.test(name) && best.get('id')?.rank !== 0) continue;
    const where = { ...place(n, name), ...(idText === '' ? {} : { question: idText }) };
    fields.set(key, { text: read.text, at: where });
    if (read.en !== undefined && (key === 'stem' || key === 'explanation'))
      fields.set(`${key}En`, { text: read.en, at: where });
  }
  if (!fields.has('chapter') && context.chapter !== '') fields.set('chapter', { text: context.chapter, at });
  if (!fields.has('tags') && context.tags.length > 0)
    fields.set('tags', { text: context.tags.join(';'), at });
  const keys = new Map<string, FieldKey>([...best].map(([field, { name }]) => [name, field]));
  if (found?.key !== undefined) keys.set(found.key, 'options');
  for (const [key, field] of found?.keys ?? []) keys.set(key, field);
  const shape = [best.get('stem')?.name, marked ? 'marks' : answer?.name, found?.key].join('|');
  const unread = found?.unread ? { optionsUnread: true as const } : {};
  const record = { at, fields, options: found?.options ?? [], pictures, ...unread };
  return { record, language, shape, node, keys };
}

const toldMeaning = (field: FieldKey | null | undefined) =>
  field && !field.startsWith('option') ? { key: field as PlainKey, rank: -1 } : undefined;

const isPicture = (reference: string) => {
  const text = reference.trim();
  return (
    text !== '' && !/^(?:null|none|无|false|true|0|-)$/i.test(text) && !/(?:^|\/)no_?image\b/i.test(text)
  );
};
