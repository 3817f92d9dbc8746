import type { Clock } from '../../../platform/clock';
import { localDay } from '../../../platform/local-day';
import { Streamed } from '../child/bank-transfer';
import type { BankStore, VersionDoc } from '../versions/bank.store';
import { questionsUnder, type DraftDoc } from '../drafts/draft.store';
import { mergeOver, type BankContent } from './merge';
import { createOthers } from '../drafts/others';
import type { PublicationStore } from '../versions/publications.store';
import type { SentBank, SentContent } from '../child/sent-bank';

type MediaList = readonly { file: string; sha256: string }[];
const hashes = (media: MediaList) => new Map(media.map((m) => [m.file, m.sha256]));

/** What banks and drafts hold. Their pictures are names and hashes here: a bank may hold a gigabyte of them. */
export function createContents(bank: BankStore, publications: Pick<PublicationStore, 'onDay'>, clock: Clock) {
  const versionOn = async (day: string) => {
    const publication = await publications.onDay(day);
    return publication && (await bank.version(publication.hash));
  };
  const sent = (owner: string, media: MediaList): SentContent => ({
    questions: new Streamed(bank.questionParts(owner)),
    media: hashes(media),
  });
  const alone = (own: SentContent): SentBank => ({ own, over: null, complete: true });
  const sentVersion = ({ _id, media }: VersionDoc) => alone(sent(_id, media));
  const sentOnDay = async (day: string): Promise<SentBank> => {
    const version = await versionOn(day);
    return version ? sentVersion(version) : alone({ questions: [], media: new Map() });
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
    /** Changes when what a draft is compared with does. */
    standing: others.standing,
    /** The version in force on a day, as far as is known; empty before the first was published. */
    onDay,
    /** Versions for the child process. */
    sentVersion,
    sentOnDay,
    /** The same as afterwards, for the child process. */
    async sentAfterwards(
      draft: Pick<DraftDoc, '_id' | 'under' | 'complete' | 'media'>,
      mode: 'replace' | 'merge',
      day: string,
    ): Promise<SentBank> {
      const version = mode === 'merge' ? await versionOn(day) : null;
      return {
        own: sent(questionsUnder(draft), draft.media),
        over: version && sent(version._id, version.media),
        complete: draft.complete,
      };
    },
    inForce: () => onDay(localDay(clock.now())),
    /** Hash of each picture of the version in force, by file name. */
    picturesInForce: async () => hashes((await versionOn(localDay(clock.now())))?.media ?? []),
    /** What would be in force from a day on after a draft was published in a mode. */
    async afterwards(
      draft: Pick<DraftDoc, '_id' | 'under' | 'complete' | 'media'>,
      mode: 'replace' | 'merge',
      day: string,
    ): Promise<BankContent> {
      const own = { questions: await bank.questions(questionsUnder(draft)), media: hashes(draft.media) };
      return mode === 'merge' ? mergeOver(await onDay(day), own, draft.complete) : own;
    },
  };
}
export type Contents = ReturnType<typeof createContents>;
