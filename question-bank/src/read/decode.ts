import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

export type Coding = 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le' | 'utf-16be';

export type Decoded =
  { ok: true; text: string; coding: Coding } | { ok: false; code: 'BAD_CODING' | 'BINARY_IN_TEXT' };

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

function decodeAs(bytes: Uint8Array, coding: Coding): string | undefined {
  if (coding === 'utf-8' || coding === 'utf-8-bom') {
    // A decoder that fails by itself is many times slower than looking first.
    if (!isUtf8(bytes)) return undefined;
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
      .toString('utf8')
      .replace(/^\uFEFF/, '');
  }
  const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), coding);
  return text.includes(REPLACEMENT) ? undefined : text;
}

function codingOf(bytes: Uint8Array): Coding[] {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return ['utf-8-bom'];
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ['utf-16le'];
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return ['utf-16be'];
  const wide = utf16WithoutMark(bytes);
  return wide ? [wide] : ['utf-8', 'gb18030'];
}

/**
 * Text of a file whose coding nobody states: by its byte-order mark, else UTF-16 if every other byte is zero,
 * else UTF-8 if it is valid UTF-8 throughout, else GB18030 (which holds GBK and GB 2312) if that is valid.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  for (const coding of codingOf(bytes)) {
    const text = decodeAs(bytes, coding);
    if (text === undefined) continue;
    if (text.includes('\0')) return { ok: false, code: 'BINARY_IN_TEXT' };
    return { ok: true, text: text.replace(/^\uFEFF/, ''), coding };
  }
  return { ok: false, code: bytes.includes(0) ? 'BINARY_IN_TEXT' : 'BAD_CODING' };
}
