import type { ByteSource } from './byte-source';
import { LazyMap } from './lazy-map';

/** A text whose pictures were taken out of it. */
export interface WithoutPictures {
  /** The text, with a file name where each picture was written. */
  bytes: Buffer;
  /** By these names; each is read and decoded anew when it is asked for. */
  pictures: LazyMap<Buffer>;
}

/** Every name that a picture taken out of a text can have. */
export const EMBEDDED_NAME = /embedded-\d+\.[a-z]+/g;

const ENDINGS: Record<string, string> = { jpeg: 'jpg', 'svg+xml': 'svg' };
/** How Base64 of each kind of picture begins, by its first bytes. */
const BEGINNINGS: readonly [RegExp, string][] = [
  [/^iVBORw0KGgo/, 'png'],
  [/^\\*\/9j/, 'jpg'],
  [/^R0lGODd|^R0lGODl/, 'gif'],
  [/^UklGR/, 'webp'],
  [/^PHN2Zy|^PD94bWwg/, 'svg'],
];
/** What is looked for before a text is looked through. */
const HINTS = [';base64,', 'iVBORw0KGgo', '/9j', 'R0lGOD', 'UklGR', 'PHN2Zy', 'PD94bWwg'];
/** A data URI (RFC 2397; escaped as JSON, PHP and GIFT do), or the bare Base64 of a picture. */
const PICTURE =
  /data\\*:image\\*\/([a-z.+-]{2,12});base64,|(?<![A-Za-z0-9+/=\\])(?:iVBORw0KGgo|\\*\/9j\\*\/[2-7]|R0lGOD(?:dh|lh)|UklGR|PHN2Zy|PD94bWwg)/g;
const IN_BASE64 = new Uint8Array(256);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=')
  IN_BASE64[sign.charCodeAt(0)] = 1;
/** What escapes make of a sign of Base64, or of the end of a line of it. */
const ESCAPED = /\\+[/=nr]|%2[BbFf]|%3[Dd]/y;
/** What may follow in the next line: a long piece, one that is padded, or one after which the value ends. */
const NEXT_LINE = /[\t ]*\r?\n[\t ]*(?=[A-Za-z0-9+/]{40}|[A-Za-z0-9+/]{1,39}(?:=|\s*[<"']))/y;
/** Bare Base64 that is shorter is a word. */
const SHORTEST = 64;
/** Whether a text may have pictures written into it; looking for that costs next to nothing. */
export const mayHoldPictures = (bytes: Buffer): boolean => HINTS.some((hint) => bytes.includes(hint));
const WINDOW = 4 * 1024 * 1024;
/** No beginning of a picture is longer. */
const OVERLAP = 64;

/** Where a line of Base64 ends. A pattern for all of it would need more stack than there is for a large picture. */
function endOfLine(text: string, from: number): number {
  let end = from;
  for (;;) {
    while (IN_BASE64[text.charCodeAt(end)] === 1) end += 1;
    ESCAPED.lastIndex = end;
    if (!ESCAPED.test(text)) return end;
    end = ESCAPED.lastIndex;
  }
}

function endOf(text: string, from: number): number {
  for (let begin = from; ;) {
    const end = endOfLine(text, begin);
    NEXT_LINE.lastIndex = end;
    if (end === begin || !NEXT_LINE.test(text)) return end;
    begin = NEXT_LINE.lastIndex;
  }
}

function decoded(base64: Buffer): Buffer {
  const plain = base64
    .toString('latin1')
    .replace(/\\+[nr]|[\\\s]/g, '')
    .replace(/%[0-9a-f]{2}/gi, decodeURIComponent);
  return Buffer.from(plain, 'base64');
}

/** By what it is, whatever it is said to be. */
const endingFor = (kind: string, base64: string): string =>
  BEGINNINGS.find(([begin]) => begin.test(base64))?.[1] ?? ENDINGS[kind] ?? kind.replace(/[^a-z]/g, '');

/** Whether a picture that stands in a text as bare Base64 is taken out of it. */
export const isTakenOut = (picture: Uint8Array): boolean => {
  const begin = Buffer.from(picture.subarray(0, 12)).toString('base64');
  return picture.length >= SHORTEST && BEGINNINGS.some(([beginning]) => beginning.test(begin));
};

/**
 * Takes the pictures out that are written into a text (JSON, CSV, SQL, Moodle XML, Markdown …) as data URIs or as bare
 * Base64: what is left is small, however many there are, and any reader finds them by their names. Lines keep their
 * numbers. The source is read a window at a time and has to stay readable as long as pictures are asked for.
 * @param named pictures that already have such a name
 * @param most bytes that may be left
 * @returns undefined if more is left
 */
export function withoutPictures(
  source: ByteSource,
  named: number,
  most: number,
): WithoutPictures | undefined {
  const pictures = new LazyMap<Buffer>();
  const kept: Buffer[] = [];
  let left = 0;
  const keep = (piece: Buffer) => {
    kept.push(piece);
    left += piece.length;
  };
  // Made here, a picture does not hold the window it was found in.
  const link = (name: string, start: number, bytes: number) =>
    pictures.link(name, () => decoded(source.read(start, bytes)));
  let length = WINDOW;
  for (let at = 0; at < source.size && left <= most;) {
    const window = source.read(at, length);
    const isLast = at + window.length >= source.size;
    if (!mayHoldPictures(window)) {
      const through = isLast ? window.length : window.length - OVERLAP;
      keep(window.subarray(0, through));
      at += through;
      continue;
    }
    const text = window.toString('latin1');
    let through = isLast ? text.length : text.length - OVERLAP;
    let from = 0;
    PICTURE.lastIndex = 0;
    for (let found = PICTURE.exec(text); found && found.index < through; found = PICTURE.exec(text)) {
      const begin = found[1] === undefined ? found.index : PICTURE.lastIndex;
      const end = endOf(text, begin);
      if (end + OVERLAP > text.length && !isLast) {
        through = found.index;
        break;
      }
      PICTURE.lastIndex = Math.max(end, PICTURE.lastIndex);
      if (end - begin < (found[1] === undefined ? SHORTEST : 1)) continue;
      const name = `embedded-${named + pictures.size + 1}.${endingFor(found[1] ?? '', text.slice(begin, begin + 16))}`;
      link(name, at + begin, end - begin);
      const lines = text.slice(begin, end).split('\n').length - 1;
      // A part of the window would hold all of it.
      keep(Buffer.from(window.subarray(from, found.index)));
      keep(Buffer.from(name + '\n'.repeat(lines)));
      from = end;
    }
    through = Math.max(through, from);
    keep(Buffer.from(window.subarray(from, through)));
    at += through;
    // One that is longer than a window wants a larger one, and is none if it is longer than any picture may be.
    if (through > 0) length = WINDOW;
    else if (length < most) length *= 2;
    else return undefined;
  }
  return left > most ? undefined : { bytes: Buffer.concat(kept), pictures };
}
