const LABEL = /^\s*[(（]?([A-Ha-h])[)）]?\s*[.．、:：)）]\s*/;

/**
 * Takes the options' own labels ("A、", "B.") off, if every option that has a text carries the label of its own
 * place; a text that merely begins with such a letter stays whole.
 */
export function withoutLabels(texts: readonly string[]): string[] {
  const all = texts.every((text, i) => {
    const label = LABEL.exec(text)?.[1]?.toUpperCase();
    return text.trim() === '' || label === String.fromCharCode(65 + i);
  });
  return texts.map((text) => (all ? text.replace(LABEL, '') : text).trim());
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
