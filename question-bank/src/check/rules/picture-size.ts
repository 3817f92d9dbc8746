import { MAX_BYTES, MAX_SIDE } from '../picture';
import { lookOf } from '../picture-look';
import { say, type Rule } from '../rule';

export const pictureSize: Rule = {
  code: 'PICTURE_TOO_LARGE',
  severity: 'error',
  mend: say('请把图片缩小到 6000 像素和 3 MB 以内', 'Shrink the picture to 6000 pixels a side and 3 MB'),
  judge: (q, context) =>
    q.media.flatMap(({ file }, i) => {
      const look = lookOf(context, file);
      if (!look?.seen.ok) return [];
      const { width = 1, height = 1 } = look.seen;
      const sides = [width, height].every((n) => n >= 1 && n <= MAX_SIDE);
      if (sides && look.bytes <= MAX_BYTES) return [];
      const size = `${width}×${height}, ${(look.bytes / 1024 / 1024).toFixed(1)} MB`;
      return {
        path: ['media', i, 'file'],
        value: file,
        message: say(`图片 ${file} 太大（${size}）`, `Picture ${file} is too large (${size})`),
      };
    }),
};
