import { element, elements, type XmlElement } from '../xml';

interface Level {
  format: string;
  text: string;
  start: number;
}

const CHINESE = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
function chinese(n: number): string {
  if (n < 10) return CHINESE[n] ?? '';
  if (n < 20) return `十${n % 10 === 0 ? '' : (CHINESE[n % 10] ?? '')}`;
  return n < 100
    ? `${CHINESE[Math.floor(n / 10)] ?? ''}十${n % 10 === 0 ? '' : (CHINESE[n % 10] ?? '')}`
    : String(n);
}

function written(n: number, format: string): string {
  if (format === 'upperLetter') return String.fromCharCode(64 + (((n - 1) % 26) + 1));
  if (format === 'lowerLetter') return String.fromCharCode(96 + (((n - 1) % 26) + 1));
  if (/chinese|japanese|ideograph|taiwanese/i.test(format)) return chinese(n);
  if (format === 'bullet' || format === 'none') return '';
  return String(n);
}

const val = (parent: XmlElement | undefined, name: string) => element(parent, name)?.attributes.get('val');

/** Counts the numbers that Word draws in front of paragraphs but does not store as text. */
export class Numbering {
  private readonly lists = new Map<string, { id: string; levels: Map<number, Level> }>();
  private readonly counts = new Map<string, number[]>();

  constructor(numbering: XmlElement | undefined) {
    const abstract = new Map<string, Map<number, Level>>();
    for (const a of elements(numbering, 'abstractNum')) {
      const levels = new Map<number, Level>();
      for (const l of elements(a, 'lvl')) {
        levels.set(Number(l.attributes.get('ilvl') ?? 0), {
          format: val(l, 'numFmt') ?? 'decimal',
          text: val(l, 'lvlText') ?? '%1.',
          start: Number(val(l, 'start') ?? 1),
        });
      }
      abstract.set(a.attributes.get('abstractNumId') ?? '', levels);
    }
    for (const n of elements(numbering, 'num')) {
      const id = val(n, 'abstractNumId') ?? '';
      this.lists.set(n.attributes.get('numId') ?? '', {
        id,
        levels: abstract.get(id) ?? new Map<number, Level>(),
      });
    }
  }

  /** What Word draws in front of the next paragraph of a list; empty for bullets and unknown lists. */
  label(numId: string, level: number): string {
    const list = this.lists.get(numId);
    const own = list?.levels.get(level);
    if (!list || !own) return '';
    const counts = this.counts.get(numId) ?? [];
    counts[level] = (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    this.counts.set(numId, counts);
    if (own.format === 'bullet') return '';
    return own.text.replace(/%(\d)/g, (_, d: string) => {
      const at = Number(d) - 1;
      const l = list.levels.get(at);
      return written(counts[at] ?? l?.start ?? 1, l?.format ?? 'decimal');
    });
  }
}
