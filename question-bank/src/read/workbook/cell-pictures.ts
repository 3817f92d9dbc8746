import { posix } from 'node:path';
import { descendants, elements, readXml, textOf, type XmlElement } from '../xml';

/** Pictures that sit in cells rather than over them, by cell (`E2`): the path of the part, or why there is none. */
export type CellPictures = ReadonlyMap<string, { path: string } | { missing: string }>;

/** A part of the workbook as XML; undefined if it is not there or broken. */
export function part(files: ReadonlyMap<string, Buffer>, path: string): XmlElement | undefined {
  const bytes = files.get(path);
  const read = bytes ? readXml(bytes.toString('utf8')) : undefined;
  return read?.ok ? read.root : undefined;
}

/** Where the relations of a part lead, by id. */
export function relations(files: ReadonlyMap<string, Buffer>, of: string): Map<string, string> {
  const rels = part(files, `${posix.dirname(of)}/_rels/${posix.basename(of)}.rels`);
  return new Map(
    elements(rels, 'Relationship').map((r) => {
      const target = r.attributes.get('Target') ?? '';
      const path = target.startsWith('/') ? target.slice(1) : posix.join(posix.dirname(of), target);
      return [r.attributes.get('Id') ?? '', posix.normalize(path)];
    }),
  );
}

/** WPS keeps pictures of cells in a part of its own and names them in a formula, DISPIMG("ID_…",1). */
function wpsPictures(files: ReadonlyMap<string, Buffer>): Map<string, string> {
  const path = 'xl/cellimages.xml';
  const root = part(files, path);
  const paths = relations(files, path);
  const byId = new Map<string, string>();
  for (const image of elements(root, 'cellImage')) {
    const inside = [...descendants(image)];
    const name = inside.find((e) => e.name === 'cNvPr')?.attributes.get('name');
    const embed = inside.find((e) => e.name === 'blip')?.attributes.get('embed');
    const target = embed === undefined ? undefined : paths.get(embed);
    if (name !== undefined && target !== undefined) byId.set(name, target);
  }
  return byId;
}

/**
 * Excel's pictures in cells: a cell's `vm` counts value metadata, that names a rich value, whose first value counts
 * the relations to pictures (ECMA-376 and [MS-XLSX] 2.3.6).
 */
function excelPictures(files: ReadonlyMap<string, Buffer>): (vm: number) => string | undefined {
  const metadata = part(files, 'xl/metadata.xml');
  const all = metadata ? [...descendants(metadata)] : [];
  const values = all.find((e) => e.name === 'valueMetadata');
  const future = all.find((e) => e.name === 'futureMetadata' && e.attributes.get('name') === 'XLRICHVALUE');
  const rich = part(files, 'xl/richData/rdrichvalue.xml');
  const relPath = 'xl/richData/richValueRel.xml';
  const ids = elements(part(files, relPath), 'rel').map((r) => r.attributes.get('id') ?? '');
  const paths = relations(files, relPath);
  const number = (text: string | undefined) =>
    text === undefined || text.trim() === '' ? undefined : Number(text);
  return (vm) => {
    const record = elements(elements(values, 'bk')[vm - 1], 'rc')[0];
    const at = number(record?.attributes.get('v'));
    const block = at === undefined ? undefined : elements(future, 'bk')[at];
    const index = block
      ? number([...descendants(block)].find((e) => e.name === 'rvb')?.attributes.get('i'))
      : at;
    const first = index === undefined ? undefined : elements(elements(rich, 'rv')[index], 'v')[0];
    const rel = number(first ? textOf(first) : undefined);
    return rel === undefined ? undefined : paths.get(ids[rel] ?? '');
  };
}

const CELL = /<(?:\w+:)?c\s([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g;
const DISPIMG = /DISPIMG\(\s*(?:"|&quot;)([^"&]+)(?:"|&quot;)/;

/** The pictures in the cells of one sheet. Cells of others are not looked at. */
export function cellPictures(files: ReadonlyMap<string, Buffer>, sheetPath: string): CellPictures {
  const found = new Map<string, { path: string } | { missing: string }>();
  const xml = files.get(sheetPath)?.toString('utf8') ?? '';
  const [wps, excel] = [xml.includes('DISPIMG('), /\svm="\d/.test(xml)];
  if (!wps && !excel) return found;
  const byId = wps ? wpsPictures(files) : new Map<string, string>();
  const byMetadata = excel ? excelPictures(files) : () => undefined;
  for (const [, attributes = '', inner = ''] of xml.matchAll(CELL)) {
    const cell = /\br="([A-Z]{1,3}\d{1,7})"/.exec(attributes)?.[1];
    if (cell === undefined) continue;
    const id = wps ? DISPIMG.exec(inner)?.[1] : undefined;
    const vm = excel ? /\bvm="(\d+)"/.exec(attributes)?.[1] : undefined;
    if (id === undefined && vm === undefined) continue;
    const path = id === undefined ? byMetadata(Number(vm)) : byId.get(id);
    // A rich value that is no picture (a stock, a place) is a text with decorations.
    if (path !== undefined && files.has(path)) found.set(cell, { path });
    else if (id !== undefined) found.set(cell, { missing: id });
  }
  return found;
}
