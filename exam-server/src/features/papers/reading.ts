import type { UploadHints } from 'exam-contract/http/banks';
import type { BankSource, SourceMapping } from 'exam-contract/http/mapping';
import type { Clock } from '../../platform/clock';
import { localDay } from '../../platform/local-day';
import type { BankChild, ReadAnswer } from './bank-child';
import type { BankStore } from './bank.store';
import type { Contents } from './contents';
import type { Kinds } from './kinds.service';
import { mappingOf, type MappingDraft } from './mapping-view';
import type { MappingStore } from './mappings.store';
import { mediaType, pictureHash } from './picture';

/** Pictures of the version in force that are handed to the reader, so that a table can name them. */
const KNOWN_MEDIA_BYTES = 40_000_000;

export interface FileRead {
  read: ReadAnswer;
  media: { file: string; sha256: string }[];
  mapping: MappingDraft;
}

/** Reads a bank file as clerks said such files are to be read. */
export function createReading(
  clock: Clock,
  parts: { bank: BankStore; child: BankChild; kinds: Kinds; contents: Contents; mappings: MappingStore },
) {
  const { bank, child, kinds, contents, mappings } = parts;

  const knownMedia = async (): Promise<ReadonlyMap<string, Uint8Array>> => {
    const { media } = await contents.inForce();
    const size = [...media.values()].reduce((sum, b) => sum + b.length, 0);
    return size <= KNOWN_MEDIA_BYTES ? media : new Map();
  };

  return {
    /**
     * Reads a file; its pictures are kept. `said` goes before what is remembered; sources it names are not said to
     * be remembered. @throws AppError as BankChild.run
     */
    async file(
      file: { name: string; data: Uint8Array },
      hints: UploadHints,
      said: readonly SourceMapping[],
    ): Promise<FileRead> {
      const now = clock.now();
      const spoken = new Set(said.map((m) => m.signature));
      const known = (await mappings.all()).filter((m) => !spoken.has(m._id));
      const read = await child.run({
        work: 'read',
        name: file.name,
        bytes: file.data,
        onDate: localDay(now),
        kinds: await kinds.inForce(now),
        media: await knownMedia(),
        limits: { maxBytes: 60_000_000 },
        hints,
        mappings: [...said, ...known.map((m) => m.mapping)],
        against: await contents.published(),
      });
      const media = [...read.media].map(([name, data]) => ({ file: name, sha256: pictureHash(data), data }));
      await bank.putMedia(
        media.map((m) => ({ ...m, mime: mediaType(m.data) ?? 'application/octet-stream' })),
        now,
      );
      const remembered = new Map(
        known.map((m): [string, NonNullable<BankSource['remembered']>] => [m._id, { by: m.by, at: m.at }]),
      );
      return {
        read,
        media: media.map(({ file: name, sha256 }) => ({ file: name, sha256 })),
        mapping: mappingOf(read, hints, remembered),
      };
    },
  };
}
export type Reading = ReturnType<typeof createReading>;
