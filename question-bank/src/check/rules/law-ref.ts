import { say, type Rule } from '../rule';

/** Without its article a question cannot be found when the rule changes. */
export const lawRef: Rule = {
  code: 'MISSING_LAW_REF',
  severity: 'warning',
  mend: say('请写明依据，如“道交法 第45条”', 'Name the rule, for example "道交法 第45条"'),
  judge: (q) =>
    q.lawRef.length > 0
      ? undefined
      : { path: ['lawRef'], message: say('没有写明法规依据', 'The rule it rests on is not named') },
};
