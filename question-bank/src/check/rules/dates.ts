import { say, type Rule } from '../rule';

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Dates that are no days (2022-02-30), or an end before the beginning. */
export const dates: Rule = {
  code: 'BAD_DATES',
  severity: 'error',
  mend: say('请改正生效和失效日期', 'Correct the dates'),
  judge: ({ validFrom, validTo }) => {
    for (const [key, value] of [
      ['validFrom', validFrom],
      ['validTo', validTo],
    ] as const) {
      if (value !== undefined && !isDay(value)) {
        return { path: [key], value, message: say(`没有 ${value} 这一天`, `There is no day ${value}`) };
      }
    }
    if (validFrom === undefined || validTo === undefined || validFrom <= validTo) return undefined;
    return { path: ['validTo'], value: validTo, message: say('失效早于生效', 'It ends before it begins') };
  },
};
