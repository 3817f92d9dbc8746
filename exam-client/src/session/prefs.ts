import { z } from 'zod';
import { lang, locale } from 'exam-contract/ids';

/** How this person wants to read: kept for the sitting, forgotten with the person. */
const schema = z.object({
  lang,
  /** The language of the questions, where it is not that of the interface. */
  reading: locale.nullable(),
  /** Size of type as a factor. */
  scale: z.union([z.literal(1), z.literal(1.5), z.literal(2)]),
  contrast: z.boolean(),
  /** Speed of the reading voice. */
  speechRate: z.union([z.literal(0.75), z.literal(1), z.literal(1.25)]),
});
export type Prefs = z.infer<typeof schema>;

export const defaultPrefs: Prefs = { lang: 'zh-CN', reading: null, scale: 1, contrast: false, speechRate: 1 };
/** The language in which questions are to be shown. */
export const readingOf = (p: Pick<Prefs, 'lang' | 'reading'>): string => p.reading ?? p.lang;

const KEY = 'kaotai.prefs';

export function loadPrefs(): Prefs {
  try {
    return schema.parse(JSON.parse(sessionStorage.getItem(KEY) ?? ''));
  } catch {
    return defaultPrefs;
  }
}

export const savePrefs = (prefs: Prefs): void => sessionStorage.setItem(KEY, JSON.stringify(prefs));

/** Lets the style sheet know. */
export function applyPrefs(prefs: Prefs, root: HTMLElement = document.documentElement): void {
  root.lang = prefs.lang;
  root.dataset['scale'] = String(prefs.scale);
  root.dataset['contrast'] = prefs.contrast ? 'more' : 'normal';
}
