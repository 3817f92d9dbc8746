import { eachQuestion, say, type Rule } from '../rule';

const SPEAKS_OF_PICTURE =
  /如图|下图|右图|左图|图中|图示|图片中|(?:这个|此|该|这种|下面的?)(?:交通)?(?:标志|标线|手势|仪表|指示灯|图标)/;

/** Words that point at something to be seen without calling it a picture. */
const IMPLIES_PICTURE =
  /^这是什么|(?:以下|[左右前](?:侧|前?方|侧方)|路两侧)的?(?:交通)?(?:标志|标线)(?:表示|指示|提示|警告|告知|预告|提醒|警示)|这个(?:路口|路段|位置|仪表|驾驶人|信号|符号)/;

/** "What does this sign mean?" without a sign: exports that lost their pictures are full of these. */
export const pictureMentioned: Rule = {
  code: 'PICTURE_MENTIONED',
  severity: 'error',
  mend: say('请补上图片，否则考生无法作答', 'Add the picture; the question cannot be answered without it'),
  find: (context) =>
    eachQuestion(context, (q) => {
      if (q.media.length > 0) return undefined;
      const stem = q.stem['zh-CN'];
      const value = stem;
      if (SPEAKS_OF_PICTURE.test(stem)) {
        const message = say('题干提到图片，却没有图片', 'The stem speaks of a picture but there is none');
        return { path: ['stem'], value, message };
      }
      if (!IMPLIES_PICTURE.test(stem)) return undefined;
      const message = say(
        '题干好像在说一张图，却没有图片',
        'The stem seems to be about a picture but there is none',
      );
      return { path: ['stem'], value, message, severity: 'warning' as const };
    }),
};
