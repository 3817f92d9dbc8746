import type { FieldKey } from './field-keys';

const BEFORE = '(?:题目|试题|备选|选项|选择|答案|option|opt|choice|answer|response)?';
const SAYS =
  '(?:是否为?)?(?:正确|对|right|correct|iscorrect|isright|istrue|true|flag)(?:答案|选项|标记|标志|与否)?';
const BEHIND = new RegExp(`^${BEFORE}(?:([a-h])|([1-8]))(?:选项|项)?${SAYS}$`);
const AHEAD =
  /^(?:is|是否|是否为)?(?:correct|right|true|正确)(?:选项|option|choice|answer|opt)?(?:([a-h])|([1-8]))$/;

/** Which option (0-based) a column or key marks as right or wrong by its name: `A正确`, `isCorrectB`, `Option 3 correct`. */
export function flagPlace(name: string): number | undefined {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.:：*()[\]【】?？]+/g, '');
  const found = BEHIND.exec(plain) ?? AHEAD.exec(plain);
  if (!found) return undefined;
  return found[1] === undefined ? Number(found[2]) - 1 : found[1].charCodeAt(0) - 97;
}

/** What columns may be taken for flags: those by name, if each of them stands for an option that has a column. */
export function flagColumns(
  cells: readonly string[],
  columns: ReadonlyMap<FieldKey, number>,
  unknown: readonly number[],
): ReadonlyMap<FieldKey, number> {
  const flags = new Map<FieldKey, number>();
  if (!columns.has('optionA') || !columns.has('optionB')) return flags;
  for (const column of unknown) {
    const place = flagPlace(cells[column] ?? '');
    const key = place === undefined ? undefined : (`option${String.fromCharCode(65 + place)}` as FieldKey);
    if (key && columns.has(key) && !flags.has(key)) flags.set(key, column);
  }
  // One alone may be anything; all options but the last ones have theirs.
  const options = [...columns.keys()].filter((key) => /^option[A-H]$/.test(key)).length;
  return flags.size >= 2 && flags.size >= options - 1 ? flags : new Map<FieldKey, number>();
}
