import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { DayField } from './day-field';

const given: string[] = [];
function Held({ locale, min }: { locale: typeof zhCN; min?: string }) {
  const [day, setDay] = useState('2026-11-28');
  const take = (chosen: string) => {
    given.push(chosen);
    setDay(chosen);
  };
  return (
    <ConfigProvider locale={locale}>
      <DayField aria-label="启用日" value={day} onChange={take} {...(min ? { min } : {})} />
    </ConfigProvider>
  );
}
const field = () => screen.getByLabelText<HTMLInputElement>('启用日');
const type = (words: string) => {
  fireEvent.mouseDown(field());
  fireEvent.click(field());
  fireEvent.change(field(), { target: { value: words } });
  fireEvent.keyDown(field(), { key: 'Enter', code: 'Enter', keyCode: 13 });
};
beforeEach(() => void given.splice(0));

test('a day is typed as it is read, whatever the language of the browser', () => {
  render(<Held locale={zhCN} />);
  expect(field().value).toBe('2026-11-28');
  type('2027-01-31');
  expect(given).toEqual(['2027-01-31']);
  expect(field().value).toBe('2027-01-31');
});

test.each([
  [zhCN, '11月', '一'],
  [enUS, 'Nov', 'Mo'],
])('the calendar speaks the language of the interface', (locale, month, monday) => {
  render(<Held locale={locale} />);
  fireEvent.mouseDown(field());
  fireEvent.click(field());
  expect(document.querySelector('.ant-picker-month-btn')?.textContent).toBe(month);
  expect([...document.querySelectorAll('.ant-picker-content th')].map((th) => th.textContent)).toContain(
    monday,
  );
});

test('no day, half a day and a day before the first are not taken', () => {
  render(<Held locale={zhCN} min="2026-11-28" />);
  for (const words of ['', '2026-1', '2026-11-27']) type(words);
  expect(given).toEqual([]);
  fireEvent.blur(field());
  expect(field().value).toBe('2026-11-28');
});
