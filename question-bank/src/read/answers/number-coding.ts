import { answerNumbers } from './plain';

/**
 * How numbers stand for options: by place from 1 or 0 (also run together, "134"); `juhe` as the Juhe interface has
 * it (1–4 one option, 7–17 the pairs and more); `mask16` 16/32/64/128 and their sums; `mask1` 1/2/4/8 and their
 * sums; `zeroOne` 1 right and 0 wrong, for judge questions only.
 */
export const NUMBER_CODINGS = ['from1', 'from0', 'juhe', 'mask16', 'mask1', 'zeroOne'] as const;
export type NumberCoding = (typeof NUMBER_CODINGS)[number];

const JUHE: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'B',
  3: 'C',
  4: 'D',
  7: 'AB',
  8: 'AC',
  9: 'AD',
  10: 'BC',
  11: 'BD',
  12: 'CD',
  13: 'ABC',
  14: 'ABD',
  15: 'ACD',
  16: 'BCD',
  17: 'ABCD',
};
const places = (letters: string) => [...letters].map((l) => l.charCodeAt(0) - 65);
const bits = (mask: number) => [0, 1, 2, 3, 4, 5, 6, 7].filter((i) => (mask >> i) & 1);

/** The options (0-based) a number answer stands for; undefined if it does not fit `options` of them. */
export function decodeNumbers(text: string, coding: NumberCoding, options: number): number[] | undefined {
  const found = answerNumbers(text);
  if (!found) return undefined;
  const { values, digits } = found;
  const first = values[0] ?? 0;
  const chosen = ((): number[] | undefined => {
    if (coding === 'juhe') return values.length === 1 && JUHE[first] ? places(JUHE[first]) : undefined;
    if (coding === 'mask16') return values.length === 1 && first % 16 === 0 ? bits(first / 16) : undefined;
    if (coding === 'mask1') return values.length === 1 ? bits(first) : undefined;
    if (coding === 'zeroOne') return values.length === 1 && first <= 1 ? [1 - first] : undefined;
    const base = coding === 'from1' ? 1 : 0;
    const together = digits.length > 1 ? [...digits].map(Number) : values;
    const inOrder = together.every((n, i) => values.length > 1 || i === 0 || n > (together[i - 1] ?? 0));
    return inOrder ? together.map((n) => n - base) : undefined;
  })();
  if (!chosen || chosen.length === 0) return undefined;
  const unique = [...new Set(chosen)].sort((a, b) => a - b);
  return unique.every((i) => i >= 0 && i < Math.max(options, 2)) ? unique : undefined;
}

/** What is known of one question when its numbers are judged. */
export interface NumberSample {
  answer: string;
  /** How many options it has; 0 for a judge question without. */
  options: number;
  judge: boolean;
  /** The column's or key's own name. */
  field?: string;
}

/** For choice and judge questions each: the coding, `ambiguous`, or undefined where there are no numbers. */
export interface NumbersFound {
  choice: NumberCoding | 'ambiguous' | undefined;
  judge: NumberCoding | 'ambiguous' | undefined;
}

const NAMED_INDEX = /index|indices|idx|下标|索引/i;

/** The way to read the numbers that alone fits every sample, or `ambiguous` where two fit and nothing tells. */
function choiceCoding(samples: readonly NumberSample[]): NumberCoding | 'ambiguous' | undefined {
  const numbers = samples.filter((s) => answerNumbers(s.answer));
  if (numbers.length === 0) return undefined;
  // A few rows of a real bank have a wrong key; they must not decide how all others are read.
  const misfits = (coding: NumberCoding) =>
    numbers.filter((s) => decodeNumbers(s.answer, coding, s.options) === undefined).length;
  const fits = (coding: NumberCoding) => misfits(coding) <= numbers.length / 50;
  const count = (...values: number[]) =>
    numbers.filter((s) => values.includes(answerNumbers(s.answer)?.values[0] ?? -1)).length;
  if (numbers.every((s) => (answerNumbers(s.answer)?.values[0] ?? 0) >= 16) && fits('mask16'))
    return 'mask16';
  const better = Math.sign(misfits('from0') - misfits('from1'));
  const one = fits('from1') && better >= 0;
  const nought = fits('from0') && better <= 0;
  if (one && fits('juhe') && count(12, 13, 14) > 0) return 'ambiguous';
  if (one && nought) return numbers.every((s) => NAMED_INDEX.test(s.field ?? '')) ? 'from0' : 'ambiguous';
  if (one) return 'from1';
  if (nought) return 'from0';
  const [juhe, mask] = [fits('juhe'), fits('mask1')];
  // Where both fit, C alone is 3 in the one and D alone is 8 in the other, and single answers are the most.
  if (juhe && mask) return count(3) >= count(8) ? 'juhe' : 'mask1';
  if (juhe) return 'juhe';
  return mask ? 'mask1' : undefined;
}

function judgeCoding(
  samples: readonly NumberSample[],
  choice: NumbersFound['choice'],
): NumbersFound['judge'] {
  const values = new Set(samples.flatMap((s) => answerNumbers(s.answer)?.values ?? []));
  if (values.size === 0) return undefined;
  const only = (...allowed: number[]) => [...values].every((v) => allowed.includes(v));
  if (only(16, 32)) return 'mask16';
  if (only(1, 2) && values.has(2)) return choice === 'juhe' ? 'juhe' : 'from1';
  if (only(0, 1)) {
    const listed = samples.some((s) => s.options === 2);
    const index = listed && (choice === 'from0' || samples.every((s) => NAMED_INDEX.test(s.field ?? '')));
    if (index) return 'from0';
    // A lone 1 means the first of two, right, in every coding.
    return 'zeroOne';
  }
  return undefined;
}

/** How the number answers of questions of one origin are to be read. Never told from type numbers. */
export function detectNumbers(samples: readonly NumberSample[]): NumbersFound {
  const choice = choiceCoding(samples.filter((s) => !s.judge));
  return {
    choice,
    judge: judgeCoding(
      samples.filter((s) => s.judge),
      choice,
    ),
  };
}

/** The name of a coding as a clerk would say it. */
export const CODING_NAMES: Readonly<Record<NumberCoding, { zh: string; en: string }>> = {
  from1: { zh: '数字，从 1 数起（1=A）', en: 'numbers from 1 (1 = A)' },
  from0: { zh: '数字，从 0 数起（0=A）', en: 'numbers from 0 (0 = A)' },
  juhe: { zh: '聚合数据编码（7=AB … 17=ABCD）', en: 'the Juhe table (7 = AB … 17 = ABCD)' },
  mask16: {
    zh: '位掩码（16=A、32=B、64=C、128=D，多选相加）',
    en: 'bit masks (16 = A, 32 = B, 64 = C, 128 = D, added)',
  },
  mask1: {
    zh: '位掩码（1=A、2=B、4=C、8=D，多选相加）',
    en: 'bit masks (1 = A, 2 = B, 4 = C, 8 = D, added)',
  },
  zeroOne: { zh: '1=对，0=错', en: '1 = right, 0 = wrong' },
};
