import { rightOrWrong } from '../../read/answers/plain';
import { say, type Rule } from '../rule';

/** Judge questions are A right, B wrong, never shuffled: the kiosk draws them as two fixed buttons. */
export const judgeOptions: Rule = {
  code: 'BAD_JUDGE_OPTIONS',
  severity: 'error',
  mend: say(
    '判断题的选项只能是 A 正确、B 错误，不得乱序',
    'A judge question has A 正确 and B 错误, not shuffled',
  ),
  judge: (q) => {
    if (q.type !== 'judge') return undefined;
    const words = q.options.map((o) => rightOrWrong(o.text['zh-CN']));
    if (words.length === 2 && words[0] === true && words[1] === false && !q.shuffle) return undefined;
    return {
      path: ['options'],
      value: q.options.map((o) => o.text['zh-CN']).join(' / '),
      message: say(
        '判断题的选项不是“正确、错误”',
        'The options of this judge question are not right and wrong',
      ),
    };
  },
};
