import { say, type Rule } from '../rule';

/** A question whose rule is no longer in force is kept for the record but never drawn. */
export const expired: Rule = {
  code: 'EXPIRED',
  severity: 'warning',
  mend: say('请按现行规定改写，或删除', 'Rewrite it after the rule in force, or delete it'),
  judge: ({ validTo }, context) =>
    validTo !== undefined && validTo < context.onDate
      ? {
          path: ['validTo'],
          value: validTo,
          message: say(
            `已于 ${validTo} 失效，不会被抽到`,
            `Not valid after ${validTo}; it will not be drawn`,
          ),
        }
      : undefined,
};
