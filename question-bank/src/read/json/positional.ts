import type { JsonNode } from '../json-tree';
import { plain } from '../answers/plain';
import { keyFacts } from './key-facts';
import { optionKeys } from './keys';
import { declaredNames } from './declared-names';

/** What a program makes of values without names: `Question('Rain?', ['Faster', 'Slower'], 1)`. */
export interface MadeNode extends JsonNode {
  made: { name: string; values: readonly JsonNode[] };
}
export const isMade = (node: JsonNode): node is MadeNode => 'made' in node;

type Kind = 'text' | 'texts' | 'list' | 'whole' | 'flag' | 'other';

/** Fewer than these may look alike by chance. */
const FEWEST = 2;
const ASKING = /quest|quiz|mcq|card|problem|exerci|frage|pregunta|pergunta|domanda|题/i;
const ASKS = /[?？:：。.…]\s*["'”’)）]?$|_{2,}|[(（]\s*[)）]/;

function kindOf(node: JsonNode, text: string): Kind {
  const { value, items, start } = node;
  if (items)
    return items.length > 1 && items.every((i) => ['text', 'whole'].includes(kindOf(i, text)))
      ? 'texts'
      : 'list';
  if (typeof value === 'boolean') return 'flag';
  if (typeof value === 'number') return Number.isInteger(value) ? 'whole' : 'other';
  // The name of a resource or of a member of an enumeration is no text.
  return typeof value === 'string' && /^(?:[rRuUbB]{1,2})?["'`]/.test(text.slice(start, start + 3))
    ? 'text'
    : 'other';
}

const textIn = (node: JsonNode | undefined) => (typeof node?.value === 'string' ? node.value : '');

/** Names for the places of options and their flags: `Answer('Stop', true)` within a question. */
function optionNames(kinds: readonly Kind[]): string[] | undefined {
  const shape = kinds.join(' ');
  return shape === 'text flag'
    ? ['text', 'isCorrect']
    : shape === 'flag text'
      ? ['isCorrect', 'text']
      : undefined;
}

/**
 * Whether undeclared numbers can only be places of options, counted from 0: grades and kinds begin with 1 mostly and do not
 * end where the options of each question do.
 */
function places(rows: readonly MadeNode[], at: number, options: (row: MadeNode) => number): boolean {
  const said = rows.map((row) => ({ n: Number(row.made.values[at]?.value), count: options(row) }));
  const within = said.every(({ n, count }) => n >= 0 && n < count);
  return within && said.some(({ n }) => n === 0) && said.some(({ n, count }) => count > 2 && n === count - 1);
}

/** Whether numbers go to and fro as keys do: points are the same for all, and what counts or grades only rises. */
function varies(rows: readonly MadeNode[], at: number): boolean {
  const said = rows.map(({ made }) => Number(made.values[at]?.value));
  const rises = said.every((n, i) => n >= (said[i - 1] ?? n));
  const counts = said.every((n, i) => i === 0 || n === (said[i - 1] ?? n) + 1);
  return new Set(said).size > 1 && !(rises && said.length > 4) && !(counts && said.length > 2);
}

/** Names for what holds a list of options: one text in front of it that asks, one number or text of the list behind. */
function listNames(kinds: readonly Kind[], rows: readonly MadeNode[]): string[] | undefined {
  const list = kinds.findIndex((k) => k === 'texts' || k === 'list');
  const stem = kinds.indexOf('text');
  if (kinds.filter((k) => k === 'texts' || k === 'list').length !== 1 || stem < 0 || stem > list)
    return undefined;
  const names = kinds.map(() => '');
  [names[stem], names[list]] = ['question', 'options'];
  const inList = (at: number) =>
    rows.every(({ made: { values } }) =>
      values[list]?.items?.some((o) => plain(String(o.value)) === plain(textIn(values[at]))),
    );
  const texts = kinds.flatMap((k, i) => (k === 'text' && i !== stem ? [i] : []));
  const wholes = kinds.flatMap((k, i) => (k === 'whole' ? [i] : []));
  const lettered = (at: number) =>
    at > list &&
    rows.every(({ made: { values } }) => {
      const letters = textIn(values[at]).toUpperCase();
      const count = values[list]?.items?.length ?? 0;
      return /^[A-H]{1,8}$/.test(letters) && [...letters].every((l) => l.charCodeAt(0) - 65 < count);
    });
  const named = kinds[list] === 'texts' ? texts.filter((at) => inList(at) || lettered(at)) : [];
  // Where a text is the key, what counts in front is the number of the question.
  const numbers = named.length === 1 ? wholes.filter((at) => at > stem) : wholes;
  const [answer, ...more] = [...named, ...numbers];
  if (kinds[list] === 'list') return answer === undefined && texts.length === 0 ? names : undefined;
  if (answer === undefined || more.length > 0 || texts.some((i) => i < list)) return undefined;
  const count = ({ made: { values } }: MadeNode) => values[list]?.items?.length ?? 0;
  if (numbers.length > 0 && !(varies(rows, answer) && places(rows, answer, count))) return undefined;
  names[answer] = 'answer';
  const rest = texts.filter((i) => i !== answer);
  if (rest.length > 1) return undefined;
  for (const i of rest) names[i] = 'explanation';
  return names;
}

/** Names for texts in a row, the first of which asks, with a letter, a number or one of the texts behind them. */
function rowNames(kinds: readonly Kind[], rows: readonly MadeNode[]): string[] | undefined {
  const first = kinds.indexOf('text');
  const last = kinds.length - 1;
  const front = kinds.slice(0, Math.max(first, 0));
  if (first < 0 || last - first < 3 || kinds.slice(first, last).some((k) => k !== 'text')) return undefined;
  // Numbers in front count the questions or sort them; they are no keys, whatever they say.
  if (front.some((k) => k !== 'whole')) return undefined;
  const asks = rows.every(({ made: { values } }) => {
    const [stem, ...options] = values.slice(first, last).map(textIn);
    return ASKS.test(stem ?? '') && !options.some((o) => /[?？]$/.test(o));
  });
  const keyed = rows.every(({ made: { values } }) => {
    const key = values[last];
    const options = values.slice(first + 1, last).map((v) => plain(textIn(v)));
    const letter =
      /^[A-Ha-h]$/.test(textIn(key)) && textIn(key).toUpperCase().charCodeAt(0) - 65 < options.length;
    return typeof key?.value === 'number' || letter || options.includes(plain(textIn(key)));
  });
  if (
    !asks ||
    !keyed ||
    (kinds[last] === 'whole' && !(varies(rows, last) && places(rows, last, () => last - first - 1)))
  )
    return undefined;
  if (kinds[last] !== 'text' && kinds[last] !== 'whole') return undefined;
  return kinds.map((_, i) =>
    i < first
      ? ''
      : i === first
        ? 'question'
        : i === last
          ? 'answer'
          : `option${String.fromCharCode(64 + i - first)}`,
  );
}

/** Names for the places of one kind of thing, by what stands there; undefined where that does not tell. */
function inferredNames(rows: readonly MadeNode[], text: string, inner: boolean): string[] | undefined {
  const [one, ...others] = rows.map(({ made }) => made.values.map((v) => kindOf(v, text)));
  if (!one || others.some((k) => k.join() !== one.join())) return undefined;
  if (inner) return optionNames(one);
  if (rows.length < FEWEST || !ASKING.test(rows[0]?.made.name ?? '')) return undefined;
  if (one.join(' ') === 'text flag') return ['question', 'answer'];
  return one.includes('texts') || one.includes('list') ? listNames(one, rows) : rowNames(one, rows);
}

/** Whether names that a program declares tell what is asked, or what an option says and whether it is right. */
function tells(names: readonly string[], inner: boolean): boolean {
  if (inner) return names.some((n) => optionKeys.textRank(n) !== undefined);
  const meanings = names.map((n) => keyFacts(n).meaning?.key);
  const holds = names.some(
    (n) => keyFacts(n).listRank !== undefined || keyFacts(n).optionPlace !== undefined,
  );
  return meanings.includes('stem') && (meanings.includes('answer') || holds);
}

/** Everything made in a tree, with whether it is part of something else that is made. */
function madeIn(node: JsonNode, found: Map<MadeNode, boolean>, inner = false): void {
  const made = isMade(node);
  if (made) found.set(node, inner);
  for (const child of [
    ...(node.items ?? []),
    ...(node.members?.values() ?? []),
    ...(made ? node.made.values : []),
  ])
    madeIn(child, found, inner || made);
}

/**
 * Gives names to the values of what a program makes of values without names: those it declares for them, else those that the
 * values themselves leave no doubt of. What stays unnamed is left empty, and its places are given back: nobody can tell
 * which of its values is the key.
 */
export function nameMade(roots: readonly JsonNode[], text: string): number[] {
  const found = new Map<MadeNode, boolean>();
  for (const root of roots) madeIn(root, found);
  const kinds = new Map<string, { rows: MadeNode[]; inner: boolean }>();
  for (const [node, inner] of found) {
    const { name, values } = node.made;
    const key = `${name}/${values.length}/${inner}`;
    const kind = kinds.get(key) ?? { rows: [], inner };
    kinds.set(key, kind);
    kind.rows.push(node);
  }
  const unnamed: number[] = [];
  for (const { rows, inner } of kinds.values()) {
    const [{ made } = { made: { name: '', values: [] } }] = rows;
    const declared = declaredNames(text, made.name, made.values.length);
    const names = declared ? tells(declared, inner) && declared : inferredNames(rows, text, inner);
    for (const node of rows) {
      if (!names) unnamed.push(node.start);
      else fill(node, names);
    }
  }
  return unnamed;
}

/** Every list in a tree, the inner ones too. */
function* listsIn(node: JsonNode): Generator<JsonNode & { items: JsonNode[] }> {
  if (node.items) yield node as JsonNode & { items: JsonNode[] };
  for (const child of [...(node.items ?? []), ...(node.members?.values() ?? [])]) yield* listsIn(child);
}

/** Three places at least: what is asked, its options, its key. */
const PLACES = 3;

/** Makes objects of rows that are lists of values alike, `["…", ["…", "…"], "B"]`, where these leave no doubt what they are. */
export function nameRows(roots: readonly JsonNode[], text: string): void {
  for (const list of roots.flatMap((root) => [...listsIn(root)])) {
    const { items } = list;
    if (items.length < FEWEST || items.some((i) => (i.items?.length ?? 0) < PLACES)) continue;
    const rows = items.map(({ start, items: values = [] }): MadeNode => ({
      value: {},
      start,
      members: new Map(),
      made: { name: 'question', values },
    }));
    const names = inferredNames(rows, text, false);
    if (!names) continue;
    for (const [i, row] of rows.entries()) {
      fill(row, names);
      items[i] = row;
      (list.value as unknown[])[i] = row.value;
    }
  }
}

function fill(node: MadeNode, names: readonly string[]): void {
  const value = node.value as Record<string, unknown>;
  node.made.values.forEach((child, i) => {
    const name = names[i] ?? '';
    if (name === '') return;
    Object.defineProperty(value, name, {
      value: child.value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
    node.members?.set(name, child);
  });
}
