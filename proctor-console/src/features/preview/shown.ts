import type { MendedQuestion } from 'exam-contract/http/banks';
import type { BankQuestion } from 'exam-contract/http/questions';
import type { Text } from 'exam-contract/ids';
import type { PreviewAsked } from 'exam-contract/preview';

/** A question to be looked at: one of the bank, or a row of a file with whatever it holds. */
export type Shown = Omit<BankQuestion, 'type' | 'chapter'> & {
  type: BankQuestion['type'] | undefined;
  /** Whose question it is, where nobody said which version. */
  version?: { name: string; inForce: boolean };
};

/** What of a question a terminal could not show; `pictures` and `options` are named by file and letter. */
export interface Missing {
  what: 'type' | 'stem' | 'options' | 'optionText' | 'answer' | 'picture' | 'translation';
  /** Letters of options or names of files. */
  which?: string;
}

/** The kinds of question there are. */
export const TYPES = ['judge', 'single', 'multi'] as const;

export const letterAt = (place: number): string => String.fromCharCode(65 + place);

/** A row of the mend grid with the pictures that are at hand. */
export const shownRow = (q: MendedQuestion, pictures: Readonly<Record<string, string>>): Shown => ({
  id: q.id,
  type: q.type,
  stem: q.stem,
  options: q.options,
  answer: q.answer,
  media: q.media.map(({ file, alt }) => ({ file, alt, sha256: pictures[file] ?? null })),
  explanation: q.explanation ?? null,
  lawRef: q.lawRef.map(({ code, article, note }) => `${code} ${article}${note ? `（${note}）` : ''}`),
});

/** Languages that any text of the question is in, Chinese first, then English. */
export function languagesOf(questions: readonly Shown[]): string[] {
  const texts: Text[] = questions.flatMap((q) => [q.stem, ...q.options.map((o) => o.text)]);
  const tags = new Set(texts.flatMap((text) => Object.keys(text).filter((tag) => text[tag])));
  const rank = (tag: string) => (tag === 'zh-CN' ? 0 : tag === 'en' ? 1 : 2);
  tags.add('zh-CN');
  return [...tags].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

const blank = (text: string | undefined) => (text ?? '').trim() === '';

/** What is not there, in the language it is looked at in. */
export function missingIn(q: Shown, locale: string): Missing[] {
  const empty = q.options.flatMap((o, i) => (blank(o.text['zh-CN']) ? [letterAt(i)] : []));
  const gone = q.media.flatMap((m) => (m.sha256 === null ? [m.file] : []));
  const untold = q.options.flatMap((o, i) =>
    !blank(o.text['zh-CN']) && blank(o.text[locale]) ? [letterAt(i)] : [],
  );
  return [
    ...(q.type === undefined ? [{ what: 'type' } as const] : []),
    ...(blank(q.stem['zh-CN']) ? [{ what: 'stem' } as const] : []),
    ...(q.options.length < 2 ? [{ what: 'options' } as const] : []),
    ...(empty.length > 0 ? [{ what: 'optionText', which: empty.join('、') } as const] : []),
    ...(q.answer.length === 0 ? [{ what: 'answer' } as const] : []),
    ...(gone.length > 0 ? [{ what: 'picture', which: gone.join('、') } as const] : []),
    ...((!blank(q.stem['zh-CN']) && blank(q.stem[locale])) || untold.length > 0
      ? [{ what: 'translation', which: untold.join('、') } as const]
      : []),
  ];
}

/** The question without its key, as the kiosk's page takes it; a type that nobody said is told from the answer. */
export function withoutKey(q: Shown, urls: Readonly<Record<string, Blob | undefined>>) {
  const type = q.type ?? (q.answer.length > 1 ? 'multi' : 'single');
  return {
    type,
    stem: q.stem,
    options: q.options.slice(0, 8).map(({ id, text }, i) => ({ id: id || letterAt(i), text })),
    media: q.media
      .slice(0, 10)
      .map(({ sha256, alt }) => ({ blob: sha256 === null ? undefined : urls[sha256], alt })),
  } satisfies Omit<PreviewAsked['question'], 'media'> & { media: unknown };
}

/** A text in one language; `instead` where it is in Chinese because that language has none. */
export interface Told {
  text: string;
  instead: boolean;
}
/** Null where there is no text at all. */
function told(text: Text | null, locale: string): Told | null {
  if (text && !blank(text[locale])) return { text: text[locale] ?? '', instead: false };
  return text && !blank(text['zh-CN']) ? { text: text['zh-CN'], instead: true } : null;
}

/** What a candidate never sees of a question, in the language it is looked at in. */
export const besidesOf = (q: Shown, locale: string) => ({
  key: q.options.flatMap((o, i) =>
    q.answer.includes(o.id) ? [{ letter: letterAt(i), told: told(o.text, locale) }] : [],
  ),
  explanation: told(q.explanation, locale),
  lawRef: q.lawRef,
  alts: q.media.map(({ file, alt }) => ({ file, told: told(alt, locale) })),
});
