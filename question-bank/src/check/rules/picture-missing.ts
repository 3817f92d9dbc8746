import { say, type Rule } from '../rule';

export const pictureMissing: Rule = {
  code: 'PICTURE_MISSING',
  severity: 'error',
  mend: say('请把图片和题库一起打包，文件名要一致', 'Pack the picture with the bank under the same name'),
  judge: (q, context) =>
    q.media.flatMap(({ file }, i) =>
      context.media.has(file) || context.looks?.has(file)
        ? []
        : {
            path: ['media', i, 'file'],
            value: file,
            message: say(`缺少图片 ${file}`, `The picture ${file} is missing`),
          },
    ),
};
