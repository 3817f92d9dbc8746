import type { RawOption } from '../record';
import { flagSays } from '../flag-words';
import { looseJson } from '../json/literal';
import { optionKeys, optionPlace } from '../json/keys';
import type { DataValue } from './data-table';

/** The items of an array as PostgreSQL writes it in a string: `{a,"b, c",NULL}`. Nested arrays are none of ours. */
function postgresArray(text: string): string[] | undefined {
  const items: string[] = [];
  const item = /\s*(?:"((?:[^"\\]|\\.)*)"|([^",{}\\]*))\s*([,}])/gsy;
  item.lastIndex = text.indexOf('{') + 1;
  for (let found = item.exec(text); found; found = item.exec(text)) {
    const [, quoted, bare = '', mark] = found;
    const plain = bare.trim();
    items.push(quoted?.replace(/\\(.)/gs, '$1') ?? (plain === 'NULL' ? '' : plain));
    if (mark === '}') return item.lastIndex === text.trimEnd().length ? items : undefined;
  }
  return undefined;
}

const LONGEST_LIST = 20_000;
function json(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Kept as it was sent by a form, with its quotes escaped: `[{&quot;key&quot;: …`.
    if (text.includes('&quot;')) return json(text.replace(/&quot;/g, '"'));
    // `['Go', "Don't go"]`, as Python writes a list.
    return /^\s*[[{]\s*['"{]/.test(text) && text.length < LONGEST_LIST ? looseJson(text)?.value : undefined;
  }
}
type Plain = string | number | boolean | null;
const isPlain = (v: unknown): v is Plain => v === null || ['string', 'number', 'boolean'].includes(typeof v);
const plainText = (v: unknown) => (isPlain(v) && v !== null ? String(v) : '');

type Listed = Pick<DataValue, 'text' | 'list'>;

/** The items of a value that is a list: an array, JSON or what PostgreSQL writes; undefined if it is none. */
export function listItems(value: Listed): readonly string[] | undefined {
  if (value.list) return value.list;
  const text = value.text?.trim() ?? '';
  if (text.startsWith('[')) {
    const read = json(text);
    return Array.isArray(read) && read.every(isPlain) ? read.map(plainText) : undefined;
  }
  return text.startsWith('{') && text.endsWith('}') && !/^\{\s*"[^"]*"\s*:/.test(text)
    ? postgresArray(text)
    : undefined;
}

type Member = Readonly<Record<string, unknown>>;
const isMember = (v: unknown): v is Member => typeof v === 'object' && v !== null && !Array.isArray(v);

function surest(member: Member, rank: (key: string) => number | undefined): string | undefined {
  const ranked = Object.keys(member).flatMap((key) => {
    const r = isPlain(member[key]) ? rank(key) : undefined;
    return r === undefined ? [] : [{ key, r }];
  });
  return ranked.sort((a, b) => a.r - b.r)[0]?.key;
}

/** Options that one value holds as a list, or as JSON objects; undefined if it holds them otherwise. */
export function optionItems(value: Listed): Omit<RawOption, 'at'>[] | undefined {
  const items = listItems(value);
  if (items) return items.map((text) => ({ text }));
  const text = value.text?.trim() ?? '';
  const read = /^[[{]/.test(text) ? json(text) : undefined;
  if (isMember(read)) {
    const out: string[] = [];
    for (const [key, v] of Object.entries(read)) {
      const place = /^[a-h]$/i.test(key) ? key.toUpperCase().charCodeAt(0) - 65 : optionPlace(key);
      if (place === undefined || !isPlain(v)) return undefined;
      out[place] = plainText(v);
    }
    return Array.from(out, (t) => ({ text: t ?? '' }));
  }
  if (!Array.isArray(read) || !read.every(isMember)) return undefined;
  return read.map((member) => {
    const at = surest(member, optionKeys.textRank);
    const id = surest(member, (key) => (key === at ? undefined : optionKeys.idRank(key)));
    const flag = Object.keys(member).find((key) => key !== at && optionKeys.isFlag(key));
    return {
      text: plainText(at === undefined ? '' : member[at]),
      ...(id === undefined ? {} : { key: plainText(member[id]) }),
      ...(flag === undefined ? {} : { right: flagSays(plainText(member[flag])) === true }),
    };
  });
}
