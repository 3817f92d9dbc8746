import { letterAt } from '../kiosk/test/letters';

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}
/** Parts of a pixel that rounding may take. */
const FORGIVEN = 1;

/** Whether a box is seen whole through others that cut what lies outside them. */
export const isWithin = (box: Box, windows: readonly Box[]): boolean =>
  windows.every(
    (w) =>
      box.left >= w.left - FORGIVEN &&
      box.top >= w.top - FORGIVEN &&
      box.right <= w.right + FORGIVEN &&
      box.bottom <= w.bottom + FORGIVEN,
  );

/** The part of an element that shows what is in it: without border and scroll bar. */
function insideOf(e: Element): Box {
  const { left, top } = e.getBoundingClientRect();
  const [x, y] = [left + e.clientLeft, top + e.clientTop];
  return { left: x, top: y, right: x + e.clientWidth, bottom: y + e.clientHeight };
}

/**
 * What of the question on the screen cannot be seen without scrolling, by the layout as it stands now: `stem`,
 * `picture`, letters of options.
 */
export function hiddenParts(root: ParentNode): string[] {
  const main = root.querySelector('.test-main');
  const options = root.querySelector('.options');
  if (!main || !options) return [];
  const page = insideOf(main);
  // Columns are scrolled sideways within their own box, which holds the stem as well.
  const inner = options.closest('.columns') ? [page, insideOf(options)] : [page];
  const hides = (e: Element, windows: readonly Box[]) => !isWithin(e.getBoundingClientRect(), windows);
  const letters = [...root.querySelectorAll('.option')].flatMap((o, i) =>
    hides(o, inner) ? [letterAt(i)] : [],
  );
  return [
    ...([...root.querySelectorAll('.stem')].some((e) => hides(e, inner)) ? ['stem'] : []),
    ...([...root.querySelectorAll('.picture')].some((e) => hides(e, [page])) ? ['picture'] : []),
    ...letters,
  ];
}
