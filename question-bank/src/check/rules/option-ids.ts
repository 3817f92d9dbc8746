import { say, type Rule } from '../rule';

/** Options are lettered A, B, C … without a gap: keyboards, keys and printed sheets count on it. */
export const optionIds: Rule = {
  code: 'BAD_OPTIONS',
  severity: 'error',
  mend: say('请从 A 开始依次填写选项，中间不要空', 'Fill the options from A on without leaving one out'),
  judge: (q) => {
    const at = q.options.findIndex((o, i) => o.id !== String.fromCharCode(65 + i));
    if (at < 0) return undefined;
    const ids = q.options.map((o) => o.id).join('');
    return {
      path: ['options', at],
      value: ids,
      message: say(`选项不连续：${ids}`, `The options are not in a row: ${ids}`),
    };
  },
};
