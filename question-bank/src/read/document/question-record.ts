import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { typeBehind, typeMark, type OtherKind } from './headings';
import type { Emphasis } from './line';
import type { OpenQuestion } from './open-question';
import { answerBehind, answerInStem, answerText } from './signs';
import { isStarred, withoutStar } from './star-keys';
import { bareStem, withoutSeparators } from './typed-around';

type Key = Parameters<RawRecord['fields']['get']>[0];
const KINDS: readonly Emphasis[] = ['colour', 'highlight', 'bold', 'underline'];
const same = (a: string, b: string) =>
  a.replace(/[\s。.,，、;；]/g, '') === b.replace(/[\s。.,，、;；]/g, '');
const VERDICT = /^(?:正确|错误|对|错|√|×)$/;

/** Which options stand out from the others: that is how some documents mark the right ones. */
function stressed(q: OpenQuestion): boolean[] | undefined {
  for (const kind of KINDS) {
    const flags = q.options.map((o) => o.part.stands(kind));
    if (flags.includes(true) && flags.includes(false)) return flags;
  }
  return undefined;
}

/**
 * Makes a record of a question that was read; none if it is of a kind that cannot be imported, which is said.
 * @param starred whether stars behind options are keys
 */
export function questionRecord(q: OpenQuestion, starred: boolean): { record?: RawRecord; issues: Issue[] } {
  const issues: Issue[] = [];
  const question = q.number === undefined ? {} : { question: String(q.number) };
  const at = { ...q.at, ...question };
  let stem = q.stem.text;
  let { type } = q;
  let other: OtherKind | undefined = q.section.other;
  const mark = typeMark(stem);
  if (mark) {
    type = mark.type;
    other = mark.other;
    stem = stem.slice(mark.end);
  }
  const behind = typeBehind(stem);
  if (behind) {
    type = behind.type;
    stem = stem.slice(0, behind.start);
  }
  if (other && q.options.length < 2) {
    issues.push(readIssue('NOT_IMPORTABLE', at, { kind: other.zh, kindEn: other.en, value: stem }));
    return { issues };
  }
  if (q.second) {
    const first = answerText(q.answer?.text ?? '').value;
    const reason = `这道题里又有一个答案“${q.second.text}”，与前面的“${first}”不同，可能漏了下一题的题号`;
    const reasonEn = `another answer "${q.second.text}" follows "${first}"; the next question's number may be missing`;
    issues.push(
      readIssue('BAD_FIELD', { ...q.second.at, ...question }, { reason, reasonEn, value: q.second.text }),
    );
    return { issues };
  }
  let texts = q.options.map((o) => o.part.text);
  const ticks = q.options.map((o, i) => o.ticked || /[√✓✔]\s{0,4}$/.test(texts[i] ?? ''));
  const stars = texts.map(isStarred);
  // A star behind some options and nothing else that tells the right ones.
  if (
    starred &&
    !q.answer &&
    !q.listed &&
    !ticks.includes(true) &&
    stars.includes(true) &&
    stars.includes(false)
  ) {
    stars.forEach((star, i) => (ticks[i] = star));
    texts = texts.map(withoutStar);
  }
  let answer: RawField | undefined;
  let right: boolean[] | undefined;
  if (q.answer && !q.answer.empty) {
    const whole = q.answer.text;
    const { value, rest } = answerText(whole);
    const at = { ...q.answer.at, ...question };
    const named = texts[value.charCodeAt(0) - 65] ?? '';
    if (rest !== '' && texts.some((t) => same(t, whole))) answer = { text: whole, at };
    else {
      answer = { text: value, at };
      if (rest !== '' && !same(rest, named)) issues.push(readIssue('TEXT_SKIPPED', at, { value: rest }));
    }
  } else if (q.before !== undefined) answer = { text: q.before, at };
  if (q.listed) {
    const listed = { text: q.listed.text, at: { ...q.listed.at, ...question } };
    if (answer && !same(answer.text, listed.text)) {
      const reason = `题后的答案是“${answer.text}”，答案表里是“${listed.text}”`;
      const reasonEn = `the answer below the question is "${answer.text}", that in the list "${listed.text}"`;
      issues.push(readIssue('BAD_FIELD', listed.at, { reason, reasonEn }));
    }
    answer ??= listed;
  }
  if (!answer) {
    const choice = texts.length > 1;
    const inside = answerInStem(stem, choice);
    const words = choice && texts.every((t) => VERDICT.test(t.replace(/[√✓✔×✗✘。\s]/g, '')));
    const last =
      choice && !ticks.includes(true) && !inside ? answerBehind(texts.at(-1) ?? '', texts.length) : undefined;
    if (inside && (choice || !/^[A-E]/.test(inside.answer))) {
      stem = inside.text;
      answer = { text: inside.answer, at: { ...q.stem.at, ...question } };
    } else if (last) {
      texts = [...texts.slice(0, -1), last.text];
      answer = { text: last.answer, at: { ...(q.options.at(-1)?.part.at ?? q.at), ...question } };
    } else if (ticks.includes(true)) {
      right = ticks;
      texts = texts.map((t) => t.replace(/\s{0,4}[√✓✔×✗✘]\s{0,4}$/, ''));
    } else if (words && /[×✗✘]\s{0,4}$/.test(texts.at(-1) ?? '')) {
      texts = texts.map((t) => t.replace(/\s{0,4}[×✗✘]\s{0,4}$/, ''));
      answer = { text: '×', at: { ...(q.options.at(-1)?.part.at ?? q.at), ...question } };
    } else if (choice) right = stressed(q);
  }
  if (answer && ticks.includes(true)) texts = texts.map((t) => t.replace(/\s{0,4}[√✓✔×✗✘]\s{0,4}$/, ''));
  texts = withoutSeparators(texts);
  stem = bareStem(stem, texts.length > 0);
  const fields = new Map<Key, RawField>([['stem', { text: stem, at: { ...q.stem.at, ...question } }]]);
  if (answer) fields.set('answer', answer);
  if (type !== undefined) fields.set('type', { text: type, at });
  for (const [key, field] of q.noted ?? []) if (!fields.has(key)) fields.set(key, field);
  const explanation = q.explanation?.text ?? '';
  if (q.explanation && explanation !== '')
    fields.set('explanation', { text: explanation, at: { ...q.explanation.at, ...question } });
  if (q.section.chapter) fields.set('chapter', q.section.chapter);
  const options = q.options.map((o, i): RawOption => ({
    text: texts[i] ?? '',
    at: { ...o.part.at, ...question },
    ...(right ? { right: right[i] === true } : {}),
  }));
  return { record: { at, fields, options, pictures: q.pictures }, issues };
}
