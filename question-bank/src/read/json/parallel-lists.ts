import type { Position } from '../../model/issue';
import type { PlainKey } from '../field-keys';
import { readIssue } from '../read-issue';
import { nothingRead, type RawBank, type RawField, type RawRecord } from '../record';
import { isScalar, scalarText } from './json-text';
import { isObject, type JsonSpot } from './json-spot';

const STEMS = /^(?:questions?|stems?|题目|题干|问题)$/i;
const OPTIONS = /^(?:options?|choices?|选项)$/i;
const ANSWERS = /^(?:(?:correct_?|right_?)?(?:answers?|keys?)|corrects?|正确答案|参考答案|答案)$/i;
const FEWEST = 2;

const isText = (v: unknown) => typeof v === 'string' && v.trim() !== '';
const isList = (of: (v: unknown) => boolean) => (v: unknown) =>
  Array.isArray(v) && v.length > 0 && v.every(of);

/**
 * Questions of a document that keeps stems, options and answers in lists beside each other, matched by their places:
 * `{"questions":[…],"options":[[…],…],"answers":[…]}`. Lists of different lengths are refused, whatever they hold.
 */
export function parallelLists(root: JsonSpot, at: Position): RawBank | undefined {
  const { value } = root;
  if (!isObject(value)) return undefined;
  const listOf = (name: RegExp, fits: (v: unknown) => boolean) =>
    root.keys().find((key) => name.test(key) && isList(fits)(value[key]));
  const stems = listOf(STEMS, isText);
  const answers = listOf(ANSWERS, isScalar);
  if (stems === undefined || answers === undefined) return undefined;
  const options = listOf(OPTIONS, isList(isScalar));
  const [asked, said, offered] = [stems, answers, options].map((key) =>
    key === undefined ? undefined : (value[key] as readonly unknown[]),
  );
  if (!asked || !said || asked.length < FEWEST) return undefined;
  if (said.length !== asked.length || (offered && offered.length !== asked.length)) {
    const counts = [stems, answers, options].flatMap((key) =>
      key === undefined ? [] : [`${key} ${(value[key] as readonly unknown[]).length}`],
    );
    const reason = `几个列表的长度不同（${counts.join('，')}），无法一一对应`;
    const reasonEn = `the lists differ in length (${counts.join(', ')}) and cannot be matched`;
    return nothingRead([readIssue('BAD_FIELD', at, { reason, reasonEn })]);
  }
  const placeOf = (key: string, i: number) => root.child(key).at('', i);
  const records = asked.map((stem, i): RawRecord => {
    const place = placeOf(stems, i);
    const fields = new Map<PlainKey, RawField>([
      ['stem', { text: scalarText(stem), at: place }],
      ['answer', { text: scalarText(said[i]), at: placeOf(answers, i) }],
    ]);
    const own = offered && options !== undefined ? (offered[i] as readonly unknown[]) : [];
    const texts = own.map((o) => ({ text: scalarText(o), at: placeOf(options ?? '', i) }));
    return { at: place, fields, options: texts, pictures: [] };
  });
  return { groups: [{ at, records }], refused: 0, media: new Map(), issues: [] };
}
