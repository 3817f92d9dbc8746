import { answerLetters } from '../answers/plain';
import type { FieldKey, PlainKey } from '../field-keys';
import type { ColumnMap } from '../mapping';
import type { RawRecord } from '../record';
import { keyFacts, type KeyFacts } from './key-facts';
import { JsonField, JsonRecord, type JsonOption } from './json-record';
import { isObject, type JsonSpot } from './json-spot';
import { isScalar, scalarText, textOf } from './json-text';
import { optionsOf, type OptionsFound } from './node-options';

/** A question with the language it is in, where its bank keeps one row a language. */
export interface QuestionNode {
  record: RawRecord;
  language: string | undefined;
  /** Keys by which records that write their answers alike are told. */
  shape: string;
}

/** A question read from one object. */
export interface ObjectRead extends QuestionNode {
  node: JsonSpot;
  /** Which key was taken for what; the list of options as `options`. */
  readonly taken: ReadonlyMap<string, FieldKey>;
}

/** What the keys and titles around an object say of it. */
export interface Context {
  chapter: string;
  tags: readonly string[];
}

/** Reads an object as a question; undefined if it has not at least a stem, and an answer or options. */
export function questionNode(node: JsonSpot, context: Context, said?: ColumnMap): ObjectRead | undefined {
  const { value: object } = node;
  if (!isObject(object)) return undefined;
  const names = node.keys();
  const found = optionsOf(node, names, said);
  const best = new Map<PlainKey, KeyFacts>();
  let language: string | undefined;
  for (const name of names) {
    const value = object[name];
    const facts = keyFacts(name, said);
    if (facts.isLanguage && typeof value === 'string') language = value;
    const { meaning } = facts;
    if (!meaning || name === found?.key || found?.keys?.has(name)) continue;
    if (textOf(value) === undefined && !(meaning.key === 'stem' && textWithin(value) !== undefined)) continue;
    if (meaning.key === 'answer' && isObject(value)) continue;
    // A sentence is no answer key and a flag is no stem, whatever the key is called.
    if (meaning.key === 'stem' && typeof value !== 'string' && !isObject(value)) continue;
    if ((best.get(meaning.key)?.meaning?.rank ?? Infinity) > meaning.rank) best.set(meaning.key, facts);
  }
  if (found?.answer !== undefined) best.set('answer', keyFacts(found.answer, said));
  const answer = best.get('answer');
  const against =
    found?.flagged === true && answer ? otherMarks(object[answer.name], found.options) : undefined;
  const marked = found?.options.some((o) => o.right !== undefined) ?? false;
  const stem = best.get('stem');
  if (!stem || (!answer && !marked && (found?.options.length ?? 0) < 2)) return undefined;

  const id = best.get('id');
  const idValue = id ? object[id.name] : '';
  const record = new JsonRecord(node, isScalar(idValue) ? scalarText(idValue) : '');
  const { fields } = record;
  for (const [key, { name, meaning, isPlaceInList }] of best) {
    if ((key === 'answer' && marked) || (key === 'type' && found?.oneRight)) continue;
    const read =
      textOf(object[name], key === 'answer' ? ',' : ';') ??
      (key === 'stem' ? textWithin(object[name]) : undefined);
    if (read === undefined) continue;
    const plainText = typeof read === 'string' ? read : read.text;
    const text = key === 'answer' && against !== undefined ? `${plainText} ≠ ${against}` : plainText;
    if (key === 'picture') {
      record.pictures = text.split(/[;,\n]/).filter(isPicture);
      continue;
    }
    // An index by which the list is sorted is no id of the question.
    if (key === 'id' && isPlaceInList && meaning?.rank !== 0) continue;
    fields.set(key, new JsonField(text, record, name));
    if (typeof read === 'string' || (key !== 'stem' && key !== 'explanation')) continue;
    if (read.en !== undefined) fields.set(`${key}En`, new JsonField(read.en, record, name));
    for (const [tag, words] of Object.entries(read.locales ?? {}))
      fields.set(`${key}:${tag}`, new JsonField(words, record, name));
  }
  if (context.chapter !== '' && !fields.has('chapter'))
    fields.set('chapter', new JsonField(context.chapter, record, ''));
  if (context.tags.length > 0 && !fields.has('tags'))
    fields.set('tags', new JsonField(context.tags.join(';'), record, ''));
  if (found) record.options = found.options;
  if (found?.unread) record.optionsUnread = true;
  const shape = `${stem.name}|${(marked ? 'marks' : answer?.name) ?? ''}|${found?.key ?? ''}`;
  return new NodeRead({ record, language, shape }, node, best, found);
}

/** Which key was taken for what is put together only for the few of which it is shown. */
class NodeRead implements ObjectRead {
  readonly record: RawRecord;
  readonly language: string | undefined;
  readonly shape: string;
  readonly node: JsonSpot;
  private readonly best: ReadonlyMap<PlainKey, KeyFacts>;
  private readonly found: OptionsFound | undefined;
  constructor(
    { record, language, shape }: QuestionNode,
    node: JsonSpot,
    best: ReadonlyMap<PlainKey, KeyFacts>,
    found: OptionsFound | undefined,
  ) {
    this.record = record;
    this.language = language;
    this.shape = shape;
    this.node = node;
    this.best = best;
    this.found = found;
  }
  get taken(): ReadonlyMap<string, FieldKey> {
    const { best, found } = this;
    const taken = new Map<string, FieldKey>([...best].map(([field, { name }]) => [name, field]));
    if (found?.key !== undefined) taken.set(found.key, 'options');
    for (const [key, field] of found?.keys ?? []) taken.set(key, field);
    return taken;
  }
}

/** The letters of marked options where an answer is of others; the marks are taken off then. */
function otherMarks(answer: unknown, options: JsonOption[]): string | undefined {
  const letters = typeof answer === 'string' ? answerLetters(answer)?.join('') : undefined;
  const marked = options.flatMap((o, i) => (o.right ? [String.fromCharCode(65 + i)] : [])).join('');
  if (letters === undefined || marked === '' || letters === marked) return undefined;
  for (const o of options) delete o.right;
  return marked;
}

/** The text of an object that holds one and things about it: `question: {text: …}`. */
function textWithin(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  const found = value['text'] ?? value['content'] ?? value['html'];
  return typeof found === 'string' ? found : undefined;
}

const isPicture = (reference: string) => {
  const text = reference.trim();
  return (
    text !== '' && !/^(?:null|none|无|false|true|0|-)$/i.test(text) && !/(?:^|\/)no_?image\b/i.test(text)
  );
};
