import { ReadLater } from '../plain/read-later';
import { isClean } from '../plain/text-kinds';
import type { PlainKeys, PlainMarks, PlainRecord, RawField, RawRecord } from '../record';
import { textOf, type XmlElement, type XmlMark } from '../xml';
import { shareIn } from './moodle-question';
import { rightByShares } from './refused';

const LETTERS = 'ABCDEFGH';
const isTrue = (text: string) => /^(?:1|true)$/i.test(text);

/** A text element's text where it has no pictures; undefined where it may have. */
function textIn(e: XmlElement): string | undefined {
  let body: XmlElement | undefined;
  for (const c of e.children) {
    if (typeof c === 'string') continue;
    if (c.name === 'file') return undefined;
    if (c.name === 'text') body ??= c;
  }
  const text = body && textOf(body);
  return text !== undefined && NOT_PLAIN.test(text) ? undefined : text;
}
/** Pictures, and texts in several languages. */
const NOT_PLAIN = /@@|embedded-|multilang|\{mlang/;

/** What of an element's content would make its question no plain one. */
const isEmpty = (e: XmlElement) => e.children.every((c) => typeof c === 'string' && c.trim() === '');

/** What the shares of the score mark, where that is beyond doubt. */
function marksOf(shares: readonly number[], single: string): Omit<PlainMarks, 'shuffle'> | undefined {
  const only = single === '' ? undefined : isTrue(single);
  const found = rightByShares(shares, only);
  if (!found.ok || found.doubtful) return undefined;
  const right: string[] = [];
  for (let i = 0; i < shares.length; i += 1) if (found.right[i]) right.push(LETTERS.charAt(i));
  return { right, type: found.type };
}

export interface PlainParts {
  readonly values: {
    readonly stem: string;
    readonly options: readonly string[];
    readonly explanation: string;
    readonly id: string;
  };
  readonly marks: PlainMarks;
}

/**
 * The texts and marks of a choice question that has nothing else: no pictures, tags or form of our own, each element
 * once, shares beyond doubt. Undefined leaves it to the ordinary reading.
 */
export function plainParts(q: XmlElement): PlainParts | undefined {
  if (q.attributes.get('type') !== 'multichoice') return undefined;
  let [stem, explanation, id, single, shuffle]: (string | undefined)[] = [];
  const options: string[] = [];
  const shares: number[] = [];
  for (const c of q.children) {
    if (typeof c === 'string') continue;
    switch (c.name) {
      case 'questiontext':
        if (stem !== undefined) return undefined;
        stem = textIn(c);
        if (stem === undefined) return undefined;
        break;
      case 'generalfeedback':
        if (explanation !== undefined) return undefined;
        explanation = textIn(c);
        if (explanation === undefined) return undefined;
        break;
      case 'answer': {
        const text = textIn(c);
        if (text === undefined) return undefined;
        options.push(text);
        shares.push(shareIn(c));
        break;
      }
      case 'idnumber':
        id ??= textOf(c).trim();
        break;
      case 'single':
        single ??= textOf(c).trim();
        break;
      case 'shuffleanswers':
        shuffle ??= textOf(c).trim();
        break;
      case 'kaotai':
        return undefined;
      case 'tags':
      case 'image':
      case 'image_base64':
        if (!isEmpty(c)) return undefined;
        break;
      default:
      // Grades, numbering and answers to answers are no part of a question here.
    }
  }
  if (stem === undefined || options.length < 3 || options.length > LETTERS.length) return undefined;
  const marks = marksOf(shares, single ?? '');
  if (!marks) return undefined;
  const said = explanation?.trim() === '' ? '' : (explanation ?? '');
  return {
    values: { stem, options, explanation: said, id: id ?? '' },
    marks: shuffle ? { ...marks, shuffle: isTrue(shuffle) } : marks,
  };
}

/** What the plain questions of one category have in common. */
export interface PlainCategory {
  readonly keys: PlainKeys;
  /** The ordinary reading of the element at a mark, which is the question of that number. */
  whole(mark: XmlMark, number: number): RawRecord;
}

/** By what the values of plain questions of a category are known; undefined where its name has to be mended. */
export function plainKeys(chapter: RawField | undefined): PlainKeys | undefined {
  const name = chapter?.text ?? '';
  if (name !== '' && !isClean(name)) return undefined;
  return {
    stem: 'stem',
    options: 'options',
    answer: '',
    id: 'id',
    type: undefined,
    chapter: undefined,
    explanation: 'explanation',
    others: [],
    fields: new Set(name === '' ? (['stem'] as const) : (['stem', 'chapter'] as const)),
    around: { chapter: name, tags: [] },
  };
}

/** A question known by its texts: its places are looked for when somebody asks, by reading its element once more. */
export class PlainMoodle extends ReadLater {
  readonly values: PlainRecord['values'];
  readonly marked: PlainMarks;
  private readonly category: PlainCategory;
  private readonly mark: XmlMark;
  private readonly number: number;
  private read: RawRecord | undefined = undefined;
  constructor(parts: PlainParts, category: PlainCategory, mark: XmlMark, number: number) {
    super();
    this.values = parts.values;
    this.marked = parts.marks;
    this.category = category;
    this.mark = mark;
    this.number = number;
  }

  get keys(): PlainKeys {
    return this.category.keys;
  }
  get type(): 'single' | 'multi' {
    return this.marked.type;
  }
  get whole(): RawRecord {
    return (this.read ??= this.category.whole(this.mark, this.number));
  }
}
