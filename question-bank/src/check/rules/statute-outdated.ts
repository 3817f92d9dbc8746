import type { Question } from '../../model/question';
import { wordingsNamed } from '../../model/statutes';
import type { Path } from '../../read/candidate';
import { say, type Rule } from '../rule';

function sources(q: Question): [Path, string][] {
  const refs = q.lawRef.map(({ code, article, note }, i): [Path, string] => [
    ['lawRef', i],
    [code, article, note ?? ''].join(' ').trim(),
  ]);
  return [
    ...refs,
    [['explanation', 'zh-CN'], q.explanation?.['zh-CN'] ?? ''],
    [['stem', 'zh-CN'], q.stem['zh-CN']],
  ];
}

/** The question rests on a wording of a statute that was replaced: its key may be what was right then. */
export const statuteOutdated: Rule = {
  code: 'STATUTE_OUTDATED',
  severity: 'warning',
  mend: say(
    '请按现行规定核对答案，并改写依据',
    'Check the key against the wording in force and name that one',
  ),
  judge: (q, context) => {
    // What is past its own last day is not drawn, and said by another rule.
    if (q.validTo !== undefined && q.validTo < context.onDate) return undefined;
    for (const [path, text] of sources(q)) {
      for (const { statute, wording } of wordingsNamed(text)) {
        const { to } = wording;
        if (to === undefined || to >= context.onDate) continue;
        const order = wording.orders ? `（公安部令第${wording.orders.join('、')}号）` : '';
        const orderEn = wording.orders ? ` (order ${wording.orders.join(', ')})` : '';
        return {
          path,
          value: text,
          message: say(
            `依据的《${statute.name}》旧版${order}已于 ${to} 后失效`,
            `It rests on a former wording of ${statute.name}${orderEn}, in force until ${to}`,
          ),
        };
      }
    }
    return undefined;
  },
};
