const ROOT = /^[^<]{0,8}(?:<\?[^>]{0,200}\?>\s{0,20})?(?:<!--[^>]{0,400}-->\s{0,20})?<(\w{1,20}):\w/;
const ATTRIBUTES = String.raw`(?=[\s/>])((?:[^>"']|"[^"]{0,200}"|'[^']{0,200}'){0,400})>`;
const ROW_OR_CELL = new RegExp(`<(row|c)${ATTRIBUTES}`, 'g');
const CELL = new RegExp(`<(c)${ATTRIBUTES}`);
/** So much of a sheet tells how its rows and cells are written. */
const LOOKED_AT = 64 * 1024;
const REFERENCE = /\sr\s*=\s*["']/;

function letters(column: number): string {
  let out = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26))
    out = String.fromCharCode(65 + ((n - 1) % 26)) + out;
  return out;
}

/** Rows and cells may leave out where they are: then each stands behind the one before it. */
function withReferences(xml: string): string {
  let row = 0;
  let column = 0;
  return xml.replace(ROW_OR_CELL, (whole: string, name: string, attributes: string) => {
    if (name === 'row') {
      column = 0;
      const said = /\sr\s*=\s*["'](\d{1,7})["']/.exec(attributes)?.[1];
      row = said === undefined ? row + 1 : Number(said);
      return said === undefined ? `<row r="${row}"${attributes}>` : whole;
    }
    const said = /\sr\s*=\s*["']([A-Z]{1,3})\d{1,7}["']/.exec(attributes)?.[1];
    column = said === undefined ? column + 1 : [...said].reduce((n, l) => n * 26 + l.charCodeAt(0) - 64, 0);
    return said === undefined ? `<c r="${letters(column)}${row}"${attributes}>` : whole;
  });
}

/**
 * A part of a workbook as the workbook library expects it: other programs than Excel name every element with a prefix
 * (`x:row`), or leave out the places of rows and cells. Undefined where it is so already.
 */
export function plainPart(path: string, bytes: Buffer): Buffer | undefined {
  const head = bytes.subarray(0, LOOKED_AT).toString('utf8');
  const prefix = ROOT.exec(head)?.[1];
  const withoutPrefix = (xml: string) =>
    prefix === undefined ? xml : xml.replace(new RegExp(String.raw`(<\/?)${prefix}:(?=\w)`, 'g'), '$1');
  const seen = path.startsWith('xl/worksheets/') ? withoutPrefix(head) : '';
  const firsts = [seen.match(ROW_OR_CELL)?.[0], CELL.exec(seen)?.[0]];
  const bare = firsts.some((tag) => tag !== undefined && !REFERENCE.test(tag));
  if (prefix === undefined && !bare) return undefined;
  const named = withoutPrefix(bytes.toString('utf8'));
  return Buffer.from(bare ? withReferences(named) : named);
}
