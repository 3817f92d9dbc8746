import { isAscii, isUtf8, transcode } from 'node:buffer';
import iconv from 'iconv-lite';
import { eastAsianPage, latinPage, type EastAsianPage, type LatinPage } from './code-page';

export type Coding =
  'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be' | 'windows-1251' | LatinPage | EastAsianPage;

export type Decoded =
  | { ok: true; text: string; coding: Coding }
  | { ok: false; code: 'BAD_CODING' | 'BINARY_IN_TEXT'; row?: number };

const REPLACEMENT = '\uFFFD';

/** Half the bytes of UTF-16 text with Latin letters, digits and separators are zero, on one side only. */
function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const head = bytes.subarray(0, 4096);
  let even = 0;
  let odd = 0;
  head.forEach((b, i) => {
    if (b === 0) {
      if (i % 2) odd += 1;
      else even += 1;
    }
  });
  if (bytes.length % 2 !== 0 || even + odd < head.length / 10) return undefined;
  if (odd > 20 * even) return 'utf-16le';
  return even > 20 * odd ? 'utf-16be' : undefined;
}

/** Of longer texts the second copy that a conversion makes would be felt. */
const CONVERTED_BELOW = 16 * 1024 * 1024;

/** A text that is UTF-8 throughout. The runtime's conversion is several times faster than its decoder. */
function soundUtf8(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (isAscii(bytes)) return buffer.toString('latin1');
  if (bytes.length > CONVERTED_BELOW) return buffer.toString('utf8');
  return transcode(bytes, 'utf8', 'ucs2').toString('ucs2');
}

function decodeAs(bytes: Uint8Array, coding: Coding): string | undefined {
  if (coding === 'utf-8' || coding === 'utf-8-bom') {
    // A decoder that fails by itself is many times slower than looking first.
    return isUtf8(bytes) ? soundUtf8(bytes).replace(/^\uFEFF/, '') : undefined;
  }
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), coding);
  return text.includes(REPLACEMENT) ? undefined : text;
}

/** Codings in which nearly any bytes are some text. */
const EAST_ASIAN: ReadonlySet<Coding> = new Set(['gb18030', 'big5', 'euc-kr', 'shift_jis']);

/** What the text may be in, the likeliest first; the rest is looked at only if that fails. */
function* codingsOf(bytes: Uint8Array): Generator<Coding> {
  const marked = byMark(bytes) ?? utf16WithoutMark(bytes);
  if (marked) {
    yield marked;
    return;
  }
  yield 'utf-8';
  const western = singleByte(bytes);
  if (western) yield western;
  const other = western ? undefined : eastAsianPage(bytes, Math.min(bytes.length, LOOKED_AT));
  if (other) yield other;
  yield 'gb18030';
}

function byMark(bytes: Uint8Array): Coding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8-bom';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

const LOOKED_AT = 256 * 1024;
const isLetter = (b: number | undefined) =>
  b !== undefined && ((b >= 0x41 && b <= 0x5a) || (b >= 0x61 && b <= 0x7a));
/** Bytes that windows-1252 has no character for. */
const UNDEFINED_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/**
 * Whether text is in one of the codings of a byte a letter that Western and Cyrillic Windows write. German, French or Spanish
 * has single high bytes beside ASCII letters, where GBK has pairs of high bytes; Cyrillic is nearly all small letters
 * (E0–FF), of which GBK's frequent characters have few. What is neither is left to the other codings.
 */
