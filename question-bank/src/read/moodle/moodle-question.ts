import type { Issue, Position } from '../../model/issue';
import { mediaRef } from '../../model/question';
import { htmlText } from '../html-text';
import { fromOwnMark } from '../own/own-mark';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { descendants, element, elements, textOf, type XmlElement } from '../xml';
import { inLanguages } from './in-languages';
import { notImportable, rightByShares } from './refused';

type Fields = Map<Parameters<RawRecord['fields']['get']>[0], RawField>;

/** A text of Moodle with its pictures named as the bank names them. */
export interface Rich {
  text: string;
  /** Those attached, but not in the text. */
  pictures: readonly string[];
}

export interface MoodleContext {
  prefix: string;
  chapter: RawField | undefined;
  at: (e: XmlElement | undefined, question?: string) => Position;
  rich(e: XmlElement | undefined, prefix: string, literal: boolean): Rich;
  /** Bytes of a file that an element holds. */
  content: (e: XmlElement) => Buffer;
  /** The picture that old versions keep beside the text. */
  oldPicture(q: XmlElement, prefix: string): string | undefined;
  /** Pictures taken so far. */
  media: ReadonlyMap<string, Uint8Array>;
}

export interface QuestionRead {
  record?: RawRecord;
  issues: Issue[];
}

/** A share in per cent; NaN for what is no number, so that nothing is taken for wrong that only could not be read. */
export const shareIn = (a: XmlElement): number => {
  const text = a.attributes.get('fraction')?.trim() ?? '';
  return text === '' ? NaN : Number(text);
};

const rawText = (e: XmlElement | undefined) => textOf(element(e, 'text'));

/** The question in our own form, where this file is an export of ours and nobody changed what it shows. */
function ownOf(q: XmlElement, answers: readonly XmlElement[], { media, content }: MoodleContext): unknown {
  const mark = element(q, 'kaotai');
  if (!mark) return undefined;
  const visible = [
    rawText(element(q, 'questiontext')),
    rawText(element(q, 'generalfeedback')),
    ...answers.flatMap((a) => [a.attributes.get('fraction') ?? '', rawText(a)]),
  ];
  const own = fromOwnMark(textOf(mark), visible);
  const files = [...descendants(q)].filter((e) => e.name === 'file');
  const fit = files.every((f) => {
    const name = f.attributes.get('name') ?? '';
    const there = media.get(name);
    return mediaRef.shape.file.safeParse(name).success && (!there || content(f).equals(there));
  });
  return fit ? own : undefined;
}

/** Options as texts. One that is only a picture is called by the picture's place among those the question shows. */
function optionsOf(
  answers: readonly { element: XmlElement; rich: Rich }[],
  right: readonly boolean[],
  inStem: number,
  place: (e: XmlElement) => Position,
): { options: RawOption[]; pictures: string[] } {
  const pictures: string[] = [];
  const options = answers.map(({ element: e, rich }, i): RawOption => {
    const languages = inLanguages(rich.text);
    if (languages) {
      const { main, en, locales } = languages;
      const option: RawOption = { text: main, at: place(e), right: right[i] ?? false };
      const plain = (words: string) => htmlText(words).text;
      if (en !== undefined) option.en = plain(en);
      if (locales)
        option.locales = Object.fromEntries(
          Object.entries(locales).map(([tag, words]) => [tag, plain(words)]),
        );
      return option;
    }
    // Nearly every option is a text without a picture.
    if (rich.pictures.length === 0 && !rich.text.includes('<'))
      return { text: rich.text, at: place(e), right: right[i] ?? false };
    const read = htmlText(rich.text);
    const own = [...read.pictures, ...rich.pictures];
    const first = inStem + pictures.length + 1;
    const only = read.text === '' && own.length > 0;
    pictures.push(...(only ? own : rich.pictures));
    const text = only ? own.map((_, n) => `图 ${first + n}`).join('、') : rich.text;
    return { text, at: place(e), right: right[i] ?? false };
  });
  return { options, pictures };
}

/** A text, and it in other languages where Moodle's filter for these is used. */
function setText(fields: Fields, key: 'stem' | 'explanation', text: string, at: Position): void {
  const languages = inLanguages(text);
  fields.set(key, { text: languages?.main ?? text, at });
  if (languages?.en !== undefined) fields.set(`${key}En`, { text: languages.en, at });
  for (const [tag, words] of Object.entries(languages?.locales ?? {}))
    fields.set(`${key}:${tag}`, { text: words, at });
}

