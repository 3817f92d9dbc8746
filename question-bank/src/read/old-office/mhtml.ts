import { decodeText } from '../decode';

/** A page and what belongs to it, as browsers, Word and WPS save them in one file. */
export interface SavedPage {
  /** The bytes of its HTML: of a workbook, of each sheet. */
  pages: Buffer[];
  /** Pictures under names that the pages, once {@link withPictureNames} was asked, call them by. */
  pictures: Map<string, Buffer>;
  /** What the pages call each picture as they were saved. */
  named: Map<string, string>;
}

const HEAD = 4096;
const DEEPEST = 4;
const MOST_PARTS = 5000;
const HEADER_LINE = /^[A-Za-z][A-Za-z0-9-]{0,60}:/;

/** Whether a text begins as a mail does that holds a page and its pictures. */
export function looksLikeMhtml(head: Uint8Array): boolean {
  const text = Buffer.from(head.subarray(0, HEAD))
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf)?\s+/, '');
  const fields = headerOf(text.split(/\r?\n\r?\n/, 1)[0] ?? '');
  return HEADER_LINE.test(text) && fields.has('mime-version') && boundaryOf(fields) !== undefined;
}

function headerOf(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

function boundaryOf(fields: ReadonlyMap<string, string>): string | undefined {
  const type = fields.get('content-type') ?? '';
  if (!/^multipart\//i.test(type)) return undefined;
  return /boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;"]{1,200}))/i
    .exec(type)
    ?.slice(1)
    .find((b) => b !== undefined);
}

const isHex = (b: number | undefined) =>
  b !== undefined && ((b >= 0x30 && b <= 0x39) || (b >= 0x41 && b <= 0x46) || (b >= 0x61 && b <= 0x66));

/** Quoted-printable: `=E7=BA=A2`, and `=` at a line's end where the line only goes on. */
function quotedPrintable(bytes: Buffer): Buffer {
  const out = Buffer.alloc(bytes.length);
  let size = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const b = bytes[i] ?? 0;
    if (b !== 0x3d) out[size++] = b;
    else if (isHex(bytes[i + 1]) && isHex(bytes[i + 2])) {
      out[size++] = parseInt(bytes.toString('latin1', i + 1, i + 3), 16);
      i += 2;
    } else {
      let end = i + 1;
      while (bytes[end] === 0x20 || bytes[end] === 0x09 || bytes[end] === 0x0d) end += 1;
      if (bytes[end] === 0x0a) i = end;
      else out[size++] = b;
    }
  }
  return out.subarray(0, size);
}

function decoded(body: Buffer, coding: string): Buffer {
  if (/^base64$/i.test(coding)) return Buffer.from(body.toString('latin1'), 'base64');
  return /^quoted-printable$/i.test(coding) ? quotedPrintable(body) : body;
}

interface Part {
  fields: Map<string, string>;
  body: Buffer;
}

/** The parts of a message, those of its parts among them. A boundary that never comes again ends with the file. */
function partsOf(bytes: Buffer, depth: number, found: Part[]): void {
  const end = /\r?\n\r?\n/.exec(bytes.toString('latin1', 0, 64 * 1024));
  const fields = headerOf(bytes.toString('latin1', 0, end?.index ?? 0));
  const body = bytes.subarray(end ? end.index + end[0].length : 0);
  const boundary = boundaryOf(fields);
  if (boundary === undefined || depth > DEEPEST) {
    found.push({ fields, body });
    return;
  }
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  let from = body.indexOf(mark);
  while (from >= 0 && found.length < MOST_PARTS) {
    const start = body.indexOf(0x0a, from) + 1;
    if (start === 0 || body.toString('latin1', from + mark.length, from + mark.length + 2) === '--') return;
    const next = body.indexOf(mark, start);
    partsOf(body.subarray(start, next < 0 ? body.length : next), depth + 1, found);
    from = next;
  }
}

const ENDINGS: Readonly<Record<string, string>> = {
  png: 'png',
  'x-png': 'png',
  jpeg: 'jpg',
  jpg: 'jpg',
  pjpeg: 'jpg',
  gif: 'gif',
  webp: 'webp',
  bmp: 'bmp',
  'svg+xml': 'svg',
};

/** Takes a page that was saved as one file apart. Its size is the caller's to bound. */
export function savedPage(bytes: Buffer): SavedPage {
  const parts: Part[] = [];
  partsOf(bytes, 0, parts);
  const page: SavedPage = { pages: [], pictures: new Map(), named: new Map() };
  const pages: { bytes: Buffer; location: string }[] = [];
  for (const { fields, body } of parts) {
    const type = (fields.get('content-type') ?? '').toLowerCase();
    const coding = fields.get('content-transfer-encoding') ?? '';
    const location = fields.get('content-location') ?? '';
    if (/^(?:text\/html|application\/xhtml)/.test(type))
      pages.push({ bytes: decoded(body, coding), location });
    const image = /^image\/([a-z0-9.+-]+)/.exec(type)?.[1];
    if (image === undefined) continue;
    const ending = ENDINGS[image] ?? /\.([a-z0-9]{1,5})$/i.exec(location)?.[1] ?? 'bin';
    const name = `page-${page.pictures.size + 1}.${ending}`;
    page.pictures.set(name, decoded(body, coding));
    const id = fields.get('content-id')?.replace(/^<|>$/g, '');
    for (const call of [location, shortName(location), ...(id === undefined ? [] : [`cid:${id}`])])
      if (call !== '' && !page.named.has(call)) page.named.set(call, name);
  }
  const [first] = pages;
  // The page of a workbook only frames those of its sheets.
  const framed = first && /<frameset[\s>]/i.test(first.bytes.toString('latin1', 0, HEAD * 16));
  const sheets = pages.filter((p) => /sheet\d+\.html?$/i.test(p.location));
  page.pages = (framed && sheets.length > 0 ? sheets : pages.slice(0, 1)).map((p) => p.bytes);
  return page;
}

/** The last folder and the name of an address: pages may call by these what the file names in full. */
const shortName = (address: string) => address.replace(/\\/g, '/').split('/').slice(-2).join('/');

/** The pages as one text, in which pictures are called by the names of {@link SavedPage.pictures}. */
export function withPictureNames({ pages, named }: SavedPage): Buffer {
  const texts = pages.map((bytes) => {
    const read = decodeText(bytes);
    const text = read.ok ? read.text : bytes.toString('utf8');
    return text.replace(
      /(\bsrc\s{0,3}=\s{0,3}["']?)([^"'\s>]{1,2000})/gi,
      (whole: string, lead: string, address: string) => {
        const plain = address.replace(/&amp;/g, '&');
        const name = named.get(plain) ?? named.get(shortName(plain));
        return name === undefined ? whole : lead + name;
      },
    );
  });
  return Buffer.from(texts.join('\n'), 'utf8');
}
