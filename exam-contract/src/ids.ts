import { z } from 'zod';

/** Every entity is named by a random UUID; a string schema here keeps NoSQL operators out of queries. */
export const id = z.string().regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
/** Milliseconds since 1970-01-01 UTC, by the server's clock unless a field says otherwise. */
export const epochMs = z.number().int().nonnegative();
/** A calendar day where exams are held, YYYY-MM-DD. */
export const day = z.iso.date();
/** Lower-case hex SHA-256. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Interface languages of the first release. */
export const lang = z.enum(['zh-CN', 'en']);
export type Lang = z.infer<typeof lang>;
/** A language of question texts as BCP 47 writes it: `zh-CN`, `en`, `mn-Mong`, `ug`, `kk-Arab-CN`. */
export const locale = z
  .string()
  .regex(
    /^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*$/,
    'no language tag',
  );
/** A text in several languages: Chinese always, English and others where somebody translated it. */
export interface Text {
  'zh-CN': string;
  en?: string | undefined;
  [locale: string]: string | undefined;
}
const textOf = (words: z.ZodString) =>
  z.object({ 'zh-CN': words, en: words.optional() }).catchall(words) as unknown as z.ZodType<Text, Text>;
export const text = textOf(z.string());
/** A text as it comes in: of at most so many characters a language, in languages that have a tag. */
export const textIn = (most: number) =>
  textOf(z.string().max(most)).refine(
    (t) => Object.keys(t).length <= 26 && Object.keys(t).every((tag) => locale.safeParse(tag).success),
    'no language tag',
  );
/** A JPEG as it crosses a socket: Buffer on the server, ArrayBuffer or Uint8Array in a browser. */
export const bytes = z.custom<Uint8Array>((v) => v instanceof Uint8Array, 'expected bytes');
