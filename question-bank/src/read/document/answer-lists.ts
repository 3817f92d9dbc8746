import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import { isListHeader, listedAnswers, numberRow, singles, valueRow, type ListedAnswer } from './answer-list';
import { headingOf } from './headings';
import type { DocumentLine } from './line';
import { markersOf } from './markers';
import { Part, type OpenQuestion, type Section } from './open-question';
import { sectionKeys } from './section-keys';
import { holdsSign } from './signs';
import { isStarred, starsAreKeys } from './star-keys';

/** `答案：1、对 2、B` or `答案：1-5 ABCDA`: numbers follow, not an answer. */
const INLINE =
  /^\s{0,20}[【[（(]?\s{0,3}(?:参考|标准|正确)?(?:答案|answers?|answer key)(?:为|是|如下)?\s{0,3}[】\])）]?\s{0,3}[:：]?\s{0,3}(?=[（([第]?\s?\d{1,5}\s{0,3}(?:题\s?)?[-–—―－~～至到、.．:：)）\s])/i;
const ANSWER_WORD = /^\s{0,20}[【[（(]?\s{0,3}(?:参考|标准|正确)?答案\s{0,3}[】\])）]?\s{0,3}[:：]\s{0,3}/;
const EXPLAIN =
  /^[【[（(]?\s{0,3}(?:答案)?(?:解析|分析|详解|解释|说明)\s{0,3}(?:[】\])）]\s{0,3}[:：]?|[:：])\s{0,3}/;
/** A heading and its list on one line: 一、单选题：1-5 ABCDA. */
const HEADED =
  /^\s{0,20}([^\d:：]{2,40}?(?:[（(][^()（）]{0,40}[)）])?)\s{0,3}[:：\s]\s{0,3}(?=[（([第]?\s?\d{1,5}\D)/;

const rises = (letters: readonly string[]) =>
  letters.length > 1 && letters.every((l, i) => i === 0 || l > (letters[i - 1] ?? ''));

/** Gives the entries of answer lists to their questions. */
export class AnswerLists {
  active = false;
  private section: Section | undefined;
  private from = 0;
  private former = 0;
  private row: number[] | undefined;
  private last: OpenQuestion | undefined;
  private readonly all: readonly OpenQuestion[];
  private readonly sections: readonly Section[];
  private readonly issues: Issue[];
  /** Questions before it have their answers. */
  private first = 0;
  /** Questions by number in order, and how many of them are done with. */
  private readonly byNumber = new Map<number, { questions: OpenQuestion[]; done: number }>();
  private indexed = 0;
  private readonly answeredTo = new Map<Section, number>();

  constructor(all: readonly OpenQuestion[], sections: readonly Section[], issues: Issue[]) {
    this.all = all;
    this.sections = sections;
    this.issues = issues;
  }

  /** Whether any question still lacks an answer. */
  wanted(): boolean {
    while (this.first < this.all.length && answered(this.all[this.first])) this.first += 1;
    return this.first < this.all.length;
  }

  start(): void {
    this.active = true;
    this.section = undefined;
    this.row = undefined;
    this.last = undefined;
    this.former = 0;
    this.from = this.firstLacking();
  }

  /** The first section that lacks answers; one whose options are starred has them. */
  private firstLacking(): number {
    const first = this.all[this.first];
    const from = first?.section.index ?? 0;
    if (!first?.options.some((o) => isStarred(o.part.tail))) return from;
    const lacks = (s: Section) =>
      s.index >= from && !starsAreKeys(s) && s.questions.some((q) => !answered(q));
    return this.sections.find(lacks)?.index ?? from;
  }

  end(): void {
    this.active = false;
  }

  /** Whether `查看答案` and the like only stand above the answer of the one question that still lacks one. */
  lonely(below: DocumentLine | undefined): boolean {
    const { text = '' } = below ?? {};
    const own = this.first === this.all.length - 1 && ANSWER_WORD.test(text.slice(0, 40));
    return own && !INLINE.test(text.slice(0, 80));
  }

  /** Whether lines below a title are a list indeed. */
  begins(ahead: readonly DocumentLine[]): boolean {
    return ahead.some(({ text }) => {
      if (text.length > 20_000) return false;
      if (sectionKeys(text)) return true;
      const { answers, rest } = listedAnswers(text);
      const values = valueRow(text);
      if (answers.length > 0) return fits(answers, rest);
      return (
        values !== undefined || (numberRow(text)?.length ?? 0) > 1 || isListHeader(text) || HEADED.test(text)
      );
    });
  }

  /** Takes a line that is a list by itself: `答案：1-5 ABCDA`, `1-5 ABCDA 6-10 …`, `题号 1 2 3`, `答案：ABA` for three questions. */
  inline(line: DocumentLine, open: OpenQuestion | undefined, section: Section): boolean {
    const { text } = line;
    if (this.sectionsOf(line, true)) return true;
    const inline = INLINE.exec(text.slice(0, 80));
    if (inline) {
      const { answers, rest } = listedAnswers(text.slice(inline[0].length));
      if (answers.length === 0 || rest.length > 20) return false;
      this.start();
      return this.take({ ...line, text: text.slice(inline[0].length) });
    }
    const word = ANSWER_WORD.exec(text.slice(0, 40));
    if (word && open) {
      const letters = singles(valueRow(text.slice(word[0].length)) ?? []);
      const lacking = this.lacking(section, letters.length + 1);
      const rising = rises(letters);
      const several = letters.length >= 3 && letters.length === lacking.length;
      if (!several || (rising && /^[A-H]/.test(letters[0] ?? ''))) return false;
      lacking.forEach((q, i) => this.give(q, letters[i] ?? '', line));
      return true;
    }
    if (!/\d/.test(text.slice(0, 60)) || text.length > 20_000) return false;
    const row = /题\s?号/.test(text.slice(0, 20)) ? numberRow(text) : undefined;
    const { answers, rest } = row ? { answers: [], rest: '' } : listedAnswers(text);
    const headed = HEADED.exec(text.slice(0, 120));
    const within =
      headed && headingOf(headed[1] ?? '') ? listedAnswers(text.slice(headed[0].length)) : undefined;
    if (
      !row &&
      !isListHeader(text) &&
      !(answers.length >= 3 && rest === '') &&
      !(within && within.answers.length >= 2 && within.rest === '')
    )
      return false;
    this.start();
    return this.take(line);
  }

  /** Takes a line while a list is open; false if it is none of it. */
  take(line: DocumentLine): boolean {
    const { text } = line;
    if (isListHeader(text)) return true;
    if (this.sectionsOf(line, false)) return true;
    if (this.grid(line)) return true;
    const { answers, rest } = listedAnswers(text);
    if (answers.length > 0) {
      if (!fits(answers, rest)) return false;
      for (const a of answers) this.entry(a, line);
      if (rest !== '') this.explain(rest, line);
      return true;
    }
    if (text.length > 2000) return false;
    const headed = HEADED.exec(text.slice(0, 120));
    if (headed && this.turnTo(headed[1] ?? '') && this.take({ ...line, text: text.slice(headed[0].length) }))
      return true;
    if (this.turnTo(text)) return true;
    const values = valueRow(text);
    if (values) return this.inOrder(values, line);
    const starts = markersOf(text.slice(0, 40))[0];
    const begins = starts?.kind === 'number' && starts.place === 'start' && starts.form !== 'bare';
    if (!begins && this.last && (EXPLAIN.test(text) || this.last.explanation)) {
      this.explain(text, line);
      return true;
    }
    return false;
  }

  /**
   * Takes a line that names its sections by their ordinals before their entries. `starts` is said of one that no title
   * announced: then every one of its sections must be there and take its entries.
   */
  private sectionsOf(line: DocumentLine, starts: boolean): boolean {
    const found = sectionKeys(line.text);
    if (!found) return false;
    const known = found.keys.map((key) => this.sectionFor(key));
    const missing = known.indexOf(undefined);
    if (missing >= 0) {
      if (starts) return false;
      const value = `${found.keys[missing]?.ordinal ?? ''}、${found.keys[missing]?.title ?? ''}`;
      this.issues.push(readIssue('ANSWER_WITHOUT_QUESTION', line.at, { value }));
      this.last = undefined;
      if (known.every((s) => s === undefined)) return true;
    }
    const entries = found.keys.map(({ text }) => {
      const { answers, rest } = listedAnswers(text);
      return answers.length > 0 && /^[\s;；。,，、.]*$/.test(rest) ? answers : singles(valueRow(text) ?? []);
    });
    if (entries.some((e) => e.length === 0)) return false;
    if (starts) {
      // A line of a question may begin so; it would not go on with entries of questions that are there.
      const whole = entries.every(
        (e, i) => found.lead || e.length >= Math.min(2, known[i]?.questions.length ?? 0),
      );
      if (!whole) return false;
      this.start();
    }
    entries.forEach((each, i) => {
      if (!known[i]) return;
      this.section = known[i];
      this.last = undefined;
      const { questions } = known[i];
      each.forEach((entry, at) => {
        if (typeof entry !== 'string') return this.entry(entry, line);
        const q = questions[at];
        if (q && each.length === questions.length) this.give(q, entry, line);
      });
    });
    return true;
  }

  /** The section of that ordinal, which must be of the type that is named with it. */
  private sectionFor({ ordinal, title }: { ordinal: string; title: string }): Section | undefined {
    const heading = title === '' ? undefined : headingOf(title);
    const type = heading?.type;
    const own = (s: Section) =>
      s.questions.length > 0 && (type === undefined || s.type === undefined || s.type === type);
    const open = (s: Section) => own(s) && s.questions.some((q) => !answered(q));
    return (
      this.sections.find((s) => open(s) && s.ordinal === ordinal) ??
      this.sections.find((s) => open(s) && type !== undefined && s.type === type)
    );
  }

  private grid(line: DocumentLine): boolean {
    const { text } = line;
    const numbers = text.length > 4000 ? undefined : numberRow(text);
    if (numbers) {
      this.row = numbers;
      return true;
    }
    const values = this.row && valueRow(text);
    if (!this.row || !values || values.length !== this.row.length) return false;
    this.row.forEach((number, i) => this.entry({ number, answer: values[i] ?? '' }, line));
    this.row = undefined;
    return true;
  }

  /** A list without numbers: letters for the questions of the section in their order. */
  private inOrder(words: string[], line: DocumentLine): boolean {
    const within = this.section ?? this.sections[this.from];
    const parts = singles(words);
    const open = within ? this.lacking(within, parts.length + 1) : [];
    const several = /多选|不定项/.test(within?.type ?? '');
    // AB may be the answers of two questions, or of one.
    if (!several && within?.type === undefined && words.length === 1 && rises(parts)) return false;
    const each = several || (words.length > 1 && words.length === open.length) ? words : parts;
    if (open.length === 0 || each.length > open.length) return false;
    each.forEach((answer, i) => this.give(open[i] as OpenQuestion, answer, line));
    return true;
  }

  /** The next questions of a section without an answer, `most` of them. */
  private lacking(section: Section, most: number): OpenQuestion[] {
    const { questions } = section;
    let first = this.answeredTo.get(section) ?? 0;
    while (first < questions.length && answered(questions[first])) first += 1;
    this.answeredTo.set(section, first);
    const near = questions.slice(first, first + 2 * most + 50);
    return near.filter((q) => !answered(q)).slice(0, most);
  }

  /** Goes to the section a heading in the list names. */
  private turnTo(text: string): boolean {
    const heading = headingOf(text.replace(/(?:的?参考)?答案\s?[:：]?\s{0,4}$/, ''), undefined);
    if (!heading) return false;
    const same = (s: Section) =>
      s.questions.length > 0 &&
      (heading.title === s.title ||
        (heading.type !== undefined && heading.type === s.type) ||
        (heading.other !== undefined && heading.other === s.other) ||
        (heading.ordinal !== undefined && heading.ordinal === s.ordinal && heading.type === undefined));
    const lacking = (s: Section) => same(s) && s.questions.some((q) => !answered(q));
    const found =
      this.sections.find((s) => s.index >= this.from && lacking(s)) ??
      this.sections.find(lacking) ??
      this.sections.find(same);
    if (!found) return false;
    this.section = found;
    this.last = undefined;
    return true;
  }

  private entry({ number, answer }: ListedAnswer, line: DocumentLine): void {
    const q = this.find(number);
    this.former = number;
    if (!q) {
      this.issues.push(
        readIssue('ANSWER_WITHOUT_QUESTION', { ...line.at, question: String(number) }, { value: number }),
      );
      this.last = undefined;
      return;
    }
    this.give(q, answer, line);
  }

  private give(q: OpenQuestion, answer: string, line: DocumentLine): void {
    q.listed = { text: answer, at: line.at };
    this.last = q;
  }

  /** The question of that number: in the section the list is at, else the next in the document without an answer. */
  private find(number: number): OpenQuestion | undefined {
    for (; this.indexed < this.all.length; this.indexed += 1) {
      const q = this.all[this.indexed] as OpenQuestion;
      if (q.number === undefined) continue;
      const own = this.byNumber.get(q.number);
      if (own) own.questions.push(q);
      else this.byNumber.set(q.number, { questions: [q], done: 0 });
    }
    const own = this.byNumber.get(number);
    if (!own) return undefined;
    if (this.section) {
      const { section } = this;
      // Sections come in order: so do their questions of one number.
      let [low, high] = [0, own.questions.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((own.questions[middle]?.section.index ?? 0) < section.index) low = middle + 1;
        else high = middle;
      }
      const found = own.questions[low];
      return found?.section === section && !found.listed ? found : undefined;
    }
    // Numbers that begin again are the next section's.
    if (number <= this.former) this.from += 1;
    while (
      own.done < own.questions.length &&
      (own.questions[own.done]?.listed || (own.questions[own.done]?.section.index ?? 0) < this.from)
    )
      own.done += 1;
    const found = own.questions[own.done];
    if (found) this.from = found.section.index;
    return found;
  }

  private explain(text: string, line: DocumentLine): void {
    const label = EXPLAIN.exec(text);
    const body = text.slice(label?.[0].length ?? 0).trim();
    if (!this.last || body === '') return;
    this.last.explanation ??= new Part(line.at);
    this.last.explanation.add(body, line.at);
  }
}

/** Whether the rest of a line may stand behind its entries: nothing, an explanation, a short remark. */
function fits(answers: readonly ListedAnswer[], rest: string): boolean {
  return (
    rest === '' || EXPLAIN.test(rest) || (answers.length === 1 ? /^[(（]/.test(rest) : rest.length <= 20)
  );
}

function answered(q: OpenQuestion | undefined): boolean {
  if (!q) return true;
  return (
    q.listed !== undefined ||
    q.before !== undefined ||
    (q.answer !== undefined && !q.answer.empty) ||
    q.options.some((o) => o.ticked || /[√✓✔]\s{0,4}$/.test(o.part.tail)) ||
    holdsSign(q.stem.tail)
  );
}
