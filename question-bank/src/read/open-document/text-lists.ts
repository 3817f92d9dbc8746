import { BULLET, written } from '../document/numbering';
import { descendants, elements, type XmlElement } from '../xml';

interface Level {
  bullet: boolean;
  /** With `%1%` for the number of the first level. */
  text: string;
  format: string;
  start: number;
}

/** A list that counts, perhaps in several parts of the text. */
export interface Chain {
  style: string;
  counts: number[];
}

/** The formats of numbers as a later Word calls them, by how OpenDocument writes their first ones. */
const FORMATS: readonly [RegExp, string][] = [
  [/^A/, 'upperLetter'],
  [/^a/, 'lowerLetter'],
  [/^I/, 'upperRoman'],
  [/^i/, 'lowerRoman'],
  [/^01/, 'decimalZero'],
  [/^[一壹]/, 'chineseCounting'],
  [/^①/, 'decimalEnclosedCircle'],
  [/^甲/, 'ideographTraditional'],
  [/^$/, 'none'],
];

function levelOf(e: XmlElement, level: number): Level {
  const of = (name: string) => e.attributes.get(name);
  const number = (name: string) => {
    const value = Number.parseInt(of(name) ?? '1', 10);
    return Number.isInteger(value) ? value : 1;
  };
  const format = of('num-format') ?? '';
  const shown = Math.min(level, Math.max(1, number('display-levels')));
  const numbers = Array.from({ length: shown }, (_, i) => `%${level - shown + i + 1}%`).join('.');
  const plain = `${of('num-prefix') ?? ''}${format === '' ? '' : numbers}${of('num-suffix') ?? ''}`;
  return {
    bullet: !/^(?:list-level-style-number|outline-level-style)$/.test(e.name),
    text: of('num-list-format') ?? plain,
    format: FORMATS.find(([form]) => form.test(format))?.[1] ?? 'decimal',
    start: number('start-value'),
  };
}

/** Stands for the style of numbered headings. */
export const OUTLINE = ' outline';

/** Counts the numbers that are drawn in front of items of lists but not stored as text. */
export class TextLists {
  private readonly styles = new Map<string, Map<number, Level>>();
  private readonly chains = new Map<string, Chain>();
  private readonly latest = new Map<string, Chain>();

  /** Takes the list styles below an element of the document. */
  take(parent: XmlElement | undefined): void {
    for (const style of [...elements(parent, 'list-style'), ...elements(parent, 'outline-style')]) {
      const levels = new Map<number, Level>();
      for (const e of descendants(style)) {
        const level = Number(e.attributes.get('level'));
        if (/^(?:list-level-style-|outline-level-style$)/.test(e.name) && level >= 1 && level <= 10)
          levels.set(level, levelOf(e, level));
      }
      this.styles.set(
        style.name === 'outline-style' ? OUTLINE : (style.attributes.get('name') ?? ''),
        levels,
      );
    }
  }

  /** The chain to which a list belongs that is no part of another: one that goes on, or a new one. */
  chain(list: XmlElement): Chain {
    const style = list.attributes.get('style-name') ?? '';
    const named = this.chains.get(list.attributes.get('continue-list') ?? '');
    const goesOn = list.attributes.get('continue-numbering') === 'true' ? this.latest.get(style) : undefined;
    const chain = named ?? goesOn ?? { style, counts: [] };
    this.chains.set(list.attributes.get('id') ?? '', chain);
    this.latest.set(style, chain);
    return chain;
  }

  /** What is drawn in front of the next item; BULLET for signs, empty for unknown lists. */
  label({ counts }: Chain, style: string, level: number, startsAt: number | undefined): string {
    const levels = this.styles.get(style);
    const own = levels?.get(level);
    if (!own) return '';
    counts[level] = startsAt ?? (counts[level] ?? own.start - 1) + 1;
    counts.length = level + 1;
    if (own.bullet) return BULLET;
    return own.text.replace(/%(\d{1,2})%/g, (_, d: string) => {
      const of = levels?.get(Number(d));
      return written(counts[Number(d)] ?? of?.start ?? 1, of?.format ?? 'decimal');
    });
  }
}
