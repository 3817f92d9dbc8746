import type { ColumnMap } from '../mapping';
import { keyFacts } from './key-facts';
import { JsonOption } from './json-record';
import type { JsonObject, JsonSpot } from './json-spot';
import { isScalar, scalarText } from './json-text';

const WRONG =
  /^(?:(?:incorrect|wrong|false)(?:answers?|options?|choices?)|incorrect|wrong|distractors?|(?:错误|干扰)(?:答案|选项|项))$/;
const ONE_WRONG =
  /^(?:(?:incorrect|wrong|false)(?:answers?|options?|choices?)?|distractors?|(?:错误|干扰)(?:答案|选项|项))([1-7a-g])$/;
const isOneWrong = (key: string) => ONE_WRONG.test(key.toLowerCase().replace(/[\s_-]+/g, ''));
const isWrong = (key: string) => WRONG.test(key.toLowerCase().replace(/[\s_-]+/g, ''));

/**
 * The options of an object that keeps its right answer and a list of wrong ones apart, the right one first; undefined if
 * it does not.
 */
export function rightAndWrong(
  node: JsonSpot,
  names: readonly string[],
  said: ColumnMap | undefined,
): { options: JsonOption[]; key: string; oneRight: true } | undefined {
  const object = node.value as JsonObject;
  const key = names.find((name) => isWrong(name) && said?.get(name) === undefined);
  const list = key === undefined ? undefined : object[key];
  const single = names.filter(
    (name) => isOneWrong(name) && isScalar(object[name]) && said?.get(name) === undefined,
  );
  const apart = single.length > 1 || (single.length === 1 && key === undefined);
  const wrong = apart ? single.map((name) => object[name]) : list;
  if (!Array.isArray(wrong) || wrong.length === 0 || !wrong.every(isScalar)) return undefined;
  let answer: string | undefined;
  let least = Infinity;
  for (const name of names) {
    const { meaning } = keyFacts(name, said);
    if (meaning?.key !== 'answer' || meaning.rank >= least || !isScalar(object[name])) continue;
    [answer, least] = [name, meaning.rank];
  }
  if (answer === undefined) return undefined;
  const right = Object.assign(new JsonOption(scalarText(object[answer]), node, answer), { right: true });
  const others = wrong.map((text: unknown, i) =>
    Object.assign(
      apart
        ? new JsonOption(scalarText(text), node, single[i] ?? '')
        : new JsonOption(scalarText(text), node, key ?? '', i, i),
      { right: false },
    ),
  );
  return { options: [right, ...others], key: apart ? answer : (key ?? ''), oneRight: true };
}
