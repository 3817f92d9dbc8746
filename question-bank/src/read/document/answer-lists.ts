import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import { caseEntries, Uncounted } from './case-entries';
import { Chapters, type ChapterScope } from './chapter-scope';
import { isListHeader, listedAnswers, numberRow, singles, valueRow, type ListedAnswer } from './answer-list';
import { bareOrdinal, headingOf } from './headings';
import type { DocumentLine } from './line';
import {
  ANSWER_WORD,
  beginsList,
  EXPLAIN,
  fits,
  HEADED,
  headedValues,
  INLINE,
  inlineList,
  ONLY_KEYS,
  rises,
} from './list-lines';
import { markersOf } from './markers';
import { Part, type OpenQuestion, type Section } from './open-question';
import { sectionKeys } from './section-keys';
import { holdsSign } from './signs';
import { isStarred, starsAreKeys } from './star-keys';

/** Gives the entries of answer lists to their questions. */
export class AnswerLists {
  active = false;
  private section: Section | undefined;
  /** The chapter that a heading among the entries named. */
  private scope: ChapterScope | undefined;
  private readonly chapters: Chapters;
  private from = 0;
  private former = 0;
  /** The first number of the line of entries before. */
  private lineFirst = 0;
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
  private uncounted = new Uncounted();
  private readonly answeredTo = new Map<Section, number>();

