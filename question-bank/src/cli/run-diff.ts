import { createHash } from 'node:crypto';
import type { BankChecked } from '../check/check-bank';
import { type BankDiff, type Comparable, type FieldChange } from '../version/diff';

/** A checked bank as it is compared: what may be published of it. */
export function comparable({ accepted, media }: Pick<BankChecked, 'accepted' | 'media'>): Comparable {
  const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
  const pictures = new Map<string, string>();
  for (const [file, bytes] of media) pictures.set(file, hash(bytes));
  return { questions: accepted, pictures };
}

const WORDS = {
  zh: { added: '新增', removed: '删除', changed: '改动', same: '不变', key: '答案变了' },
  en: { added: 'added', removed: 'removed', changed: 'changed', same: 'unchanged', key: 'KEY CHANGED' },
};
const short = (value: unknown) => {
  const text = value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
};
const fieldLine = ({ field, before, after }: FieldChange) =>
  `    ${field}: ${short(before)} → ${short(after)}`;

/** A comparison for people: a line of counts, then every question with what is different in it. */
export function diffReport(diff: BankDiff, lang: 'zh' | 'en'): string {
  const w = WORDS[lang];
  const { added, removed, changed, unchanged } = diff;
  return [
    `${w.added} ${added.length}, ${w.removed} ${removed.length}, ${w.changed} ${changed.length}, ${w.same} ${unchanged}`,
    ...changed.flatMap((c) => [`  ~ ${c.id}${c.keyChanged ? `  ${w.key}` : ''}`, ...c.fields.map(fieldLine)]),
    ...added.map((q) => `  + ${q.id}  ${short(q.stem['zh-CN'])}`),
    ...removed.map((q) => `  - ${q.id}  ${short(q.stem['zh-CN'])}`),
  ].join('\n');
}

/** The same for programs: ids, and fields with what they were and are. */
export function diffSummary({ added, removed, changed, unchanged }: BankDiff) {
  return {
    added: added.map((q) => q.id),
    removed: removed.map((q) => q.id),
    changed: changed.map(({ id, keyChanged, fields }) => ({ id, keyChanged, fields })),
    unchanged,
  };
}
