/** The part of a keyboard event that decides. */
export interface KeyInfo {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

const never = new Set(['ContextMenu', 'BrowserBack', 'BrowserForward', 'BrowserRefresh', 'PrintScreen']);
/** Editing inside one of the few text fields: cursor movement by words and selecting all do no harm. */
const editing = new Set(['a', 'arrowleft', 'arrowright', 'backspace', 'delete', 'home', 'end', 'z']);

/**
 * Whether a key is kept from the browser. A page sees only what the browser gives it: closing the window, switching
 * desktops and the like need the policies of docs/operations/kiosk.md.
 */
export function isBlockedKey(k: KeyInfo, inTextField: boolean): boolean {
  if (/^F([1-9]|1[0-9]|2[0-4])$/.test(k.key) || never.has(k.key)) return true;
  if (k.metaKey) return true;
  const modifierAlone = ['Control', 'Alt', 'Shift', 'AltGraph', 'Meta'].includes(k.key);
  if (modifierAlone) return false;
  if (k.ctrlKey) return !(inTextField && editing.has(k.key.toLowerCase()));
  // AltGraph types characters on some layouts; plain Alt opens menus and moves through the history.
  return k.altKey && (k.key.startsWith('Arrow') || k.key === 'Home' || k.key.length === 1);
}

/** Short name of a key for the proctor's list, such as `Ctrl+P`. */
export const keyName = (k: KeyInfo): string =>
  [
    k.ctrlKey && 'Ctrl',
    k.altKey && 'Alt',
    k.metaKey && 'Meta',
    k.key.length === 1 ? k.key.toUpperCase() : k.key,
  ]
    .filter(Boolean)
    .join('+')
    .slice(0, 40);
