import { eachQuestion, say, type Rule } from '../rule';

const SPEAKS_OF_PICTURE =
  /如图|下图|右图|左图|图中|图示|图片中|(?:这个|此|该|这种|下面的?)(?:交通)?(?:标志|标线|手势|仪表|指示灯|图标)/;

/** "What does this sign mean?" without a sign: exports that lost their pictures are full of these. */
export const pictureMentioned: Rule = {
  code: 'PICTURE_MENTIONED',
  severity: 'warning',
  mend: say('请补上图片，否则考生无法作答', 'Add the picture; the question cannot be answered without it'),
  find: (context) =>
    eachQuestion(context, (q) =>
      q.media.length === 0 && SPEAKS_OF_PICTURE.test(q.stem['zh-CN'])
        ? {
            path: ['stem'],
            value: q.stem['zh-CN'],
            message: say('题干提到图片，却没有图片', 'The stem speaks of a picture but there is none'),
          }
        : undefined,
    ),
};
