/** `0%`, `0.0%`, `0" km/h"`, `#,##0 "m"`, `"R "0`: digits, what is written around them, and percent. */
const FORM = /^((?:"[^"]{0,40}"|\\.){0,4})[#,]{0,8}0{1,3}(?:\.(0{1,8}))?(%?)((?:"[^"]{0,40}"|\\.|\s){0,4})$/;
const literal = (text: string) => text.replace(/"([^"]*)"|\\(.)/g, '$1$2');

/**
 * A number as its cell shows it, where the format says percent or a unit (`0.08%` is kept as 0.0008); every other format is
 * for the eye only, and the number stays whole.
 */
export function shownNumber(value: number, format: string | undefined): string {
  const found = format === undefined || !/[%"\\]/.test(format) ? null : FORM.exec(format.split(';')[0] ?? '');
  if (!found) return String(value);
  const [, before = '', decimals = '', percent = '', behind = ''] = found;
  const places = percent === '' && decimals === '' && !Number.isInteger(value) ? undefined : decimals.length;
  const plain = percent === '' ? value : value * 100;
  const digits = places === undefined ? String(plain) : plain.toFixed(places);
  return `${literal(before)}${digits}${percent}${literal(behind)}`;
}
