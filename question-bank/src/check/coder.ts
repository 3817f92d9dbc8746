/** Pixels that are decoded at all, of all frames together; more is a mistake or a bomb. 200 MB at four bytes each. */
export const MOST_PIXELS = 50_000_000;

/**
 * The coder, loaded where it is needed: most banks have no such picture, and every command would wait for it. Undefined
 * on a platform it was not built for: pictures then stay as they are, and the rule for their size decides.
 */
export async function coder() {
  try {
    const { default: sharp } = await import('sharp');
    sharp.cache(false);
    sharp.concurrency(1);
    return sharp;
  } catch (err) {
    process.emitWarning(`pictures cannot be made smaller here: ${String(err)}`);
    return undefined;
  }
}
