import { listedAnswers } from './answer-list';
import { headingOf } from './headings';
import type { DocumentLine } from './line';
import type { NumberStyle } from './number-forms';
import { Outlook } from './outlook';

/** A question of a case: its own number there, and where on its line its text begins. */
export interface CaseQuestion {
  number: number;
  end: number;
}
export interface Cases {
  /** By the index of their first line; a number 1 begins another case. */
  questions: ReadonlyMap<number, CaseQuestion>;
  /** Lines of keys for all questions of the case above: `答案：(1)A (2)C`. */
  keys: ReadonlyMap<number, ReadonlyMap<number, string>>;
}

const SUB = /^\s{0,8}(?:[(（]\s?(\d{1,2})\s?[)）]|(?:问题|小题)\s?(\d{1,2})\s?[:：、.．])\s{0,4}(?=\S)/;
const KEYS = /^\s{0,8}[【[(（]?\s?(?:参考|标准|正确)?答案\s?[】\])）]?\s?[:：]?\s{0,4}(?=[(（]\s?1\s?[)）])/;
const LINES = 15;
const MOST = 12;
/** A case takes more words than the name of a chapter, which is no sentence either. */
const SHORTEST = 16;

/**
 * Questions (1), (2) … with options of their own below the text of a numbered one, as case studies have them. Where the
 * options stand below all of them they are statements, and no questions.
 */
function casesOf(lines: readonly DocumentLine[], outlook: Outlook): Cases {
  const questions = new Map<number, CaseQuestion>();
  const keys = new Map<number, Map<number, string>>();
  const subOf = (i: number) => {
    const found = SUB.exec(lines[i]?.text.slice(0, 40) ?? '');
    return found ? { number: Number(found[1] ?? found[2]), end: found[0].length } : undefined;
  };
  const optionsIn = (from: number, to: number) => {
    let a = false;
    for (let i = from; i < to; i += 1)
      for (const m of outlook.markers(i)) {
        if (m.kind !== 'option') continue;
        if (m.letter === 'B' && a) return true;
        if (m.letter === 'A') a = true;
      }
    return false;
  };
  const numbered = (i: number, sub: NumberStyle | undefined) => {
    const first = outlook.markers(i)[0];
    return (
      first?.kind === 'number' && first.place === 'start' && first.form === 'mark' && first.style !== sub
    );
  };
  /** 1、单选题 above (1) is a heading, and no case. */
  const tells = (from: number, to: number) => {
    const text = lines
      .slice(from, to)
      .map((l) => l.text.trim())
      .join('');
    const says = text.length >= SHORTEST || /[。！？!?；;]$/.test(text);
    return says && headingOf(text.replace(/^\d+\s?[、.．]/, ''))?.type === undefined;
  };
  for (let at = 0; at < lines.length; at += 1) {
    if (subOf(at)?.number !== 1) continue;
    const own = outlook.markers(at)[0];
    const style = own?.kind === 'number' && own.place === 'start' ? own.style : undefined;
    let i = at - 1;
    while (i >= 0 && i > at - LINES && !numbered(i, style)) i -= 1;
    if (i < 0 || !numbered(i, style) || !tells(i, at)) continue;
    const subs: (CaseQuestion & { index: number })[] = [];
    let end = i + 1;
    let listed: [number, Map<number, string>] | undefined;
    for (; end < lines.length && end < (subs.at(-1)?.index ?? i) + LINES; end += 1) {
      const { text } = lines[end] as DocumentLine;
      const sub = subOf(end);
      if (sub?.number === subs.length + 1 && subs.length < MOST) {
        if (subs.length === 0 && optionsIn(i, end)) break;
        subs.push({ ...sub, index: end });
        continue;
      }
      if (numbered(end, style)) break;
      if (text.trim() !== '' && headingOf(text, lines[end]?.heading)) break;
      const lead = KEYS.exec(text);
      if (!lead) continue;
      const { answers, rest } = listedAnswers(text.slice(lead[0].length));
      if (rest === '' && answers.length === subs.length) {
        listed = [end, new Map(answers.map((a) => [a.number, a.answer]))];
        end += 1;
        break;
      }
    }
    const whole = subs.length > 1 && subs.every((s, k) => optionsIn(s.index, subs[k + 1]?.index ?? end));
    if (!whole) continue;
    for (const { index, number, end: from } of subs) questions.set(index, { number, end: from });
    if (listed) keys.set(...listed);
    at = end - 1;
  }
  return { questions, keys };
}

/**
 * The cases of a document, and its lines without the numbers that questions have within them: how the document numbers is
 * told by the others.
 */
export function findCases(lines: readonly DocumentLine[]): { cases: Cases; lines: readonly DocumentLine[] } {
  const none: Cases = { questions: new Map(), keys: new Map() };
  if (!lines.some(({ text }) => SUB.test(text.slice(0, 40)))) return { cases: none, lines };
  const cases = casesOf(lines, new Outlook(lines));
  if (cases.questions.size === 0) return { cases, lines };
  const bare = lines.map((line, i) => {
    const end = cases.questions.get(i)?.end ?? 0;
    return end === 0 ? line : { ...line, text: ' '.repeat(end) + line.text.slice(end) };
  });
  return { cases, lines: bare };
}

const WORD = '(?:案例|材料|资料|案情|背景(?:材料|资料)?|情[景境]|病例)';
const NAMED = new RegExp(
  String.raw`^\s{0,8}[【[(（]?\s?(?:阅读)?${WORD}\s?([一二三四五六七八九十\d]{0,3})\s?(?:[】\])）]|[:：、.．]|$)`,
);
const RANGE =
  /[(（]?(?:请?(?:根据|阅读|依据|结合)[^。？?！!]{0,24}(?:回答|完成|解答)\s{0,2}第?\s{0,2}(\d{1,4})\s{0,2}题?\s{0,2}[-–—~～至到、]\s{0,2}第?\s{0,2}(\d{1,4})\s{0,2}(?:小?题|问)|第?\s{0,2}(\d{1,4})\s{0,2}[-–—~～至到]\s{0,2}第?(\d{1,4})\s{0,2}题\s{0,2}(?:共用|均?根据|基于)[^。？?！!]{0,16})[。.:：,，]?[)）]?/;

/**
 * A line that begins the text of a case for the questions below it, whether it is `counted` (案例二), and the last of its
 * questions where it says so.
 */
export function caseBegins(text: string): { text: string; counted: boolean; until?: number } | undefined {
  const head = text.slice(0, 3000);
  const range = RANGE.exec(head);
  if (!range) {
    const named = NAMED.exec(head);
    return named ? { text: text.trim(), counted: named[1] !== '' } : undefined;
  }
  const until = Number(range[2] ?? range[4]);
  return {
    text: (text.slice(0, range.index) + text.slice(range.index + range[0].length)).trim(),
    counted: true,
    until,
  };
}
