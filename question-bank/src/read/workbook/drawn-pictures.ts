import { PICTURE_NAME } from '../formats';
import { descendants, element, elements, textOf } from '../xml';
import { part, relations } from './cell-pictures';

/** A picture that lies over a sheet. */
export interface DrawnPicture {
  /** The row of its upper left corner, from 1. */
  row: number;
  /** The part that holds it. */
  path: string;
  /** Of the part that holds it, without the dot. */
  ending: string;
  /** The file name it was given, as our exports do; programs call theirs "Picture 1" or 图片 1. */
  called?: string;
}

const FILE_NAME = /^[\p{L}\p{N}_-][\p{L}\p{N}_.-]*$/u;
/** The file name that a picture was given; undefined for names that programs make. */
export const fileNameGiven = (name: string): string | undefined =>
  PICTURE_NAME.test(name) && FILE_NAME.test(name) ? name : undefined;

/**
 * The pictures over the cells of one sheet, by anchor. Where a picture is kept as SVG with a rendering for older
 * programs, it is the SVG.
 */
export function drawnPictures(files: ReadonlyMap<string, Buffer>, sheetPath: string): DrawnPicture[] {
  const found: DrawnPicture[] = [];
  const drawings = [...relations(files, sheetPath).values()].filter((p) =>
    p.startsWith('xl/drawings/drawing'),
  );
  for (const path of drawings) {
    const paths = relations(files, path);
    const root = part(files, path);
    for (const anchor of elements(root)) {
      const row = Number.parseInt(textOf(element(element(anchor, 'from'), 'row')), 10);
      if (!Number.isInteger(row) || row < 0) continue;
      for (const pic of [...descendants(anchor)].filter((e) => e.name === 'pic')) {
        const inside = [...descendants(pic)];
        const targetOf = (name: string) =>
          paths.get(inside.find((e) => e.name === name)?.attributes.get('embed') ?? '') ?? '';
        const target = [targetOf('svgBlip'), targetOf('blip')].find((t) => files.has(t));
        if (target === undefined) continue;
        const ending = /\.([A-Za-z0-9]+)$/.exec(target)?.[1]?.toLowerCase() ?? 'png';
        const name = inside.find((e) => e.name === 'cNvPr')?.attributes.get('name') ?? '';
        const called = fileNameGiven(name);
        found.push({ row: row + 1, path: target, ending, ...(called === undefined ? {} : { called }) });
      }
    }
  }
  return found;
}
