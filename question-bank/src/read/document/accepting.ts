import type { DocumentLine } from './line';
import type { Marker, NumberMarker, OptionMarker, WordMarker } from './markers';
import type { OpenQuestion, Section } from './open-question';
import type { Outlook } from './outlook';
import { answerText, endsSigned } from './signs';

const SENTENCE_OVER = /[。！？!?.）)\]】」”"：:_…]\s*$/;

const labelled = (m: OptionMarker) => m.form === 'mark' || m.form === 'bracket';

/** What a marker is held against. */
export interface OpenParts {
  readonly open: OpenQuestion | undefined;
  readonly section: Section;
}

/** Tells which markers of a line really begin a part of a question. */
export class Accepting {
  private readonly lines: readonly DocumentLine[];
  private readonly outlook: Outlook;

  constructor(lines: readonly DocumentLine[], outlook: Outlook) {
    this.lines = lines;
    this.outlook = outlook;
  }

  /** Whether the open question has all it needs, with the text that is about to be added to it. */
  private complete(q: OpenQuestion, ahead: string): boolean {
    const tail = ahead.slice(-100);
    if (q.before !== undefined || q.explanation) return true;
    if (q.answer) return !q.answer.empty || tail.trim() !== '';
    if (q.options.length > 1)
      return q.writing !== 'option' || tail.trim() !== '' || q.options.at(-1)?.part.empty === false;
    return endsSigned(q.writing === 'stem' ? q.stem.tail + tail : tail);
  }

  /** Whether a marker begins what it stands for, with what is open in `parser`. `from` is where the line's text goes on. */
  accepts(marker: Marker, index: number, from: number, parser: OpenParts): boolean {
    if (marker.kind === 'number') return this.acceptsNumber(marker, index, from, parser);
    const ahead = (this.lines[index]?.text ?? '').slice(Math.max(from, marker.start - 120), marker.start);
    const q = parser.open;
    if (!q) return false;
    if (marker.kind === 'option') return this.acceptsOption(q, marker, index, ahead);
    return this.acceptsWord(q, marker, index, ahead);
  }

  private acceptsNumber(m: NumberMarker, index: number, from: number, parser: OpenParts): boolean {
    const { open: q, section } = parser;
    const { text } = this.lines[index] as DocumentLine;
    const ahead = text.slice(Math.max(from, m.start - 120), m.start);
    const style = section.style ?? this.outlook.style;
    if (style === undefined && m.form !== 'sure') return false;
    const expected = (q?.number ?? section.questions.at(-1)?.number ?? 0) + 1;
    const next = m.number === expected;
    const like = m.style === style;
    if (m.form === 'sure' && m.place === 'start') return true;
    const bare = m.form === 'bare' && m.style !== this.outlook.style;
    if (bare && q && m.place === 'start' && next) return this.forgotMark(q, m, index);
    if (bare || (m.form === 'digit' && !(like && next))) return false;
    if (!q) {
      if (m.place !== 'start') return false;
      return like || this.outlook.question(index, m) || section.style === undefined;
    }
    const done = this.complete(q, ahead);
    if (m.place !== 'start') {
      if (!next || !like || (q.sub !== undefined && m.number === q.sub + 1)) return this.sublist(q, m, like);
      // D、5、6: the digit is the option itself.
      if (ahead.trim() === '' && q.writing !== 'stem' && q.writing !== 'explanation') return false;
      const judge =
        section.type === '判断题' && SENTENCE_OVER.test(q.stem.tail + ahead) && q.writing === 'stem';
      if (!done && !(judge && m.place === 'gap')) return this.sublist(q, m, like);
      if (m.place === 'gap' && q.writing !== 'option' && q.writing !== 'explanation') return true;
      const answered = q.writing === 'answer' && answerText(`${q.answer?.text ?? ''}${ahead}`).rest === '';
      return answered || this.outlook.question(index, m);
    }
    if (!like)
      return (
        done && (next || m.number === 1) && section.questions.length <= 1 && this.outlook.question(index, m)
      );
    if (q.sub !== undefined && m.number === q.sub + 1 && (!done || !this.outlook.question(index, m))) {
      q.sub = m.number;
      return false;
    }
    if (next) return m.form === 'mark' || m.form === 'sure' || done || SENTENCE_OVER.test(q.stem.tail);
    const over = done || (q.writing === 'stem' && SENTENCE_OVER.test(q.stem.tail) && m.number > 1);
    const near = m.number > expected && m.number <= expected + 10;
    if (m.number === 1 && q.writing === 'option' && q.options.length > 1) return true;
    if (
      over &&
      m.form === 'mark' &&
      ((near && q.writing !== 'explanation') || this.outlook.question(index, m))
    )
      return true;
    return this.sublist(q, m, like);
  }

