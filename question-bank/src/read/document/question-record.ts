import type { Issue } from '../../model/issue';
import { readIssue } from '../read-issue';
import type { RawField, RawOption, RawRecord } from '../record';
import { CASE, typeBehind, typeMark, type OtherKind } from './headings';
import { sourceBehind } from './field-lines';
import type { OpenQuestion } from './open-question';
import { answerBehind, answerInStem, answerText } from './signs';
import { isStarred, withoutStar } from './star-keys';
import { bareStem, withoutSeparators } from './typed-around';

type Key = Parameters<RawRecord['fields']['get']>[0];
const same = (a: string, b: string) =>
  a.replace(/[\s。.,，、;；]/g, '') === b.replace(/[\s。.,，、;；]/g, '');
const VERDICT = /^(?:正确|错误|对|错|√|×)$/;

const ASKS =
  /(?:[？?]|什么|怎样|怎么[样办做]|如何|哪[些个种项]|多少|[为是有]几[\p{Script=Han}]?)\s*(?:[(（_][\s_]*[)）_])?\s*[。.:：]?\s*(?=$|\n)|[？?]|(?:^|[\s。：:])[(（]?1[)）.、](?!\d)[^]*[(（]?2[)）.、]/u;
/** 1 停车 2 加速: numbered without marks, on a line of their own or behind a blank to fill. */
const BARE_ITEMS =
  /(?:^|\n|[)）。？?])\s*1\s+[^\s\d][^\n]{0,200}?\s2\s+[^\s\d]|\n\s*1[．.、]\S[^\n]{0,60}\s2[．.、]\S/;
const YES_NO = /吗\s*[？?]|是否|对不对|对还是错|正确还是|true\s*(?:or|\/)\s*false/i;

/** Whether a question without options asks for one of several and is answered so: its options were not recognized. */
function asksToChoose(stem: string, type: string | undefined, answer: string): boolean {
  if (
    /判断|是非/.test(type ?? '') ||
    !/^[\s(（]*[A-Ha-h1-8](?:[\s,，、]*[A-Ha-h1-8])*[\s)）.。]*$/.test(answer)
  )
    return false;
  return (ASKS.test(stem) || BARE_ITEMS.test(stem)) && !YES_NO.test(stem);
}

/** `(正确答案为：B、停车)` closes a bracket that was opened before its label. */
const withoutOuter = (text: string) =>
  /[)）]$/.test(text) && !/[(（]/.test(text) ? text.slice(0, -1).trimEnd() : text;

/** A key or a blank in brackets and the next number behind it: `（√）3、`. */
const COUNTED_ON = /[（(【]\s{0,6}[^\s()（）]?\s{0,6}[)）】]\s{0,3}(\d{1,4})\s{0,2}[、．.](?!\d)/g;

/** The number of another question within a stem, where keys stand before the numbers. */
function goesOnCounting(stem: string, number: number | undefined): number | undefined {
  const numbers = [...stem.matchAll(COUNTED_ON)].map((m) => Number(m[1]));
  return number === undefined
    ? numbers.find((n, i) => i > 0 && n === (numbers[i - 1] ?? n) + 1)
    : numbers.find((n) => n >= number && n <= number + 2);
}

/** Options within the text of one: another question stands there. */
const BEGINS_AGAIN =
  /[\s。？?；;)）][(（]?A\s?[.．、:：)）]\s{0,4}[^\s][^]{0,400}?[\s。；;][(（]?B\s?[.．、:：)）]\s{0,4}\S/;

/**
 * Makes a record of a question that was read; none if it is of a kind that cannot be imported, which is said.
 * @param starred whether stars behind options are keys
 */