  constructor(all: readonly OpenQuestion[], sections: readonly Section[], issues: Issue[]) {
    this.all = all;
    this.sections = sections;
    this.chapters = new Chapters(sections);
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
    this.scope = undefined;
    this.row = undefined;
    this.last = undefined;
    this.former = 0;
    this.lineFirst = 0;
    this.from = this.firstLacking();
    this.uncounted = new Uncounted();
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

  /** Goes to the chapter a line names if keys follow it (`ahead`, where that is not sure); false if it is no such line. */
  chapter(text: string, ahead?: readonly DocumentLine[]): boolean {
    const scope = this.chapters.scope(text, this.scope);
    const first = ahead?.find((l) => (headingOf(l.text) ?? bareOrdinal(l.text)) === undefined);
    if (!scope || (ahead && !(first && beginsList([first])))) return false;
    this.scope = scope;
    const own = this.sections[scope.from];
    const alone = !this.sections.slice(scope.from + 1, scope.to).some((s) => s.questions.length > 0);
    this.section = scope.to > scope.from && alone && own && own.questions.length > 0 ? own : undefined;
    this.from = scope.from;
    this.uncounted = new Uncounted();
    this.former = 0;
    this.lineFirst = 0;
    this.row = undefined;
    this.last = undefined;
    return true;
  }

  private within(s: Section): boolean {
    return !this.scope || (s.index >= this.scope.from && s.index < this.scope.to);
  }

  /** Whether `查看答案` and the like only stand above the answer of the one question that still lacks one. */
  lonely(below: DocumentLine | undefined): boolean {
    const { text = '' } = below ?? {};
    const own = this.first === this.all.length - 1 && ANSWER_WORD.test(text.slice(0, 40));
    return own && !INLINE.test(text.slice(0, 80));
  }

  /** Whether a line names a section whose questions lack answers, above a line of nothing but these. */
  resumes(text: string, below: DocumentLine | undefined): boolean {
    if (!below || !this.sectionOf(text, true)) return false;
    const { answers, rest } = listedAnswers(below.text);
    const row = answers.length > 0 ? undefined : (numberRow(below.text) ?? valueRow(below.text));
    return (
      isListHeader(below.text) || row !== undefined || (answers.length > 0 && /^[\s;；。,，、.]*$/.test(rest))
    );
  }

  /** Takes a line that is a list by itself: `答案：1-5 ABCDA`, `1-5 ABCDA 6-10 …`, `题号 1 2 3`, `答案：ABA` for three questions. */
  inline(line: DocumentLine, open: OpenQuestion | undefined, section: Section): boolean {
    const { text } = line;
    if (this.sectionsOf(line, true)) return true;
    if (INLINE.test(text.slice(0, 80))) {
      const entries = inlineList(text);
      if (entries === undefined) return false;
      this.start();
      return this.take({ ...line, text: entries });
    }
    const word = ANSWER_WORD.exec(text.slice(0, 40));
    if (word && open) {
      const words = valueRow(text.slice(word[0].length)) ?? [];
      const letters = singles(words);
      // AB、ABC、CD for three questions.
      const whole = this.lacking(section, words.length + 1);
      if (words.length > 1 && words.length === whole.length && letters.length > words.length) {
        whole.forEach((q, i) => this.give(q, words[i] ?? '', line));
        return true;
      }
      const lacking = this.lacking(section, letters.length + 1);
      const rising = rises(letters);
      const several = letters.length >= 3 && letters.length === lacking.length;
      // BAB is no answer of one question, nor one of each of two.
      if (
        !several &&
        lacking.length > 1 &&
        !rising &&
        letters.length > 2 &&
        new Set(letters).size < letters.length
      ) {
        this.issues.push(readIssue('ANSWER_WITHOUT_QUESTION', line.at, { value: text.trim() }));
        return true;
      }
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
    if (this.scope && this.scope.to === this.scope.from && headingOf(text)) return true;
    if (this.sectionsOf(line, false)) return true;
    if (this.cases(line)) return true;
    if (this.grid(line)) return true;
    const { answers, rest } = listedAnswers(text);
    if (answers.length > 0) {
      if (!fits(answers, rest, text)) return false;
      // Numbers in columns: 1. 3. above 2. 4.
      const first = answers[0]?.number ?? 0;
      if (first === this.lineFirst + 1) this.former = Math.min(this.former, first - 1);
      this.lineFirst = first;
      for (const a of answers) this.entry(a, line);
      if (rest !== '') this.explain(rest, line);
      return true;
    }
    if (text.length > 2000) return false;
    if (ONLY_KEYS.test(text)) {
      this.issues.push(readIssue('ANSWER_WITHOUT_QUESTION', line.at, { value: text.trim() }));
      this.last = undefined;
      return true;
    }
    const headed = HEADED.exec(text.slice(0, 120));
    const turned = headed && (this.chapter(headed[1] ?? '') || this.turnTo(headed[1] ?? ''));
    if (headed && turned && this.take({ ...line, text: text.slice(headed[0].length) })) return true;
    const valued = headedValues(text);
    if (valued && this.turnTo(valued.title)) return this.inOrder(valueRow(valued.values) ?? [], line);
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
      this.uncounted = new Uncounted();
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
      s.questions.length > 0 &&
      this.within(s) &&
      (type === undefined || s.type === undefined || s.type === type);
    const open = (s: Section) => own(s) && s.questions.some((q) => !answered(q));
    return (
      this.sections.find((s) => open(s) && s.ordinal === ordinal) ??
      this.sections.find((s) => open(s) && type !== undefined && s.type === type)
    );
  }

  /** Takes a line of keys for the questions of cases, if all of them are there and wait for one. */
  private cases(line: DocumentLine): boolean {
    const found = line.text.length > 2000 ? undefined : caseEntries(line.text);
    if (!found) return false;
    const waiting = this.all.filter((q) => q.inCase?.number !== undefined && !answered(q));
    const given = found.flatMap(({ number, answers }) =>
      answers.map(({ number: within, answer }) => ({
        answer,
        found: waiting.filter((q) => q.number === number && q.inCase?.number === within),
      })),
    );
    // Of several cases of that number nobody can tell which is meant.
    if (given.some((g) => g.found.length !== 1)) return false;
    for (const { answer, found } of given) this.give(found[0] as OpenQuestion, answer, line);
    this.former = found.at(-1)?.number ?? this.former;
    return true;
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
    const found = this.sectionOf(text, false);
    if (!found) return false;
    this.section = found;
    this.uncounted = new Uncounted();
    this.last = undefined;
    return true;
  }

  private sectionOf(text: string, mustLack: boolean): Section | undefined {
    const heading = headingOf(text.replace(/(?:的?参考)?答案\s?[:：]?\s{0,4}$/, ''), undefined);
    if (!heading) return this.onlyOne(bareOrdinal(text));
    const same = (s: Section) =>
      s.questions.length > 0 &&
      this.within(s) &&
      (heading.title === s.title ||
        (heading.type !== undefined && heading.type === s.type) ||
        (heading.other !== undefined && heading.other === s.other) ||
        (heading.ordinal !== undefined && heading.ordinal === s.ordinal && heading.type === undefined));
    const lacking = (s: Section) => same(s) && s.questions.some((q) => !answered(q));
    return (
      this.sections.find((s) => s.index >= this.from && lacking(s)) ??
      this.sections.find(lacking) ??
      (mustLack ? undefined : this.sections.find(same))
    );
  }

  /** The one section of that ordinal: of several nobody can tell which is meant. */
  private onlyOne(ordinal: string | undefined): Section | undefined {
    if (ordinal === undefined) return undefined;
    const own = this.sections.filter(
      (s) => s.ordinal === ordinal && s.questions.length > 0 && this.within(s),
    );
    return own.length === 1 ? own[0] : undefined;
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
      if (q.number === undefined || q.inCase?.number !== undefined) continue;
      const own = this.byNumber.get(q.number);
      if (own) own.questions.push(q);
      else this.byNumber.set(q.number, { questions: [q], done: 0 });
    }
    // In a document without numbers they count its questions.
    if (this.byNumber.size === 0)
      return this.uncounted.find(number, this.section ? this.section.questions : this.all);
    const own = this.byNumber.get(number);
    if (!own) return undefined;
    if (this.section) {
      const { section } = this;
      const found = own.questions[firstOf(own.questions, section.index)];
      return found?.section === section && !found.listed ? found : undefined;
    }
    // Numbers that begin again are the next section's.
    if (number <= this.former) this.from += 1;
    if (this.scope) {
      let at = firstOf(own.questions, this.from);
      while (own.questions[at]?.listed) at += 1;
      const next = own.questions[at];
      if (!next || !this.within(next.section)) return undefined;
      this.from = next.section.index;
      return next;
    }
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

/** Where among questions of one number those of a section begin: sections come in order, and so do these. */
function firstOf(questions: readonly OpenQuestion[], section: number): number {
  let [low, high] = [0, questions.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((questions[middle]?.section.index ?? 0) < section) low = middle + 1;
    else high = middle;
  }
  return low;
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
