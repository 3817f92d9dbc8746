import iconv from 'iconv-lite';

/** How a text was spoilt: Chinese in one coding, opened by some program as if it were in another. */
export type Garbling = 'utf8-as-gbk' | 'utf8-as-latin1' | 'gbk-as-latin1';

const HAN = /\p{Script=Han}/u;
/** What Chinese text is made of, beside ASCII: everything else in an undone text says that it was not garbled. */
const CHINESE =
  /^[\x20-\x7e\s\p{Script=Han}\u00b7\u00d7\u00b0\u2010-\u2026\u2030\u2103\u2460-\u24ff\u2500-\u25ff\u3000-\u303f\uff00-\uffef√∶≤≥①-⑩]*$/u;

/** The GBK characters that the first two bytes of a Chinese character or mark in UTF-8 look like: 椹, 銆, 锛 and so on. */
const GBK_STARTS: ReadonlySet<string> = (() => {
  const found = new Set<string>();
  for (const lead of [0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xef])
    for (let next = 0x80; next <= 0xbf; next += 1) {
      const c = iconv.decode(Buffer.from([lead, next]), 'gbk');
      if (c.length === 1 && c !== '\uFFFD') found.add(c);
    }
  return found;
})();

/** The first character that is not ASCII. */
function firstForeign(text: string): string | undefined {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 0x7f) return text[i];
  return undefined;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes a text had in a coding of one byte a character; undefined if it holds another character. */
function bytesIn(text: string, coding: 'gbk' | 'win1252' | 'latin1'): Buffer | undefined {
  const bytes = iconv.encode(text, coding);
  return iconv.decode(bytes, coding) === text ? bytes : undefined;
}

/** Windows keeps the five bytes that its table leaves open as control characters. */
function latinBytes(text: string): Buffer | undefined {
  const bytes: number[] = [];
  for (const c of text) {
    const code = c.codePointAt(0) ?? 0;
    if (code <= 0xff) bytes.push(code);
    else {
      const [byte, ...more] = bytesIn(c, 'win1252') ?? [];
      if (byte === undefined || more.length > 0) return undefined;
      bytes.push(byte);
    }
  }
  return Buffer.from(bytes);
}

function asUtf8(bytes: Buffer | undefined): string | undefined {
  if (!bytes) return undefined;
  try {
    const text = utf8.decode(bytes);
    return HAN.test(text) && CHINESE.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

/** GB 2312's common characters only: two accented letters of a European word are also a pair of bytes. */
function asGbk(bytes: Buffer | undefined): string | undefined {
  if (!bytes) return undefined;
  let pairs = 0;
  for (let i = 0; i < bytes.length; i += 1) {
    const [lead = 0, next = 0] = [bytes[i], bytes[i + 1]];
    if (lead < 0x80) continue;
    const common = (lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3);
    if (!common || next < 0xa1 || next === 0xff) return undefined;
    if (lead >= 0xb0) pairs += 1;
    i += 1;
  }
  return pairs >= 2 && pairs * 2 >= bytes.length / 3 ? iconv.decode(bytes, 'gbk') : undefined;
}

/** Bytes above 0x80 as Latin letters and signs; no Chinese text begins with one of these but « and the like. */
const isLatin = (first: string) => first <= '\u024f';

/** Whether a text whose first character beyond ASCII is this one needs a closer look. */
export const mayBeGarbled = (first: string): boolean => GBK_STARTS.has(first) || isLatin(first);

/**
 * The text behind a garbled one, where every character of it can be told; undefined where nothing is wrong or where
 * something is lost. Costs one look at the first character that is not ASCII for texts that are well.
 */
export function ungarble(text: string): { text: string; how: Garbling } | undefined {
  const first = firstForeign(text);
  if (first === undefined) return undefined;
  const [mayBeGbk, mayBeLatin] = [GBK_STARTS.has(first), isLatin(first)];
  if ((!mayBeGbk && !mayBeLatin) || text.includes('\uFFFD')) return undefined;
  if (mayBeGbk) {
    const undone = asUtf8(bytesIn(text, 'gbk'));
    if (undone !== undefined) return { text: undone, how: 'utf8-as-gbk' };
  }
  if (!mayBeLatin) return undefined;
  const bytes = latinBytes(text);
  const undone = asUtf8(bytes);
  if (undone !== undefined) return { text: undone, how: 'utf8-as-latin1' };
  const chinese = asGbk(bytes);
  return chinese === undefined ? undefined : { text: chinese, how: 'gbk-as-latin1' };
}

/** Marks that only a lossy conversion leaves. */
const LOST = /\uFFFD|\u951f\u65a4\u62f7|\u00ef\u00bf\u00bd|[\u70eb]{3}|[\u5c6f]{3}/;
/** UTF-8 marks and particles as GBK: ，。（）“” and 的 是 不 in front of what they were torn from. */
const TORN_GBK =
  /[\u951b\u9286](?:[\u4e00-\u9fff\u20ac?\ue000-\uf8ff]|$)|\u9428[\u52ab\u52ec]|\u93c4\ue21a|\u6d93\u5d85/;
const TORN_LATIN =
  /(?:[\u00e4-\u00e9\u00ef][\u0080-\u00bf\u0152-\u0178\u2013-\u2122][\u0080-\u00bf\u0152-\u0178\u2013-\u2122]){2}/;

/** Whether a text was garbled so that not all of it can be told any more. */
export const isGarbled = (text: string): boolean =>
  LOST.test(text) || TORN_GBK.test(text) || TORN_LATIN.test(text);
