import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Lang, Text } from 'exam-contract/ids';
import { resources } from './resources';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: (typeof resources)['zh-CN'];
  }
}

/** Starts the texts in a language. Nothing is fetched. */
export async function startI18n(lang: Lang): Promise<typeof i18next> {
  await i18next.use(initReactI18next).init({
    lng: lang,
    fallbackLng: 'zh-CN',
    defaultNS: 'common',
    resources,
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  return i18next;
}

/** A text of the server in the reader's language, or in Chinese with the mark that it is. */
export function localText(text: Text, lang: string): { text: string; lang: string } {
  const wanted = text[lang];
  return wanted ? { text: wanted, lang } : { text: text['zh-CN'], lang: 'zh-CN' };
}
