import type { UploadProgress } from 'exam-contract/http/banks';
import { AppError } from '../../platform/errors';

interface Running {
  actor: string;
  progress: UploadProgress;
  control: AbortController;
}

/** How far a reading has got, and whether it is still wanted. */
export interface UploadWatch {
  tell(progress: UploadProgress): void;
  signal: AbortSignal;
}

/** Uploads of which the reading is under way: asked how far they have got, and given up, by whoever sent them. */
export function createUploads() {
  const running = new Map<string, Running>();
  const mine = (uploadId: string, actor: string): Running | undefined => {
    const found = running.get(uploadId);
    return found?.actor === actor ? found : undefined;
  };
  return {
    /**
     * Runs the work on an upload under a name its sender chose. It is given up by `cancel` and when `gone` is aborted.
     * @throws AppError CONFLICT (that name is in use), CANCELLED, and what the work throws
     */
    async run<T>(
      upload: { uploadId: string; actor: string; gone: AbortSignal },
      work: (watch: UploadWatch) => Promise<T>,
    ): Promise<T> {
      const { uploadId, actor, gone } = upload;
      if (running.has(uploadId)) throw new AppError('CONFLICT', { field: 'uploadId' });
      const control = new AbortController();
      const entry: Running = { actor, progress: { phase: 'waiting', done: 0, total: 0 }, control };
      running.set(uploadId, entry);
      try {
        return await work({
          tell: (progress) => (entry.progress = progress),
          signal: AbortSignal.any([control.signal, gone]),
        });
      } finally {
        running.delete(uploadId);
      }
    },
    /** Absent where there is none of that name, it is through, or it is somebody else's. */
    progress: (uploadId: string, actor: string): UploadProgress =>
      mine(uploadId, actor)?.progress ?? { phase: 'absent', done: 0, total: 0 },
    /** @throws AppError NOT_FOUND where progress is absent */
    cancel(uploadId: string, actor: string): void {
      const found = mine(uploadId, actor);
      if (!found) throw new AppError('NOT_FOUND');
      found.control.abort(new AppError('CANCELLED'));
    },
  };
}
export type Uploads = ReturnType<typeof createUploads>;
