import { wholeNumber } from '../../model/chinese-number';
import { namesChapter, NUMBERED_SECTION } from './headings';
import type { Section } from './open-question';

/** The sections of a document that a chapter heading in a list of keys speaks of: from one index up to another. */
export interface ChapterScope {
  unit: string;
  from: number;
  /** Exclusive; equal to `from` where the document has no such chapter. */
  to: number;
  /** The larger part it is one of. */
  outer?: ChapterScope;
}

const COUNTED = /^第\s{0,2}([一二三四五六七八九十百\d]{1,5})\s{0,2}(章|节|单元|篇|编|讲|套|部分)/;
const ENGLISH = /^(chapter|unit|section|part)\s{1,2}(\d{1,3}|[IVX]{1,4}|[A-Z])(?!\w)/i;

function keyOf(title: string): { unit: string; id: string } | undefined {
  const text = title.trim();
  const chinese = COUNTED.exec(text);
  if (chinese) return { unit: chinese[2] ?? '', id: String(wholeNumber(chinese[1] ?? '')) };
  const numbered = NUMBERED_SECTION.exec(text);
  if (numbered) return { unit: numbered[1] ?? '', id: String(wholeNumber(numbered[2] ?? '')) };
  const english = ENGLISH.exec(text);
  if (english) return { unit: (english[1] ?? '').toLowerCase(), id: (english[2] ?? '').toUpperCase() };
  return namesChapter(text) ? { unit: '', id: text.replace(/\s/g, '') } : undefined;
}

/** What two headings of one chapter have in common: 第一章 信号 and 第1章; of any other its words. */
export function chapterName(title: string): string {
  const key = keyOf(title);
  return key ? nameOf(key) : title.replace(/\s/g, '');
}

/** 第二章答案 as 第二章. */
const withoutAnswerWord = (text: string) =>
  text.trim().replace(/(?:的|[\s:：])*(?:参考|标准|正确)?答案.{0,10}$/, '');

const nameOf = ({ unit, id }: { unit: string; id: string }) => `${unit} ${id}`;

/** Larger parts hold smaller ones: 篇, 章, 节. */
const RANKS = ['篇 编 套 卷 部分 part', '章 单元 讲 项目 模块 专题 任务 chapter unit', '节 section'].map(
  (units) => units.split(' '),
);
const rankOf = (unit: string) =>
  Math.max(
    0,
    RANKS.findIndex((units) => units.includes(unit)),
  );

interface Titled {
  index: number;
  /** Where the part it begins ends: the index of the next heading of its rank or above. */
  end: number;
}

/** The chapters of a document by their headings; made again when sections are added. */
export class Chapters {
  private readonly sections: readonly Section[];
  private known = -1;
  private units = new Set<string>();
  private titled = new Map<string, Titled[]>();

  constructor(sections: readonly Section[]) {
    this.sections = sections;
  }

  private look(): void {
    if (this.known === this.sections.length) return;
    this.known = this.sections.length;
    this.units = new Set();
    this.titled = new Map();
    const ends = RANKS.map(() => this.known);
    const parts = this.sections.flatMap(({ part }) => (part === undefined ? [] : [chapterName(part)]));
    // Those that come again in each chapter are found within it, as other headings are.
    const once = new Set(parts).size === parts.length;
    for (const { title, part, index } of [...this.sections].reverse()) {
      const key = part === undefined ? keyOf(title) : once ? keyOf(part) : undefined;
      if (!key) continue;
      const rank = rankOf(key.unit);
      const own = this.titled.get(nameOf(key)) ?? [];
      own.push({ index, end: Math.min(...ends.slice(0, rank + 1)) });
      this.titled.set(nameOf(key), own);
      this.units.add(key.unit);
      ends[rank] = index;
    }
    for (const own of this.titled.values()) own.reverse();
  }

  /**
   * The sections that a heading among keys names; undefined if it is no chapter heading, or the document has none of its
   * kind. `former` is the scope so far: 第一节 below 第二章 is that chapter's.
   */
  scope(heading: string, former: ChapterScope | undefined): ChapterScope | undefined {
    const asked = keyOf(withoutAnswerWord(heading));
    if (!asked) return undefined;
    this.look();
    if (!this.units.has(asked.unit)) return undefined;
    let outer = former;
    while (outer && rankOf(outer.unit) >= rankOf(asked.unit)) outer = outer.outer;
    const [first, last] = outer ? [outer.from, outer.to] : [0, this.known];
    const found = this.titled.get(nameOf(asked))?.find((t) => t.index >= first && t.index < last);
    const around = { unit: asked.unit, ...(outer ? { outer } : {}) };
    if (!found) return { ...around, from: first, to: first };
    return { ...around, from: found.index, to: Math.min(found.end, last) };
  }
}
