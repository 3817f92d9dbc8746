import { localesIn } from '../model/locale';
import { textsOf, type Question } from '../model/question';
import { canonicalJson } from './canonical';

/** A bank as far as two can be compared: pictures by file name with a hash of their bytes. */
export interface Comparable {
  questions: readonly Question[];
  pictures: ReadonlyMap<string, string>;
}

/** A field of a question that is not as it was, as canonical JSON; undefined where it was or is not there. */
export interface FieldChange {
  field: keyof Question | 'picture';
  /** The language it is about, of fields that hold texts; those of options are `{id, text}`, of media `{file, alt}`. */
  locale?: string;
  before?: unknown;
  after?: unknown;
}

export interface QuestionChange {
  id: string;
  before: Question;
  after: Question;
  fields: FieldChange[];
  /** Whether another option is right now: told by the options' texts, as letters change when options are moved. */
  keyChanged: boolean;
}

/** What becomes of a bank, by question id. */
export interface BankDiff {
  added: Question[];
  removed: Question[];
  changed: QuestionChange[];
  unchanged: number;
}

const FIELDS: readonly (keyof Question)[] = [
  ...([
    'type',
    'stem',
    'options',
    'answer',
    'explanation',
    'media',
    'chapter',
    'subjects',
    'vehicles',
  ] as const),
  ...(['lawRef', 'validFrom', 'validTo', 'shuffle', 'difficulty', 'tags'] as const),
];

const same = (a: unknown, b: unknown) => canonicalJson(a ?? null) === canonicalJson(b ?? null);
const rightTexts = (q: Question) =>
  q.options
    .filter((o) => q.answer.includes(o.id))
    .map((o) => o.text['zh-CN'])
    .sort();
const shown = (q: Question, pictures: Comparable['pictures']) =>
  q.media.map((m) => pictures.get(m.file) ?? m.file);

type Texts = Pick<Question, 'stem' | 'options' | 'explanation' | 'media'>;
const TEXTS = new Set<keyof Question>(['stem', 'options', 'explanation', 'media'] satisfies (keyof Texts)[]);

/** A field in one language, as it is shown; undefined where it is not in that language. */
function inLocale(q: Question, field: keyof Texts, tag: string): unknown {
  switch (field) {
    case 'stem':
      return q.stem[tag];
    case 'explanation':
      return q.explanation?.[tag];
    case 'options':
      return q.options.flatMap(({ id, text }) => (text[tag] === undefined ? [] : { id, text: text[tag] }));
    case 'media':
      return q.media.flatMap(({ file, alt }) => (alt[tag] === undefined ? [] : { file, alt: alt[tag] }));
  }
}

/** A translation by what it translates: an option that only moved was not translated anew. */
function translations(q: Question, field: keyof Texts, tag: string): unknown {
  if (field === 'options') return q.options.map((o) => [o.text['zh-CN'], o.text[tag]]).sort();
  if (field === 'media') return q.media.map((m) => [m.file, m.alt[tag]]).sort();
  return inLocale(q, field, tag);
}

/** Of a field that holds texts, the languages that are not as they were. */
function textChanges(before: Question, after: Question, field: keyof Texts): FieldChange[] {
  return localesIn([before, after].flatMap(textsOf)).flatMap((locale): FieldChange[] => {
    const [was, is] = [before, after].map((q) => inLocale(q, field, locale));
    const compared = locale === 'zh-CN' ? inLocale : translations;
    if (same(was, is) || same(compared(before, field, locale), compared(after, field, locale))) return [];
    const empty = (v: unknown) => Array.isArray(v) && v.length === 0;
    return [{ field, locale, before: empty(was) ? undefined : was, after: empty(is) ? undefined : is }];
  });
}

const isTexts = (field: keyof Question): field is keyof Texts => TEXTS.has(field);

function changeOf(
  before: Question,
  after: Question,
  old: Comparable,
  now: Comparable,
): QuestionChange | undefined {
  const fields: FieldChange[] = FIELDS.flatMap((field) =>
    same(before[field], after[field])
      ? []
      : isTexts(field)
        ? textChanges(before, after, field)
        : [{ field, before: before[field], after: after[field] }],
  );
  const [was, is] = [shown(before, old.pictures), shown(after, now.pictures)];
  // Another drawing under the name of the old one is another question, though no text tells.
  if (!same(was, is)) fields.push({ field: 'picture', before: was, after: is });
  if (fields.length === 0) return undefined;
  return { id: before.id, before, after, fields, keyChanged: !same(rightTexts(before), rightTexts(after)) };
}

/** Compares two banks by question id, field by field; questions with a changed key come first. */
export function diffBanks(old: Comparable, now: Comparable): BankDiff {
  const before = new Map(old.questions.map((q) => [q.id, q]));
  const after = new Set(now.questions.map((q) => q.id));
  const changed: QuestionChange[] = [];
  const added: Question[] = [];
  let unchanged = 0;
  for (const q of now.questions) {
    const was = before.get(q.id);
    const change = was && changeOf(was, q, old, now);
    if (!was) added.push(q);
    else if (change) changed.push(change);
    else unchanged += 1;
  }
  changed.sort((a, b) => Number(b.keyChanged) - Number(a.keyChanged));
  return { added, removed: old.questions.filter((q) => !after.has(q.id)), changed, unchanged };
}
