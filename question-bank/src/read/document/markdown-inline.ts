import type { DocumentLine } from './line';

export interface InlineText {
  text: string;
  /** Addresses of the pictures in it. */
  pictures: string[];
  /** Where in the text they stood. */
  offsets: number[];
  emphasis: NonNullable<DocumentLine['emphasis']>;
}

const IMAGE = /!\[[^\]\n]{0,300}\]\(\s{0,4}<?([^)>\s]{1,1000})>?(?:\s{1,4}["'(][^)\n]{0,300})?\s{0,4}\)/y;
const WIKI_IMAGE = /!\[\[([^\]|\n]{1,300})(?:\|[^\]\n]{0,100})?\]\]/y;
const LINK = /\[([^[\]\n]{1,300})\]\([^)\n]{0,1000}\)/y;
const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]{0,12})((?:\s[^<>]{0,1000})?)\/?>/y;
const SOURCE = /\bsrc\s{0,3}=\s{0,3}["']?([^"'\s>]{1,1000})/i;
const STRONG = new Set(['b', 'strong']);
const MARKED = new Set(['mark', 'font']);

const sticky = (form: RegExp, text: string, at: number): RegExpExecArray | null => {
  form.lastIndex = at;
  return form.exec(text);
};

/** Text of a line of Markdown without its marks; what was bold or marked is told by offsets. Linear. */
export function inlineText(source: string): InlineText {
  const pictures: string[] = [];
  const offsets: number[] = [];
  const emphasis: { from: number; to: number; kind: 'bold' | 'highlight' }[] = [];
  let text = '';
  const open = new Map<string, number>();
  const closers = new Map<string, number>();
  /** Whether the mark comes again; each mark's last place is looked up once. */
  const again = (mark: string, after: number) => {
    let last = closers.get(mark);
    if (last === undefined) {
      last = source.lastIndexOf(mark);
      closers.set(mark, last);
    }
    return last >= after;
  };
  const shown = (address: string) => {
    if (address === '') return;
    pictures.push(address);
    offsets.push(text.length);
  };
  const toggle = (mark: string, kind: 'bold' | 'highlight' | undefined) => {
    const from = open.get(mark);
    if (from === undefined) open.set(mark, text.length);
    else {
      if (kind) emphasis.push({ from, to: text.length, kind });
      open.delete(mark);
    }
  };
  for (let i = 0; i < source.length; i += 1) {
    const c = source[i] ?? '';
    if (c === '\\' && /[\\`*_{}[\]()#+\-.!|<>~=]/.test(source[i + 1] ?? '')) {
      text += source[i + 1] ?? '';
      i += 1;
    } else if (c === '!' && source[i + 1] === '[') {
      const found = sticky(WIKI_IMAGE, source, i) ?? sticky(IMAGE, source, i);
      if (found) shown(found[1] ?? '');
      else text += c;
      i += found ? found[0].length - 1 : 0;
    } else if (c === '[') {
      const found = sticky(LINK, source, i);
      text += found ? (found[1] ?? '') : c;
      i += found ? found[0].length - 1 : 0;
    } else if (c === '<') {
      const found = sticky(TAG, source, i);
      const name = (found?.[2] ?? '').toLowerCase();
      if (!found) text += c;
      else if (name === 'br') text += ' ';
      else if (name === 'img') shown(SOURCE.exec(found[3] ?? '')?.[1] ?? '');
      else if (STRONG.has(name) || MARKED.has(name)) {
        if ((found[1] === '/') === open.has(name)) toggle(name, STRONG.has(name) ? 'bold' : 'highlight');
      }
      i += found ? found[0].length - 1 : 0;
    } else if ((c === '*' || c === '=' || c === '~' || c === '_') && source[i + 1] === c) {
      let end = i + 2;
      while (source[end] === c) end += 1;
      const mark = c + c;
      // ____ is a gap to fill in, and __B__ one that is filled.
      const gap =
        c === '_' &&
        (end - i > 2 ||
          /^\s{0,3}[A-H]{0,8}\s{0,3}__/.test(source.slice(end, end + 16)) ||
          /[A-H]\s?$/.test(source.slice(i - 2, i)));
      if (gap || end - i > 3 || !(open.has(mark) || again(mark, end))) text += source.slice(i, end);
      else toggle(mark, c === '=' ? 'highlight' : c === '~' ? undefined : 'bold');
      i = end - 1;
    } else if (c === '`' || c === '*') {
      const spaced = c === '*' && /\s|^$/.test(source[i + 1] ?? '') && !open.has(c);
      if (spaced || !(open.has(c) || again(c, i + 1))) text += c;
      else toggle(c, undefined);
    } else text += c;
  }
  return { text, pictures, offsets, emphasis };
}
