import type { Question } from '../model/question';

/** One way of writing on the kiosk's question screen, lengths in CSS pixels along the way in which lines follow. */
interface Room {
  /** Widths of letters that a line of the stem, and one of an option, holds. */
  stemLetters: number;
  optionLetters: number;
  stemLine: number;
  /** An option of one line with the gap behind it, what a second line adds, and what each further one adds. */
  option: number;
  second: number;
  further: number;
  /** Between and around them. */
  rest: number;
  /** What there is without scrolling. */
  room: number;
}
/**
 * Measured in the kiosk's own page in Chromium at 1280 × 800 and normal type by `npm run bench:kiosk-lengths`; letters a
 * line lie between the mean of a long text and the longest line found. What they say of five and six options was seen to hold:
 * Chinese 29 letters of stem beside six, English 57, one line less in columns. At 200 % four options in lines alone are more than a
 * screen in every language: who reads so scrolls, and no limit of a bank can change that.
 */
const OPTION = { option: 77, second: 21, further: 30, stemLine: 38, rest: 9 } as const;
const COLUMN = { second: 21, further: 36, stemLine: 43, rest: 0 } as const;
const ROOMS: Record<'chinese' | 'english' | 'columns', { plain: Room; picture: Room }> = {
  chinese: {
    plain: { ...OPTION, stemLetters: 29, optionLetters: 32, room: 532 },
    picture: { ...OPTION, stemLetters: 17, optionLetters: 16, room: 532 },
  },
  english: {
    plain: { ...OPTION, stemLetters: 57 / 2, optionLetters: 65 / 2, room: 515 },
    picture: { ...OPTION, stemLetters: 33 / 2, optionLetters: 33 / 2, room: 477 },
  },
  columns: {
    plain: { ...COLUMN, stemLetters: 15, optionLetters: 18, option: 89, room: 774 },
    picture: { ...COLUMN, stemLetters: 15.5, optionLetters: 18.5, option: 77, room: 523 },
  },
};

/** How much of a line a text takes, in widths of a Chinese character; a letter of another script takes half of one. */
export function widthOf(text: string): number {
  let width = 0;
  for (const c of text) width += c > '\u2e7f' ? 1 : 0.5;
  return width;
}

const isColumns = (locale: string) => {
  const { script } = new Intl.Locale(locale).maximize();
  return script === 'Mong' || script === 'Phag';
};

/** What a question in one language takes of a seat's screen: 1 is all that is seen without scrolling. */
export function shareOfScreen(q: Question, locale: string): { share: number; longest: 'stem' | number } {
  const kind = locale === 'en' ? 'english' : isColumns(locale) ? 'columns' : 'chinese';
  const r = ROOMS[kind][q.media.length > 0 ? 'picture' : 'plain'];
  const linesOf = (text: string | undefined, letters: number) =>
    Math.max(1, Math.ceil(widthOf(text ?? '') / letters));
  const stem = linesOf(q.stem[locale] ?? q.stem['zh-CN'], r.stemLetters) * r.stemLine;
  const extra = q.options.map((o) => {
    const lines = linesOf(o.text[locale] ?? o.text['zh-CN'], r.optionLetters);
    return lines < 2 ? 0 : r.second + (lines - 2) * r.further;
  });
  const need = r.rest + stem + extra.reduce((sum, e) => sum + r.option + e, 0);
  const most = Math.max(0, ...extra);
  return { share: need / r.room, longest: stem >= most ? 'stem' : extra.indexOf(most) };
}
