const DIGITS: Readonly<Record<string, number>> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const SCALES: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10_000 };

/** 一百二十 → 120, 二万 → 20000, 半 → 0.5. NaN for what is no numeral. */
export function chineseNumber(text: string): number {
  if (text === '半') return 0.5;
  let total = 0;
  let section = 0;
  let digit = -1;
  for (const c of text) {
    const d = DIGITS[c];
    const scale = SCALES[c];
    if (d !== undefined) digit = d;
    else if (scale === 10_000) {
      total = (total + section + Math.max(digit, 0)) * scale;
      section = 0;
      digit = -1;
    } else if (scale !== undefined) {
      section += (digit < 0 ? 1 : digit) * scale;
      digit = -1;
    } else return Number.NaN;
  }
  return total + section + Math.max(digit, 0);
}

/** A whole number in Arabic or Chinese numerals: 12 and 十二. NaN for what is none. */
export const wholeNumber = (text: string): number =>
  /^\d+$/.test(text) ? Number(text) : chineseNumber(text);
