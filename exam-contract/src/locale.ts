/** How languages are written and called. A language is a BCP 47 tag, see `locale` in ids.ts. */

const VERTICAL: ReadonlySet<string> = new Set(['Mong', 'Phag']);
const RIGHT_TO_LEFT: ReadonlySet<string> = new Set('Adlm Arab Hebr Mand Nkoo Rohg Syrc Thaa'.split(' '));

function scriptOf(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).maximize().script;
  } catch {
    return undefined;
  }
}

/** Whether a language is written in columns that follow each other from left to right. */
export const isVertical = (tag: string): boolean => VERTICAL.has(scriptOf(tag) ?? '');

/** The direction of a language's lines; of those written in columns as the value of `dir` has to be. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(scriptOf(tag) ?? '') ? 'rtl' : 'ltr';

/** Names in the script in which the language is written in China, where the browser's own are in another. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  'zh-CN': '中文',
  en: 'English',
  'mn-Mong': 'ᠮᠣᠩᠭᠣᠯ',
  'mn-Cyrl': 'Монгол',
  ug: 'ئۇيغۇرچە',
  bo: 'བོད་ཡིག',
  'kk-Arab': 'قازاقشا',
  ii: 'ꆈꌠꉙ',
  za: 'Vahcuengh',
  ko: '조선말',
  ru: 'Русский',
};

/** What its speakers call a language. */
export function ownName(tag: string): string {
  const supported = Intl.DisplayNames.supportedLocalesOf(tag).length > 0;
  return OWN_NAMES[tag] ?? languageName(tag, supported ? tag : 'zh-CN');
}

const known = new Map<string, Intl.DisplayNames>();
/** What a language is called in an interface language; the tag where the browser knows no name. */
export function languageName(tag: string, inLanguage: string): string {
  if (tag === 'zh-CN' && inLanguage === 'zh-CN') return '中文';
  if (tag === 'zh-CN' && inLanguage === 'en') return 'Chinese';
  const names = known.get(inLanguage) ?? new Intl.DisplayNames([inLanguage], { type: 'language' });
  known.set(inLanguage, names);
  return names.of(tag) ?? tag;
}
