import { eachQuestion, say, type Rule } from '../rule';

/** Papers are drawn by chapter name; a name no exam kind knows is a question nobody ever gets. */
export const chapter: Rule = {
  code: 'UNKNOWN_CHAPTER',
  severity: 'error',
  mend: say('请按考试大纲的章节名称填写', 'Use the chapter names of the exam kinds'),
  find: (context) => {
    const { chapters } = context;
    if (!chapters) return [];
    return eachQuestion(context, (q) =>
      chapters.has(q.chapter)
        ? undefined
        : {
            path: ['chapter'],
            value: q.chapter,
            message: say(`没有“${q.chapter}”这一章`, `There is no chapter "${q.chapter}"`),
          },
    );
  },
};
