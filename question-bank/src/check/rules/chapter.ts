import { NO_CHAPTER } from '../../model/question';
import { say, type Rule } from '../rule';

/** Papers are drawn by chapter name; a name no exam kind knows is a question nobody ever gets. */
export const chapter: Rule = {
  code: 'UNKNOWN_CHAPTER',
  severity: 'error',
  mend: say(
    '请按考试大纲的章节名称填写，或说明它是其中哪一章（控制台的“列对应”，或命令行选项）',
    'Use the chapter names of the exam kinds, or say which of them it is (Columns in the console; --values on the command line)',
  ),
  judge: (q, { chapters }) => {
    if (!chapters || chapters.has(q.chapter)) return undefined;
    const flaw = {
      path: ['chapter'],
      value: q.chapter,
      message: say(`没有“${q.chapter}”这一章`, `There is no chapter "${q.chapter}"`),
    };
    if (q.chapter !== NO_CHAPTER) return flaw;
    return {
      ...flaw,
      message: say('文件没有写章节', 'The file names no chapter'),
      mend: say(
        '请选择章节后重新读取（控制台的“列对应”，或命令行选项），或在文件里写上章节',
        'Choose the chapter and read the file again (Columns in the console; --chapter on the command line), or write it into the file',
      ),
    };
  },
};
