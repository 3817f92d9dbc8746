import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFormat } from 'question-bank';
import { EXPORT_TOO_LARGE } from 'exam-contract/http/bank-exports';
import { AppError } from '../../../platform/errors';
import type { StoredFile } from '../../../platform/http/route';
import type { BankChild } from '../child/bank-child';
import { Streamed } from '../child/bank-transfer';
import type { BankStore, VersionDoc } from './bank.store';
import type { PackedPictures } from '../child/export-files';
import { spooled } from '../spooled';
import type { ExportWatch } from '../drafts/uploads';

/**
 * Versions as files. The child process writes one to the disk, from where it is sent: neither process ever holds it,
 * and the questions and pictures go by a few at a time.
 * @param spool folder for files on their way
 */
export function createExports(bank: BankStore, child: Pick<BankChild, 'export'>, spool: string) {
  /** Writes stored pictures behind one another. @throws the signal's reason */
  const pack = async (
    media: VersionDoc['media'],
    path: string,
    { tell, signal }: ExportWatch,
  ): Promise<PackedPictures> => {
    const places = new Map<string, readonly [number, number]>();
    const file = await open(path, 'wx', 0o600);
    try {
      let at = 0;
      for await (const { sha256, data } of bank.pictures(media.map((m) => m.sha256))) {
        signal.throwIfAborted();
        await file.writeFile(data);
        places.set(sha256, [at, data.length]);
        at += data.length;
        tell({ phase: 'collecting', done: places.size, total: media.length });
      }
    } finally {
      await file.close();
    }
    return new Map(
      media.flatMap(({ file: name, sha256 }) => {
        const place = places.get(sha256);
        return place ? [[name, place] as const] : [];
      }),
    );
  };

  return {
    /**
     * A version as a file on the disk, which is removed when it was sent. Nothing stays of one that is given up.
     * @throws AppError NOT_FOUND, EXPORT_FAILED (more than the child may take), TOO_MANY_REQUESTS, and the reason of
     * the signal
     */
    async ofVersion(hash: string, format: ExportFormat, watch: ExportWatch): Promise<StoredFile> {
      const doc = await bank.version(hash);
      if (!doc) throw new AppError('NOT_FOUND');
      const name = randomUUID();
      const [packed, to] = [join(spool, `pictures-${name}`), join(spool, `export-${name}`)];
      return spooled(to, async () => {
        try {
          const { written, bytes } = await child.export(async () => {
            const pictures = await pack(doc.media, packed, watch);
            const questions = new Streamed(bank.questionParts(hash));
            return { name: { 'zh-CN': doc.name }, questions, pictures, packed, format, to };
          }, watch);
          watch.signal.throwIfAborted();
          const { fileName, tooLargeHere } = written;
          if (!tooLargeHere) return { bytes, fileName };
          const { bytes: size, limit } = tooLargeHere;
          return { bytes, fileName, headers: { [EXPORT_TOO_LARGE]: `${size}/${limit}` } };
        } finally {
          await rm(packed, { force: true });
        }
      });
    },
  };
}
export type ExportsService = ReturnType<typeof createExports>;
