import { inspectPicture } from '../check/picture';
import { PLACEHOLDER } from '../model/placeholder-picture';
import { xmlText } from './xml-text';

const EMU_PER_PIXEL = 9_525;
/** The box in which a picture is shown, in pixels at 96 dpi. */
export const PICTURE_BOX = { width: 150, height: 96 };
const GAP = 6;

/** A picture to lie over a row. `row` and `column` are 0-based; `nth` counts the pictures of one row. */
export interface PlacedPicture {
  row: number;
  column: number;
  nth: number;
  file: string;
  alt: string;
}

/** Width over height as the picture says itself; 1 where it does not. */
export function aspectOf(bytes: Uint8Array): number {
  const picture = inspectPicture(bytes);
  if (!picture.ok) return 1;
  if (picture.format !== 'svg') return picture.width && picture.height ? picture.width / picture.height : 1;
  const head = Buffer.from(bytes).toString('utf8', 0, 4096);
  const tag = /<svg\b[^>]*>/.exec(head)?.[0] ?? '';
  const [, , width, height] = (/\sviewBox\s*=\s*["']([^"']+)/.exec(tag)?.[1] ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const own = ['width', 'height'].map((n) =>
    Number(new RegExp(`\\s${n}\\s*=\\s*["']([\\d.]+)(?:px)?["']`).exec(tag)?.[1]),
  );
  const ratio = width && height ? width / height : (own[0] ?? NaN) / (own[1] ?? NaN);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : 1;
}

const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const SVG_BLIP = 'http://schemas.microsoft.com/office/drawing/2016/SVG/main';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  svg: 'image/svg+xml',
};

function* relations(targets: readonly [type: string, target: string][]): Generator<string> {
  yield `${XML}<Relationships xmlns="${PACKAGE_RELS}">`;
  for (const [i, [type, target]] of targets.entries())
    yield `<Relationship Id="rId${i + 1}" Type="${REL}/${type}" Target="${target}"/>`;
  yield '</Relationships>';
}

/** What is known of a bank's pictures without holding them, by file; what is no picture is undefined. */
export type PictureFacts = ReadonlyMap<string, { format: string; aspect: number } | undefined>;

/** Looks at each of these pictures once, one after another. */
export function factsOf(files: Iterable<string>, media: ReadonlyMap<string, Uint8Array>): PictureFacts {
  const facts = new Map<string, { format: string; aspect: number } | undefined>();
  for (const file of files) {
    const bytes = media.get(file);
    const picture = bytes && inspectPicture(bytes);
    facts.set(file, bytes && picture?.ok ? { format: picture.format, aspect: aspectOf(bytes) } : undefined);
  }
  return facts;
}

/** A drawing over the first sheet of a workbook, to be written to its package. */
export interface Drawing {
  /** Pictures of the package by their paths there: a file of the bank, or the bytes themselves. */
  media: ReadonlyMap<string, string | Uint8Array>;
  /** The other parts it adds, by path. */
  parts: ReadonlyMap<string, () => Iterable<string>>;
  /** The list of types of the package with those it needs. */
  types(xml: string): string;
}

interface Blip {
  xml: string;
  aspect: number;
}

function anchor({ row, column, nth, file, alt }: PlacedPicture, blip: Blip, id: number): string {
  const width = Math.min(PICTURE_BOX.width, PICTURE_BOX.height * blip.aspect);
  const [cx, cy] = [width, width / blip.aspect].map((n) => Math.max(1, Math.round(n * EMU_PER_PIXEL)));
  const offset = (GAP + nth * (PICTURE_BOX.width + GAP)) * EMU_PER_PIXEL;
  return (
    `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>${offset}</xdr:colOff>` +
    `<xdr:row>${row}</xdr:row><xdr:rowOff>${GAP * EMU_PER_PIXEL}</xdr:rowOff></xdr:from><xdr:ext cx="${cx}" cy="${cy}"/>` +
    `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${id}" name="${xmlText(file)}" descr="${xmlText(alt)}"/>` +
    `<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>` +
    `<xdr:blipFill>${blip.xml}<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>` +
    `<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>` +
    `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`
  );
}

/**
 * Pictures over the first sheet of a workbook; undefined where none of them is a picture. The workbook library can
 * neither name pictures nor hold SVG, so the drawing is written here: each picture carries its file name, by which a
 * later import knows it again, and its alternative text. SVG stands as Office 2016 and later keep it, with a
 * placeholder for older programs.
 */
export function drawingOf(placed: readonly PlacedPicture[], facts: PictureFacts): Drawing | undefined {
  const media = new Map<string, string | Uint8Array>();
  const targets: [string, string][] = [];
  const endings = new Set<string>();
  const related = (path: string, ending: string, picture: string | Uint8Array): number => {
    media.set(`xl/media/${path}`, picture);
    endings.add(ending);
    return targets.push(['image', `../media/${path}`]);
  };
  let placeholder = 0;
  const blipOf = (file: string): Blip | undefined => {
    const picture = facts.get(file);
    if (!picture) return undefined;
    const { format, aspect } = picture;
    const own = related(`image${targets.length + 1}.${format}`, format, file);
    if (format !== 'svg') return { xml: `<a:blip r:embed="rId${own}"/>`, aspect };
    placeholder ||= related('placeholder.png', 'png', PLACEHOLDER);
    const svg = `<asvg:svgBlip xmlns:asvg="${SVG_BLIP}" r:embed="rId${own}"/>`;
    const ext = `<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">${svg}</a:ext></a:extLst>`;
    return { xml: `<a:blip r:embed="rId${placeholder}">${ext}</a:blip>`, aspect };
  };
  const blips = new Map<string, Blip | undefined>();
  for (const { file } of placed) if (!blips.has(file)) blips.set(file, blipOf(file));
  if (targets.length === 0) return undefined;
  const drawing = function* () {
    yield `${XML}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${REL}">`;
    let id = 2;
    for (const picture of placed) {
      const blip = blips.get(picture.file);
      if (blip) yield anchor(picture, blip, id++);
    }
    yield '</xdr:wsDr>';
  };
  return {
    media,
    parts: new Map([
      ['xl/drawings/drawing1.xml', drawing],
      ['xl/drawings/_rels/drawing1.xml.rels', () => relations(targets)],
      ['xl/worksheets/_rels/sheet1.xml.rels', () => relations([['drawing', '../drawings/drawing1.xml']])],
    ]),
    types: (xml) => {
      const defaults = [...endings]
        .filter((e) => !xml.includes(`Extension="${e}"`))
        .map((e) => `<Default Extension="${e}" ContentType="${TYPES[e] ?? ''}"/>`);
      const override =
        '<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>';
      return xml
        .replace(/(<Types[^>]*>)/, `$1${defaults.join('')}`)
        .replace('</Types>', `${override}</Types>`);
    },
  };
}
