import type { DocumentLine } from './line';

const NUMBERED = /^\s{0,8}(?:第\s?)?[(（【[]?(?:Q|question\s)?\d{1,5}\s?[)）】\].、．:：题]/i;

/** Whether a line begins with the number of a question, in any of the usual forms. */
export const beginsNumbered = (text: string): boolean => NUMBERED.test(text);

/**
 * The lines above one, from the nearest up to the one that begins its question, `near` of them at most; `found` says
 * whether that was among them.
 */
export function questionAbove(
  lines: readonly DocumentLine[],
  index: number,
  near: number,
  begins: (text: string) => boolean = beginsNumbered,
): { above: DocumentLine[]; found: boolean } {
  const above: DocumentLine[] = [];
  for (let i = index - 1; i >= Math.max(0, index - near); i -= 1) {
    const line = lines[i] as DocumentLine;
    above.push(line);
    if (begins(line.text.slice(0, 400))) return { above, found: true };
  }
  return { above, found: false };
}
