import { z } from 'zod';

/** Every entity is named by a random UUID; a string schema here keeps NoSQL operators out of queries. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** Milliseconds since 1970-01-01 UTC, by the server's clock unless a field says otherwise. */
export const epochMs = z.number().int().nonnegative();
/** Lower-case hex SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Interface languages of the first release. */
export const lang = z.enum(['zh-CN', 'en']);
export type Lang = z.infer<typeof lang>;
/** A text in the interface languages; en may be missing where nobody translated it. */
export const text = z.object({ 'zh-CN': z.string(), en: z.string().optional() });
export type Text = z.infer<typeof text>;
/** A JPEG as it crosses a socket: Buffer on the server, ArrayBuffer or Uint8Array in a browser. */
export const bytes = z.custom<Uint8Array>((v) => v instanceof Uint8Array, 'expected bytes');
