import type { Issue, Position } from '../../model/issue';
import type { ReaderInput, TextReader } from '../bank-reader';
import type { ReadLimits } from '../limits';
import { readIssue } from '../read-issue';
import { nothingRead, type RawField, type RawRecord } from '../record';
import { EMBEDDED_NAME } from '../source/embedded';
import { LazyMap } from '../source/lazy-map';
import { element, elements, readAgain, textOf, visitXml, type XmlElement, type XmlMark } from '../xml';
import { xmlIssue } from '../xml-issue';
import { lastOf } from './gift';
import { moodleQuestion, type MoodleContext, type QuestionRead, type Rich } from './moodle-question';
import { plainKeys, PlainMoodle, plainParts, type PlainCategory } from './plain-record';

/** Whether XML is Moodle's export of questions. */
export function looksLikeMoodleXml(text: string): boolean {
  return /<quiz[\s>]/.test(text.slice(0, 20_000));
}

const FILE_PREFIX = /@@PLUGINFILE@@\/?/g;
const MAX_PICTURES_BYTES = 200 * 1024 * 1024;

/** A text as HTML, whatever form its element says it is in. */
function htmlOf(text: string, format: string): string {
  if (!/[<&]/.test(text)) return text;
  if (format === 'plain_text' || format === 'plain')
    return text
      .replace(/[&<>]/g, (c) => (c === '&' ? '&amp;' : c === '<' ? '&lt;' : '&gt;'))
      .replace(/\r\n?|\n/g, '<br>');
  return format === 'moodle_auto_format' ? text.replace(/\r\n?|\n/g, '<br>') : text;
}

/** Takes the questions of an export one after another. */
class MoodleVisitor {
  readonly media = new LazyMap<Uint8Array>();
  readonly records: RawRecord[] = [];
  readonly issues: Issue[] = [];
  refused = 0;
  private chapter: RawField | undefined;
  private category: PlainCategory | undefined;
  private bytes = 0;
  private number = 0;
  private full = false;
  private readonly text: string;
  private readonly file: string;
  private readonly limits: ReadLimits;
  /** Pictures that were taken out of the text, by what stands there for them. */
  private readonly apart: ReadonlyMap<string, Buffer>;
  /** One for all questions: fifty thousand closures have their price. */
  private readonly context: MoodleContext;
  constructor(text: string, { file, limits, beside }: Pick<ReaderInput, 'file' | 'limits' | 'beside'>) {
    this.text = text;
    this.file = file;
    this.limits = limits;
    this.apart = beside;
    this.context = {
      prefix: '',
      chapter: undefined,
      at: (e, question) => this.at(e, question),
      rich: (e, prefix, literal) => this.rich(e, prefix, literal),
      content: (e) => this.content(e).data,
      oldPicture: (q, prefix) => this.oldPicture(q, prefix),
      media: this.media,
    };
    this.enter(undefined);
  }

  /** What comes is of that category. */
  private enter(chapter: RawField | undefined): void {
    this.chapter = chapter;
    const keys = plainKeys(chapter);
    const whole = (mark: XmlMark, number: number) => {
      const { record } = this.question(readAgain(this.text, mark), number, chapter);
      if (!record) throw new Error('a plain question cannot be read');
      return record;
    };
    this.category = keys && { keys, whole };
  }

  private at(e: XmlElement | undefined, question?: string): Position {
    const at: Position = { file: this.file };
    if (e) {
      at.row = e.line;
      at.column = String(e.character);
    }
    if (question) at.question = question;
    return at;
  }

