import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { stateOf, type Slot, type SlotState } from '../../flow/answer-book';
import { Icon, type IconName } from '../../ui/icons';

interface Props {
  slots: readonly Slot[];
  current: number;
  onGo: (index: number) => void;
}

const marks: Partial<Record<SlotState, IconName>> = {
  chosen: 'dot',
  confirmed: 'check',
  right: 'check',
  wrong: 'cross',
};
const withdrawn = (state: SlotState): state is 'given' | 'dropped' =>
  state === 'given' || state === 'dropped';

/** Every question with its state, told by colour, by a mark and by words. */
export function Board({ slots, current, onGo }: Props) {
  return (
    <div className="board-grid">
      {slots.map((slot, i) => (
        <Cell key={i} index={i} slot={slot} current={i === current} onGo={onGo} />
      ))}
    </div>
  );
}

interface CellProps {
  index: number;
  slot: Slot;
  current: boolean;
  onGo: (index: number) => void;
}

const Cell = memo(function Cell({ index, slot, current, onGo }: CellProps) {
  const { t } = useTranslation('test');
  const state = stateOf(slot);
  const words = [t(`state.${state}`), slot.flagged && t('state.flagged')].filter(Boolean).join(', ');
  const mark = marks[state];
  const cell = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (current) cell.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <button
      ref={cell}
      type="button"
      className={`cell ${state} ${slot.flagged ? 'flagged' : ''}`}
      aria-current={current ? 'true' : undefined}
      aria-label={t('cell', { number: index + 1, state: words })}
      onClick={() => onGo(index)}
    >
      {index + 1}
      {withdrawn(state) && <span className="cell-word">{t(`withdrawn.mark.${state}`)}</span>}
      {mark && (
        <span className="cell-mark">
          <Icon name={mark} />
        </span>
      )}
      {slot.flagged && (
        <span className="cell-flag">
          <Icon name="flag" />
        </span>
      )}
    </button>
  );
});

/** What the colours and marks mean, where the kind uses them; `confirmed` while answers wait for the line. */
export function BoardLegend({ judging, slots }: { judging: boolean; slots: readonly Slot[] }) {
  const { t } = useTranslation('test');
  const waiting = judging && slots.some((s) => stateOf(s) === 'confirmed');
  const states = ['blank', 'chosen', 'confirmed', 'right', 'wrong', 'given', 'dropped'] as const;
  const shown = states.filter((s) => {
    if (withdrawn(s)) return slots.some((slot) => stateOf(slot) === s);
    return s === 'confirmed' ? waiting : judging || s === 'blank' || s === 'chosen';
  });
  return (
    <ul className="legend">
      {shown.map((s) => (
        <li key={s}>
          <span className={`cell sample ${s}`} aria-hidden="true">
            {marks[s] && (
              <span className="cell-mark">
                <Icon name={marks[s]} />
              </span>
            )}
          </span>
          {t(s === 'chosen' && !judging ? 'state.confirmed' : `state.${s}`)}
        </li>
      ))}
      <li>
        <span className="cell sample flagged" aria-hidden="true">
          <span className="cell-flag">
            <Icon name="flag" />
          </span>
        </span>
        {t('state.flagged')}
      </li>
    </ul>
  );
}
