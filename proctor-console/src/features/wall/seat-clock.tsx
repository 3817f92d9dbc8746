import type { SeatView } from 'exam-contract/seat';
import { span } from '../../ui/format';
import { useTick } from './tick';
import { useRoom } from './use-room';

/** Time left by the server's clock; stands still while paused. */
export function SeatClock({ clock }: { clock: NonNullable<SeatView['clock']> }) {
  const store = useRoom();
  useTick();
  const left = clock.deadline === null ? clock.remainingMs : clock.deadline - store.now();
  return (
    <time className={left < 300_000 && clock.deadline !== null ? 'clock clock-low' : 'clock'}>
      {span(left)}
    </time>
  );
}
