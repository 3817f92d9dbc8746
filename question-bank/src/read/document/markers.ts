import { halfWidth } from './line';
import { numberAt, PREFIX, type NumberForm } from './number-forms';
import { typeMark } from './headings';

export interface NumberMarker extends NumberForm {
  kind: 'number';
  start: number;
  /** At the line's start, behind a blank or the end of a sentence, or right behind a word. */
  place: 'start' | 'gap' | 'glued';
  /** What stood in brackets before the number: `（√）1、` or `【多选】1.`. */
  answer?: string;
  type?: string;
}
export interface OptionMarker {
  kind: 'option';
  letter: string;
  start: number;
  end: number;
  place: 'start' | 'gap' | 'glued';
  /** `A、`; `(A)`; `A ` before a blank or `A-` before a dash; `A近` before a word. */
  form: 'mark' | 'bracket' | 'blank' | 'word';
  small: boolean;
  /** A tick stands before it. */
  ticked: boolean;
}
export interface WordMarker {
  kind: 'answer' | 'explanation';
  start: number;
  end: number;
  place: 'start' | 'gap' | 'glued';
  /** Whether a colon or bracket makes it a label, not a word of a sentence. */
  label: boolean;
}
/** Something in a line that may begin a new part of a question. Whether it does depends on what is open. */
export type Marker = NumberMarker | OptionMarker | WordMarker;

const ANSWER =
  /[【[(（〖]?\s{0,3}(?:(?:本题|试题|题目)?\s?(?:正确|参考|标准)?(?:答案|选项)|正解|(?:应|本题)选(?=\s{0,2}[:：])|答(?=\s{0,2}[:：])|(?:correct\s{1,3})?answer|ans(?![a-z])|key(?=\s{0,2}[:：]))\s{0,3}(?:(?<label>[】\])）〗]\s{0,3}[:：]?|(?:是|为|选|应为|应选|is)?\s{0,3}[:：]{1,2})|(?<word>是|为|选|应为|应选|is(?![a-z]))?)/iy;
const EXPLAIN =
  /[【[(（〖]?\s{0,3}(?:(?:答案|试题|题目|本题|详细)?(?:解析|分析|详解|解释)|解题思路|解答|说明|点评|提示|依据|法律依据|explanation|rationale)\s{0,3}(?:[】\])）〗]\s{0,3}[:：]?|[:：])/iy;