export function questionRecord(q: OpenQuestion, starred: boolean): { record?: RawRecord; issues: Issue[] } {
  const issues: Issue[] = [];
  const within = q.inCase?.number === undefined ? '' : `(${q.inCase.number})`;
  const question = q.number === undefined ? {} : { question: `${q.number}${within}` };
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
  if (q.inCase?.text === '') other ??= CASE;
  if (other && (q.options.length < 2 || q.inCase?.text === '')) {
    issues.push(readIssue('NOT_IMPORTABLE', at, { kind: other.zh, kindEn: other.en, value: stem }));
    return { issues };
  }
  if (q.unclear) return { issues };
  if (q.second) {
    const first = answerText(q.answer?.text ?? '').value;
    const unlike = first === q.second.text ? '' : `，与前面的“${first}”不同`;
    const reason = `这道题里又有一个答案“${q.second.text}”${unlike}，可能漏了下一题的题号`;
    const reasonEn = `another answer "${q.second.text}" follows "${first}"; the next question's number may be missing`;
    issues.push(
      readIssue('BAD_FIELD', { ...q.second.at, ...question }, { reason, reasonEn, value: q.second.text }),
    );
    return { issues };
  }
  let texts = q.options.map((o) => o.part.text);
  if (texts.length > 1 && texts.every((t) => t === '')) {
    const reason = `选项里没有文字${q.pictures.length > 0 ? '，只有图片' : ''}，无法导入`;
    const reasonEn = `the options hold no text${q.pictures.length > 0 ? ', only pictures' : ''}`;
    issues.push(readIssue('BAD_FIELD', at, { reason, reasonEn, value: stem }));
    return { issues };
  }
  const next = goesOnCounting(stem, q.number);
  if (next !== undefined) {
    const reason = `题干里又有题号 ${next}，可能是几道题连在一起了`;
    const reasonEn = `number ${next} of another question stands in the stem; several may have run together`;
    issues.push(readIssue('BAD_FIELD', at, { reason, reasonEn, value: stem.slice(0, 60) }));
    return { issues };
  }
  const swallowed = texts.length > 1 ? texts.find((t) => BEGINS_AGAIN.test(t)) : undefined;
  if (swallowed !== undefined) {
    const reason = '一个选项里又有从 A 开始的选项，可能漏了下一题的题号';
    const reasonEn =
      "an option holds options that begin with A again; the next question's number may be missing";
    issues.push(readIssue('BAD_FIELD', at, { reason, reasonEn, value: swallowed.slice(0, 60) }));
    return { issues };
  }
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
    const whole = withoutOuter(q.answer.text.replace(/[┋┆¦]/g, '；'));
    const { value, rest } = answerText(whole);
    const at = { ...q.answer.at, ...question };
    const named = texts[value.charCodeAt(0) - 65] ?? '';
    // A、减速；C、开灯: the letters of several, with their texts.
    const labelled = /^[A-H]$/.test(value) && /(?:^|[\s;；,，])[B-H]\s?[.．、:：)）]/.test(rest);
    if (labelled || (rest !== '' && texts.some((t) => same(t, whole)))) answer = { text: whole, at };
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
  const twice = /([A-H]).*\1/.exec(/^[\sA-H、,，]+$/.test(answer?.text ?? '') ? (answer?.text ?? '') : '');
  if (twice) {
    const reason = `答案“${answer?.text ?? ''}”里有重复的字母，可能是几道题的答案`;
    const reasonEn = `the answer "${answer?.text ?? ''}" has a letter twice; it may be that of several questions`;
    issues.push(readIssue('BAD_FIELD', answer?.at ?? at, { reason, reasonEn, value: answer?.text ?? '' }));
    return { issues };
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
    }
  }
  if (answer && ticks.includes(true)) texts = texts.map((t) => t.replace(/\s{0,4}[√✓✔×✗✘]\s{0,4}$/, ''));
  if (q.section.wrongFirst && texts.length === 0) {
    const inside = answer ? undefined : answerInStem(stem, true);
    const letter = answer?.text ?? inside?.answer ?? '';
    if (/^[AB]$/.test(letter)) {
      stem = inside?.text ?? stem;
      answer = { at: answer?.at ?? q.stem.at, text: letter === 'A' ? '错误' : '正确' };
    }
  }
  const source = sourceBehind(texts.at(-1) ?? '');
  if (source) {
    texts = [...texts.slice(0, -1), source.option];
    const { field, key } = source.of(q.options.at(-1)?.part.at ?? q.at);
    if (key === undefined || q.noted?.has(key))
      issues.push(readIssue('TEXT_SKIPPED', field.at, { value: field.text }));
    else (q.noted ??= new Map()).set(key, field);
  }
  texts = withoutSeparators(texts);
  stem = bareStem(stem, texts.length > 0, q.number !== undefined);
  if (q.inCase) stem = `${q.inCase.text}\n${stem}`;
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
  const lost = options.length === 0 && asksToChoose(stem, type, answer?.text ?? '');
  return {
    record: { at, fields, options, pictures: q.pictures, ...(lost ? { optionsUnread: true } : {}) },
    issues,
  };
}
