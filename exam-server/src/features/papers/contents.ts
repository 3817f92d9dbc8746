import type { OtherBank } from 'question-bank';
import type { Clock } from '../../platform/clock';
import { localDay } from '../../platform/local-day';
import type { BankStore } from './bank.store';
import { mergeOver, type BankContent } from './merge';
import type { PublicationStore } from './publications.store';

/** What banks and drafts hold, with the bytes of their pictures. */
export function createContents(bank: BankStore, publications: Pick<PublicationStore, 'onDay'>, clock: Clock) {
  const bytesOfAll = async (media: readonly { file: string; sha256: string }[]) => {
    const out = new Map<string, Uint8Array>();
    for (const { file, sha256 } of media) {
      const stored = await bank.media(sha256);
      if (stored) out.set(file, stored.data);
    }
    return out;
  };
  const onDay = async (day: string): Promise<BankContent> => {
    const publication = await publications.onDay(day);
    const version = publication && (await bank.version(publication.hash));
    if (!version) return { questions: [], media: new Map() };
    return { questions: await bank.questions(version._id), media: await bytesOfAll(version.media) };
  };
  /** How many former versions a draft is compared with, besides the newest. */
  const FORMER = 4;
  return {
    /**
     * What a draft is compared with: the newest version whole, and of former ones the questions it has no more. What
     * was corrected since is no contradiction.
     */
    async published(): Promise<OtherBank[]> {
      const known = new Set<string>();
      const out: OtherBank[] = [];
      for (const version of (await bank.versions()).slice(0, 1 + FORMER)) {
        const questions = (await bank.questions(version._id)).filter((q) => !known.has(q.id));
        for (const q of questions) known.add(q.id);
        const pictures = new Map(version.media.map((m) => [m.file, m.sha256]));
        out.push({ label: version.name, questions, pictures });
      }
      return out;
    },
    /** Bytes of pictures by file name. */
    bytesOfAll,
    /** The version in force on a day, as far as is known; empty before the first was published. */
    onDay,
    inForce: () => onDay(localDay(clock.now())),
    /** What would be in force from a day on after a draft was published in a mode. */
    async afterwards(
      draft: { _id: string; complete: boolean; media: readonly { file: string; sha256: string }[] },
      mode: 'replace' | 'merge',
      day: string,
    ): Promise<BankContent> {
      const own = { questions: await bank.questions(draft._id), media: await bytesOfAll(draft.media) };
      return mode === 'merge' ? mergeOver(await onDay(day), own, draft.complete) : own;
    },
  };
}
export type Contents = ReturnType<typeof createContents>;
