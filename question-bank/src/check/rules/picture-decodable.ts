import { officeDrawing, promisedFormat } from '../picture';
import { lookOf } from '../picture-look';
import { say, type Rule } from '../rule';

/** Bytes that are no picture: the terminal would show an empty frame. */
export const pictureDecodable: Rule = {
  code: 'PICTURE_UNDECODABLE',
  severity: 'error',
  mend: say(
    '请把这张图片重新导出为 PNG 或 JPEG，扩展名要与格式一致，再放回原处',
    'Export the picture again as PNG or JPEG, with the ending of its format, and put it back',
  ),
  judge: (q, context) =>
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
      const drawing = officeDrawing(file);
      if (!picture.ok && drawing !== undefined)
        return {
          ...at,
          message: say(
            `图片 ${file} 是 Office 的 ${drawing} 矢量图，终端不能显示`,
            `Picture ${file} is an ${drawing} drawing of Office, which the terminal cannot show`,
          ),
        };
      if (!picture.ok)
        return { ...at, message: say(`图片 ${file}：${picture.zh}`, `Picture ${file}: ${picture.en}`) };
      if (picture.format === promisedFormat(file)) return [];
      // Served by what it is, not by its name: worth a word, no reason to lose the question.
      return {
        ...at,
        severity: 'warning' as const,
        message: say(`图片 ${file} 其实是 ${picture.format}`, `Picture ${file} is really ${picture.format}`),
      };
    }),
};
