import { localeOf } from '../../model/locale';

/** A text of which Moodle shows each reader one language. */
export interface InLanguages {
  /** Chinese where there is any, else the language that comes first. */
  main: string;
  en?: string;
  /** By BCP 47 tags. */
  locales?: Record<string, string>;
}

const ONE = String.raw`<(span|lang)\b(?=[^<>]{0,200}\blang\s?=\s?["']([\w-]{2,12})["'])[^<>]{0,200}>([^]{0,4000}?)<\/\1>|\{mlang\s([\w-]{2,12})\}([^]{0,4000}?)\{mlang\}`;
/** Texts in several languages right behind one another. */
const RUN = new RegExp(
  `(?:(?:${ONE.replaceAll('(span|lang)', '(?:span|lang)').replaceAll(String.raw`\1`, '(?:span|lang)')})\\s*){2,20}`,
  'g',
);

const LONGEST = 40_000;

interface Part {
  tag: string;
  text: string;
}

const partsOf = (run: string): Part[] =>
  [...run.matchAll(new RegExp(ONE, 'g'))].map((m) => {
    const said = (m[2] ?? m[4] ?? '').replace(/_/g, '-');
    return { tag: localeOf(said) ?? said, text: m[3] ?? m[5] ?? '' };
  });

/** A text as each of its languages has it; undefined where it has but one. What stands around the languages is in all of them. */
export function inLanguages(text: string): InLanguages | undefined {
  if (text.length > LONGEST || !/multilang|\{mlang|<lang\b/.test(text)) return undefined;
  const runs = [...text.matchAll(RUN)].filter((m) => new Set(partsOf(m[0]).map((p) => p.tag)).size > 1);
  const tags = [...new Set(runs.flatMap((m) => partsOf(m[0]).map((p) => p.tag)))];
  const main = tags.find((t) => /^zh/.test(t)) ?? tags[0];
  if (main === undefined) return undefined;
  const as = (tag: string) => {
    let out = '';
    let from = 0;
    for (const run of runs) {
      const parts = partsOf(run[0]);
      const own = parts.find((p) => p.tag === tag) ?? parts.find((p) => p.tag === main) ?? parts[0];
      out += text.slice(from, run.index) + (own?.text ?? '');
      from = run.index + run[0].trimEnd().length;
    }
    return out + text.slice(from);
  };
  const others = tags.filter((t) => t !== main && t !== 'en' && localeOf(t) !== undefined);
  return {
    main: as(main),
    ...(main !== 'en' && tags.includes('en') ? { en: as('en') } : {}),
    ...(others.length > 0 ? { locales: Object.fromEntries(others.map((t) => [t, as(t)])) } : {}),
  };
}
