import { headingOf } from './headings';
import type { DocumentLine } from './line';
import { markersOf } from './markers';

const SPEAKS =
  /图|标志|标线|标识|手势|仪表|指示灯|报警灯|警告灯|信号灯|这是什么|这个|这种|此[处时]|\b(?:sign|picture|image|figure|shown)\b/i;
const NEAR = 30;

/** Whether a line begins a numbered question. */
function starts({ text }: DocumentLine): boolean {
  const first = markersOf(text.slice(0, 60))[0];
  return (
    first?.kind === 'number' && first.place === 'start' && first.form !== 'bare' && first.style !== 'circle'
  );
}
const isHeading = ({ text, heading }: DocumentLine) => heading !== undefined || headingOf(text) !== undefined;
const isPicture = ({ text, pictures }: DocumentLine) => pictures.length > 0 && text.trim() === '';

/**
 * Lines of pictures alone that belong to the question below them, not to the one above: in a document whose first picture
 * stands so above its question and in which none stands inside one, or where only the stem below speaks of a picture.
 */
export function picturesAhead(lines: readonly DocumentLine[]): ReadonlySet<number> {
  const found: { index: number; next: DocumentLine; above: DocumentLine | undefined }[] = [];
  let [aheadFirst, inside] = [false, false];
  lines.forEach((line, index) => {
    if (!isPicture(line)) return;
    const next = lines.slice(index + 1, index + NEAR).find(({ text }) => text.trim() !== '');
    let above: DocumentLine | undefined;
    let former: DocumentLine | undefined;
    for (let i = index - 1; i >= Math.max(0, index - NEAR) && !above; i -= 1) {
      const one = lines[i] as DocumentLine;
      if (one.text.trim() === '') continue;
      former ??= one;
      if (starts(one)) above = one;
    }
    if (!next || !starts(next)) {
      if (former) inside = true;
      return;
    }
    if (former && !isHeading(former)) found.push({ index, next, above });
    else if (found.length === 0 && !inside) aheadFirst = true;
  });
  const own = found.filter(
    ({ next, above }) =>
      (aheadFirst && !inside) || (above && SPEAKS.test(next.text) && !SPEAKS.test(above.text)),
  );
  return new Set(own.map(({ index }) => index));
}
