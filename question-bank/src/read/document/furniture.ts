import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import type { DocumentLine } from './line';
import { markersOf } from './markers';

const PAGE =
  /^\s{0,20}(?:第\s{0,3}\d{1,4}\s{0,3}页[，,、/\s]{0,3}(?:共\s{0,3}\d{1,4}\s{0,3}页)?|[-–—·~]{1,4}\s{0,3}\d{1,4}\s{0,3}[-–—·~]{1,4}|\d{1,4}\s{0,2}\/\s{0,2}\d{1,4}|共\s{0,3}\d{1,4}\s{0,3}页|page\s{1,2}\d{1,4}(?:\s{1,2}of\s{1,2}\d{1,4})?)\s{0,20}$/i;

/** Page numbers and running heads that a text copied from pages carries between its lines. */
export class Furniture {
  private readonly heads = new Set<string>();
  private readonly lines: readonly DocumentLine[];
  private readonly met = new Map<string, { index: number; count: number }>();

  constructor(lines: readonly DocumentLine[]) {
    this.lines = lines;
    const counts = new Map<string, number>();
    const beside = new Set<string>();
    const filled = lines.filter((l) => l.text.trim() !== '');
    let first: string | undefined;
    filled.forEach((l, i) => {
      if (l.text.length > 60) return;
      const text = l.text.trim();
      first ??= text;
      counts.set(text, (counts.get(text) ?? 0) + 1);
      if (PAGE.test(filled[i - 1]?.text ?? '') || PAGE.test(filled[i + 1]?.text ?? '')) beside.add(text);
    });
    for (const [text, count] of counts) {
      if (count < 2 || text.length < 4 || text.length > 40 || /[。？?！!；;）)]$/.test(text)) continue;
      // What is only said twice may be a question's; between pages, or as the document's first line, it is not.
      const placed = (text === first && count >= 3) || (beside.has(text) && count >= 2);
      if (placed && markersOf(text).length === 0 && !PAGE.test(text)) this.heads.add(text);
    }
  }

  /** Whether a line is such; it is counted for the report. */
  holds(index: number): boolean {
    const text = this.lines[index]?.text ?? '';
    if (text.length > 60) return false;
    const own = text.trim();
    const kind = PAGE.test(text) ? 'page' : this.heads.has(own) ? own : undefined;
    if (kind === undefined) return false;
    const met = this.met.get(kind);
    if (met) met.count += 1;
    else this.met.set(kind, { index, count: 1 });
    return true;
  }

  /** One finding for the page numbers and one for each running head. */
  report(): Issue[] {
    return [...this.met.values()].map(({ index, count }) => {
      const line = this.lines[index] as DocumentLine;
      const value = `${line.text.trim()}${count > 1 ? ` (${count}×)` : ''}`;
      return readIssue('TEXT_SKIPPED', line.at, { value });
    });
  }
}
