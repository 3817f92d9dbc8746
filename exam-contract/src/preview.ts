import { z } from 'zod';
import { locale, text } from './ids';
import { questionType } from './paper';

/** Where the kiosk's own page for looking at one question is served. It asks the server for nothing. */
export const PREVIEW_PAGE = '/kiosk/preview.html';

/** A question to be shown as a terminal would show it. There is no key in it: the kiosk's code never gets one. */
export const previewAsked = z.strictObject({
  preview: z.literal('show'),
  /** Given back with what is said of it, so that a late answer is known as one. */
  n: z.number().int(),
  question: z.strictObject({
    type: questionType,
    stem: text,
    options: z.array(z.strictObject({ id: z.string(), text })).max(8),
    /** `url` is a blob of the page that asks; null where the picture is not at hand. */
    media: z
      .array(
        z.strictObject({
          url: z
            .string()
            .regex(/^blob:/)
            .nullable(),
          mime: z.string(),
          alt: text,
        }),
      )
      .max(10),
  }),
  /** Language of the question; the interface is English for `en`, else Chinese, as a terminal has it. */
  locale,
  /** Size of type, as a candidate can set it. */
  scale: z.union([z.literal(1), z.literal(1.5), z.literal(2)]),
  /** High contrast. */
  contrast: z.boolean(),
});
export type PreviewAsked = z.infer<typeof previewAsked>;

/** What the page says: that it listens, or what of a question cannot be seen at once on its screen. */
export const previewSaid = z.discriminatedUnion('preview', [
  z.strictObject({ preview: z.literal('ready') }),
  z.strictObject({
    preview: z.literal('shown'),
    n: z.number().int(),
    /** `stem`, `picture` or the letter of an option: what a candidate has to scroll for, measured in the layout itself. */
    hidden: z.array(z.string()),
  }),
]);
export type PreviewSaid = z.infer<typeof previewSaid>;
