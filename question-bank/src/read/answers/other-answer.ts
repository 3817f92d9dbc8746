import type { RawField } from '../record';
import { answerLetters, answerNumbers, plain, rightOrWrong, verdict } from './plain';

/** An answer with the name of the column or key it stands by. */
export interface NamedAnswer {
  name: string;
  text: string;
}

/** Numbers by other names count the rows or say whether somebody was right. */
const NUMBERED = /answer|答案|index|idx|option/i;
const letterAt = (place: number) => String.fromCharCode(65 + place);

/** What an answer may say: letters, by its text, by right and wrong, or a place counted from 0 or 1; none where it is of another form. */
function saidBy({ name, text }: NamedAnswer, options: readonly string[]): readonly string[] {
  const answer = text.trim();
  if (answer === '') return [];
  const texts = options.filter((o) => o.trim() !== '');
  const word = rightOrWrong(answer);
  const judges = texts.length === 0 || (texts.length === 2 && texts.every((t) => verdict(t) !== undefined));
  if (word !== undefined && judges) {
    const at = texts.findIndex((t) => verdict(t) === word);
    return [at >= 0 ? letterAt(at) : word ? 'A' : 'B'];
  }
  const at = options.findIndex((o) => plain(o) === plain(answer));
  if (at >= 0) return [letterAt(at)];
  const numbers = answerNumbers(answer);
  if (numbers) {
    const [place = -1, ...more] = numbers.values;
    if (more.length > 0 || !NUMBERED.test(name) || texts.length < 2) return [];
    return [place, place - 1].filter((p) => p >= 0 && p < texts.length).map(letterAt);
  }
  const letters = answerLetters(answer);
  const known = Math.max(texts.length, 2);
  return letters?.every((l) => l.charCodeAt(0) - 65 < known) ? [letters.join('')] : [];
}

/**
 * The one of several answers to a question that names other options than `answer` does: no key can be believed then.
 * Undefined where they agree, or cannot be compared.
 */
export function contradicting(
  answer: NamedAnswer,
  others: readonly NamedAnswer[],
  options: readonly string[],
): string | undefined {
  const said = saidBy(answer, options);
  if (said.length === 0) return undefined;
  const against = others.find((other) => {
    const beside = saidBy(other, options);
    return beside.length > 0 && !beside.some((b) => said.includes(b));
  });
  return against?.text.trim();
}

/** The answer as nobody can read it, where another one says otherwise. */
export const besideOther = (answer: RawField, other: string | undefined): RawField =>
  other === undefined ? answer : { text: `${answer.text.trim()} ≠ ${other}`, at: answer.at };
