import { listOf } from '../cell-values';
import type { FieldKey, PlainKey } from '../field-keys';
import type { ColumnMap } from '../mapping';
import { ReadLater } from '../plain/read-later';
import type { PlainKeys, RawRecord } from '../record';
import { cleanText } from '../record-text';
import { keyFacts } from './key-facts';
import type { JsonObject, JsonSpot } from './json-spot';
import { namesPicture } from './names-picture';
import { questionNode, type Context, type ObjectRead } from './question-node';

/** What stands by a key of every object of a plan. */
type Kind = 'text' | 'id' | 'options' | 'anything';

/** What the objects of one list have in common, as the ordinary reading of one of them told it. */
export interface Plan {
  readonly names: readonly string[];
  readonly kinds: readonly Kind[];
  readonly keys: PlainKeys;
  readonly context: Context;
  readonly said: ColumnMap | undefined;
  /** See ObjectRead. */
  readonly shape: string;
  readonly taken: ReadonlyMap<string, FieldKey>;
}

function areStrings(value: unknown): value is string[] {
  if (!Array.isArray(value)) return false;
  for (const item of value) if (typeof item !== 'string') return false;
  return true;
}

function fits(value: unknown, kind: Kind): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'options') return areStrings(value);
  if (kind === 'id') return typeof value === 'string' || typeof value === 'number';
  // What names a picture is one, whatever its key is called.
  return (typeof value !== 'object' || value === null) && !namesPicture(value);
}

const INDEX = /^(?:0|[1-9]\d*)$/;

/**
 * The plan by which an object was read, if all that was decided rests on its keys and the types of their values: one list
 * of strings for the options, besides it strings by all keys that mean something, nothing that marks or pairs.
 */
export function planOf(read: ObjectRead, context: Context, said: ColumnMap | undefined): Plan | undefined {
  const object = read.node.value as JsonObject;
  const names = Object.keys(object);
  if (names[0] === undefined || INDEX.test(names[0])) return undefined;
  const taken = read.taken;
  const kinds: Kind[] = [];
  for (const name of names) {
    const facts = keyFacts(name, said);
    if (facts.isLanguage || facts.flagPlace !== undefined || facts.holdsFlags) return undefined;
    // Two answers have to be held against each other.
    if (facts.meaning?.key === 'answer' && taken.get(name) === undefined) return undefined;
    const isList = taken.get(name) === 'options' && facts.listRank !== undefined;
    const id = facts.meaning?.key === 'id';
    const kind = isList ? 'options' : id ? 'id' : facts.meaning ? 'text' : 'anything';
    if (!fits(object[name], kind)) return undefined;
    kinds.push(kind);
  }
  const keys = plainKeys(taken, context, said);
  return keys && { names, kinds, keys, context, said, shape: read.shape, taken };
}

function plainKeys(
  taken: ReadonlyMap<string, FieldKey>,
  context: Context,
  said: ColumnMap | undefined,
): PlainKeys | undefined {
  const found = new Map<FieldKey, string>();
  for (const [name, field] of taken) {
    if (found.has(field) || /^option[A-H]$/.test(field)) return undefined;
    const { isPlaceInList, meaning } = keyFacts(name, said);
    if (field === 'id' && isPlaceInList && meaning?.rank !== 0) continue;
    found.set(field, name);
  }
  const [stem, options, answer] = [found.get('stem'), found.get('options'), found.get('answer')];
  if (stem === undefined || options === undefined || answer === undefined) return undefined;
  const around = cleanText(context.chapter);
  if (around.mended.length > 0 || around.pictures.length > 0) return undefined;
  const fields = new Set([...found.keys()].filter((f): f is PlainKey => f !== 'options'));
  const tags = context.tags.length > 0 && !fields.has('tags') ? listOf(context.tags.join(';').trim()) : [];
  if (context.chapter !== '') fields.add('chapter');
  const direct = ['stem', 'options', 'answer', 'id', 'type', 'chapter', 'explanation'];
  return {
    stem,
    options,
    answer,
    id: found.get('id'),
    type: found.get('type'),
    chapter: found.get('chapter'),
    explanation: found.get('explanation'),
    others: [...found].flatMap(([field, name]) => (direct.includes(field) ? [] : [name])),
    fields,
    around: { chapter: around.text, tags },
  };
}

/** Whether an object in these surroundings is one of the plan: the same keys in the same order, values of their types. */
export function isOfPlan(value: unknown, { names, kinds }: Plan): value is JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  let i = 0;
  for (const name in value) {
    const kind = kinds[i];
    if (name !== names[i] || kind === undefined || !fits((value as JsonObject)[name], kind)) return false;
    i += 1;
  }
  return i === names.length;
}

/** An object known by its plan: read no further until its values are asked for. */
export class PlannedRecord extends ReadLater implements ObjectRead {
  readonly values: JsonObject;
  private readonly list: JsonSpot;
  private readonly step: number;
  private readonly plan: Plan;
  private read: RawRecord | undefined = undefined;
  constructor(values: JsonObject, list: JsonSpot, step: number, plan: Plan) {
    super();
    this.values = values;
    this.list = list;
    this.step = step;
    this.plan = plan;
  }

  get record(): RawRecord {
    return this;
  }
  get node(): JsonSpot {
    return this.list.child(this.step);
  }
  get language(): undefined {
    return undefined;
  }
  get shape(): string {
    return this.plan.shape;
  }
  get keys(): PlainKeys {
    return this.plan.keys;
  }
  get taken(): ReadonlyMap<string, FieldKey> {
    return this.plan.taken;
  }
  get whole(): RawRecord {
    const { context, said } = this.plan;
    const whole = (this.read ??= questionNode(this.node, context, said)?.record);
    if (!whole) throw new Error('an object of a plan is no question');
    return whole;
  }
}
