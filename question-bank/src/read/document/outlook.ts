import type { DocumentLine } from './line';
import { markersOf, type Marker, type NumberMarker, type OptionMarker } from './markers';
import type { NumberStyle } from './number-forms';
import { endsSigned, holdsSign } from './signs';

const LINES = 40;
const LONG = 20_000;
const MARKERS = 80;
const labelled = (m: OptionMarker) => m.form === 'mark' || m.form === 'bracket';

/** What the parser must know of the lines ahead: how the document numbers, and whether a question really follows. */
export class Outlook {
  /** The style most questions are numbered in; undefined if they are not numbered. */
  readonly style: NumberStyle | undefined;
  private readonly lines: readonly DocumentLine[];
  private readonly cache = new Map<number, Marker[]>();

  constructor(lines: readonly DocumentLine[]) {
    this.lines = lines;
    this.style = this.mainStyle();
  }

  /** The markers of a line. Only those of lines nearby are kept. */
  markers(index: number): Marker[] {
    const known = this.cache.get(index);
    if (known) return known;
    const found = markersOf(this.lines[index]?.text ?? '');
    if (this.cache.size > 4 * LINES)
      for (const k of this.cache.keys())
        if (k < index - LINES || this.cache.size > 8 * LINES) this.cache.delete(k);
    this.cache.set(index, found);
    return found;
  }

  private mainStyle(): NumberStyle | undefined {
    const seen = new Map<NumberStyle, { last: number; chain: number; count: number }>();
    let units = 0;
    this.lines.forEach(({ text }, i) => {
      const markers = text.length > LONG ? markersOf(text.slice(0, LONG)) : this.markers(i);
      for (const m of markers) {
        if (m.kind === 'option' && m.letter === 'A' && (m.form === 'mark' || m.form === 'bracket'))
          units += 1;
        if (m.kind === 'answer' && m.label) units += 1;
        if (m.kind !== 'number' || m.place === 'glued') continue;
        const own = seen.get(m.style) ?? { last: 0, chain: 0, count: 0 };
        const next = m.number === own.last + 1;
        // Where all stands on one line, the numbers within it count as far as they go on.
        if (m.place === 'gap' && (!next || own.count === 0 || m.form !== 'mark')) continue;
        if (m.form === 'digit' && !next) continue;
        if (next) own.chain += 1;
        own.count += 1;
        own.last = m.number;
        seen.set(m.style, own);
      }
    });
    let best: [NumberStyle, number, number] | undefined;
    for (const [style, { chain, count }] of seen) {
      // ① and (1) are mostly lists inside questions, and bare numbers quantities.
      const weight = style === 'circle' || style === 'bare' || style === 'path' ? 0.5 : 1;
      if (!best || chain * weight > best[1]) best = [style, chain * weight, count];
    }
    if (!best || (best[1] < 0.5 && best[2] < 2)) return undefined;
    // Each question has some two of: options, an answer. Far fewer numbers are lists.
    return units > 3 && best[2] < units / 8 ? undefined : best[0];
  }

  /**
   * Whether what follows a number reads as a question, up to the next number of a line: options, an answer or a sign.
   */
  question(index: number, marker: NumberMarker): boolean {
    let seen = 0;
    let letter: string | undefined;
    for (let i = index; i < Math.min(this.lines.length, index + LINES); i += 1) {
      const text = this.lines[i]?.text ?? '';
      const from = i === index ? marker.end : 0;
      let to = Math.min(text.length, from + 2000);
      for (const m of this.after(i, from)) {
        if ((seen += 1) > MARKERS) return false;
        if (m.kind === 'number' && this.ends(m, marker)) {
          return holdsSign(text.slice(from, m.start));
        }
        if (m.kind === 'answer' && m.label) return true;
        if (m.kind !== 'option') continue;
        if (m.letter === 'B' && letter === 'A') return true;
        if (m.letter === 'A') letter = 'A';
        to = Math.min(to, Math.max(from, m.start));
      }
      const part = text.slice(from, to);
      if (holdsSign(part) || endsSigned(text.slice(-80))) return true;
    }
    return false;
  }

  /** Whether an option A begins one of the next lines, before an answer and before the next question. */
  startsA(index: number): boolean {
    for (let i = index + 1; i < Math.min(this.lines.length, index + 8); i += 1) {
      const first = this.markers(i)[0];
      if (first?.place !== 'start') continue;
      if (first.kind === 'option') return first.letter === 'A' && labelled(first) && this.optionB(i, first);
      if (first.kind !== 'number' || first.style === this.style) return false;
    }
    return false;
  }

  private ends(m: NumberMarker, self: NumberMarker): boolean {
    if (m.place === 'start') return m.form !== 'bare' || m.style === this.style;
    return m.style === self.style && m.number === self.number + 1 && m.place === 'gap';
  }

  /** Markers of a line from an offset on; a line with very many is not copied. */
  private *after(index: number, from: number): Generator<Marker> {
    const all = this.markers(index);
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((all[middle]?.start ?? 0) < from) low = middle + 1;
      else high = middle;
    }
    for (let i = low; i < all.length; i += 1) yield all[i] as Marker;
  }

  /** Whether after option A an option B follows that is written alike, before the next question. */
  optionB(index: number, a: OptionMarker): boolean {
    let seen = 0;
    for (let i = index; i < Math.min(this.lines.length, index + 12); i += 1) {
      for (const m of this.after(i, i === index ? a.end : 0)) {
        if ((seen += 1) > MARKERS) return false;
        if (m.kind === 'number' && m.place === 'start' && m.form !== 'bare' && m.style === this.style)
          return false;
        if (m.kind !== 'option' || m.letter !== 'B') continue;
        if (a.form !== m.form && (labelled(a) || labelled(m))) continue;
        if (!labelled(a) && m.place === 'glued') continue;
        if (i > index) return true;
        // 「A、B 两车」: nothing stands between them.
        const between = (this.lines[i]?.text ?? '').slice(a.end, m.start);
        return /[^\s、,，和与或及]/.test(between.slice(0, 200));
      }
    }
    return false;
  }
}
