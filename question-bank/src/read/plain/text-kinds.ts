import { mayGiveAway } from '../answer-marks';
import { mayBeGarbled } from '../garbled';

/** What stands in a text that keeps it from being taken as it is. */
const UNCLEAN = 1;
/** It may give an answer away. */
const MARKED = 2;

/** Kinds of single characters, besides those of texts above. */
const BLANK = 4;
const OPENING = 8;
/** What an answer in brackets begins with. */
const FILLING = 16;
/** Where it is the first that is not ASCII, the text may have been read in a wrong coding. */
const FOREIGN = 32;

const KINDS = (() => {
  const kinds = new Uint8Array(0x10000);
  const add = (kind: number, characters: string) => {
    for (const c of characters) kinds[c.charCodeAt(0)] = (kinds[c.charCodeAt(0)] ?? 0) | kind;
  };
  add(UNCLEAN, '<&\r\u00a0\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff');
  // w stands for the word answer.
  add(MARKED, '√✓✔☑×✗✘✕案wW');
  add(OPENING, '（(【[');
  add(FILLING, 'ABCDEFGHabcdefghＡＢＣＤＥＦＧＨａｂｃｄｅｆｇｈ对正错');
  for (let code = 0; code < kinds.length; code += 1) {
    const c = String.fromCharCode(code);
    if (c.trim() === '') add(BLANK | FILLING, c);
    if (code > 0x7f && mayBeGarbled(c)) add(FOREIGN, c);
  }
  return kinds;
})();

/** All that a look at each character of a text tells; `UNCLEAN` only where a blank or a foreign one is out of place. */
function kindsIn(text: string): number {
  let found = 0;
  let before = 0;
  let isAscii = true;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    const kind = KINDS[code] ?? 0;
    found |= kind;
    if ((before & OPENING) !== 0 && (kind & FILLING) !== 0) found |= MARKED;
    if (isAscii && code > 0x7f) {
      isAscii = false;
      if ((kind & FOREIGN) !== 0) return UNCLEAN;
    }
    before = kind;
  }
  const edges = (KINDS[text.charCodeAt(0)] ?? 0) | before;
  return (edges & BLANK) === 0 ? found : UNCLEAN;
}

/** Whether a text that is not empty may stand in a question as it is: `cleanText` would change nothing. */
export const isClean = (text: string): boolean => (kindsIn(text) & UNCLEAN) === 0;

/** As `isClean`, of a text that could give the answer away and does not. */
export function isInnocent(text: string): boolean {
  const kinds = kindsIn(text);
  return (kinds & UNCLEAN) === 0 && ((kinds & MARKED) === 0 || !mayGiveAway(text));
}
