import { answerLetters, plain, rightOrWrong, verdict } from './plain';

/** The option that an answer says by letters, its text, or right and wrong; undefined where it is of another form. */
function saidBy(answer: string, options: readonly string[]): string | undefined {
  const texts = options.filter((o) => o.trim() !== '');
  const word = rightOrWrong(answer);
  const judges = texts.length === 0 || (texts.length === 2 && texts.every((t) => verdict(t) !== undefined));
  if (word !== undefined && judges) {
    const at = texts.findIndex((t) => verdict(t) === word);
    return at >= 0 ? String.fromCharCode(65 + at) : word ? 'A' : 'B';
  }
  const at = options.findIndex((o) => plain(o) === plain(answer));
  if (at >= 0) return String.fromCharCode(65 + at);
  const letters = answerLetters(answer);
  const known = Math.max(texts.length, 2);
  return letters?.every((l) => l.charCodeAt(0) - 65 < known) ? letters.join('') : undefined;
}

/**
 * The one of several answers to a question that names other options than `answer` does: no key can be believed then.
 * Undefined where they agree, or cannot be compared.
 */
export function contradicting(
  answer: string,
  others: readonly string[],
  options: readonly string[],
): string | undefined {
  const said = answer.trim() === '' ? undefined : saidBy(answer, options);
  if (said === undefined) return undefined;
  const against = others.find((other) => {
    const beside = other.trim() === '' ? undefined : saidBy(other, options);
    return beside !== undefined && beside !== said;
  });
  return against?.trim();
}
