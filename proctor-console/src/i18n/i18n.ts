import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Text } from 'exam-contract/ids';
import { resources } from './resources';

const KEY = 'kaotai.lang';
export type Lang = 'zh-CN' | 'en';

/** Starts the interface texts in the language chosen last, Chinese at first. */
export async function startTexts(): Promise<void> {
  const lang = localStorage.getItem(KEY) === 'en' ? 'en' : 'zh-CN';
  await i18next.use(initReactI18next).init({
    resources,
    lng: lang,
    fallbackLng: 'zh-CN',
    interpolation: { escapeValue: false },
    defaultNS: 'common',
  });
  document.documentElement.lang = lang;
}

export async function setLang(lang: Lang): Promise<void> {
  localStorage.setItem(KEY, lang);
  document.documentElement.lang = lang;
  await i18next.changeLanguage(lang);
}

/** A text of the data in the language of the interface, in Chinese where it was not translated. */
export const inLang = (text: Text, lang: string): string =>
  lang === 'en' ? (text.en ?? text['zh-CN']) : text['zh-CN'];
