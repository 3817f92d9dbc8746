const KEY = 'kaotai.device';
const TAB = 'kaotai.tab';

/** The token that makes this browser the terminal of a seat; the only thing that outlives a candidate. */
export const device = {
  token: (): string | null => localStorage.getItem(KEY),
  keep: (token: string): void => localStorage.setItem(KEY, token),
  forget: (): void => localStorage.removeItem(KEY),
};

/** A random UUID also where the page came over plain http, which has no `randomUUID`. */
export function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6]! & 0x0f) | 0x40;
  b[8] = (b[8]! & 0x3f) | 0x80;
  const hex = [...b].map((x) => x.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * Names this tab so that a reload is known as the same one. A duplicated tab inherits the name with the session
 * storage; the lock tells the copy from the original.
 */
export async function claimTabId(): Promise<string> {
  const kept = sessionStorage.getItem(TAB);
  const id = kept && (await isFree(kept)) ? kept : uuid();
  if (id !== kept) await isFree(id);
  keepTabId(id);
  return id;
}

export const keepTabId = (id: string): void => sessionStorage.setItem(TAB, id);

/** Takes the lock of a tab id for as long as the page lives. @returns false where another page has it */
function isFree(id: string): Promise<boolean> {
  if (!('locks' in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    navigator.locks
      .request(`kaotai-tab-${id}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock ? new Promise(() => undefined) : undefined;
      })
      .catch(() => resolve(true));
  });
}
