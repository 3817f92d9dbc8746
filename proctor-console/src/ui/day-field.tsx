import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const FORMAT = 'YYYY-MM-DD';
/** What keys do in the field, as in the calendar below it: the kit's own cannot be reached by keyboard. */
const STEPS = new Map<string, [number, 'week' | 'month']>([
  ['ArrowUp', [-1, 'week']],
  ['ArrowDown', [1, 'week']],
  ['PageUp', [-1, 'month']],
  ['PageDown', [1, 'month']],
]);

interface Props {
  /** YYYY-MM-DD, or '' while there is none. */
  value: string;
  /** Told whole days, and '' where what was typed is none that may be chosen. */
  onChange: (day: string) => void;
  /** First day that may be chosen. */
  min?: string;
  'aria-label'?: string;
}

/**
 * A day, typed as YYYY-MM-DD or chosen from a calendar in the language of the interface: the browser's own field would
 * follow the language of the browser. Arrows up and down go by weeks, Page Up and Page Down by months. What is no day is
 * said, and no other day takes its place.
 */
export function DayField({ value, onChange, min = '', ...named }: Props) {
  const { t } = useTranslation('page');
  const [wrong, setWrong] = useState('');
  const judge = (at: EventTarget) => {
    const text = at instanceof HTMLInputElement ? at.value : '';
    if (text === '' || (dayjs(text).format(FORMAT) === text && text >= min)) return;
    setWrong(text);
    onChange('');
  };
  return (
    <div>
      <DatePicker
        {...named}
        className="day-input"
        classNames={{ popup: { root: 'day-choice' } }}
        format={FORMAT}
        placeholder={FORMAT}
        allowClear={false}
        value={value === '' ? null : dayjs(value)}
        {...(min === '' ? {} : { minDate: dayjs(min) })}
        {...(wrong === '' ? {} : { status: 'error' })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') return judge(event.target);
          const step = STEPS.get(event.key);
          if (!step || value === '') return;
          event.preventDefault();
          const day = dayjs(value)
            .add(...step)
            .format(FORMAT);
          onChange(day < min ? min : day);
        }}
        onBlur={({ target }) => judge(target)}
        onChange={(day) => {
          if (!day) return;
          setWrong('');
          onChange(day.format(FORMAT));
        }}
      />
      {wrong !== '' && (
        <div role="alert" className="day-wrong">
          {dayjs(wrong).format(FORMAT) === wrong
            ? t('day.early', { day: wrong, min })
            : t('day.none', { text: wrong })}
        </div>
      )}
    </div>
  );
}
