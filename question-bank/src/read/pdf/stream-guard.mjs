import { inflateSync } from 'node:zlib';

/** One stream unpacked, and all of them: a page of text is some kilobytes, a photograph some megabytes. */
const ONE = 128 * 1024 * 1024;
const ALL = 1024 * 1024 * 1024;
const STREAM = Buffer.from('stream');

const packed = (bytes, at) =>
  at + 2 < bytes.length && (bytes[at] & 0x0f) === 8 && ((bytes[at] << 8) | bytes[at + 1]) % 31 === 0;

/** How many bytes a packed stream makes; more than `most` counts as infinite. Damaged ones count for nothing. */
function unpacked(bytes, most, depth) {
  try {
    const out = inflateSync(bytes, { maxOutputLength: most });
    // Packed twice, it may be small once unpacked and large after that.
    return depth > 0 && packed(out, 0) ? out.length + unpacked(out, most, depth - 1) : out.length;
  } catch (error) {
    return error.code === 'ERR_BUFFER_TOO_LARGE' ? Infinity : 0;
  }
}

/** Whether streams of the file unpack to more than any bank needs: then it is not opened. */
export function isBomb(bytes) {
  let left = ALL;
  for (let at = bytes.indexOf(STREAM); at >= 0; at = bytes.indexOf(STREAM, at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue;
    let from = at + 6;
    if (bytes[from] === 13) from += 1;
    if (bytes[from] === 10) from += 1;
    if (!packed(bytes, from)) continue;
    const end = bytes.indexOf('endstream', from);
    left -= unpacked(bytes.subarray(from, end < 0 ? bytes.length : end), ONE, 3);
    if (left < 0) return true;
  }
  return false;
}
