import type { Issue } from '../model/issue';
import type { Question } from '../model/question';
import { answerReader, FORM_NAMES, type Asked } from './answers/answer-reader';
import type { AnswerForm, AnswersRead, NumbersAsked } from './answers/answers-read';
import { decodeNumbers, NUMBER_CODINGS, type NumberCoding } from './answers/number-coding';
import { answerLetters, lettersAt, rightOrWrong } from './answers/plain';
import { listOf, parseSubjects, parseType, parseVehicles } from './cell-values';
import type { BankPart } from './candidate';
import type { Categories } from './categories';
import { habitsOf } from './habits';
import type { ReadLimits } from './limits';
import { ownCandidate } from './own/own-candidate';
import { countedAnew } from './counted-anew';
import { readIssue } from './read-issue';
import { givenId, type PlainKeys, type RawRecord, type RecordGroup } from './record';
import type { ValueNames } from './value-names';
import { looseOf, type RefusedRow } from './refused-row';
import { askedOf, prepareRecord, type Prepared } from './prepare-record';
import { plainQuestion, type PlainCandidate } from './plain/plain-question';
import { idOf, textOf, type Mend } from './record-fields';
import { renamedRecord } from './renamed-record';
import { asksAmongLetters } from './tight-options';
import { chapterOf, FIT_ID, toQuestion, type RecordDefaults } from './record-to-question';

export interface PartOptions {
  defaults: RecordDefaults;
  limits: ReadLimits;
  /** How numbers in answers count, where the clerk said so. */
  answerNumbers?: NumberCoding;
  /** The picture a reference means. */
  picture: (reference: string) => string;
  /** Ids given so far, in this and earlier groups of the same hand-in. */
  ids: Set<string>;
  /** Counts chapters and categories, and says which are left out. */
  categories: Categories;
  /** What values mean in ours, and those that were met. */
  names: ValueNames;
}

export interface RecordsPart extends BankPart {
  refused: RefusedRow[];
  answers: AnswersRead[];
  numbers: NumbersAsked | null;
}

const SAID_BY_DEFAULT: readonly ['chapter' | 'subjects' | 'vehicles', string, string][] = [
  ['chapter', '章节', 'the chapter'],
  ['subjects', '科目', 'the subject'],
  ['vehicles', '车型', 'the vehicle'],
];
/** What a clerk calls the values that our own files hold. */
const IN_CHINESE: Readonly<Record<string, string>> = {
  K1: '科目一',
  K3: '科目三',
  car: '小车',
  moto: '摩托车',
  bus: '客车',
  truck: '货车',
  trailer: '轻型牵引挂车',
};
const EXAMPLES = 3;
const HAN = /\p{Script=Han}/u;
const MENDED: Readonly<Record<Mend, [zh: string, en: string]>> = {
  html: ['去掉了 HTML 标记', 'HTML markup was taken out'],
  trim: ['去掉了首尾空格', 'blanks around texts were taken off'],
  garbled: ['还原了编码读错造成的乱码', 'garbled text (opened in a wrong coding) was restored'],
  fullWidth: [
    '编号、答案和选项字母里的全角字符改成了半角',
    'full-width letters and digits in ids, answers and labels were made ordinary ones',
  ],
  answerInText: [
    '去掉了写在题干或选项里的答案',
    'answers written into a stem or behind an option were taken out',
  ],
  answerTaken: [
    '没有填答案，用了写在题干或选项里的答案',
    'the answer was empty; the one written into stem or option was taken',
  ],
  invisible: ['去掉了不可见字符', 'invisible characters were taken out'],
  optionsInStem: ['从题干中拆出了选项', 'options were split out of the stem'],
  labels: ['去掉了选项自带的字母', 'labels were taken off the options'],
  idUnfit: [
    '编号不能用或与别处重复，已改用按内容生成的编号',
    'ids that cannot be used or were taken were replaced',
  ],
};

interface Tally {
  count: number;
  examples: string[];
}
function tally<K>(into: Map<K, Tally>, key: K, example: () => string): void {
  const t = into.get(key) ?? { count: 0, examples: [] };
  t.count += 1;
  if (t.examples.length < EXAMPLES) t.examples.push(example());
  into.set(key, t);
}

const placeText = ({ record }: Prepared) => {
  const { sheet, row, question } = record.at;
  return question ?? [sheet, row].filter((x) => x !== undefined).join(':');
};

