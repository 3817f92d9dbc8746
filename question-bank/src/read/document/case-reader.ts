import { caseBegins, type CaseQuestion, type Cases } from './cases';
import type { DocumentLine } from './line';
import { Part, type OpenQuestion } from './open-question';
import type { Outlook } from './outlook';
import { endsSigned } from './signs';

interface Story {
  text: string;
  /** Last number of its questions, where it says so. */
  until?: number;
  pictures: readonly string[];
  /** Its text goes on until its first question. */
  open: boolean;
}

/** Each of its questions gets the whole text: what is longer is no case, and would fill the memory many times. */
const LONGEST = 4000;
const ABOVE = /以上|上述|上面/;

const isOver = (q: OpenQuestion) =>
  q.options.length > 1 ||
  q.before !== undefined ||
  (q.answer !== undefined && !q.answer.empty) ||
  endsSigned(q.stem.tail);

/** Keeps the text of a case in front of the questions about it: without it they cannot be answered. */
export class CaseReader {
  private readonly outlook: Outlook;
  private readonly cases: Cases;
  private story: Story | undefined;
  /** What was skipped since the last question: it may turn out to be the text of a case. */
  private loose: string[] = [];
  private asked: OpenQuestion[] = [];
  /** Some case began where nothing else could: then those behind explanations are cases too. */
  private sure = false;

  constructor(cases: Cases, outlook: Outlook) {
    this.outlook = outlook;
    this.cases = cases;
  }

  question(index: number): CaseQuestion | undefined {
    return this.cases.questions.get(index);
  }

  /** A question of a case, open for its text; `head` is what the case stood in so far, with its first one. */
  open(
    sub: CaseQuestion,
    former: OpenQuestion,
    head: OpenQuestion | undefined,
    line: DocumentLine,
  ): OpenQuestion {
    if (head) this.asked = [];
    const text = head?.stem.text ?? former.inCase?.text ?? '';
    const pictures = head?.pictures ?? this.asked[0]?.pictures ?? [];
    const { number, style, section, type, noted } = former;
    const q: OpenQuestion = {
      number,
      style,
      section,
      at: line.at,
      stem: new Part(line.at),
      options: [],
      pictures: [...pictures],
      inCase: { text, number: sub.number },
      writing: 'stem',
      ...(type === undefined ? {} : { type }),
      ...(head && noted ? { noted } : {}),
    };
    this.asked.push(q);
    return q;
  }

  /** Gives the keys of a line to the questions of the case above; false if it holds none such. */
  keys(index: number, line: DocumentLine): boolean {
    const keys = this.cases.keys.get(index);
    if (!keys) return false;
    for (const q of this.asked) {
      const key = keys.get(q.inCase?.number ?? 0);
      if (key === undefined || q.answer) continue;
      q.answer = new Part(line.at);
      q.answer.add(key, line.at);
      q.writing = 'answer';
    }
    return true;
  }

  /** Whether a line begins a case for the numbered questions below it: `材料一：…`, `阅读材料，回答2-3题`. */
  begins(index: number, line: DocumentLine, open: OpenQuestion | undefined): boolean {
    const { style } = this.outlook;
    if (style === undefined || (open && !isOver(open))) return false;
    const first = this.outlook.markers(index)[0];
    if (first?.place === 'start' && (first.kind !== 'number' || first.style === style)) return false;
    const found = caseBegins(line.text);
    if (!found) return false;
    if (open?.writing === 'explanation' && !found.counted && !this.sure) return false;
    this.sure ||= open === undefined;
    const above = found.text === '' || ABOVE.test(line.text.slice(0, LONGEST)) ? this.loose : [];
    const known = this.story?.open ? [this.story.text] : [];
    const text = [...known, ...(this.story?.open ? [] : above), found.text]
      .filter((t) => t !== '')
      .join('\n');
    if (text.length > LONGEST) return false;
    const until = found.until ?? (this.story?.open ? this.story.until : undefined);
    this.story = { text, pictures: [], open: true, ...(until === undefined ? {} : { until }) };
    return true;
  }

  /** Takes a text between the beginning of a case and its first question. */
  takes(text: string): boolean {
    if (!this.story?.open || this.story.text.length + text.length > LONGEST) return false;
    this.story.text += `${this.story.text === '' ? '' : '\n'}${text}`;
    return true;
  }

  skipped(text: string): void {
    if (this.loose.length < 10) this.loose.push(text);
  }

  /** A heading ends a case that does not say how far it goes and has had its questions. */
  heading(): void {
    if (this.story && !this.story.open && this.story.until === undefined) this.story = undefined;
    this.loose = [];
  }

  /** Puts a question that was begun under the case it is about. */
  started(q: OpenQuestion): void {
    this.loose = [];
    const { story } = this;
    if (!story) return;
    if (story.until !== undefined && (q.number === undefined || q.number > story.until)) {
      this.story = undefined;
      return;
    }
    q.inCase = { text: story.text };
    if (story.open) story.pictures = [...q.pictures];
    else q.pictures.push(...story.pictures.filter((p) => !q.pictures.includes(p)));
    story.open = false;
  }
}
