const PAIRS =
  '題题號号選选項项類类單单複多斷断確确標标準准參参釋释說说圖图難难節节內内編编據据規规車车備备擇择問问詳详條条頻频檔档駕驾駛驶種种級级籤签處处來来試试';
const SIMPLE = new Map(
  Array.from({ length: PAIRS.length / 2 }, (_, i) => [PAIRS.charAt(2 * i), PAIRS.charAt(2 * i + 1)]),
);
const ANY = new RegExp(`[${[...SIMPLE.keys()].join('')}]`, 'g');

/** A word by which a column, type or heading is called, in the characters of the mainland (複選 is 多选); of the same length. */
export const simplified = (word: string): string => word.replace(ANY, (c) => SIMPLE.get(c) ?? c);
