/** 王小明 → 王*明, 王明 → 王*, Anna Schmidt → A***t. Enough to recognise oneself, not enough to be named. */
export function maskName(name: string): string {
  const chars = [...name.trim()];
  if (chars.length <= 1) return chars.length === 1 ? '*' : '';
  if (chars.length === 2) return `${chars[0]}*`;
  return `${chars[0]}${'*'.repeat(Math.min(3, chars.length - 2))}${chars.at(-1)}`;
}

/** First four and last four characters stay; short numbers keep the last two only. */
export function maskIdNumber(idNumber: string): string {
  const s = idNumber.trim();
  if (s.length < 10) return '*'.repeat(Math.max(0, s.length - 2)) + s.slice(-2);
  return s.slice(0, 4) + '*'.repeat(s.length - 8) + s.slice(-4);
}
