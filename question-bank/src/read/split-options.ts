const LETTER = /^\s*[(（]?([A-Ha-h])[)）]?\s*[.．、:：)）]\s*/;
/** With a blank or Chinese behind it, so that "1.5 m" is no label. */
const NUMBER = /^\s*[(（]?([1-8])[)）]?\s*(?:[.．:：)）](?=\s|\p{Script=Han})|、)\s*/u;

/**
 * Takes the options' own labels ("A、", "B.", "1. ") off, if every option that has a text carries the label of its
 * own place; a text that merely begins with such a letter stays whole.
 */
export function withoutLabels(texts: readonly string[]): string[] {
  const label = [LETTER, NUMBER].find((form) =>
    texts.every((text, i) => {
      const own = form.exec(text)?.[1]?.toUpperCase();
      return text.trim() === '' || own === String.fromCharCode(65 + i) || own === String(i + 1);
    }),
  );
  return texts.map((text) => (label ? text.replace(label, '') : text).trim());
}

/** Options kept in one cell: one a line, or separated by bars, or run together with labels A. … B. … */
export function splitOptions(cell: string): string[] {
  const lines = cell.split(/\n|\|/).filter((l) => l.trim() !== '');
  if (lines.length > 1) return withoutLabels(lines);
  const marks = [...cell.matchAll(/(?:^|[\s;；])([A-Ha-h])[.．、:：)）]/g)];
  const inOrder = marks.every((m, i) => m[1]?.toUpperCase() === String.fromCharCode(65 + i));
  if (marks.length < 2 || !inOrder) return lines;
  return withoutLabels(
    marks.map((m, i) => cell.slice(m.index, marks[i + 1]?.index).replace(/^[\s;；]+|[\s;；]+$/g, '')),
  );
}
