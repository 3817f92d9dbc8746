import type { Clock } from '../../platform/clock';
import { localDay } from '../../platform/local-day';
import type { BankStore } from './bank.store';
import { mergeOver, type BankContent } from './merge';
import { createOthers } from './others';
import type { PublicationStore } from './publications.store';

type MediaList = readonly { file: string; sha256: string }[];
const hashes = (media: MediaList) => new Map(media.map((m) => [m.file, m.sha256]));

/** What banks and drafts hold. Their pictures are names and hashes here: a bank may hold a gigabyte of them. */
export function createContents(bank: BankStore, publications: Pick<PublicationStore, 'onDay'>, clock: Clock) {
  const versionOn = async (day: string) => {
    const publication = await publications.onDay(day);
    return publication && (await bank.version(publication.hash));
  };
  const onDay = async (day: string): Promise<BankContent> => {
    const version = await versionOn(day);
    if (!version) return { questions: [], media: new Map() };
    return { questions: await bank.questions(version._id), media: hashes(version.media) };
  };
  const others = createOthers(bank);
  return {
    /**
     * What a draft is compared with: the newest version whole, and of former ones the questions it has no more. What
     * was corrected since is no contradiction.
     */
    published: others.published,
    /** The version in force on a day, as far as is known; empty before the first was published. */
    onDay,
    inForce: () => onDay(localDay(clock.now())),
    /** Hash of each picture of the version in force, by file name. */
    picturesInForce: async () => hashes((await versionOn(localDay(clock.now())))?.media ?? []),
    /** What would be in force from a day on after a draft was published in a mode. */
    async afterwards(
      draft: { _id: string; complete: boolean; media: MediaList },
      mode: 'replace' | 'merge',
      day: string,
    ): Promise<BankContent> {
      const own = { questions: await bank.questions(draft._id), media: hashes(draft.media) };
      return mode === 'merge' ? mergeOver(await onDay(day), own, draft.complete) : own;
    },
  };
}
export type Contents = ReturnType<typeof createContents>;
