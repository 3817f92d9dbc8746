import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { startTexts } from '../i18n/i18n';
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
beforeAll(async () => {
  localStorage.setItem('kaotai.lang', 'zh-CN');
  await startTexts();
});
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

test.each([
  ['2027-02-30', '没有“2027-02-30”这一天。'],
  ['2027-1', '没有“2027-1”这一天。'],
  ['2026-11-27', '2026-11-27 太早，最早可选 2026-11-28。'],
])('%s is said to be wrong, and the former day does not take its place', (words, said) => {
  render(<Held locale={zhCN} min="2026-11-28" />);
  type(words);
  expect(screen.getByRole('alert').textContent).toContain(said);
  expect(given).toEqual(['']);
  expect(field().value).toBe('');
  expect(screen.getByRole('alert').textContent).toContain(said);
  type('2026-12-01');
  expect(given).toEqual(['', '2026-12-01']);
  expect(screen.queryByRole('alert')).toBeNull();
});

test('keys go through the calendar from the field, not before the first day that may be chosen', () => {
  render(<Held locale={zhCN} min="2026-11-25" />);
  fireEvent.mouseDown(field());
  fireEvent.click(field());
  const shown = (key: string) => {
    fireEvent.keyDown(field(), { key, code: key });
    return [field().value, document.querySelector('.ant-picker-cell-selected')?.getAttribute('title')];
  };
  expect(shown('ArrowDown')).toEqual(['2026-12-05', '2026-12-05']);
  expect(shown('PageDown')).toEqual(['2027-01-05', '2027-01-05']);
  expect(shown('ArrowUp')).toEqual(['2026-12-29', '2026-12-29']);
  expect(shown('PageUp')).toEqual(['2026-11-29', '2026-11-29']);
  expect(shown('PageUp')).toEqual(['2026-11-25', '2026-11-25']);
});
