import type { Question } from 'question-bank';

/** Questions with the hash of each of their pictures, by file name. */
export interface BankContent {
  questions: readonly Question[];
  media: ReadonlyMap<string, string>;
}

type Local = Question['stem'];
/** Translations stay as long as what they translate. */
const translated = (now: Local, old: Local | undefined): Local =>
  old?.['zh-CN'] === now['zh-CN'] ? { ...old, ...now } : now;

/**
 * A question of a file that has no place for some fields, with those of the question it replaces: a table of stems
 * and answers is not meant to take away translations, sources and tags.
 */
function completed(now: Question, old: Question): Question {
  const explanation = now.explanation ? translated(now.explanation, old.explanation) : old.explanation;
  return {
    ...now,
    stem: translated(now.stem, old.stem),
    options: now.options.map((o) => {
      const was = old.options.find((x) => x.text['zh-CN'] === o.text['zh-CN']);
      return { ...o, text: translated(o.text, was?.text) };
    }),
    ...(explanation ? { explanation } : {}),
    lawRef: now.lawRef.length > 0 ? now.lawRef : old.lawRef,
    tags: now.tags.length > 0 ? now.tags : old.tags,
    difficulty: old.difficulty,
    ...((now.validFrom ?? old.validFrom) ? { validFrom: now.validFrom ?? old.validFrom } : {}),
    ...((now.validTo ?? old.validTo) ? { validTo: now.validTo ?? old.validTo } : {}),
  };
}

/**
 * Lays new content over old: a question of the same id is replaced, the others stay. A new picture that bears the
 * name of another one the old questions show gets a name of its own, so that no old question changes its picture.
 * @param complete whether a field that a new question leaves empty is meant to be; else the old one's stays
 */
export function mergeOver(old: BankContent, added: BankContent, complete: boolean): BankContent {
  const before = new Map(old.questions.map((q) => [q.id, q]));
  const replaced = new Set(added.questions.map((q) => q.id));
  const kept = old.questions.filter((q) => !replaced.has(q.id));
  const media = new Map<string, string>();
  for (const q of kept) {
    for (const { file } of q.media) {
      const hash = old.media.get(file);
      if (hash !== undefined) media.set(file, hash);
    }
  }
  const renamed = new Map<string, string>();
  for (const [file, hash] of added.media) {
    const there = media.get(file);
    const name = there !== undefined && there !== hash ? `${hash.slice(0, 12)}-${file}` : file;
    renamed.set(file, name);
    media.set(name, hash);
  }
  const fresh = added.questions.map((q) => {
    const was = before.get(q.id);
    const whole = complete || !was ? q : completed(q, was);
    return { ...whole, media: q.media.map((m) => ({ ...m, file: renamed.get(m.file) ?? m.file })) };
  });
  return { questions: [...kept, ...fresh], media };
}
