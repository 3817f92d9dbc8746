import type { XmlElement, XmlLimits } from './xml-element';

const [SLASH, LESS, GREATER, BANG, QUESTION] = [47, 60, 62, 33, 63];
const DECLARATION =
  /^<\?xml version="1\.0"(?: encoding="[A-Za-z][\w.-]*")?(?: standalone="(?:yes|no)")? ?\?>/;
/** Beyond these the parser counts columns otherwise than we do, joins line ends, or refuses. */
const UNUSUAL = /[^\t\n\x20-\uD7FF\uE000-\uFFFD]/;
const NAME = /[A-Za-z_][\w.:-]*/y;
const ATTRIBUTE = / +([A-Za-z_][\w.:-]*)="([^"<\n\t]*)"/y;
const REFERENCE = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,5})|#x([0-9A-Fa-f]{1,4}));/g;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const bare = (name: string) => name.slice(name.indexOf(':') + 1);

/** A text with its references resolved; undefined where one of them is not plainly one. */
function resolved(text: string): string | undefined {
  if (!text.includes('&')) return text;
  if (text.replace(REFERENCE, '').includes('&')) return undefined;
  let doubtful = false;
  const out = text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? '';
    const char = String.fromCharCode(decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal));
    doubtful ||= Number(decimal ?? 0) > 0xffff || UNUSUAL.test(char);
    return char;
  });
  return doubtful ? undefined : out;
}

/** Where in its document an element begins: enough to read it again. */
export interface XmlMark {
  readonly start: number;
  readonly line: number;
  readonly lineStart: number;
}
type Each = (child: XmlElement, mark: XmlMark) => void;

const NONE: ReadonlyMap<string, string> = new Map();

/** Reads one document; throws nothing, gives up on whatever is not plain. */
class PlainReader {
  private readonly text: string;
  private readonly limits: XmlLimits;
  private at = 0;
  private line = 1;
  private lineStart = 0;
  private nodes = 0;
  private root: XmlElement | undefined;
  private open: XmlElement | undefined;
  private readonly names: string[] = [];
  private readonly each: Each | undefined;
  private mark: XmlMark | undefined;

  constructor(text: string, limits: XmlLimits, each?: Each) {
    this.text = text;
    this.limits = limits;
    this.each = each;
  }

  read(): XmlElement | undefined {
    const { text } = this;
    const declared = DECLARATION.exec(text)?.[0].length ?? 0;
    this.advance(declared);
    while (this.at < text.length) {
      if (!(text.charCodeAt(this.at) === LESS ? this.markup() : this.words())) return undefined;
    }
    return this.names.length === 0 ? this.root : undefined;
  }

  /** The element that begins at a mark. */
  readAt(mark: XmlMark): XmlElement | undefined {
    [this.at, this.line, this.lineStart] = [mark.start, mark.line, mark.lineStart];
    do {
      if (!(this.text.charCodeAt(this.at) === LESS ? this.markup() : this.words())) return undefined;
    } while (this.names.length > 0);
    return this.root;
  }

  /** Goes on to `end`, counting lines. */
  private advance(end: number): void {
    for (let i = this.text.indexOf('\n', this.at); i >= 0 && i < end; i = this.text.indexOf('\n', i + 1)) {
      this.line += 1;
      this.lineStart = i + 1;
    }
    this.at = end;
  }

  private words(): boolean {
    const next = this.text.indexOf('<', this.at);
    const end = next < 0 ? this.text.length : next;
    const raw = this.text.slice(this.at, end);
    this.advanceText(raw, end);
    if (!this.open) return raw.trim() === '';
    const text = raw.includes(']]>') ? undefined : resolved(raw);
    return text !== undefined && this.add(text);
  }

  /** As advance, for a text at hand: the next line's end in the document may be far away. */
  private advanceText(raw: string, end: number): void {
    for (let i = raw.indexOf('\n'); i >= 0; i = raw.indexOf('\n', i + 1)) {
      this.line += 1;
      this.lineStart = this.at + i + 1;
    }
    this.at = end;
  }

  private add(child: XmlElement | string): boolean {
    this.nodes += 1;
    this.open?.children.push(child);
    return this.nodes <= this.limits.maxNodes;
  }

  private markup(): boolean {
    const { text, at } = this;
    const code = text.charCodeAt(at + 1);
    if (code === SLASH) return this.close();
    if (code === QUESTION) return false;
    return code === BANG ? this.declared() : this.element();
  }

