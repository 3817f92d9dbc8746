import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ExportFormat } from 'question-bank';
import { AppError } from '../../platform/errors';
import type { StoredFile } from '../../platform/http/route';
import type { BankChild } from './bank-child';
import { Streamed } from './bank-transfer';
import type { BankStore, VersionDoc } from './bank.store';
import type { PackedPictures } from './export-files';

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
    gone: AbortSignal,
  ): Promise<PackedPictures> => {
    const places = new Map<string, readonly [number, number]>();
    const file = await open(path, 'wx', 0o600);
    try {
      let at = 0;
      for await (const { sha256, data } of bank.pictures(media.map((m) => m.sha256))) {
        gone.throwIfAborted();
        await file.writeFile(data);
        places.set(sha256, [at, data.length]);
        at += data.length;
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
    async ofVersion(hash: string, format: ExportFormat, gone: AbortSignal): Promise<StoredFile> {
      const doc = await bank.version(hash);
      if (!doc) throw new AppError('NOT_FOUND');
      const name = randomUUID();
      const [packed, to] = [join(spool, `pictures-${name}`), join(spool, `export-${name}`)];
      const drop = () => rm(to, { force: true });
      try {
        const { written, bytes } = await child.export(async () => {
          const pictures = await pack(doc.media, packed, gone);
          const questions = new Streamed(bank.questionParts(hash));
          return { name: { 'zh-CN': doc.name }, questions, pictures, packed, format, to };
        }, gone);
        gone.throwIfAborted();
        // Its own type stays out of the header: a browser is to keep the file, not to show it.
        return { path: to, bytes, mime: 'application/octet-stream', fileName: written.fileName, drop };
      } catch (err) {
        await drop();
        if ((err as NodeJS.ErrnoException).code === 'ENOSPC')
          throw new AppError('EXPORT_FAILED', { field: 'disk' }, { cause: err });
        throw err;
      } finally {
        await rm(packed, { force: true });
      }
    },
  };
}
export type ExportsService = ReturnType<typeof createExports>;
