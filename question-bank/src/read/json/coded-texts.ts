const LOOKED_AT = 400;
const FEWEST = 4;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{4}|[A-Za-z\d+/]{3}=|[A-Za-z\d+/]{2}==)$/;
// eslint-disable-next-line no-control-regex -- what holds such characters is no text
const NO_TEXT = /[\0-\x08\x0e-\x1f\ufffd]/;

function* texts(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const v of Object.values(value)) yield* texts(v);
}

function fromBase64(text: string): string | undefined {
  if (text === '' || !BASE64.test(text)) return undefined;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return NO_TEXT.test(decoded) ? undefined : decoded;
}

function fromUrl(text: string): string | undefined {
  try {
    return /\s/.test(text) ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** How all texts of a document are coded: `base64` or `url` as interfaces offer it; undefined where they are plain. */
function codingOf(sample: readonly string[]): ((text: string) => string | undefined) | undefined {
  if (sample.length < FEWEST) return undefined;
  const all = (decode: (text: string) => string | undefined) =>
    sample.map(decode).filter((t): t is string => t !== undefined);
  const url = all(fromUrl);
  const coded = sample.filter((t) => /%[\dA-F]{2}/i.test(t)).length;
  if (url.length === sample.length && coded >= 2) return fromUrl;
  const base64 = all(fromBase64);
  // Words of four letters are base64 too; what they would say then is no text.
  return base64.length === sample.length && base64.some((t) => /\s|\p{Script=Han}/u.test(t))
    ? fromBase64
    : undefined;
}

/** The value with all its texts decoded, where every one of them (of the first) is base64 or URL coded; else undefined. */
export function decodedTexts(value: unknown): { value: unknown } | undefined {
  const sample: string[] = [];
  for (const text of texts(value)) {
    if (text !== '') sample.push(text);
    if (sample.length >= LOOKED_AT) break;
  }
  const decode = codingOf(sample);
  if (!decode) return undefined;
  const walk = (v: unknown): unknown => {
    if (typeof v === 'string') return decode(v) ?? v;
    if (Array.isArray(v)) return v.map(walk);
    if (typeof v !== 'object' || v === null) return v;
    return Object.fromEntries(Object.entries(v).map(([k, inner]) => [k, walk(inner)]));
  };
  return { value: walk(value) };
}