/**
 * A question without options and type is taken for a judge question, A for right. Where such questions of the group are
 * answered by C or AD their options were lost, and so were those of the others; a stem that asks for one of A and B lost its own.
 */
function lettersNeedOptions(asked: Asked[], prepared: readonly Prepared[]): Asked[] {
  const bare = (a: Asked, i: number) =>
    a.judge &&
    a.options.length === 0 &&
    prepared[i]?.type === undefined &&
    answerLetters(a.answer) !== undefined &&
    rightOrWrong(a.answer) === undefined;
  const lettered: string[] = [];
  for (let i = 0; i < asked.length; i += 1) {
    const a = asked[i];
    if (a?.judge && bare(a, i)) lettered.push(answerLetters(a.answer)?.join('') ?? '');
  }
  if (lettered.length === 0) return asked;
  const beyond = lettered.filter((letters) => /[C-H]|../.test(letters));
  const lost = beyond.length > lettered.length / 50;
  const chooses = (a: Asked, i: number) => bare(a, i) && (lost || asksAmongLetters(prepared[i]?.stem ?? ''));
  return asked.map((a, i) => (chooses(a, i) ? { ...a, judge: false } : a));
}

/** The records that are read in one go, at their places. */
function plainOnes(
  records: readonly RawRecord[],
  sections: ReadonlySet<number>,
  { defaults, ids }: PartOptions,
): (PlainCandidate | undefined)[] {
  const taken = sections.size > 0 ? new Set(ids) : ids;
  let own: string[] = [];
  return records.map((record, i) => {
    if (sections.has(i)) {
      for (const id of own) taken.add(id);
      own = [];
    }
    if (sections.size > 0) own.push(givenId(record));
    return record.plain ? plainQuestion(record.plain, defaults, taken) : undefined;
  });
}

/** Words that a kind of question is called by, in whatever form. */
const MAY_BE_TYPE =
  /[题选填判断答改错连排]|^\d|quest|choi[cs]e|select|multi|singl|true|false|judge|yes|blank|fill|essay|short|answer|match|order|sort|type|mcq|radio|check|text|box|^.{0,3}$/i;

/** Where no word of a column is a type, the column is about something else, which is said. */
function typesOrNone(
  prepared: Prepared[],
  plain: readonly (PlainCandidate | undefined)[],
  issues: Issue[],
): Prepared[] {
  if (plain.some((c) => c !== undefined && c.typeWord !== '')) return prepared;
  const said = prepared.filter((p) => p.typeWord !== '');
  if (said.length < 2 || said.some((p) => p.type !== undefined || parseType(p.typeWord) !== undefined))
    return prepared;
  const words = [...new Set(said.map((p) => p.typeWord.trim()))];
  // Of a few rows, one may just be a type that is written in a way nobody knows.
  if (said.length < 5 && words.some((w) => MAY_BE_TYPE.test(w))) return prepared;
  const [first] = said;
  if (first?.issues.some((i) => i.code === 'BAD_TYPE')) {
    const at = first.record.fields.get('type')?.at ?? first.record.at;
    const examples = words.slice(0, EXAMPLES).join('、');
    const what = `题型一栏写的不是题型（例如 ${examples}），已按选项和答案判断题型`;
    const whatEn = `what stands for the type is none (for example ${examples}); types were inferred from options and answers`;
    issues.push(readIssue('TEXT_LOST', at, { what, whatEn }));
  }
  return prepared.map((p) => ({ ...p, issues: p.issues.filter((i) => i.code !== 'BAD_TYPE') }));
}

