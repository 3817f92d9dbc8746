import type { Issue, Position } from '../../model/issue';
import { localeOf } from '../../model/locale';
import { readIssue } from '../read-issue';
import { givenId, type RawRecord } from '../record';
import { languageOf } from './keys';
import type { QuestionNode } from './question-node';

/** Another language of the same question laid beside its Chinese. */
function withLanguage(zh: RawRecord, other: RawRecord, tag: string): RawRecord {
  const fields = new Map(zh.fields);
  for (const key of ['stem', 'explanation'] as const) {
    const field = other.fields.get(key);
    if (field) fields.set(tag === 'en' ? `${key}En` : `${key}:${tag}`, field);
  }
  const options = zh.options.map((o, i) => {
    const text = other.options[i]?.text.trim();
    if (!text) return o;
    const beside = tag === 'en' ? { en: text } : { locales: { ...o.locales, [tag]: text } };
    return { ...o, at: o.at, ...beside };
  });
  return { ...zh, at: zh.at, fields, options };
}

/** The tag of a language as a row names it, as far as it is a translation beside Chinese. */
const tagOf = (language: string): string | undefined =>
  languageOf(language) === 'en' ? 'en' : languageOf(language) === 'zh' ? undefined : localeOf(language);

/**
 * Where a bank keeps one row a language, the rows of one id become one question: Chinese with all that it is translated
 * into if there is Chinese, else the language most rows have. Translations that are left out are said once; a row whose id
 * none of that language has is a question of its own.
 */
export function pairLanguages(
  found: readonly QuestionNode[],
  at: Position,
): { kept: QuestionNode[]; issues: Issue[] } {
  const languages = new Map<string, number>();
  for (const { language } of found) if (language) languages.set(language, (languages.get(language) ?? 0) + 1);
  if (languages.size < 2) return { kept: [...found], issues: [] };
  const order = [...languages].sort((a, b) => b[1] - a[1]).map(([l]) => l);
  const main = order.find((l) => languageOf(l) === 'zh') ?? order[0] ?? '';
  const taken = new Map<string, string>();
  if (languageOf(main) === 'zh')
    for (const l of order) {
      const tag = l === main ? undefined : tagOf(l);
      if (tag !== undefined && ![...taken.values()].includes(tag)) taken.set(l, tag);
    }
  const ids = new Set(found.filter((q) => q.language === main).map((q) => givenId(q.record)));
  ids.delete('');
  const translates = ({ language, record }: QuestionNode) =>
    language !== undefined && language !== main && ids.has(givenId(record));
  const others = new Map<string, Map<string, RawRecord>>();
  const left = new Set<string>();
  for (const q of found) {
    const { language = '', record } = q;
    if (!translates(q)) continue;
    const tag = taken.get(language);
    if (tag === undefined) {
      left.add(language);
      continue;
    }
    const known = others.get(givenId(record)) ?? new Map<string, RawRecord>();
    others.set(givenId(record), known.set(tag, record));
  }
  const kept: QuestionNode[] = [];
  for (const q of found) {
    if (translates(q)) continue;
    let { record } = q;
    const beside = q.language === main || q.language === undefined ? others.get(givenId(record)) : undefined;
    for (const [tag, other] of beside ?? []) record = withLanguage(record.plain?.whole ?? record, other, tag);
    kept.push(record === q.record ? q : { record, language: q.language, shape: q.shape });
  }
  if (left.size === 0) return { kept, issues: [] };
  const what = `${[...left].join('、')} 的译文`;
  return {
    kept,
    issues: [readIssue('TEXT_LOST', at, { what, whatEn: `the translations into ${[...left].join(', ')}` })],
  };
}