  /** A comment or a CDATA section; anything else that begins so is left to the parser. */
  private declared(): boolean {
    const { text, at } = this;
    if (text.startsWith('<!--', at)) {
      const end = text.indexOf('--', at + 4);
      if (end < 0 || text.charCodeAt(end + 2) !== GREATER) return false;
      this.advanceText(text.slice(at, end + 3), end + 3);
      return true;
    }
    if (!this.open || !text.startsWith('<![CDATA[', at)) return false;
    const end = text.indexOf(']]>', at);
    if (end < 0) return false;
    this.advanceText(text.slice(at, end + 3), end + 3);
    return this.add(text.slice(at + 9, end));
  }

  private close(): boolean {
    const { text, at, names } = this;
    const name = names.pop();
    if (name === undefined || !text.startsWith(name, at + 2)) return false;
    const end = at + 2 + name.length;
    if (text.charCodeAt(end) !== GREATER) return false;
    this.at = end + 1;
    const closed = this.open;
    this.open = closed?.parent;
    if (this.each && names.length === 1 && closed) this.hand(closed, this.each);
    return true;
  }

  /** Hands a child of the root on and forgets it. */
  private hand(child: XmlElement, each: Each): void {
    if (this.root) this.root.children.length = 0;
    if (this.mark) each(child, this.mark);
  }

  private attributes(from: number): { end: number; found: ReadonlyMap<string, string> } | undefined {
    let first: string | undefined;
    let raw: Set<string> | undefined;
    const found = new Map<string, string>();
    ATTRIBUTE.lastIndex = from;
    let end = from;
    for (let one = ATTRIBUTE.exec(this.text); one; one = ATTRIBUTE.exec(this.text)) {
      const [, name = '', written = ''] = one;
      const value = resolved(written);
      if (value === undefined) return undefined;
      if (first === undefined) first = name;
      else {
        raw ??= new Set([first]);
        if (raw.has(name)) return undefined;
        raw.add(name);
      }
      found.set(bare(name), value);
      end = ATTRIBUTE.lastIndex;
    }
    return { end, found };
  }

  private element(): boolean {
    const { text } = this;
    if (this.root && !this.open) return false;
    if (this.each && this.names.length === 1)
      this.mark = { start: this.at, line: this.line, lineStart: this.lineStart };
    NAME.lastIndex = this.at + 1;
    const name = NAME.exec(text)?.[0];
    if (name === undefined) return false;
    let end = NAME.lastIndex;
    let attributes = NONE;
    if (text.charCodeAt(end) === 32) {
      const read = this.attributes(end);
      if (!read) return false;
      end = read.end;
      if (read.found.size > 0) attributes = read.found;
      while (text.charCodeAt(end) === 32) end += 1;
    }
    const empty = text.charCodeAt(end) === SLASH;
    if (empty) end += 1;
    if (text.charCodeAt(end) !== GREATER) return false;
    // No line ends inside a tag: those are left to the parser.
    this.at = end + 1;
    const made: XmlElement = {
      name: bare(name),
      attributes,
      children: [],
      line: this.line,
      character: this.at - this.lineStart + 1,
    };
    if (this.open) made.parent = this.open;
    else this.root = made;
    if (!this.add(made) || this.names.length + 1 > this.limits.maxDepth) return false;
    if (empty) {
      if (this.each && this.names.length === 1) this.hand(made, this.each);
      return true;
    }
    this.names.push(name);
    this.open = made;
    return true;
  }
}

/**
 * The tree of a document that holds nothing but plain elements, texts, comments and CDATA sections, several times
 * faster than the parser; undefined for everything else, also for whatever may be wrong: then the parser decides.
 * With `each` the elements directly in the root are handed on one by one and the root is left without children.
 */
export function readPlainXml(text: string, limits: XmlLimits, each?: Each): XmlElement | undefined {
  return UNUSUAL.test(text) ? undefined : new PlainReader(text, limits, each).read();
}

/** An element of a document that `readPlainXml` could read, once more. */
export function readPlainAgain(text: string, mark: XmlMark, limits: XmlLimits): XmlElement {
  const read = new PlainReader(text, limits).readAt(mark);
  if (!read) throw new Error('no element begins at this mark');
  return read;
}
