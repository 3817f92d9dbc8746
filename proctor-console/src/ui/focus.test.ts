import { takeFocusLater } from './focus';

beforeEach(() => {
  jest.useFakeTimers();
  document.body.innerHTML = '<h2 tabindex="-1">草稿</h2><input /><button>提交</button>';
});
afterEach(() => jest.useRealTimers());
const at = (of: string) => document.querySelector<HTMLElement>(of)!;

test('the keyboard goes on at a heading where its button is gone, and stays where somebody works', () => {
  at('button').focus();
  takeFocusLater(() => at('h2'));
  at('button').remove();
  jest.runAllTimers();
  expect(document.activeElement).toBe(at('h2'));

  at('input').focus();
  takeFocusLater(() => at('h2'));
  jest.runAllTimers();
  expect(document.activeElement).toBe(at('input'));
});

test('what is called off takes nothing', () => {
  takeFocusLater(() => at('h2'))();
  jest.runAllTimers();
  expect(document.activeElement).toBe(document.body);
});
