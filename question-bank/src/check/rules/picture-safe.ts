import { shorten } from '../../model/issue';
import { MAX_BYTES } from '../picture';
import { lookOf } from '../picture-look';
import { say, type Rule } from '../rule';

/** SVG is a document that can carry scripts and fetch from anywhere; on a terminal it may only be a drawing. */
export const pictureSafe: Rule = {
  code: 'PICTURE_UNSAFE',
  severity: 'error',
  mend: say(
    '请用绘图软件导出“纯 SVG”，不要脚本、外部链接和样式引用',
    'Export it as plain SVG without scripts, outside links or imports',
  ),
  judge: (q, context) =>
    q.media.flatMap(({ file }, i) => {
      const { unsafe: found, bytes = 0 } = lookOf(context, file) ?? {};
      // What is too large is refused for that.
      if (found === undefined || bytes > MAX_BYTES) return [];
      const what = shorten(found);
      return {
        path: ['media', i, 'file'],
        value: what,
        message: say(
          `图片 ${file} 含有不允许的内容：${what}`,
          `Picture ${file} holds something not allowed: ${what}`,
        ),
      };
    }),
};
