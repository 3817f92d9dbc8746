import type { FieldKey } from '../field-keys';
import {
  addSample,
  columnsOf,
  COLUMNS_SHOWN,
  sampleText,
  saidOf,
  signatureOf,
  type ColumnFound,
  type ColumnMap,
  type MappingOptions,
  type Said,
  type SourceFound,
} from '../mapping';
import { isObject, type JsonObject, type JsonSpot } from './json-spot';
import { isLanguageKey } from './keys';
import type { ObjectRead } from './question-node';

/** Objects looked at for keys and samples. */
export const LOOKED_AT = 200;

/** Objects that may be questions where none was recognised: those of the lists nearest the top. */
export function likelyObjects(root: JsonSpot): JsonSpot[] {
  let level: JsonSpot[] = [root];
  while (level.length > 0) {
    const found = level.flatMap((n) =>
      Array.isArray(n.value)
        ? n.children().filter(({ value }) => isObject(value) && Object.keys(value).length > 1)
        : [],
    );
    if (found.length > 0) return found;
    level = level.flatMap((n) => n.children()).slice(0, 5000);
  }
  return [];
}

/** What is said about objects with these keys. */
export function saidOfKeys(nodes: readonly JsonSpot[], options: MappingOptions) {
  const keys = new Set<string>();
  for (const n of nodes.slice(0, LOOKED_AT)) for (const key of n.keys()) keys.add(key);
  const signature = signatureOf('keys', [...keys]);
  const said = saidOf(options, signature, undefined);
  return { signature, said, map: columnsOf(said) };
}

const leaves = (value: unknown): string[] => {
  if (typeof value === 'object' && value !== null) return Object.values(value).slice(0, 8).flatMap(leaves);
  return ['string', 'number', 'boolean'].includes(typeof value) ? [String(value)] : [];
};

/** What the objects of a file hold, key by key. `read` are those among `nodes` that were read as questions. */
export function keysFound(
  nodes: readonly JsonSpot[],
  read: readonly ObjectRead[],
  of: { file: string; signature: string; said: Said; map: ColumnMap | undefined },
): SourceFound {
  const taken = new Map<string, FieldKey>();
  for (const r of read.slice(0, LOOKED_AT)) for (const [key, field] of r.taken) taken.set(key, field);
  const columns = new Map<string, ColumnFound>();
  for (const node of nodes.slice(0, LOOKED_AT)) {
    for (const key of node.keys()) {
      const column = columns.get(key) ?? {
        key,
        name: sampleText(key, 60),
        as: null,
        how: 'unknown',
        samples: [],
      };
      columns.set(key, column);
      addSample(column.samples, leaves((node.value as JsonObject)[key]).join(' / '));
    }
  }
  for (const column of columns.values()) {
    const told = of.map?.get(column.key);
    column.as = taken.get(column.key) ?? null;
    if (told === null) column.how = 'left';
    // The language of a row pairs rows; it is no field of a question.
    else if (isLanguageKey(column.key)) column.how = 'name';
    else if (column.as) column.how = told === column.as ? 'said' : 'name';
  }
  return {
    signature: of.signature,
    file: of.file,
    form: 'keys',
    rows: nodes.length,
    read: read.length > 0,
    left: !of.said.read,
    header: null,
    head: [],
    columns: [...columns.values()].slice(0, COLUMNS_SHOWN),
    answers: [],
    numbers: null,
    values: [],
    mapped: of.said.mapping !== undefined,
  };
}
