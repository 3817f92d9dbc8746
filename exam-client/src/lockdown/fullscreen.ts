/** Full screen as far as the page can see and ask for it. */
export interface Fullscreen {
  /** False where the browser gives a page no full screen at all: then it is not asked for. */
  readonly supported: boolean;
  on(): boolean;
  /** Must be called from a tap or a key. Resolves to whether it is on then. */
  enter(): Promise<boolean>;
  watch(changed: (on: boolean) => void): () => void;
}

export function browserFullscreen(doc: Document = document): Fullscreen {
  return {
    supported: doc.fullscreenEnabled === true,
    on: () => doc.fullscreenElement !== null && doc.fullscreenElement !== undefined,
    async enter() {
      if (doc.fullscreenElement) return true;
      try {
        await doc.documentElement.requestFullscreen({ navigationUI: 'hide' });
      } catch {
        return false;
      }
      return doc.fullscreenElement !== null;
    },
    watch(changed) {
      const tell = () => changed(doc.fullscreenElement !== null);
      doc.addEventListener('fullscreenchange', tell);
      return () => doc.removeEventListener('fullscreenchange', tell);
    },
  };
}
