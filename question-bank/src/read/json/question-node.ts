import { contradicting } from '../answers/other-answer';
import { answerLetters, answerNumbers, lettersOf, rightOrWrong } from '../answers/plain';
import type { FieldKey, PlainKey } from '../field-keys';
import type { ColumnMap } from '../mapping';
import { belongToQuestions } from '../of-a-question';
import type { RawRecord } from '../record';
import { canvasItem } from './canvas-item';
import { keyFacts, type KeyFacts } from './key-facts';
import { namesPicture } from './names-picture';
import { JsonField, JsonRecord, type JsonOption } from './json-record';
import { isObject, type JsonObject, type JsonSpot } from './json-spot';
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
  const item = canvasItem(node);
  if (item) return questionNode(item, context, said);
  const names = node.keys();
  const found = optionsOf(node, names, said) ?? optionsWithin(node, names, said);
  const best = new Map<PlainKey, KeyFacts>();
  const answers: string[] = [];
  let language: string | undefined;
  for (const name of names) {
    const value = object[name];
    const facts = keyFacts(name, said);
    if (facts.isLanguage && typeof value === 'string') language = value;
    const { meaning } = facts;
    if (!meaning || name === found?.key || found?.keys?.has(name)) continue;
    if (textOf(value) === undefined && within(meaning.key, value) === undefined) continue;
    if (meaning.key === 'answer' && isObject(value) && within('answer', value) === undefined) continue;
    // A sentence is no answer key and a flag is no stem, whatever the key is called.
    if (meaning.key === 'stem' && typeof value !== 'string' && !isObject(value)) continue;
    if (meaning.key === 'answer' && isPlainAnswer(value)) answers.push(name);
    if ((best.get(meaning.key)?.meaning?.rank ?? Infinity) > meaning.rank) best.set(meaning.key, facts);
  }
  if (!best.has('answer') && found) {
    const named = names.find(
      (n) => ANSWER_ID.test(n) && found.options.some((o) => o.key === idText(object[n])),
    );
    if (named !== undefined) best.set('answer', keyFacts(named, said));
  }
  if (found?.answer !== undefined) best.set('answer', keyFacts(found.answer, said));
  const stemKey = best.get('stem');
  const asked = stemKey ? object[stemKey.name] : undefined;
  const answer = best.get('answer');
  const against = found && answer ? otherMarks(object[answer.name], found.options) : undefined;
  const marked = found?.options.some((o) => o.right !== undefined) ?? false;
  const stem = best.get('stem');
  if (!stem || (!answer && !marked && (found?.options.length ?? 0) < 2)) return undefined;
  if (!found && belongToQuestions(names, stem.name)) return undefined;

  const id = best.get('id');
  const idValue = id ? object[id.name] : '';
  const record = new JsonRecord(node, isScalar(idValue) ? scalarText(idValue) : '');
  const { fields } = record;
  for (const [key, { name, meaning, isPlaceInList }] of best) {
    if ((key === 'answer' && marked) || (key === 'type' && found?.oneRight)) continue;
    const value = object[name];
    const read =
      (key === 'answer' ? within(key, value) : undefined) ??
      textOf(value, key === 'answer' ? ',' : ';') ??
      within(key, value);
    if (read === undefined) continue;
    const plainText = typeof read === 'string' ? read : read.text;
    const otherwise = key === 'answer' ? (against ?? otherAnswer(object, name, answers, found)) : undefined;
    const text = otherwise === undefined ? plainText : `${plainText} ≠ ${otherwise}`;
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
  // `question: {text: …, image: …}`
  if (isObject(asked) && !best.has('picture'))
    record.pictures = Object.entries(asked).flatMap(([name, value]) =>
      typeof value === 'string' && keyFacts(name, said).meaning?.key === 'picture' && isPicture(value)
        ? [value]
        : [],
    );
  if (!best.has('picture') && record.pictures.length === 0) {
    const unknown = ({ meaning, listRank, optionPlace }: KeyFacts) =>
      meaning === undefined && listRank === undefined && optionPlace === undefined;
    record.pictures = names.flatMap((name) => {
      const value = object[name];
      const shows = namesPicture(value) && !NO_PICTURE_OF_IT.test(name) && said?.get(name) === undefined;
      return shows && unknown(keyFacts(name, said)) && isPicture(value) ? [value] : [];
    });
  }
  if (context.chapter !== '' && !fields.has('chapter'))
    fields.set('chapter', new JsonField(context.chapter, record, ''));
  if (context.tags.length > 0 && !fields.has('tags'))
    fields.set('tags', new JsonField(context.tags.join(';'), record, ''));
  if (found) record.options = found.options;
  if (found?.unread || (!found && listsMore(object, fields.get('answer')?.text ?? '', said)))
    record.optionsUnread = true;
  const shape = `${stem.name}|${(marked ? 'marks' : answer?.name) ?? ''}|${found?.key ?? ''}`;
  return new NodeRead({ record, language, shape }, node, best, found);
}

