import type { Question } from 'question-bank';
import { pictureHash } from './picture';

/** Questions with their pictures by file name. */
export interface BankContent {
  questions: readonly Question[];
  media: ReadonlyMap<string, Uint8Array>;
}

/**
 * Lays new content over old: a question of the same id is replaced, the others stay. A new picture that bears the
 * name of another one the old questions show gets a name of its own, so that no old question changes its picture.
 */
export function mergeOver(old: BankContent, added: BankContent): BankContent {
  const replaced = new Set(added.questions.map((q) => q.id));
  const kept = old.questions.filter((q) => !replaced.has(q.id));
  const media = new Map<string, Uint8Array>();
  for (const q of kept) {
    for (const { file } of q.media) {
      const data = old.media.get(file);
      if (data) media.set(file, data);
    }
  }
  const renamed = new Map<string, string>();
  for (const [file, data] of added.media) {
    const there = media.get(file);
    const name =
      there && pictureHash(there) !== pictureHash(data) ? `${pictureHash(data).slice(0, 12)}-${file}` : file;
    renamed.set(file, name);
    media.set(name, data);
  }
  const fresh = added.questions.map((q) => ({
    ...q,
    media: q.media.map((m) => ({ ...m, file: renamed.get(m.file) ?? m.file })),
  }));
  return { questions: [...kept, ...fresh], media };
}
