import type { TFunction } from 'i18next';
import type { AuditRow } from 'exam-contract/http/staff';
import { momentOf } from '../../ui/format';

/** Ids and hashes cut to their first part; the whole stands in the tooltip. */
const short = (s: string): string => s.replace(/\b([0-9a-f]{8})[0-9a-f-]{12,}/g, '$1…');

/** `attempt/<id>` as "Attempt 1e1a878e…"; what has no kind of its own stays as it is. */
export function thingWords(thing: string, t: TFunction): string {
  const [, kind = '', rest = ''] = /^(\w+)(?:\/(.*))?$/.exec(thing) ?? [];
  const name = t(`audit:thing.${kind}`, { defaultValue: '' });
  return name ? `${name} ${short(rest)}`.trim() : short(thing);
}

/** `staff/<id> <name>` by the name alone; a terminal or the system by what it is. */
export function actorWords(actor: string, t: TFunction): string {
  const name = /^staff\/\S+ (.+)$/.exec(actor)?.[1];
  return name ?? thingWords(actor.replace(/^system .*/, 'system'), t);
}

const EPOCH_MS = 1e12;
const isAMoment = (n: number) => n > EPOCH_MS;

/** Whose values are words of the protocol; all others were typed by somebody and stay as they are. */
const coded = new Set([
  'decision',
  'verdict',
  'challenge',
  'roles',
  'mode',
  'deed',
  'subject',
  'vehicle',
  'answers',
  'why',
  'lawVerdict',
  'basis',
]);

function valueWords(key: string, value: unknown, t: TFunction, lang: string): string {
  if (typeof value === 'boolean') return t(`audit:value.${value}`);
  if (typeof value === 'number') return isAMoment(value) ? momentOf(value, lang) : String(value);
  if (Array.isArray(value)) return value.map((v) => valueWords(key, v, t, lang)).join('、');
  if (typeof value !== 'string') return value === null ? t('common:none') : JSON.stringify(value);
  if (coded.has(key)) return t(`audit:value.${key}.${value}`);
  if (/^staff\/\S+ /.test(value)) return actorWords(value, t);
  return /^\w+\/[0-9a-f-]{36}$/.test(value) ? thingWords(value, t) : short(value);
}

/** What a row says beyond who, what and when, part by part. */
export const detailWords = (
  detail: AuditRow['detail'],
  t: TFunction,
  lang: string,
): { name: string; value: string }[] =>
  Object.entries(detail).map(([key, value]) => ({
    name: t(`audit:detail.${key}`, { defaultValue: key }),
    value: valueWords(key, value, t, lang),
  }));
