import { withLetteredOptions } from './counted-options';
import type { DocumentLine } from './line';

/** An option behind a circle or box of a form, and the right one marked as forms export it: `B. 停车（正确答案）`. */
const CIRCLE = /^\s{0,8}[○●◯◉□■☐]\s?(?=[A-H][.．、:：)）\s])/;
const OPTION_LINE = /^\s{0,8}[(（]?[A-H]\s?[.．、:：)）\s]/;
const MARKED = /\s?[(（【[]\s?正确(?:答案|选项)\s?[)）】\]]/g;

/** Ticks and crosses of other sets as the ones everything else knows. */
function withSigns(line: DocumentLine): DocumentLine {
  const bare = line.text.replace(CIRCLE, '');
  if (bare.includes('正确') && OPTION_LINE.test(bare)) {
    const marked = bare.replace(MARKED, ' √ ').trimEnd();
    // Offsets of what stands out would be wrong, and the mark says it.
    if (marked !== bare) return { text: marked, at: line.at, pictures: line.pictures };
  }
  const text = (line.emphasis ? line.text : bare)
    .replace(/[\u2611\u2705]/g, '√')
    .replace(/[\u274C\u2716]/g, '×')
    .replace(/\uFE0F|\u200B|\uFEFF/g, '');
  return text === line.text || line.emphasis ? line : { ...line, text };
}

/** Lines as the parser takes them: signs of other sets as the known ones, 甲、乙 as letters. */
export const preparedLines = (lines: readonly DocumentLine[]): readonly DocumentLine[] =>
  withLetteredOptions(lines.map(withSigns));
