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

interface OfKey {
  texts: number;
  coded: number;
  chinese: number;
  padded: number;
}

/** What the texts by each key look like, as far as they are looked at. */
function byKey(value: unknown): Map<string, OfKey> {
  const seen = new Map<string, OfKey>();
  let left = LOOKED_AT;
  const walk = (v: unknown, key: string): void => {
    if (left <= 0) return;
    if (Array.isArray(v)) for (const item of v) walk(item, key);
    else if (typeof v === 'object' && v !== null) for (const [k, inner] of Object.entries(v)) walk(inner, k);
    else if (typeof v === 'string' && v !== '') {
      left -= 1;
      const of = seen.get(key) ?? { texts: 0, coded: 0, chinese: 0, padded: 0 };
      const text = fromBase64(v);
      of.texts += 1;
      if (text !== undefined) of.coded += 1;
      if (text !== undefined && /\p{Script=Han}/u.test(text)) of.chinese += 1;
      if (v.endsWith('=')) of.padded += 1;
      seen.set(key, of);
    }
  };
  walk(value, '');
  return seen;
}

/** Keys all whose texts are base64 where those of some key are of Chinese: no words are so by chance. */
function codedKeys(value: unknown): ReadonlySet<string> {
  const seen = [...byKey(value)].filter(([, { texts, coded }]) => texts > 1 && coded === texts);
  const chinese = seen.filter(([, { texts, chinese }]) => 2 * chinese > texts);
  if (chinese.length === 0) return new Set();
  return new Set([...chinese, ...seen.filter(([, { padded }]) => padded > 0)].map(([key]) => key));
}

/** The value with all its texts decoded, or those by some of its keys, where every one of them (of the first) is base64 or URL coded; else undefined. */
export function decodedTexts(value: unknown): { value: unknown } | undefined {
  const sample: string[] = [];
  for (const text of texts(value)) {
    if (text !== '') sample.push(text);
    if (sample.length >= LOOKED_AT) break;
  }
  const decode = codingOf(sample);
  const mayBeCoded = sample.some((t) => t.length > 7 && BASE64.test(t));
  const keys = decode || !mayBeCoded ? undefined : codedKeys(value);
  if (!decode && (keys === undefined || keys.size === 0)) return undefined;
  const walk = (v: unknown, key: string): unknown => {
    if (typeof v === 'string') {
      if (decode) return decode(v) ?? v;
      return keys?.has(key) ? (fromBase64(v) ?? v) : v;
    }
    if (Array.isArray(v)) return v.map((item) => walk(item, key));
    if (typeof v !== 'object' || v === null) return v;
    return Object.fromEntries(Object.entries(v).map(([k, inner]) => [k, walk(inner, k)]));
  };
  return { value: walk(value, '') };
}
