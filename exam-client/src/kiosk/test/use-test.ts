import { useCallback } from 'react';
import type { SittingView } from 'exam-contract/sitting';
import type { AttemptModel } from '../../session/model';
import { useActions, useKiosk } from '../../ui/kiosk-context';

/** What the buttons and the keys of the test screen do. */
export function useTest(attempt: AttemptModel, sitting: SittingView) {
  const kiosk = useKiosk();
  const { go } = useActions();
  const { current, book } = attempt;
  const last = book.slots.length - 1;
  const slot = book.slots[current];
  const judging = sitting.kind.reveal === 'on_confirm';
  const canConfirm = judging && !!slot && slot.choice.length > 0 && !slot.confirmed && !slot.withdrawn;

  const moveTo = useCallback(
    (index: number) => kiosk.attempt?.moveTo(Math.max(0, Math.min(last, index))),
    [kiosk, last],
  );
  const review = useCallback(() => go({ at: 'review' }), [go]);
  const choose = useCallback(
    (choice: readonly string[]) => kiosk.attempt?.choose(current, choice),
    [kiosk, current],
  );
  /** Confirms what is chosen and shows the next question at once; the verdict catches up. */
  const advance = useCallback(() => {
    if (canConfirm) kiosk.attempt?.confirm(current);
    if (current < last) moveTo(current + 1);
    else if (!canConfirm) review();
  }, [kiosk, canConfirm, current, last, moveTo, review]);
  const toggleFlag = useCallback(
    () => kiosk.attempt?.flag(current, !slot?.flagged),
    [kiosk, current, slot?.flagged],
  );
  return { moveTo, review, choose, advance, toggleFlag, canConfirm, judging, slot, last };
}
