import type { PaperItem } from 'exam-contract/paper';
import { actionOf, choiceAfter } from './test-keys';
import { lettersOf } from './letters';

const item = (type: PaperItem['type'], ids: string): PaperItem => ({
  index: 0,
  type,
  chapter: '',
  stem: { 'zh-CN': '?' },
  options: [...ids].map((id) => ({ id, text: { 'zh-CN': id } })),
  media: [],
});

describe('keys of the test', () => {
  it('choose by number and by letter, only what is there', () => {
    expect(actionOf('3', 4)).toEqual({ do: 'choose', position: 2 });
    expect(actionOf('c', 4)).toEqual({ do: 'choose', position: 2 });
    expect(actionOf('5', 4)).toBeNull();
    expect(actionOf('9', 9)).toBeNull();
    expect(actionOf('e', 4)).toBeNull();
  });
  it('turn pages, confirm and flag; F is an option where there are six', () => {
    expect(['ArrowLeft', 'ArrowRight', 'Enter', 'f'].map((k) => actionOf(k, 4)?.do)).toEqual([
      'previous',
      'next',
      'advance',
      'flag',
    ]);
    expect(actionOf('F', 6)).toEqual({ do: 'choose', position: 5 });
  });
  it('replace in single choice and toggle in multiple choice, in the order of the screen', () => {
    expect(choiceAfter(item('single', 'CADB'), ['A'], 0)).toEqual(['C']);
    expect(choiceAfter(item('multi', 'CADB'), ['B'], 0)).toEqual(['C', 'B']);
    expect(choiceAfter(item('multi', 'CADB'), ['C', 'B'], 0)).toEqual(['B']);
    expect(choiceAfter(item('single', 'AB'), ['A'], 5)).toEqual(['A']);
  });
  it('name options by their place, not by their id', () => {
    expect(lettersOf(item('multi', 'CADB').options, ['B', 'C'])).toBe('A, D');
  });
});