  /**
   * The text of a Moodle text element, its pictures taken into the bank: under their own names where `literal`, else
   * under names that no other question uses.
   */
  private rich(e: XmlElement | undefined, prefix: string, literal: boolean): Rich {
    if (!e) return { text: '', pictures: NONE };
    const body = element(e, 'text');
    let html = htmlOf(body ? textOf(body) : textOf(e), e.attributes.get('format') ?? '');
    const files = elements(e, 'file');
    if (html.includes('embedded-'))
      for (const [name] of html.matchAll(EMBEDDED_NAME))
        if (this.apart.has(name)) this.media.link(name, () => this.apart.get(name));
    if (files.length === 0 && !html.includes('@@')) return { text: html, pictures: NONE };
    const pictures: string[] = [];
    for (const f of files) {
      const given = f.attributes.get('name') ?? '';
      const { data, held, again } = this.content(f);
      this.bytes += held;
      if (this.bytes > MAX_PICTURES_BYTES) {
        const params = { size: this.bytes >> 20, limit: MAX_PICTURES_BYTES >> 20 };
        this.issues.push(readIssue('TOO_LARGE', this.at(f), params));
        break;
      }
      const name = literal ? given : uniqueName(`${prefix}-${given}`, data, this.media);
      this.media.link(name, again);
      const path = `@@PLUGINFILE@@${f.attributes.get('path') ?? '/'}`;
      const references = [`${path}${given}`, `${path}${encodeURIComponent(given)}`];
      if (references.some((r) => html.includes(r)))
        for (const r of references) html = html.replaceAll(r, name);
      else pictures.push(name);
    }
    return { text: html.replace(FILE_PREFIX, ''), pictures };
  }

  /** What is written in an element as Base64, or was taken out of there: that is read again when it is asked for, and not held. */
  private content(e: XmlElement | undefined) {
    const text = textOf(e).trim();
    const apart = this.apart.get(text);
    if (apart) return { data: apart, held: 0, again: () => this.apart.get(text) };
    const data = Buffer.from(text.replace(/\s+/g, ''), 'base64');
    return { data, held: data.length, again: () => data };
  }

  /** The picture of a question as Moodle before 2.0 keeps it: beside the text, in the file or by its name only. */
  private oldPicture(q: XmlElement, prefix: string): string | undefined {
    const given = textOf(element(q, 'image')).trim();
    if (given === '') return undefined;
    const { data, held, again } = this.content(element(q, 'image_base64'));
    this.bytes += held;
    if (data.length === 0 || this.bytes > MAX_PICTURES_BYTES) return given;
    const name = uniqueName(`${prefix}-${given.slice(given.lastIndexOf('/') + 1)}`, data, this.media);
    this.media.link(name, again);
    return name;
  }

  private question(q: XmlElement, number: number, chapter: RawField | undefined): QuestionRead {
    this.context.prefix = `q${number}`;
    this.context.chapter = chapter;
    return moodleQuestion(q, this.context);
  }

  take(q: XmlElement, mark?: XmlMark): void {
    if (q.name !== 'question' || this.full) return;
    if (q.attributes.get('type') === 'category') {
      const path = textOf(element(element(q, 'category'), 'text'));
      this.enter({ text: lastOf(path), at: this.at(q) });
      return;
    }
    this.number += 1;
    if (this.issues.length >= this.limits.maxIssues || this.number > this.limits.maxRows) {
      this.issues.push(readIssue('TOO_MANY_ISSUES', this.at(q), { limit: this.limits.maxIssues }));
      this.full = true;
      return;
    }
    const { category } = this;
    const plain = mark && category ? plainParts(q) : undefined;
    if (mark && category && plain) {
      this.records.push(new PlainMoodle(plain, category, mark, this.number));
      return;
    }
    const made = this.question(q, this.number, this.chapter);
    this.issues.push(...made.issues);
    if (made.record) this.records.push(made.record);
    else this.refused += 1;
  }
}
const NONE: readonly never[] = [];

/** Reads Moodle XML: choice and true/false with pictures; every other kind is listed. */
export const readMoodleXml: TextReader = (text, input) => {
  const { file } = input;
  const read = visitXml(text, () => new MoodleVisitor(text, input));
  if (!read.ok) return nothingRead([xmlIssue(read, file)]);
  const { records, refused, media, issues } = read.visited;
  return { groups: [{ at: { file }, records }], refused, media, issues };
};

/** A file name the bank takes, not yet given to other bytes. */
function uniqueName(wanted: string, data: Buffer, media: ReadonlyMap<string, Uint8Array>): string {
  const name = wanted.replace(/[^A-Za-z0-9_.-]+/g, '_');
  const there = media.get(name);
  if (!there || data.equals(there)) return name;
  const dot = name.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 2; ; n += 1) if (!media.has(`${stem}-${n}${ending}`)) return `${stem}-${n}${ending}`;
}
