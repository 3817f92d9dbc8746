import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../platform/clock';
import { localDay } from '../../platform/local-day';
import type { BankStore } from './bank.store';
import { mergeOver, type BankContent } from './merge';
import { createOthers } from './others';
import type { PublicationStore } from './publications.store';

type MediaList = readonly { file: string; sha256: string }[];
const hashes = (media: MediaList) => new Map(media.map((m) => [m.file, m.sha256]));

/**
 * What banks and drafts hold. Their pictures are names and hashes here: a bank may hold a gigabyte of them.
 * @param spool folder for pictures that a child process is to look at
 */
export function createContents(
  bank: BankStore,
  publications: Pick<PublicationStore, 'onDay'>,
  clock: Clock,
  spool: string,
) {
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
    /** Runs `work` with the path of each stored picture, which lie on the disk as long as it takes. */
    async withFiles<T>(media: MediaList, work: (paths: Map<string, string>) => Promise<T>): Promise<T> {
      const folder = join(spool, `pictures-${randomUUID()}`);
      const paths = new Map<string, string>();
      await mkdir(folder, { recursive: true });
      try {
        for (const [i, { file, sha256 }] of media.entries()) {
          const stored = await bank.media(sha256);
          if (!stored) continue;
          const path = join(folder, String(i));
          await writeFile(path, stored.data);
          paths.set(file, path);
        }
        return await work(paths);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
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
