import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lookAtPicture } from 'question-bank';
import type { UploadHints } from 'exam-contract/http/banks';
import type { BankSource, SourceMapping } from 'exam-contract/http/mapping';
import type { Clock } from '../../../platform/clock';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import type { BankChild } from '../child/bank-child';
import type { ReadAnswer, ReadPart, ReadReply } from '../child/bank-messages';
import type { BankStore } from '../versions/bank.store';
import { chaptersOf } from './checked-answer';
import type { Contents } from '../review/contents';
import { PART_BYTES, type ImportStore } from './imports.store';
import type { Kinds } from '../blueprints/kinds.service';
import { mappingOf, type MappingDraft } from './mapping-view';
import type { MappingStore } from './mappings.store';
import type { Looks } from './looks.store';
import { pictureHash, typeOf } from '../versions/picture';
import type { UploadWatch } from './uploads';

/** One document holds 16 MB at most, and a draft names all its pictures in one. */
const MAX_NAMES_BYTES = 10_000_000;

export interface FileRead {
  read: ReadAnswer;
  media: { file: string; sha256: string }[];
  mapping: MappingDraft;
}

/**
 * Reads bank files a piece at a time: what the child hands on goes to the store at once, so that a bank of a gigabyte
 * costs this process a few megabytes.
 * @param spool folder for pictures that a reading borrows from the version in force or makes smaller
 */
export function createReading(
  clock: Clock,
  spool: string,
  parts: {
    bank: BankStore;
    child: BankChild;
    contents: Contents;
    kinds: Kinds;
    imports: ImportStore;
    mappings: MappingStore;
    looks: Looks;
  },
) {
  const { bank, child, contents, kinds, imports, mappings, looks } = parts;

  /** Writes pictures of the version in force where the child can read them. */
  const lend = async (
    wanted: readonly string[],
    known: ReadonlyMap<string, string>,
    folder: string,
  ): Promise<Map<string, string>> => {
    const paths = new Map<string, string>();
    for (const file of wanted) {
      const sha256 = known.get(file);
      const stored = sha256 === undefined ? null : await bank.media(sha256);
      if (!stored) continue;
      const path = join(folder, String(paths.size));
      await writeFile(path, stored.data);
      paths.set(file, path);
    }
    return paths;
  };

  return {
    /**
     * Reads a file. Its accepted questions are written as `owner`'s, its pictures are kept until something uses them.
     * `said` goes before what is remembered of mappings; sources it names are not said to be remembered.
     * @throws AppError as BankChild.read; the questions written so far are the caller's to remove
     */
    async file(
      file: { name: string; path: string },
      hints: UploadHints,
      said: readonly SourceMapping[],
      owner: string,
      { tell, signal }: UploadWatch,
    ): Promise<FileRead> {
      const now = clock.now();
      const spoken = new Set(said.map((m) => m.signature));
      const kept = (await mappings.all()).filter((m) => !spoken.has(m._id));
      const inForce = await contents.picturesInForce();
      const media: FileRead['media'] = [];
      let names = 0;
      let part = 0;
      const lent = join(spool, `lent-${randomUUID()}`);
      const take = async (got: ReadPart): Promise<ReadReply> => {
        if ('progress' in got) tell(got.progress);
        else if ('wanted' in got) return lend(got.wanted, inForce, lent);
        else if ('questions' in got) {
          await bank.insertPart({ owner, part, ...got, at: now });
          part += 1;
        } else {
          const docs = got.pictures.map(({ file: name, data }) => ({
            file: name,
            data,
            sha256: pictureHash(data),
            look: lookAtPicture(data),
          }));
          for (const { file: name, sha256 } of docs) media.push({ file: name, sha256 });
          names += docs.reduce((sum, d) => sum + Buffer.byteLength(d.file) + 100, 0);
          if (names > MAX_NAMES_BYTES) throw new AppError('PAYLOAD_TOO_LARGE', { field: 'file' });
          await bank.putMedia(
            docs.map(({ sha256, data, look }) => ({
              sha256,
              data,
              mime: typeOf(look) ?? 'application/octet-stream',
            })),
            now,
          );
          await looks.put(docs);
        }
        return undefined;
      };
      const toDraw = await kinds.toDraw();
      const chapters = chaptersOf(toDraw).chapters ?? new Set<string>();
      const order = {
        ...file,
        folder: lent,
        onDate: localDay(now),
        kinds: toDraw,
        known: [...inForce.keys()],
        hints,
        mappings: [...said, ...kept.map((m) => m.mapping)],
        against: await contents.published(),
      };
      try {
        await mkdir(lent, { recursive: true });
        const read = await child.read(order, { take, signal });
        const remembered = new Map(
          kept.map((m): [string, NonNullable<BankSource['remembered']>] => [m._id, { by: m.by, at: m.at }]),
        );
        return { read, media, mapping: mappingOf(read, hints, chapters, remembered) };
      } finally {
        await rm(lent, { recursive: true, force: true });
      }
    },

    /** Runs `work` on a file that was kept, which lies on the disk as long as it takes. Null where there is none. */
    async again<T>(
      owner: string,
      work: (file: { name: string; path: string }) => Promise<T>,
    ): Promise<T | null> {
      const head = await imports.head(owner);
      if (!head) return null;
      const path = join(spool, `again-${randomUUID()}`);
      try {
        await writeFile(path, imports.pieces(owner));
        return await work({ name: head.fileName, path });
      } finally {
        await rm(path, { force: true });
      }
    },

    /** Keeps the file itself as `owner`'s, piece by piece. @throws the signal's reason */
    async keep(path: string, owner: string, { tell, signal }: UploadWatch): Promise<void> {
      const file = await open(path);
      try {
        const { size } = await file.stat();
        for (let part = 0; part * PART_BYTES < size; part += 1) {
          signal.throwIfAborted();
          tell({ phase: 'storing', done: part * PART_BYTES, total: size });
          const piece = Buffer.alloc(Math.min(PART_BYTES, size - part * PART_BYTES));
          await file.read(piece, 0, piece.length, part * PART_BYTES);
          await imports.keepPart(owner, part, piece, clock.now());
        }
      } finally {
        await file.close();
      }
    },
  };
}
export type Reading = ReturnType<typeof createReading>;
