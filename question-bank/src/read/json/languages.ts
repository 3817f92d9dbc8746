import type { Issue, Position } from '../../model/issue';
import { readIssue } from '../read-issue';
import type { RawRecord } from '../record';
import { languageOf } from './keys';
import type { QuestionNode } from './question-node';

const idOf = (r: RawRecord) => r.fields.get('id')?.text ?? '';

/** English of the same question laid beside its Chinese. */
function withEnglish(zh: RawRecord, en: RawRecord): RawRecord {
  const fields = new Map(zh.fields);
  for (const key of ['stem', 'explanation'] as const) {
    const field = en.fields.get(key);
    if (field) fields.set(`${key}En`, field);
  }
  const options = zh.options.map((o, i) => {
    const other = en.options[i]?.text.trim();
    return other ? { ...o, at: o.at, en: other } : o;
  });
  return { ...zh, at: zh.at, fields, options };
}

/**
 * Where a bank keeps one row a language, the rows of one id become one question: Chinese with its English if there
 * is Chinese, else the language most rows have. What is left out is said once.
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
  const english = order.find((l) => l !== main && languageOf(l) === 'en');
  const others = new Map<string, RawRecord>();
  for (const q of found) if (q.language === english) others.set(idOf(q.record), q.record);
  const kept: QuestionNode[] = [];
  for (const q of found) {
    if (q.language !== main && q.language !== undefined) continue;
    const other = languageOf(main) === 'zh' ? others.get(idOf(q.record)) : undefined;
    kept.push(other ? { ...q, record: withEnglish(q.record, other) } : q);
  }
  const left = order.filter((l) => l !== main && !(languageOf(main) === 'zh' && l === english));
  if (left.length === 0) return { kept, issues: [] };
  const what = `${left.join('、')} 的译文`;
  return {
    kept,
    issues: [readIssue('TEXT_LOST', at, { what, whatEn: `the translations into ${left.join(', ')}` })],
  };
}