const picturesIn = (html: string) => (html.includes('<') ? htmlText(html).pictures : []);

/** Reads one question element that is no category. */
export function moodleQuestion(q: XmlElement, context: MoodleContext): QuestionRead {
  const { prefix, chapter, at } = context;
  const type = q.attributes.get('type') ?? '';
  const name = textOf(element(element(q, 'name'), 'text')).trim();
  const id = textOf(element(q, 'idnumber')).trim();
  const place = at(q, id || name.slice(0, 60));
  if (type !== 'multichoice' && type !== 'truefalse') return { issues: [notImportable(type, place, name)] };

  const answerElements = elements(q, 'answer');
  const own = ownOf(q, answerElements, context);
  const literal = own !== undefined;
  const text = context.rich(element(q, 'questiontext'), prefix, literal);
  const old = context.oldPicture(q, prefix);
  const stem = old === undefined ? text : { ...text, pictures: [...text.pictures, old] };
  const feedback = context.rich(element(q, 'generalfeedback'), `${prefix}f`, literal);
  const issues: Issue[] = [];
  const fields: Fields = new Map();
  setText(fields, 'stem', stem.text, at(element(q, 'questiontext'), id));
  if (id !== '') fields.set('id', { text: id, at: at(element(q, 'idnumber'), id) });
  if (chapter && chapter.text !== '') fields.set('chapter', chapter);
  if (feedback.text.trim() !== '')
    setText(fields, 'explanation', feedback.text, at(element(q, 'generalfeedback'), id));
  if (feedback.pictures.length > 0 || picturesIn(feedback.text).length > 0) {
    const lost = { what: '解析里的图片', whatEn: 'pictures in the explanation' };
    issues.push(readIssue('TEXT_LOST', at(element(q, 'generalfeedback'), id), lost));
  }
  const tags = elements(element(q, 'tags'), 'tag').map((t) => textOf(t).trim());
  if (tags.length > 0) fields.set('tags', { text: tags.join(';'), at: at(element(q, 'tags'), id) });
  const shuffle = textOf(element(q, 'shuffleanswers')).trim();
  if (shuffle !== '' && type === 'multichoice')
    fields.set('shuffle', { text: /^(?:1|true)$/i.test(shuffle) ? '是' : '否', at: place });
  const answers = answerElements.map((e, i) => ({
    element: e,
    rich: context.rich(e, `${prefix}${String.fromCharCode(97 + (i % 26))}`, literal),
    share: shareIn(e),
  }));
  const withOwn = own === undefined ? {} : { own };

  if (type === 'truefalse') {
    const right = answers.find((a) => a.share >= 99.99);
    const word = (right?.rich.text ?? '').replace(/<[^>]*>/g, '').trim();
    if (!right || !/^(?:true|false)$/i.test(word)) return { issues: [readIssue('NO_ANSWER', place)] };
    fields.set('answer', { text: word.toLowerCase(), at: at(right.element, id) });
    const pictures = stem.pictures;
    return { record: { at: place, fields, options: [], pictures, type: 'judge', ...withOwn }, issues };
  }
  const single = textOf(element(q, 'single')).trim();
  const shares = answers.map((a) => a.share);
  const value = answerElements.map((e) => e.attributes.get('fraction')?.trim() || '—').join(' / ');
  const right = rightByShares(shares, single === '' ? undefined : /^(?:1|true)$/i.test(single));
  if (!right.ok) {
    const bad = answers.find((a) => !Number.isFinite(a.share)) ?? answers.find((a) => a.share > 0);
    return { issues: [readIssue('PARTLY_RIGHT', at(bad?.element ?? q, id || name), { value })] };
  }
  if (right.doubtful) issues.push({ ...readIssue('PARTLY_RIGHT', place, { value }), severity: 'warning' });
  const inStem = picturesIn(stem.text).length + stem.pictures.length;
  const made = optionsOf(answers, right.right, inStem, (e) => at(e, id));
  const pictures = [...stem.pictures, ...made.pictures];
  return {
    record: { at: place, fields, options: made.options, pictures, type: right.type, ...withOwn },
    issues,
  };
}
