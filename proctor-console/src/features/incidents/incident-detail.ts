import type { TFunction } from 'i18next';
import type { IncidentView } from 'exam-contract/incident';
import { reasonWords } from '../checks/call-reason';

/** What was done is told by its event's name, a key by what is printed on it. */
const event = /^[a-z]+([. ][a-z]+)*$/;

function valueWords(key: string, value: unknown, t: TFunction): string {
  if (typeof value === 'boolean') return t(`incident:value.${value}`);
  if (typeof value !== 'string') return String(value);
  if (key === 'reason') return reasonWords(value, t);
  if (key === 'outcome') return t(`attempt:check.state.${value}`, { defaultValue: value });
  if (key === 'why' || (key === 'what' && event.test(value)))
    return t(`incident:what.${value.replace(/[. ]/g, '-')}`, { defaultValue: value });
  return value;
}

/** Whatever else is known about an incident, a line each. */
export const detailLines = (detail: IncidentView['detail'], t: TFunction): string[] =>
  Object.entries(detail).map(([key, value]) =>
    t('incident:fact', {
      name: t(`incident:detail.${key}`, { defaultValue: key }),
      value: valueWords(key, value, t),
    }),
  );
