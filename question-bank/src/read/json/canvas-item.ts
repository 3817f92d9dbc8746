import type { Position } from '../../model/issue';
import type { JsonDocument, JsonPath } from './json-document';
import { isObject, JsonSpot, type JsonObject } from './json-spot';
import { isScalar, scalarText } from './json-text';

/** Keys of the flat object with the ways to their values in the item. */
type Ways = ReadonlyMap<string, JsonPath>;

/** An item seen as a flat object; places are those of the item itself. */
class ItemDocument implements JsonDocument {
  private readonly item: JsonSpot;
  private readonly ways: Ways;
  constructor(item: JsonSpot, ways: Ways) {
    this.item = item;
    this.ways = ways;
  }
  position([first, ...rest]: JsonPath): Position {
    return this.item.at('', ...(this.ways.get(String(first)) ?? []), ...rest);
  }
  keys(path: JsonPath): readonly string[] {
    const [first = '', ...rest] = path;
    if (path.length === 0) return [...this.ways.keys()];
    return [...(this.ways.get(String(first)) ?? []), ...rest]
      .reduce((spot: JsonSpot, step) => spot.child(step), this.item)
      .keys();
  }
}

const BODY = ['item_body', 'itemBody'];
const ASKED = ['interaction_data', 'interactionData'];
const SCORED = ['scoring_data', 'scoringData'];
const SLUG = ['interaction_type_slug', 'interactionTypeSlug'];
const TYPES: Readonly<Record<string, string>> = {
  choice: 'single',
  'multi-answer': 'multi',
  'true-false': 'judge',
};

const keyIn = (object: JsonObject, names: readonly string[]) => names.find((n) => Object.hasOwn(object, n));

/** What kind an item is: `choice`, also as `{slug: 'choice'}`. */
function slugOf(item: JsonObject): JsonPath | undefined {
  const own = keyIn(item, SLUG);
  if (own !== undefined) return [own];
  const outer = keyIn(item, ['interaction_type', 'interactionType']);
  return outer !== undefined && isObject(item[outer]) ? [outer, 'slug'] : undefined;
}

/** The answer of an item; where answers bring different points, one that contradicts them is shown with what they say. */
function keyOf(scored: JsonObject): unknown {
  const { value, values } = scored;
  if (!Array.isArray(values)) return value;
  const paid = values.flatMap((v: unknown) =>
    isObject(v) && isScalar(v['value']) && Number(v['points']) > 0 ? [scalarText(v['value'])] : [],
  );
  return paid.length === 1 && paid[0] === value ? value : `${scalarText(value)} ≠ ${paid.join(',')}`;
}

/**
 * An item of Canvas New Quizzes (`item_body`, `interaction_data`, `scoring_data`; see the New Quiz Items API of Instructure) as
 * an object like those of other systems, with the places of the item; undefined for any other object.
 */
export function canvasItem(node: JsonSpot): JsonSpot | undefined {
  const item = node.value as JsonObject;
  const [asked, scored, body] = [keyIn(item, ASKED), keyIn(item, SCORED), keyIn(item, BODY)];
  if (asked === undefined || scored === undefined || body === undefined) return undefined;
  const [asks, scores] = [item[asked], item[scored]];
  if (!isObject(asks) || !isObject(scores)) return undefined;
  const ways = new Map<string, JsonPath>([
    ['question', [body]],
    ['answer', [scored, 'value']],
  ]);
  const flat: Record<string, unknown> = { question: item[body], answer: keyOf(scores) };
  if (Object.hasOwn(item, 'id')) {
    flat['id'] = item['id'];
    ways.set('id', ['id']);
  }
  const way = slugOf(item);
  if (way) {
    const slug = scalarText(way.reduce((value: unknown, step) => (value as JsonObject)[step], item));
    flat['type'] = TYPES[slug] ?? slug;
    ways.set('type', way);
  }
  if (Array.isArray(asks['choices'])) {
    flat['options'] = asks['choices'];
    ways.set('options', [asked, 'choices']);
  }
  const { feedback } = item;
  if (isObject(feedback) && typeof feedback['neutral'] === 'string') {
    flat['explanation'] = feedback['neutral'];
    ways.set('explanation', ['feedback', 'neutral']);
  }
  return new JsonSpot(flat, new ItemDocument(node, ways));
}
