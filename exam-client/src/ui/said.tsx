import { directionOf, isVertical } from 'exam-contract/locale';

/** What an element that holds a text of a bank needs to show it as its language is written. */
export const writtenAs = (lang: string): { lang: string; dir: 'ltr' | 'rtl' } => ({
  lang,
  dir: directionOf(lang),
});

/** A text of the bank within text of the interface; Mongolian stands in columns there too. */
export function Said({ text, lang }: { text: string; lang: string }) {
  return (
    <span {...writtenAs(lang)} className={isVertical(lang) ? 'in-columns' : undefined}>
      {text}
    </span>
  );
}

let fetched: Promise<unknown> | null = null;
/** Fetches the type for a script that terminals do not have, once, where one of the languages needs it. */
export function fetchScripts(languages: readonly string[]): void {
  if (languages.some(isVertical)) fetched ??= import('../theme/mongolian.css');
}
