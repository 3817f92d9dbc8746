import type { Position } from '../../model/issue';
import { belongsToPeople } from '../database/people';
import { isKeyText, plainNumber } from '../keys-beside';
import { isNoKeyList } from '../meant-otherwise';
import type { RawField, KeyTable } from '../record';
import { isObject, type JsonSpot } from './json-spot';
import { isScalar, scalarText } from './json-text';
import { keyMeaning } from './keys';

const FEWEST = 2;
/** What stands beside an answer that somebody gave. */
const GIVEN = /time|date|scored?$|record|attempt|session|selected|chosen|时间|日期|得分|用时/i;

const keyText = (value: unknown): string | undefined => {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const text = list.every(isScalar) ? list.map(scalarText).join(',') : '';
  return text !== '' && isKeyText(text) ? text : undefined;
};

/** Number and key of one object of a list: `{ id: 1, answer: 'B' }`. */
function pairIn(spot: JsonSpot): [number: string, name: string, text: string] | undefined {
  const { value } = spot;
  if (!isObject(value)) return undefined;
  const found = (field: string) => spot.keys().find((k) => keyMeaning(k)?.key === field);
  const [id, answer] = [found('id'), found('answer')];
  if (id === undefined || answer === undefined || found('stem') !== undefined) return undefined;
  if (belongsToPeople(spot.keys()) || spot.keys().some((k) => GIVEN.test(k))) return undefined;
  const text = keyText(value[answer]);
  return text === undefined || !isScalar(value[id]) ? undefined : [scalarText(value[id]), answer, text];
}

/** The keys of a document that holds nothing else: `{"1": "B", …}`, or a list of numbers and answers. */
export function jsonKeys(root: JsonSpot, at: Position): Omit<KeyTable, 'instead'> | undefined {
  if (isNoKeyList(at, Array.isArray(root.value) ? [] : root.keys().slice(0, 1))) return undefined;
  const rows = new Map<string, RawField>();
  const put = (id: string, text: string, place: Position) => {
    const number = plainNumber(id);
    if (number === '' || rows.has(number)) return false;
    rows.set(number, { text, at: place });
    return true;
  };
  const { value } = root;
  if (Array.isArray(value)) {
    for (const i of value.keys()) {
      const pair = pairIn(root.child(i));
      if (!pair || !put(pair[0], pair[2], root.at(pair[1], i, pair[1]))) return undefined;
    }
  } else if (isObject(value)) {
    for (const key of root.keys()) {
      const text = keyText(value[key]);
      if (text === undefined) {
        // The list may be wrapped once: `{"answers": {…}}`.
        const inner = root.keys().length === 1 && typeof value[key] === 'object' && value[key] !== null;
        return inner ? jsonKeys(root.child(key), at) : undefined;
      }
      if (!/\d/.test(key) || !put(key, text, root.at(key, key))) return undefined;
    }
  }
  return rows.size >= FEWEST ? { at, rows } : undefined;
}
