import type { ExportProgress } from 'exam-contract/http/bank-exports';
import type { UploadProgress } from 'exam-contract/http/banks';
import { AppError } from '../../../platform/errors';

/** How far a work has got, and whether it is still wanted. */
interface Watch<P> {
  tell(progress: P): void;
  signal: AbortSignal;
}
export type UploadWatch = Watch<UploadProgress>;
export type ExportWatch = Watch<ExportProgress>;

/** Uploads of which the reading is under way: asked how far they have got, and given up, by whoever sent them. */
export const createUploads = () =>
  createWatched<UploadProgress>('uploadId', (phase) => ({ phase, done: 0, total: 0 }));
/** The same for exports that are being written. */
export const createExporting = () =>
  createWatched<ExportProgress>('exportId', (phase) => ({ phase, done: 0, total: 0 }));

function createWatched<P>(field: string, at: (phase: 'absent' | 'waiting') => P) {
  const running = new Map<string, { actor: string; progress: P; control: AbortController }>();
  const mine = (id: string, actor: string) => {
    const found = running.get(id);
    return found?.actor === actor ? found : undefined;
  };
  return {
    /**
     * Runs the work under a name that whoever asks for it chose. It is given up by `cancel` and when `gone` is aborted.
     * @throws AppError CONFLICT (that name is in use), CANCELLED, and what the work throws
     */
    async run<T>(
      asked: { id: string; actor: string; gone: AbortSignal },
      work: (watch: Watch<P>) => Promise<T>,
    ): Promise<T> {
      const { id, actor, gone } = asked;
      if (running.has(id)) throw new AppError('CONFLICT', { field });
      const control = new AbortController();
      const entry = { actor, progress: at('waiting'), control };
      running.set(id, entry);
      try {
        return await work({
          tell: (progress) => (entry.progress = progress),
          signal: AbortSignal.any([control.signal, gone]),
        });
      } finally {
        running.delete(id);
      }
    },
    /** Absent where there is none of that name, it is through, or it is somebody else's. */
    progress: (id: string, actor: string): P => mine(id, actor)?.progress ?? at('absent'),
    /** @throws AppError NOT_FOUND where progress is absent */
    cancel(id: string, actor: string): void {
      const found = mine(id, actor);
      if (!found) throw new AppError('NOT_FOUND');
      found.control.abort(new AppError('CANCELLED'));
    },
  };
}
export type Uploads = ReturnType<typeof createUploads>;
export type Exporting = ReturnType<typeof createExporting>;
