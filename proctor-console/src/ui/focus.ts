/** What a dialog or a drawer takes to close and to give the keyboard back. */
const CLOSING_MS = 500;

/**
 * Takes the keyboard where the button that was pressed is gone, and the keyboard with it; whoever works elsewhere
 * meanwhile is left alone.
 */
export const takeFocusIfLost = (at: HTMLElement | null): void => {
  if (document.activeElement === document.body) at?.focus();
};

/** {@link takeFocusIfLost} once what is open has closed. @returns what calls it off */
export function takeFocusLater(at: () => HTMLElement | null): () => void {
  const later = setTimeout(() => takeFocusIfLost(at()), CLOSING_MS);
  return () => clearTimeout(later);
}
