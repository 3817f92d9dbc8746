import { ungarble } from './garbled';
import { htmlText, looksLikeHtml } from './html-text';

/** What was done to a text so that a person can read it. */
export type TextMend = 'trim' | 'html' | 'invisible' | 'garbled';

/** A text as a person reads it, and what was mended on the way. */
export interface CleanText {
  text: string;
  /** `src` of pictures that stood in it. */
  pictures: readonly string[];
  mended: readonly TextMend[];
}

// Zero-width and direction marks, soft hyphens and byte-order marks come along with copied text.
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Most texts are clean and need only this one look. */
const UNCLEAN = /[<&\r\u00a0\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/;
const NONE: readonly never[] = [];
const TRIMMED: readonly TextMend[] = ['trim'];

/** What of a text that was unescaped once can only be markup or an entity escaped twice; `a < b` cannot. */
const STILL_ESCAPED =
  /&(?:nbsp|lt|gt|amp|quot|ldquo|rdquo|mdash|hellip|middot|#\d{1,6}|#x[0-9a-f]{1,5});|<\/?(?:br|p|div|span|img|font)\b[^>]*>/i;
/** Exports of exports escape what was escaped: `&amp;nbsp;`. No bank means more than this. */
const ESCAPED_TIMES = 3;

/** Takes markup, entities and invisible characters out of a cell, a value or an element, and undoes a wrong coding. */
export function cleanText(raw: string): CleanText {
  const undone = ungarble(raw);
  const whole = undone?.text ?? raw;
  if (!UNCLEAN.test(whole)) {
    const text = whole.trim();
    if (undone) return { text, pictures: NONE, mended: ['garbled'] };
    // A line's end is the reader's matter, blanks are the office's.
    return { text, pictures: NONE, mended: text.length === raw.length || noBlanks(raw) ? NONE : TRIMMED };
  }
  const pictures: string[] = [];
  let text = whole;
  let markup = false;
  for (let pass = 0; pass < ESCAPED_TIMES && (pass === 0 ? looksLikeHtml : stillEscaped)(text); pass += 1) {
    const html = htmlText(text);
    pictures.push(...html.pictures);
    text = html.text;
    markup = true;
  }
  if (!markup) text = whole.replace(/\r\n?/g, '\n');
  const visible = text
    .replace(INVISIBLE, '')
    .replace(/\u00a0/g, ' ')
    .trim();
  const mended: TextMend[] = undone ? ['garbled'] : [];
  if (markup) mended.push('html');
  else if (visible !== text.trim()) mended.push('invisible');
  else if (visible.length < text.length && !undone) mended.push('trim');
  return { text: visible, pictures, mended };
}

const stillEscaped = (text: string) => STILL_ESCAPED.test(text);
const noBlanks = (raw: string) => !/^[ \t\u3000]|[ \t\u3000]$/.test(raw);
