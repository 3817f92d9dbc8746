import type { BankStore } from './bank.store';
import { mergeOver, type BankContent } from './merge';

/** What banks and drafts hold, with the bytes of their pictures. */
export function createContents(bank: BankStore) {
  const bytesOfAll = async (media: readonly { file: string; sha256: string }[]) => {
    const out = new Map<string, Uint8Array>();
    for (const { file, sha256 } of media) {
      const stored = await bank.media(sha256);
      if (stored) out.set(file, stored.data);
    }
    return out;
  };
  const inForce = async (): Promise<BankContent> => {
    const version = await bank.latest();
    if (!version) return { questions: [], media: new Map() };
    return { questions: await bank.questions(version._id), media: await bytesOfAll(version.media) };
  };
  return {
    /** Bytes of pictures by file name. */
    bytesOfAll,
    /** The version in force; empty before the first was published. */
    inForce,
    /** What would be in force after a draft was published in a mode. */
    async afterwards(
      draft: { _id: string; complete: boolean; media: readonly { file: string; sha256: string }[] },
      mode: 'replace' | 'merge',
    ): Promise<BankContent> {
      const own = { questions: await bank.questions(draft._id), media: await bytesOfAll(draft.media) };
      return mode === 'merge' ? mergeOver(await inForce(), own, draft.complete) : own;
    },
  };
}
export type Contents = ReturnType<typeof createContents>;