/** Makes questions of one group of records: answers read in one way, mends and guesses reported once for all. */
export function recordsToPart(group: RecordGroup, options: PartOptions): RecordsPart {
  const { limits, defaults, ids } = options;
  const part: RecordsPart = {
    read: 0,
    candidates: [],
    media: new Map(),
    issues: [],
    answers: [],
    numbers: null,
    refused: [],
  };
  const within = group.records.slice(0, limits.maxRows);
  if (within.length < group.records.length)
    part.issues.push(readIssue('TOO_MANY_CELLS', group.at, { limit: limits.maxRows }));
  const sections = countedAnew(within.map(givenId));
  const plain = plainOnes(within, sections, options);
  const { names } = options;
  const asWritten = within.filter((_, i) => plain[i] === undefined).map((r) => r.plain?.whole ?? r);
  const others = asWritten.map((r) => renamedRecord(r, names));
  const habits = habitsOf(others, within.length - others.length);
  const prepared = typesOrNone(
    others.map((r) => prepareRecord(r, habits)),
    plain,
    part.issues,
  );
  const asked = lettersNeedOptions(prepared.map(askedOf), prepared);
  const reader = answerReader(
    asked,
    group.answerNumbers ?? options.answerNumbers,
    plain.some((c) => c?.form === 'letters'),
  );
  part.numbers = numbersAsked();
  if (reader.ambiguous) {
    const examples = reader.numbered
      .slice(0, EXAMPLES)
      .map((s) => s.answer)
      .join('、');
    part.issues.push(readIssue('ANSWERS_AMBIGUOUS', group.at, { examples }));
  }
  const made = new Map<string, number>();
  const unique = (id: string) => {
    const times = (made.get(id) ?? 0) + 1;
    made.set(id, times);
    return times === 1 && !earlier.has(id) ? id : `${id}-${times + (earlier.has(id) ? 1 : 0)}`;
  };
  const mends = new Map<Mend, Tally>();
  const forms = new Map<AnswerForm, AnswersRead>();
  // The same id twice in one group is a mistake; in another sheet or table it is how that one counts.
  const earlier = new Set(ids);
  let inferred = 0;
  let chinese = 0;
  let next = 0;
  for (let at = 0; at < within.length; at += 1) {
    const clean = plain[at];
    const i = next;
    const p = clean ? undefined : prepared[next++];
    if (part.issues.length >= limits.maxIssues) {
      const place = within[at]?.at ?? group.at;
      part.issues.push(readIssue('TOO_MANY_ISSUES', place, { limit: limits.maxIssues }));
      break;
    }
    part.read += 1;
    if (sections.has(at)) for (const { question } of part.candidates) earlier.add(question.id);
    if (clean) {
      const { question } = clean;
      if (options.categories.leaves(question.chapter, clean)) continue;
      names.chapterOf(question, defaults.chapter);
      clean.identify(unique);
      if (clean.typeInferred) inferred += 1;
      if (HAN.test(question.stem['zh-CN'])) chinese += 1;
      part.candidates.push(clean);
      noteForm(clean, clean.form, question);
    }
    if (!p) continue;
    if (p.record.own !== undefined) {
      const got = ownCandidate(p, options.picture);
      const own = got.candidate?.question.chapter ?? chapterOf(p, defaults);
      if (options.categories.leaves(own, p.record)) continue;
      part.issues.push(...got.issues);
      if (got.candidate) {
        names.chapterOf(got.candidate.question, defaults.chapter);
        part.candidates.push(got.candidate);
        noteForm(p, 'letters', got.candidate.question);
      } else refuse(p, p.record.own, got.issues);
      if (HAN.test(p.stem)) chinese += 1;
      continue;
    }
    if (options.categories.leaves(chapterOf(p, defaults), p.record)) continue;
    const id = idOf(p.record);
    const repeated = earlier.has(id);
    if (id !== '' && (!FIT_ID.test(id) || repeated)) tally(mends, 'idUnfit', () => id);
    const got = toQuestion(p, asked[i] ?? askedOf(p), {
      defaults,
      picture: options.picture,
      readAnswer: reader.read,
      taken: earlier,
      unique,
    });
    if (got.typeInferred) inferred += 1;
    if (HAN.test(p.stem)) chinese += 1;
    for (const issue of got.issues) part.issues.push(issue);
    for (const mend of got.mends) tally(mends, mend, () => placeText(p));
    noteValues(p, asWritten[i], got.issues);
    names.chapterOf(got.raw, defaults.chapter);
    // The model made a copy of what it had to look at.
    if (got.candidate) got.candidate.question.chapter = got.raw.chapter;
    if (got.candidate) {
      part.candidates.push(got.candidate);
      if (got.form) noteForm(p, got.form, got.candidate.question);
    } else refuse(p, got.raw, got.issues);
  }
  for (const { question } of part.candidates) ids.add(question.id);
  part.answers = [...forms.values()];
  part.issues.push(...aboutAll());
  return part;

  function refuse(p: Prepared, made: unknown, issues: Issue[]): void {
    const question = looseOf(made);
    // What has more options than the model is mended in the file: a form would have to leave some out.
    if (!question || question.options.length > 8) return;
    const answerText = p.answer === '' ? {} : { answerText: p.answer };
    part.refused.push({ at: p.record.at, question, ...answerText, issues });
  }
  function noteValues(p: Prepared, written: RawRecord | undefined, issues: readonly Issue[]): void {
    for (const tag of written ? listOf(textOf(written, 'tags')) : []) names.note('tags', tag);
    const codes = new Set(issues.map((issue) => issue.code));
    if (codes.has('BAD_TYPE')) names.note('type', p.typeWord.trim(), false);
    if (!codes.has('BAD_FIELD')) return;
    const { record } = p;
    const [subjects, vehicles] = [textOf(record, 'subjects'), textOf(record, 'vehicles')];
    if (parseSubjects(subjects) === undefined) names.note('subjects', subjects, false);
    if (parseVehicles(vehicles) === undefined) names.note('vehicles', vehicles, false);
  }
  function noteForm(p: { answer: string }, form: AnswerForm, q: Question): void {
    const entry = forms.get(form) ?? { form, count: 0, examples: [] };
    entry.count += 1;
    if (entry.examples.length >= EXAMPLES) return;
    const meaning = q.type === 'judge' ? (q.answer[0] === 'A' ? '正确' : '错误') : q.answer.join('');
    const fresh = !entry.examples.some((e) => e.answer === p.answer && e.meaning === meaning);
    if (fresh) entry.examples.push({ answer: p.answer, meaning, stem: q.stem['zh-CN'].slice(0, 60) });
    forms.set(form, entry);
  }
  function numbersAsked(): NumbersAsked | null {
    const { numbered, found } = reader;
    if (numbered.length === 0) return null;
    const choice = numbered.filter((a) => !a.judge);
    const from = choice.length > 0 ? choice : numbered;
    // Different answers tell most; where there are fewer than three, others make up the number.
    const different = new Map(from.map((a) => [a.answer.trim(), a])).values();
    const distinct = [...new Set([...different, ...from])].slice(0, EXAMPLES);
    const told = choice.length > 0 ? found.choice : (found.judge ?? found.choice);
    return {
      coding: told === undefined || told === 'ambiguous' ? null : told,
      count: numbered.length,
      examples: distinct.map((a) => ({
        answer: a.answer.trim(),
        stem: prepared[asked.indexOf(a)]?.stem.slice(0, 60) ?? '',
        options: a.options.map((o) => o.slice(0, 40)),
        as: Object.fromEntries(
          NUMBER_CODINGS.flatMap((coding) => {
            const right = decodeNumbers(a.answer, coding, a.options.length);
            return right ? [[coding, meant(right, a.judge && a.options.length === 0)]] : [];
          }),
        ),
      })),
    };
  }
  function aboutAll(): Issue[] {
    const issues: Issue[] = [];
    for (const [mend, { count, examples }] of mends) {
      const [what, whatEn] = MENDED[mend];
      issues.push(readIssue('MENDED', group.at, { count, what, whatEn, examples: examples.join('、') }));
    }
    for (const { form, examples } of forms.values()) {
      if (!NUMBERS.has(form)) continue;
      const shown = examples.map((e) => `${e.answer} = ${e.meaning}`).join('；');
      const { zh, en } = FORM_NAMES[form];
      issues.push(readIssue('ANSWERS_READ_AS', group.at, { coding: zh, codingEn: en, examples: shown }));
    }
    // Our own form says all of it.
    const asks = prepared.filter((p) => p.record.own === undefined);
    const kinds = new Set<PlainKeys>();
    for (const c of plain) if (c) kinds.add(c.record.keys);
    for (const [key, field, fieldEn] of SAID_BY_DEFAULT) {
      if (asks.length + kinds.size === 0 || asks.some((p) => p.record.fields.has(key))) continue;
      if ([...kinds].some((k) => k.fields.has(key))) continue;
      const taken = key === 'chapter' ? [defaults.chapter] : defaults[key];
      const value = taken.map((v) => IN_CHINESE[v] ?? v).join('、');
      const valueEn = taken.join(', ');
      issues.push(readIssue('DEFAULT_USED', group.at, { field, fieldEn, value, valueEn }));
    }
    if (inferred > 0) issues.push(readIssue('TYPE_INFERRED', group.at, { count: inferred }));
    if (part.read > 0 && chinese < part.read / 2) issues.push(readIssue('NOT_CHINESE', group.at));
    return issues;
  }
}

const meant = (right: readonly number[], judge: boolean) =>
  judge ? (right[0] === 0 ? '正确' : '错误') : lettersAt(right);

const NUMBERS = new Set<AnswerForm>(['from1', 'from0', 'juhe', 'mask16', 'mask1', 'zeroOne']);
