import { rm } from 'node:fs/promises';
import { AppError } from '../../platform/errors';
import type { StoredFile } from '../../platform/http/route';

/**
 * A file made on the disk to be sent, and removed when it was; nothing stays of one that could not be made. Its own
 * type stays out of the header: a browser is to keep the file, not to show it.
 * @throws AppError EXPORT_FAILED (disk), and what `make` throws
 */
export async function spooled(
  path: string,
  make: () => Promise<Pick<StoredFile, 'bytes' | 'fileName' | 'headers'>>,
): Promise<StoredFile> {
  const drop = () => rm(path, { force: true });
  try {
    return { path, mime: 'application/octet-stream', drop, ...(await make()) };
  } catch (err) {
    await drop();
    if ((err as NodeJS.ErrnoException).code === 'ENOSPC')
      throw new AppError('EXPORT_FAILED', { field: 'disk' }, { cause: err });
    throw err;
  }
}
