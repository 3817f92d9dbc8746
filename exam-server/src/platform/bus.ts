import { EventEmitter } from 'node:events';
import type { Logger } from './log';

/** In-process, typed announcements from one feature to whoever listens. A failing listener never fails the speaker. */
export interface Bus<E extends object> {
  emit<K extends keyof E & string>(kind: K, data: E[K]): void;
  on<K extends keyof E & string>(kind: K, listener: (data: E[K]) => void | Promise<void>): () => void;
}

export function createBus<E extends object>(log: Logger): Bus<E> {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(100);
  return {
    emit: (kind, data) => void emitter.emit(kind, data),
    on: (kind, listener) => {
      const guarded = (data: Parameters<typeof listener>[0]) => {
        try {
          Promise.resolve(listener(data)).catch((err: unknown) =>
            log.error({ err, kind }, 'bus listener failed'),
          );
        } catch (err) {
          log.error({ err, kind }, 'bus listener failed');
        }
      };
      emitter.on(kind, guarded);
      return () => void emitter.off(kind, guarded);
    },
  };
}