function singleByte(bytes: Uint8Array): 'windows-1251' | LatinPage | undefined {
  const end = Math.min(bytes.length, LOOKED_AT);
  let [high, alone, beside, small, capital, run, runs] = [0, 0, 0, 0, 0, 0, 0];
  for (let i = 0; i < end; i += 1) {
    const b = bytes[i] ?? 0;
    if (b < 0x20 && b !== 0x09 && b !== 0x0a && b !== 0x0d && b !== 0x0c) return undefined;
    if (b < 0x80) {
      run = 0;
      continue;
    }
    high += 1;
    run += 1;
    if (run === 1) runs += 1;
    if (b >= 0xe0) small += 1;
    else if (b >= 0xc0) capital += 1;
    const next = bytes[i + 1] ?? 0;
    if (run === 1 && next < 0x80) {
      alone += 1;
      // What a blank or a sign follows is no first half of a character either: `è`, `§`, `–`.
      if (isLetter(bytes[i - 1]) || isLetter(next) || next < 0x30) beside += 1;
    }
  }
  if (high === 0) return undefined;
  if (alone >= 0.5 * high && beside >= 0.4 * high) {
    const page = latinPage(bytes, end);
    const none = page !== 'windows-1250' && bytes.subarray(0, end).some((b) => UNDEFINED_1252.has(b));
    return none ? undefined : page;
  }
  const letters = small + capital;
  // Words of Cyrillic are nothing but such letters.
  return high >= 20 && high >= 2 * runs && letters >= 0.9 * high && small >= 0.7 * letters
    ? 'windows-1251'
    : undefined;
}

/** So many characters of one coding tell it although others are lost. */
const TELLING = 20;
/** At most this share of the characters beyond ASCII may be lost, or of all characters be NUL, for the rest to be believed. */
const LOST = 0.02;
const NULS = 0.001;

const count = (text: string, what: RegExp) => text.match(what)?.length ?? 0;

/** The text with U+FFFD for what is lost, if that is little; it is told row by row by the rules. */
function withLosses(bytes: Uint8Array, coding: 'utf-8' | 'gb18030'): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = coding === 'utf-8' ? buffer.toString('utf8') : iconv.decode(buffer, coding);
  const lost = count(text, /\uFFFD/g);
  const kept = count(text, /[^\0-\x7f\uFFFD]/g);
  return kept >= TELLING && lost <= Math.max(1, LOST * kept) ? text : undefined;
}

/** UTF-8 of which a few bytes are damaged. Text of another coding loses nearly all of its characters there. */
const isDamagedUtf8 = (bytes: Uint8Array) =>
  withLosses(bytes.subarray(0, Math.min(bytes.length, LOOKED_AT)), 'utf-8') !== undefined;

/** What a copy that broke off leaves behind the text. */
function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0) end -= 1;
  return text.slice(0, end);
}

function judged(whole: string, coding: Coding): Decoded {
  const text = withoutPadding(whole);
  const nul = text.indexOf('\0');
  if (nul < 0 || count(text, /\0/g) <= NULS * text.length) return { ok: true, text, coding };
  return { ok: false, code: 'BINARY_IN_TEXT', row: count(text.slice(0, nul), /\n/g) + 1 };
}

/**
 * Text of a file whose coding nobody states: by its byte-order mark, else UTF-16 if every other byte is zero,
 * else UTF-8 if it is valid UTF-8 throughout, else windows-1252, -1250, -1254 or -1251 if its bytes lie as in European text, else
 * EUC-KR, Big5 or Shift_JIS if its bytes
 * occur as there, else GB18030 (which holds GBK and GB 2312) if that is valid. UTF-8 or GB18030 of which few characters are damaged (one, or 2 %)
 * is read with U+FFFD in their place; a few NUL stay in the text. `row` is the line of the first NUL, from 1.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  for (const coding of codingsOf(bytes)) {
    if (EAST_ASIAN.has(coding) && isDamagedUtf8(bytes)) break;
    const text = decodeAs(bytes, coding);
    if (text === undefined) continue;
    // Bytes are looked through faster than characters.
    const whole = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    return coding === 'utf-8' && !bytes.includes(0)
      ? { ok: true, text: whole, coding }
      : judged(whole, coding);
  }
  for (const coding of ['utf-8', 'gb18030'] as const) {
    const text = withLosses(bytes, coding);
    if (text !== undefined) return judged(text.replace(/^\uFEFF/, ''), coding);
  }
  return bytes.includes(0)
    ? { ok: false, code: 'BINARY_IN_TEXT', row: 1 }
    : { ok: false, code: 'BAD_CODING' };
}
