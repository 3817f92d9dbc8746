/** A name as strangers may see it: 王*明, 王*, J***n. */
export function maskName(name: string): string {
  const signs = [...name];
  if (signs.length <= 1) return name;
  if (signs.length === 2) return `${signs[0]}*`;
  return `${signs[0]}${'*'.repeat(signs.length - 2)}${signs.at(-1)}`;
}

/** An ID number as all but registry office and administrators see it: 1501**********1234. */
export function maskIdNumber(idNumber: string): string {
  const keep = idNumber.length >= 12 ? 4 : idNumber.length >= 6 ? 2 : 0;
  const hidden = Math.max(0, idNumber.length - 2 * keep);
  return idNumber.slice(0, keep) + '*'.repeat(hidden) + idNumber.slice(idNumber.length - keep);
}
