import { commonName, localesIn } from '../../model/locale';
import { textsOf } from '../../model/question';
import { kept } from '../memory';
import { eachQuestion, say, type Rule } from '../rule';

const NO_ENGLISH = say('没有英文', 'There is no English');
function missing(tag: string) {
  const name = commonName(tag);
  return say(
    `没有${name['zh-CN']}（${tag}），题库里别的题有`,
    `There is no ${name.en} (${tag}), which other questions of the bank have`,
  );
}

/**
 * English may be missing, and so may any language that other questions of the bank have; the kiosk then shows Chinese,
 * and offers a language only where every question has it.
 */
export const translation: Rule = {
  code: 'MISSING_TRANSLATION',
  severity: 'warning',
  mend: say('请补上题干和每个选项的译文', 'Add the translation of the stem and of every option'),
  find: (context) => {
    const { questions, memory } = context;
    const found = new Set<string>();
    for (const q of questions)
      for (const tag of kept(memory.locales, q, () => localesIn(textsOf(q)))) found.add(tag);
    const others = [...found].filter((tag) => tag !== 'zh-CN' && tag !== 'en');
    const locales = ['en', ...others.sort()];
    return eachQuestion(context, (q) =>
      locales.flatMap((tag) => {
        const option = q.options.findIndex((o) => o.text[tag] === undefined);
        if (q.stem[tag] !== undefined && option < 0) return [];
        const message = tag === 'en' ? NO_ENGLISH : missing(tag);
        return [
          { path: q.stem[tag] === undefined ? ['stem', tag] : ['options', option, 'text', tag], message },
        ];
      }),
    );
  },
};
