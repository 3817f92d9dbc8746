import { z } from 'zod';

/**
 * A language besides Chinese and English, as BCP 47 writes it: `mn-Mong`, `mn-Cyrl`, `ug`, `bo`, `ko`, `ru`,
 * `kk-Arab-CN`. Only the one spelling counts, so that a language has one name. Chinese is `zh-CN`, never these.
 */
export const LOCALE_FORM =
  /^(?!zh(?:-Hans)?(?:-CN)?$|en$)[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|\d{3}))?(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*$/;

/** Languages a question may have besides Chinese and English; more are a mistake or an attack. */
const MOST_LOCALES = 24;

/** A text in several languages; zh-CN is always there, others where somebody translated it. */
export interface LocalText {
  'zh-CN': string;
  en?: string | undefined;
  [locale: string]: string | undefined;
}

const words = z.string().trim().min(1);

export const localText = z
  .object({ 'zh-CN': words, en: words.optional() })
  .catchall(words)
  .superRefine((text, context) => {
    const wrong = otherLocales(text).filter((tag) => !LOCALE_FORM.test(tag));
    if (wrong.length > 0)
      context.addIssue({ code: 'unrecognized_keys', keys: wrong, input: text, message: 'no language tag' });
    else if (Object.keys(text).length > MOST_LOCALES + 2)
      context.addIssue({ code: 'custom', message: `more than ${MOST_LOCALES} languages` });
  }) as unknown as z.ZodType<LocalText, LocalText>;

/** The languages of a text besides Chinese and English, in the order of their tags. */
export function otherLocales(text: Readonly<Record<string, unknown>>): string[] {
  return Object.keys(text)
    .filter((tag) => tag !== 'zh-CN' && tag !== 'en' && text[tag] !== undefined)
    .sort();
}

/** A text with its languages in one order: Chinese, English, then by tag. */
export function inOrder(text: LocalText): LocalText {
  const others = otherLocales(text).map((tag) => [tag, text[tag]] as const);
  return {
    'zh-CN': text['zh-CN'],
    ...(text.en === undefined ? {} : { en: text.en }),
    ...Object.fromEntries(others),
  };
}

/** Names by which offices head a column; the first is the one we write. */
const NAMES: readonly (readonly [tag: string, ...names: string[]])[] = [
  ['mn-Mong', '传统蒙古文', '蒙古文', '蒙文', '蒙古语', '蒙语'],
  ['mn-Cyrl', '西里尔蒙古文', '新蒙文', '基里尔蒙古文'],
  ['ug', '维吾尔文', '维文', '维吾尔语', '维语', 'uyghur'],
  ['bo', '藏文', '藏语', 'tibetan'],
  ['ko', '朝鲜文', '韩文', '朝鲜语', '韩语', 'korean'],
  ['kk-Arab', '哈萨克文', '哈文', '哈萨克语'],
  ['ii', '彝文', '彝语'],
  ['za', '壮文', '壮语'],
  ['ru', '俄文', '俄语', 'russian'],
  ['ja', '日文', '日语', 'japanese'],
];
const BY_NAME = new Map(NAMES.flatMap(([tag, ...names]) => names.map((name) => [name, tag] as const)));

/**
 * The tag that a language is called by, in the one spelling: from a tag of any case, with `_` or `-`, or from a name
 * like 蒙古文. `zh-CN` and `en` for Chinese and English; undefined where it is no language.
 */
export function localeOf(name: string): string | undefined {
  const text = name.trim();
  const known = BY_NAME.get(text.toLowerCase());
  if (known) return known;
  if (/^(?:中文|汉语|汉文)$/.test(text)) return 'zh-CN';
  if (/^(?:英文|英语|english)$/i.test(text)) return 'en';
  if (!/^[A-Za-z]{2,3}(?:[-_][A-Za-z\d]{2,8}){0,3}$/.test(text)) return undefined;
  const tag = canonical(text.replaceAll('_', '-'));
  if (tag === undefined) return undefined;
  if (/^zh(?:-Hans)?(?:-CN)?$/.test(tag)) return 'zh-CN';
  return tag === 'en' || LOCALE_FORM.test(tag) ? tag : undefined;
}

function canonical(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}

/** Every language that occurs in texts, Chinese and English first, others by tag. */
export function localesIn(texts: Iterable<LocalText>): string[] {
  const found = new Set<string>();
  for (const text of texts) for (const tag of Object.keys(text)) if (text[tag] !== undefined) found.add(tag);
  return ['zh-CN', 'en', ...otherLocales(Object.fromEntries([...found].map((t) => [t, true])))].filter((t) =>
    found.has(t),
  );
}

const DISPLAY = {
  'zh-CN': new Intl.DisplayNames(['zh-CN'], { type: 'language' }),
  en: new Intl.DisplayNames(['en'], { type: 'language' }),
};

/** What people call a language, in Chinese and English. */
export function commonName(tag: string): { 'zh-CN': string; en: string } {
  const [, known] = NAMES.find(([t]) => t === tag) ?? [];
  return { 'zh-CN': known ?? DISPLAY['zh-CN'].of(tag) ?? tag, en: DISPLAY.en.of(tag) ?? tag };
}
