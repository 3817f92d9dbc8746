/** The first character of these makes a spreadsheet take a cell for a formula, in either width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠']/;

/** Text that files change on their way: outer blanks, lone carriage returns, what XML cannot hold. */
// eslint-disable-next-line no-control-regex
const UNSAFE = /^\s|\s$|[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|\p{Cs}|_x[0-9A-Fa-f]{4}_/u;

function jsonString(text: string): string | undefined {
  if (!text.startsWith('"') || !text.endsWith('"')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** JSON in characters that every text file and XML document can hold, and that no one escapes on the way. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(
      /[\u007f-\u009f\ufeff\ufffe\uffff]/g,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(/_x(?=[0-9A-Fa-f]{4}_)/g, '\\u005fx');
}

/** A text as a cell of our own tables holds it: as it stands, or as a JSON string where a file would change it. */
export function toCell(text: string): string {
  return UNSAFE.test(text) || jsonString(text) !== undefined ? plainJson(text) : text;
}

/** The text of a cell that `toCell` wrote, or that a clerk typed. */
export function fromCell(cell: string): string {
  const text = cell.replace(/\r\n?/g, '\n').trim();
  return jsonString(text) ?? text;
}

function jsonArray(text: string): unknown[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Several values in one cell: as `write` puts them for people if `read` finds the same values in that, else as a
 * JSON array.
 */
export function toListCell<T>(
  values: readonly T[],
  write: (values: readonly T[]) => string,
  read: (text: string) => T[] | undefined,
): string {
  const text = write(values);
  const same =
    !UNSAFE.test(text) &&
    jsonArray(text) === undefined &&
    JSON.stringify(read(text)) === JSON.stringify(values);
  return same ? text : plainJson(values);
}

/** The values of a list cell; undefined if it names something that `read` does not know. */
export function fromListCell<T>(
  cell: string,
  read: (text: string) => T[] | undefined,
): unknown[] | undefined {
  const text = cell.replace(/\r\n?/g, '\n').trim();
  return jsonArray(text) ?? read(text);
}

/**
 * Guards a cell of separated text against being run as a formula when the file is opened in a spreadsheet: one
 * apostrophe in front, which spreadsheets show as text. A text that begins with an apostrophe gets one as well, so
 * that taking exactly one off always gives the text back.
 */
export function guardFormula(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** Takes the guard off. Only for rows that carry our mark: elsewhere an apostrophe is the office's own. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") ? cell.slice(1) : cell;
}
