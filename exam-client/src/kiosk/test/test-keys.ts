import { useEffect, useRef } from 'react';
import type { PaperItem } from 'exam-contract/paper';

export type KeyAction = { do: 'choose'; position: number } | { do: 'previous' | 'next' | 'advance' | 'flag' };

/** What a key means on the test screen, or null. `options` is how many the question has. */
export function actionOf(key: string, options: number): KeyAction | null {
  if (/^[1-8]$/.test(key)) return Number(key) <= options ? { do: 'choose', position: Number(key) - 1 } : null;
  const letter = key.length === 1 ? key.toUpperCase().charCodeAt(0) - 65 : -1;
  if (letter >= 0 && letter < Math.min(8, options)) return { do: 'choose', position: letter };
  // F is the sixth option where there is one, else the flag.
  if (key === 'f' || key === 'F') return { do: 'flag' };
  if (key === 'ArrowLeft') return { do: 'previous' };
  if (key === 'ArrowRight') return { do: 'next' };
  return key === 'Enter' ? { do: 'advance' } : null;
}

/** The choice after a key was pressed for the option at a position. */
export function choiceAfter(item: PaperItem, choice: readonly string[], position: number): readonly string[] {
  const id = item.options[position]?.id;
  if (id === undefined) return choice;
  if (item.type !== 'multi') return [id];
  const on = choice.includes(id) ? choice.filter((c) => c !== id) : [...choice, id];
  return item.options.map((o) => o.id).filter((o) => on.includes(o));
}

/** Listens before any control does, so that arrows turn pages instead of changing the chosen option. */
export function useTestKeys(options: number, act: (action: KeyAction) => void): void {
  // Focus goes back to a button a frame after a window closes: it must not take the Enter that confirms a choice.
  const confirming = useRef(false);
  useEffect(() => {
    const moved = () => {
      confirming.current = false;
    };
    const typed = (e: KeyboardEvent) => {
      if (e.key === 'Tab') moved();
      if (e.ctrlKey || e.altKey || e.metaKey || document.querySelector('[role=dialog],[role=alertdialog]'))
        return;
      const action = actionOf(e.key, options);
      if (!action) return;
      // Enter on a focused button presses that button.
      const onControl = (e.target as HTMLElement | null)?.closest('button, a');
      if (action.do === 'advance' && onControl && !confirming.current) return;
      confirming.current = action.do === 'choose';
      e.preventDefault();
      e.stopPropagation();
      // A button touched before must not swallow the Enter that confirms this choice.
      if (action.do === 'choose' && document.activeElement instanceof HTMLButtonElement)
        document.activeElement.blur();
      if (!e.repeat) act(action);
    };
    window.addEventListener('pointerdown', moved, { capture: true });
    window.addEventListener('keydown', typed, { capture: true });
    return () => {
      window.removeEventListener('pointerdown', moved, { capture: true });
      window.removeEventListener('keydown', typed, { capture: true });
    };
  }, [options, act]);
}