  /** `2 会车时…` among `1.` and `3.`: the next number behind a question that has its options and its answer, with options of its own. */
  private forgotMark(q: OpenQuestion, m: NumberMarker, index: number): boolean {
    const over = q.options.length > 1 && q.answer?.empty === false;
    return over && this.outlook.startsA(index) && this.outlook.question(index, m);
  }

  /** Remembers that a list inside the question counts; never a question. */
  private sublist(q: OpenQuestion, m: NumberMarker, like: boolean): false {
    if (like && (m.number === 1 || m.number === (q.sub ?? -1) + 1)) q.sub = m.number;
    return false;
  }

  private acceptsOption(q: OpenQuestion, m: OptionMarker, index: number, ahead: string): boolean {
    if (q.writing === 'explanation') {
      if (m.letter === 'A' && m.place === 'start' && labelled(m) && q.options.length > 1)
        q.relisted ||= this.outlook.optionB(index, m);
      return false;
    }
    // Options may stand below the answer, but no further ones.
    if (q.writing === 'answer' && (q.options.length > 0 || m.place !== 'start' || q.answer?.empty))
      return false;
    if (q.stem.empty && ahead.trim() === '' && q.pictures.length === 0) return false;
    const place = m.letter.charCodeAt(0) - 65 - q.options.length;
    const sure = labelled(m) && m.place === 'start';
    if (place !== 0) {
      // A letter left out or typed twice.
      if (!sure || q.options.length === 0 || place > 3 || place < -1) return false;
      return place > 0 || q.options.at(-1)?.part.empty === false;
    }
    // 如A、B两车相遇: the options stand below.
    if (q.options.length === 0 && m.place !== 'start' && this.outlook.startsA(index)) return false;
    if (q.options.length === 0) return sure || this.outlook.optionB(index, m);
    if (labelled(m)) return true;
    return m.place !== 'glued' && (m.form !== 'word' || m.place === 'start' || /\s$/.test(ahead));
  }

  private acceptsWord(q: OpenQuestion, m: WordMarker, index: number, ahead: string): boolean {
    if (q.stem.empty && ahead.trim() === '') return false;
    if (m.kind === 'explanation') {
      if (m.place === 'start') return true;
      return q.writing !== 'explanation' && this.complete(q, ahead);
    }
    const { text } = this.lines[index] as DocumentLine;
    if (q.answer) {
      // Another answer that says otherwise is another question's, whose beginning was not seen.
      const again = m.label && m.place === 'start' && !q.answer.empty;
      const [one, two] = [answerText(q.answer.text).value, answerText(text.slice(m.end, m.end + 60)).value];
      if (again && /^(?:[A-H、,，\s]{1,20}|[√×]|正确|错误|对|错)$/.test(two) && (q.relisted || one !== two))
        q.second ??= { text: two, at: { ...(this.lines[index] as DocumentLine).at } };
      return false;
    }
    if (m.label) return q.writing !== 'explanation' || m.place !== 'glued';
    // 答案B and 答案是 B: a value must follow, and nothing behind it.
    const found = answerText(text.slice(m.end, m.end + 60));
    return (
      m.place !== 'glued' &&
      /^(?:[A-H]|[√×✓✔✗✘]|正确|错误|对$|错$)/.test(found.value) &&
      found.value.length <= 16
    );
  }
}
