import { inspectPicture } from '../check/picture';
import { xmlText } from './xml-text';

const EMU_PER_PIXEL = 9_525;
/** The box in which a picture is shown, in pixels at 96 dpi. */
export const PICTURE_BOX = { width: 150, height: 96 };
const GAP = 6;

/** Shown by programs too old for SVG: a grey square. */
const PLACEHOLDER = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAAAAADhZOFXAAAADklEQVR42mO4CQUMlDEAobE2QfMlDBUAAAAASUVORK5CYII=',
  'base64',
);

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

const relations = (targets: readonly [type: string, target: string][]) =>
  `${XML}<Relationships xmlns="${PACKAGE_RELS}">${targets
    .map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${REL}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

/**
 * Lays pictures over the first sheet of an unpacked workbook. The workbook library can neither name pictures nor hold
 * SVG, so the drawing is written here: each picture carries its file name, by which a later import knows it again,
 * and its alternative text. SVG stands as Office 2016 and later keep it, with a placeholder for older programs.
 * Returns the files of which the bytes are no picture and which were left out.
 */
export function addPictures(
  parts: Map<string, Uint8Array>,
  placed: readonly PlacedPicture[],
  media: ReadonlyMap<string, Uint8Array>,
): Set<string> {
  const refused = new Set<string>();
  const targets: [string, string][] = [];
  const endings = new Set<string>();
  const related = (path: string, ending: string, bytes: Uint8Array): number => {
    parts.set(`xl/media/${path}`, bytes);
    endings.add(ending);
    return targets.push(['image', `../media/${path}`]);
  };
  let placeholder = 0;
  const known = new Map<string, { blip: string; aspect: number } | undefined>();
  const blipOf = (file: string) => {
    const bytes = media.get(file);
    const picture = bytes ? inspectPicture(bytes) : undefined;
    if (!bytes || !picture?.ok) return undefined;
    const own = related(`image${targets.length + 1}.${picture.format}`, picture.format, bytes);
    const aspect = aspectOf(bytes);
    if (picture.format !== 'svg') return { blip: `<a:blip r:embed="rId${own}"/>`, aspect };
    placeholder ||= related('placeholder.png', 'png', PLACEHOLDER);
    const svg = `<asvg:svgBlip xmlns:asvg="${SVG_BLIP}" r:embed="rId${own}"/>`;
    const ext = `<a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}">${svg}</a:ext></a:extLst>`;
    return { blip: `<a:blip r:embed="rId${placeholder}">${ext}</a:blip>`, aspect };
  };
  const anchors: string[] = [];
  for (const { row, column, nth, file, alt } of placed) {
    if (!known.has(file)) known.set(file, blipOf(file));
    const found = known.get(file);
    if (!found) {
      refused.add(file);
      continue;
    }
    const width = Math.min(PICTURE_BOX.width, PICTURE_BOX.height * found.aspect);
    const [cx, cy] = [width, width / found.aspect].map((n) => Math.max(1, Math.round(n * EMU_PER_PIXEL)));
    const offset = (GAP + nth * (PICTURE_BOX.width + GAP)) * EMU_PER_PIXEL;
    const id = anchors.length + 2;
    anchors.push(
      `<xdr:oneCellAnchor><xdr:from><xdr:col>${column}</xdr:col><xdr:colOff>${offset}</xdr:colOff>` +
        `<xdr:row>${row}</xdr:row><xdr:rowOff>${GAP * EMU_PER_PIXEL}</xdr:rowOff></xdr:from><xdr:ext cx="${cx}" cy="${cy}"/>` +
        `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="${id}" name="${xmlText(file)}" descr="${xmlText(alt)}"/>` +
        `<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr></xdr:nvPicPr>` +
        `<xdr:blipFill>${found.blip}<a:stretch><a:fillRect/></a:stretch></xdr:blipFill>` +
        `<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="${cx}" cy="${cy}"/></a:xfrm>` +
        `<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr></xdr:pic><xdr:clientData/></xdr:oneCellAnchor>`,
    );
  }
  if (anchors.length === 0) return refused;
  const edit = (path: string, change: (xml: string) => string) =>
    parts.set(path, Buffer.from(change(Buffer.from(parts.get(path) ?? []).toString('utf8'))));
  parts.set(
    'xl/drawings/drawing1.xml',
    Buffer.from(
      `${XML}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${REL}">${anchors.join('')}</xdr:wsDr>`,
    ),
  );
  parts.set('xl/drawings/_rels/drawing1.xml.rels', Buffer.from(relations(targets)));
  parts.set(
    'xl/worksheets/_rels/sheet1.xml.rels',
    Buffer.from(relations([['drawing', '../drawings/drawing1.xml']])),
  );
  edit('xl/worksheets/sheet1.xml', (xml) =>
    xml.replace('</worksheet>', '<drawing r:id="rId1"/></worksheet>'),
  );
  edit('[Content_Types].xml', (xml) => {
    const defaults = [...endings]
      .filter((e) => !xml.includes(`Extension="${e}"`))
      .map((e) => `<Default Extension="${e}" ContentType="${TYPES[e] ?? ''}"/>`);
    const drawing =
      '<Override PartName="/xl/drawings/drawing1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawing+xml"/>';
    return xml.replace(/(<Types[^>]*>)/, `$1${defaults.join('')}`).replace('</Types>', `${drawing}</Types>`);
  });
  return refused;
}
