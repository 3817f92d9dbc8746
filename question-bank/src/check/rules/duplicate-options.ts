import { say, type Rule } from '../rule';

/** Two options that read the same, where one may be the key. */
export const duplicateOptions: Rule = {
  code: 'DUPLICATE_OPTIONS',
  severity: 'error',
  mend: say('请改写其中一个选项', 'Rewrite one of them'),
  judge: (q) => {
    const first = new Map<string, string>();
    for (const [i, o] of q.options.entries()) {
      const text = o.text['zh-CN'].normalize('NFKC').replace(/\s+/g, '');
      const twin = first.get(text);
      if (twin) {
        return {
          path: ['options', i],
          value: o.text['zh-CN'],
          message: say(`选项 ${twin} 和 ${o.id} 相同`, `Options ${twin} and ${o.id} are the same`),
        };
      }
      first.set(text, o.id);
    }
    return undefined;
  },
};
