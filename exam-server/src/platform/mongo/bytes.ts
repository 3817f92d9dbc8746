/** Bytes as a lean query returns them: the driver's Binary where mongoose did not turn them into a Buffer. */
export type StoredBytes = Buffer | Uint8Array | { readonly buffer: Uint8Array; readonly position?: number };

/** The bytes of a stored binary field. */
export function bytesOf(stored: StoredBytes): Buffer {
  if (stored instanceof Uint8Array) return Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength);
  return Buffer.from(stored.buffer).subarray(0, stored.position);
}
