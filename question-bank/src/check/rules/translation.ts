import { eachQuestion, say, type Rule } from '../rule';

/** English may be missing; the kiosk then shows Chinese. */
export const translation: Rule = {
  code: 'MISSING_TRANSLATION',
  severity: 'warning',
  mend: say('请补上题干和选项的英文', 'Add the English of stem and options'),
  find: (context) =>
    eachQuestion(context, (q) => {
      const option = q.options.findIndex((o) => o.text.en === undefined);
      if (q.stem.en !== undefined && option < 0) return undefined;
      return {
        path: q.stem.en === undefined ? ['stem', 'en'] : ['options', option, 'text', 'en'],
        message: say('没有英文', 'There is no English'),
      };
    }),
};