const BRACKETED = /[（([【]\s{0,2}(?<l>[A-Ha-h])\s{0,2}[)）\]】]\s{0,2}[、.．:：]?/y;
const LETTERED =
  /(?<l>[A-Ha-h])(?:\s{0,3}(?<p>[、．.:：)）]|[，,](?!\s{0,2}[A-Ha-h]))|(?<b>(?:[-–—－]{1,2}\s{0,2}|\s{1,3}[-–—－]{1,2}\s{1,2})(?=[^\s)）-])|\s{1,8}(?=[^\s)）]))|(?<w>(?=[\p{Script=Han}“"《])))/uy;
/** 选B。 as a line of its own. */
const CHOSEN =
  /[应故]?选\s{0,2}[:：]?\s{0,2}(?=(?:[A-H](?:[、,，\s]{0,2}[A-H]){0,7}|[√×])\s{0,3}[。.]?\s{0,8}$)/y;
/** What may begin a keyword. */
const KEYWORD = /[答正参标本应故试题选解说点详分法依提ACKERaceckr【[(（〖]/;
const SENTENCE_END = /[\s。？！?!；;,，)）】\]√×✓✗✔✘✕.：:]/;

function placeOf(text: string, start: number, lead: number): Marker['place'] {
  if (start <= lead) return 'start';
  return SENTENCE_END.test(text[start - 1] ?? ' ') ? 'gap' : 'glued';
}

function sticky(form: RegExp, text: string, at: number): RegExpExecArray | null {
  form.lastIndex = at;
  return form.exec(text);
}

function wordAt(text: string, at: number, place: Marker['place']): WordMarker | undefined {
  const explained = sticky(EXPLAIN, text, at);
  if (explained) return { kind: 'explanation', start: at, end: EXPLAIN.lastIndex, place, label: true };
  if (place === 'start' && sticky(CHOSEN, text, at)) {
    return { kind: 'answer', start: at, end: CHOSEN.lastIndex, place, label: true };
  }
  const answered = sticky(ANSWER, text, at);
  // 备选答案： announces options.
  if (answered && /[备可候]选$/.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  // 您的回答： is somebody's.
  if (answered && /^答/.test(answered[0]) && /[回作问抢]/.test(text[at - 1] ?? '')) return undefined;
  // 选项 alone is a word of many stems.
  if (!answered || (/选项/.test(answered[0]) && !/正确选项/.test(answered[0]))) return undefined;
  if (/^[A-Za-z]/.test(answered[0]) && /[A-Za-z]/.test(text[at - 1] ?? '')) return undefined;
  return {
    kind: 'answer',
    start: at,
    end: ANSWER.lastIndex,
    place,
    label: answered.groups?.['label'] !== undefined,
  };
}

function optionAt(text: string, at: number, lead: number): OptionMarker | undefined {
  const before = text[at - 1] ?? ' ';
  const bracketed = sticky(BRACKETED, text, at);
  let start = at;
  let ticked = false;
  const tick = /[√✓✔*＊★]\s?$/.exec(text.slice(Math.max(0, at - 2), at));
  if (tick) {
    const from = at - tick[0].length;
    if (from <= lead || /\s/.test(text[from - 1] ?? ' ')) {
      start = from;
      ticked = true;
    }
  }
  const place = placeOf(text, start, lead);
  if (bracketed) {
    const letter = bracketed.groups?.['l'] ?? '';
    const end = BRACKETED.lastIndex;
    const small = letter >= 'a';
    // 属于（A）行为: an answer in the stem, not an option.
    if (place !== 'start' && !/\s/.test(text[start - 1] ?? ' ')) return undefined;
    return {
      kind: 'option',
      letter: letter.toUpperCase(),
      start,
      end,
      place,
      form: 'bracket',
      small,
      ticked,
    };
  }
  if (/[A-Za-z]/.test(before)) return undefined;
  const found = sticky(LETTERED, text, at);
  if (!found) return undefined;
  const g = found.groups ?? {};
  const letter = g['l'] ?? '';
  const small = letter >= 'a';
  const form = g['p'] !== undefined ? 'mark' : g['b'] !== undefined ? 'blank' : 'word';
  // A、50B、60: behind a digit only a label that goes on.
  if (/\d/.test(before) && (form !== 'mark' || letter === 'A')) return undefined;
  // A small letter in the middle of a text is a letter of it.
  if (small && (form !== 'mark' || (place !== 'start' && !/\s/.test(before)))) return undefined;
  // （A、B）: letters in a bracket answer, they do not label.
  if (/[（([【]\s?$/.test(text.slice(Math.max(0, at - 2), at))) return undefined;
  return {
    kind: 'option',
    letter: letter.toUpperCase(),
    start,
    end: LETTERED.lastIndex,
    place,
    form,
    small,
    ticked,
  };
}

const TYPE_MARK_AT = /[【[(（]\s{0,2}[^【】[\]()（）\s]{1,12}\s{0,2}[】\])）]/y;

/** The number at a line's start, with a bracket before it taken for an answer or a type. */
function leadingNumber(text: string, lead: number): NumberMarker | undefined {
  let at = lead;
  let answer: string | undefined;
  let type: string | undefined;
  const own = numberAt(text, at, true);
  if (own) return { kind: 'number', ...own, start: lead, place: 'start' };
  for (let i = 0; i < 2; i += 1) {
    const prefix = sticky(PREFIX, text, at);
    if (prefix) {
      answer = prefix.groups?.['a'] ?? prefix.groups?.['s'] ?? answer;
      at = PREFIX.lastIndex;
      continue;
    }
    const typed = sticky(TYPE_MARK_AT, text, at);
    const mark = typed && typeMark(typed[0]);
    if (!mark) break;
    type = mark.type;
    at = TYPE_MARK_AT.lastIndex;
    while (/\s/.test(text[at] ?? '')) at += 1;
  }
  const number = at === lead ? undefined : numberAt(text, at, true);
  // A bare number behind a bracket would be a quantity.
  if (!number || number.form === 'bare') return undefined;
  // 【A】①③ is an option that speaks of others.
  if (number.style === 'circle' && answer !== undefined && /^[A-H]/.test(answer)) return undefined;
  return {
    kind: 'number',
    ...number,
    start: lead,
    place: 'start',
    ...(answer ? { answer } : {}),
    ...(type === undefined ? {} : { type }),
  };
}

/** All markers a line may hold, in order. Linear in its length: every attempt at a place looks a few characters on. */
export function markersOf(line: string): Marker[] {
  const text = halfWidth(line);
  const lead = /\S/.exec(text)?.index ?? text.length;
  const out: Marker[] = [];
  let i = lead;
  const first = leadingNumber(text, lead);
  if (first) {
    out.push(first);
    i = first.end;
  }
  for (; i < text.length; i += 1) {
    const c = text[i] ?? '';
    let found: Marker | undefined;
    const afterNumber = out.length === 1 && first !== undefined && i === first.end;
    const place = afterNumber ? 'gap' : placeOf(text, i, lead);
    if (KEYWORD.test(c)) found = wordAt(text, i, place);
    if (!found && (/[A-Ha-h]/.test(c) || /[（([【]/.test(c))) found = optionAt(text, i, lead);
    if (!found && i > lead && /[\d第Q（([【①-⑳⒈-⒛⑴-⒇]/.test(c) && !/[\d第]/.test(text[i - 1] ?? '')) {
      const number = c === 'Q' && /[A-Za-z]/.test(text[i - 1] ?? '') ? undefined : numberAt(text, i, false);
      // 3.2、 is no question 2.
      const decimal = /\d[.．]$/.test(text.slice(Math.max(0, i - 2), i));
      if (number && !decimal && number.form !== 'bare')
        found = { kind: 'number', ...number, start: i, place };
    }
    if (!found) {
      // Digits of one number are looked at once.
      if (/\d/.test(c)) while (/\d/.test(text[i + 1] ?? '')) i += 1;
      continue;
    }
    out.push(found);
    i = Math.max(i, found.end - 1);
  }
  return out;
}
