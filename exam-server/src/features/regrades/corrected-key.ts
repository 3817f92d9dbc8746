import type { Question } from 'question-bank';

type Pictures = ReadonlyMap<string, { sha256: string }>;
const texts = (q: Question) => new Map(q.options.map((o) => [o.text['zh-CN'].trim(), o.id]));
const shown = (q: Question, pictures: Pictures) =>
  q.media.map((m) => pictures.get(m.file)?.sha256 ?? m.file).join(' ');

/**
 * The right options of a question of an older version, in its own letters, by the key of the same question in another
 * version: options are told by their texts, as letters move. `null` where it asks something else there (stem, type,
 * options or picture), so that its key says nothing; undefined where the key is the same.
 */
export function correctedKey(
  old: { question: Question; pictures: Pictures },
  now: { question: Question; pictures: Pictures },
): string[] | null | undefined {
  const [was, is] = [old.question, now.question];
  const [oldIds, newIds] = [texts(was), texts(is)];
  const sameQuestion =
    was.type === is.type &&
    was.stem['zh-CN'].trim() === is.stem['zh-CN'].trim() &&
    oldIds.size === was.options.length &&
    oldIds.size === newIds.size &&
    [...oldIds.keys()].every((text) => newIds.has(text)) &&
    shown(was, old.pictures) === shown(is, now.pictures);
  if (!sameQuestion) return keyTexts(was) === keyTexts(is) ? undefined : null;
  const right = [...oldIds].flatMap(([text, id]) => (is.answer.includes(newIds.get(text) ?? '') ? [id] : []));
  const before = [...was.answer].sort().join();
  return right.sort().join() === before ? undefined : right;
}

const keyTexts = (q: Question) =>
  JSON.stringify(
    q.options
      .filter((o) => q.answer.includes(o.id))
      .map((o) => o.text['zh-CN'])
      .sort(),
  );

/** Texts of the right options. */
export const rightTexts = (q: Question) =>
  q.options.filter((o) => q.answer.includes(o.id)).map((o) => o.text);
