import { Parser } from 'htmlparser2';

const BLOCK = new Set('p div li ul ol table tr h1 h2 h3 h4 h5 h6 blockquote pre section article'.split(' '));
const SILENT = new Set(['script', 'style', 'head', 'title']);

export interface HtmlText {
  /** Lines of text; markup gone, entities decoded, blank runs folded. */
  text: string;
  /** `src` of every picture, in order. */
  pictures: string[];
}

/** What a person reads in a piece of HTML, and the pictures in it. */
export function htmlText(html: string): HtmlText {
  const pictures: string[] = [];
  let text = '';
  let silent = 0;
  const newLine = () => {
    if (text !== '' && !text.endsWith('\n')) text += '\n';
  };
  const parser = new Parser({
    onopentag(name, attributes) {
      if (SILENT.has(name)) silent += 1;
      if (name === 'br') text += '\n';
      else if (name === 'td' || name === 'th') text += ' ';
      else if (BLOCK.has(name)) newLine();
      const src = attributes['src'];
      if (name === 'img' && src) pictures.push(src);
    },
    ontext(piece) {
      if (silent === 0) text += piece.replace(/[ \t\r\n\f]+/g, ' ');
    },
    onclosetag(name) {
      if (SILENT.has(name)) silent -= 1;
      if (BLOCK.has(name)) newLine();
    },
  });
  parser.write(html);
  parser.end();
  return {
    text: text
      .replace(/[^\S\n]*\n[^\S\n]*/g, '\n')
      .replace(/\n{2,}/g, '\n')
      .trim(),
    pictures,
  };
}

/** Whether a text is written in HTML rather than merely holding a `<`. */
export const looksLikeHtml = (text: string): boolean =>
  /<\/?(?:br|p|div|span|b|i|u|em|strong|font|img|sub|sup|li|ul|ol|table|a)\b[^>]*>|&(?:nbsp|lt|gt|amp|quot|apos|[lr][ds]quo|[mn]dash|hellip|middot|times|deg|[em][mn]sp|#\d+|#x[0-9a-f]+);/i.test(
    text,
  );
