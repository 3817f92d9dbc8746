import { chineseNumber } from '../model/chinese-number';

/** What a number with a unit measures, in one unit a dimension: m, km/h, min, months, days, kg, CNY … */
type Dimension =
  | 'distance'
  | 'speed'
  | 'score'
  | 'age'
  | 'money'
  | 'minutes'
  | 'days'
  | 'months'
  | 'mass'
  | 'percent'
  | 'times'
  | 'alcohol';

export interface Quantity {
  dimension: Dimension;
  value: number;
  /** As it stands in the text. */
  text: string;
}

interface Unit {
  dimension: Dimension;
  factor: number;
  pattern: string;
}

/** Longer units first; the look-aheads keep out words that merely begin like a unit. */
const UNITS: readonly Unit[] = [
  { dimension: 'speed', factor: 1, pattern: '公里/小时|千米/小时|公里每小时|km/h' },
  { dimension: 'distance', factor: 1000, pattern: '公里|千米|km' },
  { dimension: 'distance', factor: 0.01, pattern: '厘米|cm' },
  { dimension: 'distance', factor: 0.001, pattern: '毫米|mm' },
  { dimension: 'distance', factor: 1, pattern: '米|m(?![a-z])' },
  { dimension: 'age', factor: 1, pattern: '周岁|岁' },
  { dimension: 'money', factor: 10_000, pattern: '万元' },
  { dimension: 'money', factor: 1, pattern: '元|CNY' },
  { dimension: 'minutes', factor: 1, pattern: '分钟|min' },
  { dimension: 'minutes', factor: 60, pattern: '小时|h(?![a-z])' },
  { dimension: 'minutes', factor: 1 / 60, pattern: '秒钟?|s(?![a-z])' },
  { dimension: 'score', factor: 1, pattern: '分(?![之别界隔流离道散析级类担配享清辨为成开时段])|points?' },
  { dimension: 'months', factor: 1, pattern: '个月' },
  { dimension: 'months', factor: 12, pattern: '年(?![龄检审度份代级])' },
  { dimension: 'days', factor: 1, pattern: '个?工作日|日(?![常期间光])|天(?![气桥然黑亮津空窗])' },
  { dimension: 'mass', factor: 1000, pattern: '吨' },
  { dimension: 'mass', factor: 1, pattern: '公斤|千克|kg' },
  { dimension: 'alcohol', factor: 1, pattern: '毫克|mg' },
  { dimension: 'percent', factor: 1, pattern: '%|％' },
  { dimension: 'times', factor: 1, pattern: '倍' },
];

function numberOf(text: string): number {
  const arabic = /^(\d[\d,]*(?:\.\d+)?)(万?)$/.exec(text);
  if (arabic) return Number((arabic[1] ?? '').replaceAll(',', '')) * (arabic[2] ? 10_000 : 1);
  return chineseNumber(text);
}

const NUMBER = String.raw`(?:\d[\d,]*(?:\.\d+)?万?(?!\d)|[零〇一二两三四五六七八九十百千万半]+)`;
const RANGE = String.raw`(?:至|到|-|–|—|~|～)`;

/** Unit names used in fact tables, beside those used in texts. */
export function unitOf(name: string): Pick<Unit, 'dimension' | 'factor'> | undefined {
  return UNITS.find((u) => new RegExp(`^(?:${u.pattern})$`).test(name));
}

/** Dates and clock times are no quantities of the law; 第三日 and 十分危险 are no quantities at all. */
function withoutDates(text: string): string {
  return text
    .replace(/\d{4}年(?:\d{1,2}月(?:\d{1,2}日)?)?|\d{1,2}月\d{1,2}日/g, '□')
    .replace(/第[\d零一二三四五六七八九十百]+[日年天]/g, '□')
    .replace(/(?<![记扣满得])十分(?!钟)/g, '□');
}

/** Every number with a unit in a text, Arabic or Chinese, ranges counted twice. */
export function quantitiesIn(raw: string): Quantity[] {
  const text = withoutDates(raw.normalize('NFKC').replace(/(?<=\d) (?=[a-zA-Z%])/g, ''));
  const found: Quantity[] = [];
  for (const m of text.matchAll(new RegExp(`百分之(${NUMBER})`, 'g'))) {
    found.push({ dimension: 'percent', value: numberOf(m[1] ?? ''), text: m[0] });
  }
  let rest = text.replace(new RegExp(`百分之${NUMBER}`, 'g'), '□');
  for (const { dimension, factor, pattern } of UNITS) {
    const one = new RegExp(`(?:(${NUMBER})${RANGE})?(${NUMBER})(?:${pattern})`, 'g');
    rest = rest.replace(one, (whole: string, from: string | undefined, to: string, at: number) => {
      const perHour =
        dimension === 'distance' &&
        factor === 1000 &&
        /(?:每小时|时速)[^，。；0-9]{0,6}$/.test(rest.slice(0, at));
      for (const n of [from, to]) {
        if (n === undefined) continue;
        const value = numberOf(n);
        if (Number.isNaN(value)) continue;
        found.push(
          perHour
            ? { dimension: 'speed', value, text: whole }
            : { dimension, value: value * factor, text: whole },
        );
      }
      return '□'.repeat(whole.length);
    });
  }
  return found;
}

/** Every number that stands right before a word, as `5` before 次 in 不得超过五次. */
export function countsOf(raw: string, word: string): number[] {
  const before = new RegExp(`(${NUMBER})(?=${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`, 'g');
  return [...raw.normalize('NFKC').matchAll(before)].map((m) => numberOf(m[1] ?? ''));
}

/** Whether the bare number stands in the text, in Arabic or Chinese numerals. */
export function hasNumber(raw: string, value: number): boolean {
  const text = raw.normalize('NFKC');
  return [...text.matchAll(new RegExp(NUMBER, 'g'))].some((m) => numberOf(m[0]) === value);
}
