import type { core } from 'zod';
import type { Issue, Position } from '../model/issue';
import { localeOf } from '../model/locale';
import type { Path } from './candidate';
import { lettersAt } from './answers/plain';
import { readIssue } from './read-issue';

/** A path as people write it: `options[2].text.en`. */
export function pathText(path: Path): string {
  return path
    .map((p) => (typeof p === 'number' ? `[${p}]` : `.${p}`))
    .join('')
    .replace(/^\./, '');
}

const TEXT_FIELDS: ReadonlySet<PropertyKey> = new Set(['stem', 'text', 'explanation', 'alt', 'name']);
const isText = (path: readonly PropertyKey[]) => TEXT_FIELDS.has(path.at(-1) ?? 'name');

const TEXTS: Record<string, readonly [zh: string, en: string]> = {
  stem: ['题干', 'the stem'],
  explanation: ['解析', 'the explanation'],
};
/** What a clerk calls a text of a question; undefined for what only people who write files see. */
function textName(path: Path): readonly [zh: string, en: string] | undefined {
  const [field, index, part, lang] = path;
  const inLang = (tag: unknown) => (typeof tag === 'string' && tag !== 'zh-CN' ? tag : undefined);
  const named = (of: readonly [string, string], tag: string | undefined) =>
    tag === undefined ? of : ([`${of[0]}（${tag}）`, `${of[1]} (${tag})`] as const);
  if (field === 'options' && typeof index === 'number' && part === 'text') {
    const letter = lettersAt([index]);
    return named([`选项 ${letter}`, `option ${letter}`], inLang(lang));
  }
  const text = typeof field === 'string' ? TEXTS[field] : undefined;
  return text && named(text, inLang(index));
}

/** A zod issue in two languages; zod itself speaks one. */
function explain(issue: core.$ZodIssue): { reason: string; reasonEn: string } {
  const path = issue.path.map((p) => (typeof p === 'symbol' ? String(p) : p));
  const field = pathText(path);
  const text = textName(path);
  if (text && issue.code === 'too_small' && issue.origin === 'string')
    return { reason: `${text[0]} 没有文字`, reasonEn: `${text[1]} has no text` };
  if (path.length === 1 && path[0] === 'id')
    return {
      reason: '题号只能用字母、数字和 _ . -，以字母或数字开头，最多 64 个字符',
      reasonEn: 'a question id is letters, digits and _ . - after a letter or digit, 64 at most',
    };
  if (issue.code === 'unrecognized_keys') {
    const tag = isText(issue.path) ? localeOf(issue.keys[0] ?? '') : undefined;
    if (tag !== undefined)
      return {
        reason: `${field} 的语言 ${issue.keys[0]} 应写作 ${tag}`,
        reasonEn: `${field}: the language ${issue.keys[0]} is written ${tag}`,
      };
    return {
      reason: `不认识的键 ${issue.keys.join('、')}`,
      reasonEn: `unknown key ${issue.keys.join(', ')}`,
    };
  }
  if (issue.code === 'invalid_type') {
    const { expected } = issue;
    return {
      reason: `${field} 缺失或类型不对（应为 ${expected}）`,
      reasonEn: `${field} is missing or not ${expected}`,
    };
  }
  const long = issue.code === 'too_small' || issue.code === 'too_big';
  return {
    reason: long ? `${field} 的长度或大小超出允许范围` : `${field} 的值不合要求`,
    reasonEn: `${field}: ${issue.message}`,
  };
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const step of path)
    at = at !== null && typeof at === 'object' ? (at as Record<string | number, unknown>)[step] : undefined;
  return at;
}

/** What the question model says about `value`, with the place of the field it is about. */
export function modelIssue(issue: core.$ZodIssue, where: (path: Path) => Position, value: unknown): Issue {
  const path = issue.path.map((p) => (typeof p === 'symbol' ? String(p) : p));
  const at = where(path);
  const found = path.length ? valueAt(value, path) : undefined;
  const shown = found === undefined ? '' : (JSON.stringify(found) ?? '');
  const missing = issue.code === 'invalid_type' || issue.code === 'too_small';
  if (issue.path[0] === 'type') return readIssue('BAD_TYPE', at, { value: shown });
  if (issue.path[0] === 'stem' && missing) return readIssue('NO_STEM', at);
  if (issue.path[0] === 'options' && issue.code === 'too_small' && issue.path.length === 1)
    return readIssue('TOO_FEW_OPTIONS', at);
  if (issue.path[0] === 'answer' && missing && issue.path.length === 1) return readIssue('NO_ANSWER', at);
  return readIssue('BAD_FIELD', at, { ...explain(issue), value: shown });
}
