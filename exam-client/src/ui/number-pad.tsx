import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button as AriaButton } from 'react-aria-components/Button';
import { Icon } from './icons';

interface Props {
  value: string;
  max: number;
  onChange: (value: string) => void;
  /** Enter on a keyboard. */
  onEnter: () => void;
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'X', '0'] as const;

/** Big keys for an ID number. A real keyboard works too, also for the letters of other documents. */
export function NumberPad({ value, max, onChange, onEnter }: Props) {
  const { t } = useTranslation('checkin');
  const add = (c: string) => value.length < max && onChange(value + c);
  // Typing must work wherever the focus is: there is no text field that could have it.
  useEffect(() => {
    const typed = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.altKey || e.metaKey) return;
      if (/^[0-9a-z]$/i.test(e.key)) {
        if (value.length < max) onChange(value + e.key.toUpperCase());
      } else if (e.key === 'Backspace') onChange(value.slice(0, -1));
      else if (e.key === 'Enter' && !(e.target instanceof HTMLButtonElement)) onEnter();
    };
    window.addEventListener('keydown', typed);
    return () => window.removeEventListener('keydown', typed);
  }, [value, max, onChange, onEnter]);
  return (
    <div className="number-pad" role="group" aria-label={t('idNumber.pad')}>
      {keys.map((k) => (
        <AriaButton key={k} className="pad-key" onPress={() => add(k)}>
          {k}
        </AriaButton>
      ))}
      <AriaButton
        className="pad-key"
        aria-label={t('idNumber.delete')}
        onPress={() => onChange(value.slice(0, -1))}
      >
        <Icon name="erase" />
      </AriaButton>
    </div>
  );
}

/** What was typed, in groups, read out as a count only: others may be listening. */
export function TypedNumber({
  value,
  groups,
  label,
}: {
  value: string;
  groups: readonly number[];
  label: string;
}) {
  const { t } = useTranslation('checkin');
  const starts = groups.map((_, i) => groups.slice(0, i).reduce((a, b) => a + b, 0));
  return (
    <div className="typed" role="group" aria-label={label}>
      {groups.map((size, g) => (
        <span key={starts[g]} className="typed-group" aria-hidden="true">
          {Array.from({ length: size }, (_, i) => {
            const at = starts[g]! + i;
            return (
              <span key={at} className={`typed-cell ${at === value.length ? 'next' : ''}`}>
                {value[at] ?? ''}
              </span>
            );
          })}
        </span>
      ))}
      <span className="visually-hidden" aria-live="polite">
        {t('idNumber.entered', { count: value.length })}
      </span>
    </div>
  );
}
