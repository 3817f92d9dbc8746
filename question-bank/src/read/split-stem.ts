/** An option's label where options were written into the stem: at its start, after a line break or blanks. */
const MARK = /(^|[\n\s。．.？?！!；;）)])[(（]?([A-HＡ-Ｈ])[)）]?\s*[、.．:：)）\-－–—]\s*/g;

const letterOf = (m: RegExpExecArray) => m[2]?.normalize('NFKC');

/**
 * A stem that carries its options (`…<br>A、…<br>B、…`) taken apart. Undefined unless labels from A on follow each
 * other in order, so that "A、B 两车相撞" stays a stem.
 */
export function splitStem(stem: string): { stem: string; options: string[] } | undefined {
  const marks = [...stem.matchAll(MARK)];
  const first = marks.findLastIndex((m) => letterOf(m) === 'A');
  const run = first < 0 ? [] : marks.slice(first);
  const inOrder = run.every((m, i) => letterOf(m) === String.fromCharCode(65 + i));
  if (run.length < 2 || !inOrder) return undefined;
  const startOf = (m: RegExpExecArray) => m.index + (m[1] ?? '').length;
  const options = run.map((m, i) => {
    const next = run[i + 1];
    return stem.slice(m.index + m[0].length, next ? startOf(next) : undefined).trim();
  });
  const before = stem.slice(0, startOf(run[0] as RegExpExecArray)).trim();
  // Behind a comma a sentence goes on: "the sign (A), with the plate (B), warns of …".
  return before === '' || options.some((o) => o === '' || /^[,，;；]/.test(o))
    ? undefined
    : { stem: before, options };
}

/** `1) …` or `2. …` at a line's start. */
const NUMBERED = /(?<=\n)\s*[(（]?([1-8])[)）.．、]\s*(?=\S)/g;
/**
 * A stem of several lines whose last ones are numbered from 1: with an answer that is one of the numbers they are its
 * options. Judging them would make a right-or-wrong question of the answer 2.
 */
export function splitNumbered(stem: string, answer: string): { stem: string; options: string[] } | undefined {
  const said = /^\s*[(（]?([1-8](?:[\s,，、;；]+[1-8])*)[)）.]?\s*$/.exec(answer)?.[1]?.match(/[1-8]/g);
  if (!said || !stem.includes('\n')) return undefined;
  const marks = [...stem.matchAll(NUMBERED)];
  if (marks.length < 2 || !marks.every((m, i) => m[1] === String(i + 1))) return undefined;
  if (said.some((n) => Number(n) > marks.length)) return undefined;
  const before = stem.slice(0, marks[0]?.index).trim();
  const options = marks.map((m, i) => stem.slice(m.index + m[0].length, marks[i + 1]?.index).trim());
  return before === '' || options.includes('') ? undefined : { stem: before, options };
}

const CIRCLED = /[①-⑧]/g;
/**
 * A stem that carries its options as ①…②…, for an answer that is written so too, or in letters where it can only be a
 * choice: a lone A or B may as well say that the whole stem is right or wrong, unless `choice` tells otherwise.
 */
export function splitCircled(
  stem: string,
  answer: string,
  choice: boolean,
): { stem: string; options: string[] } | undefined {
  const letters = /^[A-H](?:[\s,，、;；]*[A-H])*$/.test(answer) ? answer.match(/[A-H]/g) : null;
  if (!/^[\s①-⑧,，、;；]+$/.test(answer) && !(letters && (choice || letters.length > 1 || answer > 'B')))
    return undefined;
  const marks = [...stem.matchAll(CIRCLED)];
  const inOrder = marks.every((m, i) => m[0].charCodeAt(0) === 0x2460 + i);
  if (marks.length < 2 || !inOrder) return undefined;
  if (letters?.some((l) => l.charCodeAt(0) - 65 >= marks.length)) return undefined;
  const before = stem.slice(0, marks[0]?.index).trim();
  const options = marks.map((m, i) =>
    stem.slice(m.index + 1, marks[i + 1]?.index).replace(/^[\s、.．]+|[\s;；]+$/g, ''),
  );
  return before === '' || options.includes('') ? undefined : { stem: before, options };
}
