import { markInStem } from './answer-marks';
import { answerLetters, rightOrWrong } from './answers/plain';

/** A letter by itself: neither in C1 nor in ABS. */
const LETTER = /(?<![A-Za-z0-9])[A-HＡ-Ｈ](?![A-Za-z0-9])/g;
/** Behind a letter these make a name of it: class C, licence A, pillar B; or it is one of several: A、B 两车. */
const PART_OF_A_NAME = /^\s{0,2}(?:[柱类型级照证座号]|[、和与或及至到])/;
/** `A、扣分B、罚款`: behind every one of them it is the mark of a label. */
const MARKED = /^\s{0,2}、/;
/** Vehicles, sides and points are called A and B; where several of the lines begin so these are their names. */
const NAMED = /^[车方点]/;
const LINE_END = /[\n;；|]\s*$/;
const EDGES = /^[\s;；,，、。|]+|[\s;；,，、|]+$/g;
const LONGEST = 4000;
const FEWEST = 2;
const MOST = 8;
/** What a stem ends with that asks for one of several: a question, a blank (`（A）` with its key), a remark (`（多选）`). */
const BLANK = String.raw`(?:[(（][\s_A-HＡ-Ｈa-h,，、]{0,20}[)）]|[(（][^()（）]{0,8}选[^()（）]{0,4}[)）]|_{2,20})\s{0,4}[。.]?`;
const ASKS = new RegExp(String.raw`(?:[？?：:]|${BLANK})\s{0,8}$`);
const SURELY_ASKS = new RegExp(String.raw`(?:[？?]|${BLANK})\s{0,8}$`);
const ASKS_WHETHER = /是否|是不是|对不对|(?:对|正确)吗/;

/**
 * Options that only their letters part (`A车B路C桥`, `A 车，B 路`), and what stands before them. Undefined unless the
 * letters from the last A on are those of a list, each once and in order, and what is behind them are different texts that
 * do not all begin alike (`A车先行 B车先行` speaks of vehicles).
 */
function tightRun(text: string): { before: string; options: string[] } | undefined {
  if (text.length > LONGEST) return undefined;
  const letters = [...text.matchAll(LETTER)];
  const run = letters.slice(letters.findLastIndex((m) => m[0].normalize('NFKC') === 'A'));
  const inOrder = run.every((m, i) => m[0].normalize('NFKC') === String.fromCharCode(65 + i));
  if (run.length < FEWEST || run.length > MOST || !inOrder) return undefined;
  const parts = run.map((m, i) => text.slice(m.index + 1, run[i + 1]?.index));
  const marked = parts.every((part) => MARKED.test(part));
  if (!marked && parts.some((part) => PART_OF_A_NAME.test(part))) return undefined;
  const inLines = parts.slice(0, -1).every((part) => LINE_END.test(part));
  if (inLines && parts.filter((part) => NAMED.test(part)).length > 1) return undefined;
  const options = parts.map((part) => part.replace(EDGES, ''));
  const firsts = new Set(options.map((o) => o.charAt(0)));
  if (options.includes('') || firsts.size < 2 || new Set(options).size < options.length) return undefined;
  return { before: text.slice(0, run[0]?.index).trim(), options };
}

/** The options of a cell that begins with A and holds nothing else. */
export function tightOptions(cell: string): string[] | undefined {
  const found = tightRun(cell);
  return found?.before === '' ? found.options : undefined;
}

/** The options of a question whose first letter was seen and the others within its text were not. */
export function splitFirst(stem: string, first: string, answer: string): string[] | undefined {
  const states = !ASKS.test(stem) && /[。.！!，,；;]\s{0,8}$/.test(stem);
  return states || rightOrWrong(answer) !== undefined ? undefined : tightOptions(`A${first}`);
}

/** A stem that asks and goes on with such options, where the answer is letters of these. */
export function splitTight(stem: string, given: string): { stem: string; options: string[] } | undefined {
  const found = tightRun(stem);
  if (!found || !ASKS.test(found.before)) return undefined;
  const answer = given === '' ? (markInStem(stem)?.answer ?? '') : given;
  const letters = rightOrWrong(answer) === undefined ? answerLetters(answer) : undefined;
  const within = letters?.every((l) => l.charCodeAt(0) - 65 < found.options.length);
  return within ? { stem: found.before, options: found.options } : undefined;
}

/**
 * Whether a stem asks and goes on with A and B, in whatever manner: a letter that answers it means one of these, and neither
 * right nor wrong.
 */
export function asksAmongLetters(stem: string): boolean {
  if (stem.length > LONGEST) return false;
  const letters = [...stem.matchAll(LETTER)].map((m) => ({ at: m.index, sign: m[0].normalize('NFKC') }));
  const first = letters.findIndex(({ sign }, i) => sign === 'A' && letters[i + 1]?.sign === 'B');
  const before = stem.slice(0, letters[first]?.at ?? 0);
  return SURELY_ASKS.test(before) && !ASKS_WHETHER.test(before);
}
