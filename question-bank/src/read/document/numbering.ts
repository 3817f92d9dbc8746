import { element, elements, type XmlElement } from '../xml';

interface Level {
  format: string;
  text: string;
  start: number;
}

const CHINESE = '零一二三四五六七八九';
function chinese(n: number): string {
  const digit = (d: number) => CHINESE[d] ?? '';
  if (n < 10) return digit(n);
  if (n < 20) return `十${n % 10 === 0 ? '' : digit(n % 10)}`;
  if (n < 100) return `${digit(Math.floor(n / 10))}十${n % 10 === 0 ? '' : digit(n % 10)}`;
  return String(n);
}

const ROMAN: readonly [number, string][] = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
];
function roman(n: number): string {
  if (n > 399) return String(n);
  let [rest, out] = [n, ''];
  for (const [value, sign] of ROMAN)
    while (rest >= value) {
      out += sign;
      rest -= value;
    }
  return out;
}

/** A number as lists of a format write it. */
export function written(n: number, format: string): string {
  const letter = (first: number) => String.fromCharCode(first + ((n - 1) % 26));
  if (format === 'upperLetter') return letter(65);
  if (format === 'lowerLetter') return letter(97);
  if (format === 'upperRoman') return roman(n);
  if (format === 'lowerRoman') return roman(n).toLowerCase();
  if (/^decimalEnclosedCircle/.test(format) && n >= 1 && n <= 20) return String.fromCharCode(0x245f + n);
  if (format === 'decimalZero') return String(n).padStart(2, '0');
  if (/^(?:ideographTraditional)$/.test(format)) return '甲乙丙丁戊己庚辛壬癸'[(n - 1) % 10] ?? '';
  if (/chinese|japanese|taiwanese|ideograph(?!Enclosed)/i.test(format)) return chinese(n);
  if (format === 'bullet' || format === 'none') return '';
  return String(n);
}

const val = (parent: XmlElement | undefined, name: string) => element(parent, name)?.attributes.get('val');

interface List {
  /** Lists of one abstract list count on together, unless they begin anew. */
  abstract: string;
  levels: Map<number, Level>;
  /** Levels that begin anew where the list is first used, and from what. */
  anew: Map<number, number>;
}

/** Stands for the sign of a list without numbers. */
export const BULLET = '•';

/** Counts the numbers that Word draws in front of paragraphs but does not store as text. */
export class Numbering {
  private readonly lists = new Map<string, List>();
  private readonly counts = new Map<string, number[]>();
  private readonly begun = new Set<string>();

  constructor(numbering: XmlElement | undefined) {
    const abstract = new Map<string, Map<number, Level>>();
    for (const a of elements(numbering, 'abstractNum')) {
      const levels = new Map<number, Level>();
      for (const l of elements(a, 'lvl')) levels.set(Number(l.attributes.get('ilvl') ?? 0), levelOf(l));
      abstract.set(a.attributes.get('abstractNumId') ?? '', levels);
    }
    for (const n of elements(numbering, 'num')) {
      const id = val(n, 'abstractNumId') ?? '';
      const levels = new Map(abstract.get(id));
      const anew = new Map<number, number>();
      for (const o of elements(n, 'lvlOverride')) {
        const at = Number(o.attributes.get('ilvl') ?? 0);
        const own = element(o, 'lvl');
        if (own) levels.set(at, levelOf(own));
        const from = val(o, 'startOverride') ?? (own ? val(own, 'start') : undefined);
        if (from !== undefined) anew.set(at, Number(from));
      }
      this.lists.set(n.attributes.get('numId') ?? '', { abstract: id, levels, anew });
    }
  }

  /** What Word draws in front of the next paragraph of a list; BULLET for bullets, empty for unknown lists. */
  label(numId: string, level: number): string {
    const list = this.lists.get(numId);
    const own = list?.levels.get(level);
    if (!list || !own) return '';
    const counts = this.counts.get(list.abstract) ?? [];
    if (!this.begun.has(numId)) {
      this.begun.add(numId);
      for (const [at, from] of list.anew) counts[at] = from - 1;
    }
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    this.counts.set(list.abstract, counts);
    if (own.format === 'bullet') return BULLET;
    return own.text.replace(/%(\d)/g, (_, d: string) => {
      const at = Number(d) - 1;
      const l = list.levels.get(at);
      return written(counts[at] ?? l?.start ?? 1, l?.format ?? 'decimal');
    });
  }
}

function levelOf(l: XmlElement): Level {
  return {
    format: val(l, 'numFmt') ?? 'decimal',
    text: val(l, 'lvlText') ?? '%1.',
    start: Number(val(l, 'start') ?? 1),
  };
}