/** The key of the right option, where options have keys: elsewhere it may be any number of the answer's own. */
const ANSWER_ID = /^(?:right|correct)?_?answer_?id$/i;
const idText = (value: unknown) => (isScalar(value) ? scalarText(value) : undefined);

/** The key by which the object of a question holds its text and its options, where the answer stands outside of that. */
export function keyOfAsked(
  { value }: JsonSpot,
  names: readonly string[],
  said?: ColumnMap,
): string | undefined {
  const object = value as JsonObject;
  const asked = names.filter((n) => isObject(object[n]) && keyFacts(n, said).meaning?.key === 'stem');
  const answered = names.some((n) => isScalar(object[n]) && keyFacts(n, said).meaning?.key === 'answer');
  return answered && asked.length === 1 ? asked[0] : undefined;
}

/** `{question: {stem: …, choices: […]}, answerKey: 'B'}` */
function optionsWithin(
  node: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): OptionsFound | undefined {
  const key = keyOfAsked(node, names, said);
  if (key === undefined) return undefined;
  const inner = node.child(key);
  const found = optionsOf(inner, inner.keys(), said);
  return found && { options: found.options, ...(found.unread ? { unread: true } : {}) };
}

/** Pictures by such a key are of something else. */
const NO_PICTURE_OF_IT =
  /icon|avatar|logo|thumb|expl|answer|solution|hint|option|choice|author|user|teacher|category|chapter|banner|cover|poster|back_?ground|qr_?code/i;

const REMARKS =
  /comment|repl|remark|tag|label|histor|record|stat(?!ement)|media|image|pic|img|attach|file|link|ref|review|log|know|(?<!answer_?|option_?|response_?)point|skill|categor|chapter|law|source|user|知识|考点|标签|章/i;

/**
 * Whether a letter or number that answers a question without options may name one in a list that nobody could read:
 * then it says neither right nor wrong.
 */
function listsMore(object: Readonly<Record<string, unknown>>, answer: string, said?: ColumnMap): boolean {
  if (!answerNumbers(answer) && (!answerLetters(answer) || rightOrWrong(answer) !== undefined)) return false;
  return Object.entries(object).some(
    ([name, value]) =>
      Array.isArray(value) &&
      value.length > 1 &&
      value.every(isObject) &&
      !REMARKS.test(name) &&
      keyFacts(name, said).meaning === undefined,
  );
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

/** What another key answers, where it names other options than the one that is taken. */
function otherAnswer(
  object: JsonObject,
  taken: string,
  names: readonly string[],
  found: OptionsFound | undefined,
): string | undefined {
  if (names.length < 2 || !isPlainAnswer(object[taken])) return undefined;
  const named = (name: string) => ({ name, text: scalarText(object[name]) });
  const others = names.filter((n) => n !== taken && n !== found?.key).map(named);
  return contradicting(named(taken), others, found?.options.map((o) => o.text) ?? []);
}

const isPlainAnswer = (value: unknown) => typeof value === 'string' || typeof value === 'number';

/** The letters of marked options where an answer is of others; the marks are taken off then. */
function otherMarks(answer: unknown, options: JsonOption[]): string | undefined {
  const letters = typeof answer === 'string' ? answerLetters(answer)?.join('') : undefined;
  const marked = lettersOf(options.map((o) => o.right));
  if (letters === undefined || marked === '' || letters === marked) return undefined;
  // `B` is the option that is called so, wherever it stands.
  const byKeys = options.flatMap((o) => (o.right ? [o.key ?? ''] : []));
  if (byKeys.sort().join('') === letters) return undefined;
  for (const o of options) delete o.right;
  return marked;
}

/** What an object by the key of a field holds of it, besides other things: `question: {text: …}`, `answer: {key: 'B'}`. */
const WITHIN: Partial<Record<PlainKey, readonly string[]>> = {
  stem: ['stem', 'text', 'content', 'html', 'title'],
  explanation: ['text', 'content', 'html', 'solution', 'explanation', 'explain'],
  picture: ['url', 'src', 'file', 'filename', 'path', 'href', 'name'],
  answer: ['key', 'letter', 'label', 'option', 'index', 'id', 'value', 'text'],
};

function within(key: PlainKey, value: unknown): string | undefined {
  if (key === 'answer' && Array.isArray(value) && value.length > 0 && value.every(isObject)) {
    const each = value.map((v) => within(key, v));
    return each.includes(undefined) ? undefined : each.join(',');
  }
  if (!isObject(value)) return undefined;
  for (const name of WITHIN[key] ?? []) {
    const found = Object.hasOwn(value, name) ? value[name] : undefined;
    if (key === 'answer' && Array.isArray(found) && found.length > 0 && found.every(isScalar))
      return found.map(scalarText).join(',');
    if (typeof found === 'string' || (key === 'answer' && typeof found === 'number'))
      return scalarText(found);
  }
  return undefined;
}

const isPicture = (reference: string) => {
  const text = reference.trim();
  return (
    text !== '' && !/^(?:null|none|无|false|true|0|-)$/i.test(text) && !/(?:^|\/)no_?image\b/i.test(text)
  );
};
