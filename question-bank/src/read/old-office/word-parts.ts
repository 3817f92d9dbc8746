/** How a run of text looks, as far as people mark answers so. */
export interface RunLook {
  bold?: boolean;
  underline?: boolean;
  highlight?: boolean;
  /** RRGGBB behind the text. */
  shade?: string;
  hidden?: boolean;
  /** Struck out by somebody who changed the document: left out. */
  deleted?: boolean;
  /** RRGGBB. */
  colour?: string;
  /** A symbol font, in which characters are ticks and crosses. */
  font?: string;
}

export interface ParagraphLook {
  /** 1 the highest. */
  heading?: number;
  list?: { id: string; level: number };
  /** Where it stands, in files that have pages: numbers from 1. */
  place?: { page: number; line: number };
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML does not hold: control characters and halves of characters. */
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu;

/** A text inside XML. */
export const xmlText = (text: string): string =>
  text.replace(NOT_XML, '').replace(/[&<>"]/g, (c) => ESCAPED[c] ?? c);

function properties({ bold, underline, highlight, shade, hidden, colour, font }: RunLook): string {
  return [
    font === undefined ? '' : `<w:rFonts w:ascii="${xmlText(font)}"/>`,
    bold ? '<w:b/>' : '',
    underline ? '<w:u w:val="single"/>' : '',
    highlight ? '<w:highlight w:val="yellow"/>' : '',
    shade === undefined ? '' : `<w:shd w:fill="${shade}"/>`,
    hidden ? '<w:vanish/>' : '',
    colour === undefined ? '' : `<w:color w:val="${colour}"/>`,
  ].join('');
}

/**
 * Writes what stands in another kind of document as the parts of a Word document, so that one reader reads them all.
 * Text is added to the paragraph that is open; a table's rows and cells are opened and closed one within the other.
 */
export class WordParts {
  private readonly out: string[] = [];
  private readonly media = new Map<string, Buffer>();
  private paragraph: string[] = [];
  /** Text of one look, to which more may be added. */
  private run: { about: string; texts: string[] } | undefined;
  private count = 0;

  /** Whether nothing was added since the last paragraph ended. */
  get empty(): boolean {
    return this.paragraph.length === 0 && !this.run;
  }

  text(text: string, look: RunLook = {}): void {
    if (text === '' || look.deleted) return;
    const about = properties(look);
    if (this.run?.about !== about) this.endRun();
    this.run ??= { about, texts: [] };
    this.run.texts.push(xmlText(text));
  }
  private endRun(): void {
    if (!this.run) return;
    const { about, texts } = this.run;
    const looks = about ? `<w:rPr>${about}</w:rPr>` : '';
    this.paragraph.push(`<w:r>${looks}<w:t>${texts.join('')}</w:t></w:r>`);
    this.run = undefined;
  }
  tab(): void {
    this.endRun();
    this.paragraph.push('<w:r><w:tab/></w:r>');
  }
  lineBreak(): void {
    this.endRun();
    this.paragraph.push('<w:r><w:br/></w:r>');
  }
  /** A picture; with no bytes one that lies outside the file. */
  picture(bytes?: Buffer, ending = 'png'): void {
    this.endRun();
    this.count += 1;
    const id = `p${this.count}`;
    if (bytes) this.media.set(`media/image${this.count}.${ending}`, bytes);
    this.paragraph.push(`<w:r><w:drawing><a:blip r:embed="${id}"/></w:drawing></w:r>`);
  }

  endParagraph({ heading, list, place }: ParagraphLook = {}): void {
    this.endRun();
    const about = [
      heading === undefined ? '' : `<w:pStyle w:val="Heading${heading}"/>`,
      list ? `<w:numPr><w:ilvl w:val="${list.level}"/><w:numId w:val="${xmlText(list.id)}"/></w:numPr>` : '',
    ].join('');
    const tag = place ? `<w:p page="${place.page}" line="${place.line}">` : '<w:p>';
    this.out.push(tag, about ? `<w:pPr>${about}</w:pPr>` : '', this.paragraph.join(''), '</w:p>');
    this.paragraph = [];
  }

  /** `page` is the one it begins on, in files that have such. */
  openTable(page?: number): void {
    this.out.push(page === undefined ? '<w:tbl>' : `<w:tbl page="${page}">`);
  }
  openRow(): void {
    this.out.push('<w:tr>');
  }
  /** `across` columns wide; `merged` with the cell above; `shade` behind it as RRGGBB. */
  openCell(across = 1, merged = false, shade = ''): void {
    const about = [
      across > 1 ? `<w:gridSpan w:val="${across}"/>` : '',
      merged ? '<w:vMerge/>' : '',
      shade === '' ? '' : `<w:shd w:fill="${shade}"/>`,
    ].join('');
    this.out.push('<w:tc>', about ? `<w:tcPr>${about}</w:tcPr>` : '');
  }
  closeCell(): void {
    this.out.push('</w:tc>');
  }
  closeRow(): void {
    this.out.push('</w:tr>');
  }
  closeTable(): void {
    this.out.push('</w:tbl>');
  }

  /** The parts by path. `numbering` is the content of its part, where there are lists. */
  files(numbering?: string): Map<string, Buffer> {
    const names = 'xmlns:w="w" xmlns:a="a" xmlns:r="r"';
    const files = new Map<string, Buffer>();
    const body = this.out.join('');
    files.set('word/document.xml', Buffer.from(`<w:document ${names}><w:body>${body}</w:body></w:document>`));
    if (numbering !== undefined)
      files.set('word/numbering.xml', Buffer.from(`<w:numbering ${names}>${numbering}</w:numbering>`));
    const relations = [...this.media.keys()].map((path) => {
      const id = /image(\d+)/.exec(path)?.[1] ?? '';
      return `<Relationship Id="p${id}" Target="${path}"/>`;
    });
    const rels = `<Relationships>${relations.join('')}</Relationships>`;
    files.set('word/_rels/document.xml.rels', Buffer.from(rels));
    for (const [path, bytes] of this.media) files.set(`word/${path}`, bytes);
    return files;
  }
}
