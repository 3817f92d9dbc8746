import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';

const FORMAT = 'YYYY-MM-DD';

interface Props {
  /** YYYY-MM-DD */
  value: string;
  /** Told whole days only. */
  onChange: (day: string) => void;
  /** First day that may be chosen. */
  min?: string;
  'aria-label'?: string;
}

/**
 * A day, typed as YYYY-MM-DD or chosen from a calendar in the language of the interface: the browser's own field would
 * follow the language of the browser.
 */
export function DayField({ value, onChange, min, ...named }: Props) {
  return (
    <DatePicker
      {...named}
      className="day-input"
      classNames={{ popup: { root: 'day-choice' } }}
      format={FORMAT}
      placeholder={FORMAT}
      allowClear={false}
      value={dayjs(value)}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      onChange={(day) => day && onChange(day.format(FORMAT))}
    />
  );
}
