import { htmlText, looksLikeHtml } from './html-text';

/** A text as a person reads it, and what was mended on the way. */
export interface CleanText {
  text: string;
  /** `src` of pictures that stood in it. */
  pictures: readonly string[];
  mended?: 'html' | 'invisible';
}

// Zero-width and direction marks, soft hyphens and byte-order marks come along with copied text.
const INVISIBLE = /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g;

/** Most texts are clean and need only this one look. */
const UNCLEAN = /[<&\r\u00a0\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/;
const NONE: string[] = [];

/** Takes markup, entities and invisible characters out of a cell, a value or an element. */
export function cleanText(raw: string): CleanText {
  if (!UNCLEAN.test(raw)) return { text: raw.trim(), pictures: NONE };
  const html = looksLikeHtml(raw) ? htmlText(raw) : undefined;
  const text = html?.text ?? raw.replace(/\r\n?/g, '\n');
  const visible = text
    .replace(INVISIBLE, '')
    .replace(/\u00a0/g, ' ')
    .trim();
  const mended = html ? 'html' : visible === text.trim() ? undefined : 'invisible';
  return { text: visible, pictures: html?.pictures ?? [], ...(mended ? { mended } : {}) };
}
