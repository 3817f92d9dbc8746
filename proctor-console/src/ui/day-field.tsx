import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const FORMAT = 'YYYY-MM-DD';

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
 * follow the language of the browser. What is no day is said, and no other day takes its place.
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
        onKeyDown={({ key, target }) => key === 'Enter' && judge(target)}
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
