import type { Issue, Position } from '../model/issue';
import { readIssue } from './read-issue';

/** A chapter or category of a file as it names it, with the questions met in it. */
export interface Category {
  name: string;
  count: number;
  /** Whether the clerk asked not to read it. */
  leftOut: boolean;
}

const plain = (name: string) => name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();

/** Counts the categories of a hand-in, and knows which of them are left out on purpose. */
export class Categories {
  private readonly wanted: ReadonlyMap<string, string>;
  private readonly found = new Map<string, Category>();
  /** Questions left out so far. */
  left = 0;
  private readonly sheets = new Map<string, number>();

  constructor(leaveOut: Iterable<string> = []) {
    this.wanted = new Map([...leaveOut].map((name) => [plain(name), name]));
  }

  /** Counts one question of a chapter (and sheet or table); true if it is to be left out. */
  leaves(chapter: string, record: { readonly at: Position }): boolean {
    // Where a question stands is worth asking only if something is to be left out.
    const sheet = this.wanted.size === 0 ? undefined : record.at.sheet;
    const bySheet = sheet !== undefined && this.wanted.has(plain(sheet));
    if (bySheet) this.sheets.set(sheet, (this.sheets.get(sheet) ?? 0) + 1);
    const known = this.found.get(chapter);
    if (known) known.count += 1;
    else this.found.set(chapter, { name: chapter, count: 1, leftOut: this.wanted.has(plain(chapter)) });
    const out = bySheet || this.found.get(chapter)?.leftOut === true;
    if (out) this.left += 1;
    return out;
  }

  /** Every category, in the order met. */
  list(): Category[] {
    return [...this.found.values()];
  }

  /** What was left out, by name, and what was asked for in vain. */
  issues(file: string): Issue[] {
    const left = new Map(this.list().flatMap((c) => (c.leftOut ? [[c.name, c.count] as const] : [])));
    for (const [sheet, count] of this.sheets) left.set(sheet, count);
    const met = new Set([...left.keys()].map(plain));
    return [
      ...[...left].map(([name, count]) => readIssue('LEFT_OUT', { file }, { name, count })),
      ...[...this.wanted].flatMap(([key, name]) =>
        met.has(key) ? [] : [readIssue('NOTHING_LEFT_OUT', { file }, { name })],
      ),
    ];
  }
}
