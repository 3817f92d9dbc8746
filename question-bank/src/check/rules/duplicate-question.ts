import { elsewhere } from '../other-banks';
import { say, type CheckContext, type Finding, type Rule } from '../rule';
import { answerTexts, sameQuestions } from '../same-question';

function inside(context: CheckContext): Finding[] {
  const { questions, memory } = context;
  return sameQuestions(context).flatMap((group): Finding[] => {
    const [first, ...later] = group;
    const a = questions[first ?? -1];
    return later.flatMap((index): Finding[] => {
      const b = questions[index];
      if (!a || !b || answerTexts(a, memory) !== answerTexts(b, memory)) return [];
      return [{ index, path: ['stem'], message: say(`与 ${a.id} 重复`, `The same question as ${a.id}`) }];
    });
  });
}

/** Of one other bank so many are named one by one; an import of the same bank again has them all. */
const ONE_BY_ONE = 5;

function inOtherBanks(context: CheckContext): Finding[] {
  const byLabel = new Map<string, { index: number; id: string }[]>();
  for (const { index, label, other, same, conflict } of elsewhere(context))
    if (same && !conflict) byLabel.set(label, [...(byLabel.get(label) ?? []), { index, id: other.id }]);
  return [...byLabel].flatMap(([label, all]): Finding[] => {
    const [first] = all;
    if (first && all.length > ONE_BY_ONE) {
      const examples = all
        .slice(0, 3)
        .map(({ index, id }) => `${context.questions[index]?.id ?? ''} = ${id}`);
      return [
        {
          index: first.index,
          path: [],
          message: say(
            `有 ${all.length} 题“${label}”里已经有，只是编号不同（例如 ${examples.join('、')}）`,
            `${all.length} questions are in "${label}" already under other ids (for example ${examples.join(', ')})`,
          ),
        },
      ];
    }
    return all.map(({ index, id }) => ({
      index,
      path: ['stem'],
      message: say(`与“${label}”里的 ${id} 重复`, `The same question as ${id} of "${label}"`),
    }));
  });
}

/** The same question twice. Harmless in a paper (the draw takes one of them) but it distorts the stock. */
export const duplicateQuestion: Rule = {
  code: 'DUPLICATE_QUESTION',
  severity: 'warning',
  mend: say('请删除其中一题', 'Delete one of them'),
  find: (context) => [...inside(context), ...inOtherBanks(context)],
};
