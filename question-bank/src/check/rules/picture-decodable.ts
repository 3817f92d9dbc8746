import { promisedFormat } from '../picture';
import { lookOf } from '../picture-look';
import { eachQuestion, say, type Rule } from '../rule';

/** Bytes that are no picture: the terminal would show an empty frame. */
export const pictureDecodable: Rule = {
  code: 'PICTURE_UNDECODABLE',
  severity: 'error',
  mend: say(
    '请重新导出这张图片，扩展名要与格式一致',
    'Export the picture again with the ending of its format',
  ),
  find: (context) =>
    eachQuestion(context, (q) =>
      q.media.flatMap(({ file }, i) => {
        const picture = lookOf(context, file)?.seen;
        if (!picture) return [];
        const at = { path: ['media', i, 'file'], value: file };
        if (context.undecodable?.has(file))
          return {
            ...at,
            message: say(
              `图片 ${file}：图片已损坏，无法解码`,
              `Picture ${file}: it is damaged and cannot be decoded`,
            ),
          };
        if (!picture.ok)
          return { ...at, message: say(`图片 ${file}：${picture.zh}`, `Picture ${file}: ${picture.en}`) };
        if (picture.format === promisedFormat(file)) return [];
        // Served by what it is, not by its name: worth a word, no reason to lose the question.
        return {
          ...at,
          severity: 'warning' as const,
          message: say(
            `图片 ${file} 其实是 ${picture.format}`,
            `Picture ${file} is really ${picture.format}`,
          ),
        };
      }),
    ),
};
