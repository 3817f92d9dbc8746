import { eachQuestion, say, type Rule } from '../rule';

/** The first question of an id is kept, later ones are refused. */
export const duplicateId: Rule = {
  code: 'DUPLICATE_ID',
  severity: 'error',
  mend: say('请给每题不同的题号', 'Give each question its own id'),
  find: (context) => {
    const seen = new Set<string>();
    return eachQuestion(context, (q) => {
      if (!seen.has(q.id)) {
        seen.add(q.id);
        return undefined;
      }
      return {
        path: ['id'],
        value: q.id,
        message: say(`题号 ${q.id} 在前面已经用过`, `The id ${q.id} is used further up`),
      };
    });
  },
};
