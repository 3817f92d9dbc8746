import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import type { PreviewAsked } from 'exam-contract/preview';
import { startI18n } from '../i18n/i18n';
import { actionsOf } from '../session/actions';
import { Kiosk } from '../session/kiosk';
import { KioskProvider } from '../ui/kiosk-context';
import { isWithin } from './hidden-parts';
import { PreviewPage } from './preview-page';

Object.assign(globalThis, { CSS: { escape: (s: string) => s, supports: () => false } });
class NoLayout {
  observe() {}
  disconnect() {}
}
const asked: PreviewAsked = {
  preview: 'show',
  n: 1,
  locale: 'zh-CN',
  scale: 1,
  contrast: false,
  question: {
    type: 'single',
    stem: { 'zh-CN': '红灯亮时应当怎样做？', en: 'What does a red light ask?', 'mn-Mong': 'ᠤᠯᠠᠭᠠᠨ ᠭᠡᠷᠡᠯ' },
    options: [
      { id: 'A', text: { 'zh-CN': '停车等待', en: 'Stop and wait', 'mn-Mong': 'ᠵᠣᠭᠰᠣᠨ᠎ᠠ' } },
      { id: 'B', text: { 'zh-CN': '加速通过' } },
    ],
    media: [
      { url: 'blob:x', mime: 'image/png', alt: { 'zh-CN': '红灯' } },
      { url: null, mime: '', alt: { 'zh-CN': '没有的图' } },
    ],
  },
};
let said: unknown[];
const tell = (data: unknown, origin = location.origin, source: Window = window.parent) =>
  act(() => void window.dispatchEvent(new MessageEvent('message', { data, origin, source })));
/** Asks and waits until the page says that this is what it shows. */
const ask = async (data: PreviewAsked) => {
  tell(data);
  await waitFor(() => expect(said.at(-1)).toMatchObject({ preview: 'shown', n: data.n }));
};

beforeEach(async () => {
  said = [];
  Object.assign(globalThis, { ResizeObserver: NoLayout });
  Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
  jest.spyOn(window.parent, 'postMessage').mockImplementation((data: unknown) => void said.push(data));
  await startI18n('zh-CN');
  const kiosk = new Kiosk();
  render(
    <KioskProvider kiosk={kiosk} actions={actionsOf(kiosk)}>
      <PreviewPage kiosk={kiosk} />
    </KioskProvider>,
  );
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

describe('the preview page', () => {
  it('says that it listens, shows the question as the test does and says what is hidden', async () => {
    expect(said).toEqual([{ preview: 'ready' }]);
    await ask(asked);
    expect(screen.getByText('红灯亮时应当怎样做？').className).toBe('stem');
    expect(screen.getAllByRole('radio')).toHaveLength(2);
    expect(screen.getByAltText('红灯').getAttribute('src')).toBe('blob:x');
    expect(screen.getByRole('img', { name: '没有的图' }).className).toContain('missing');
    expect(said.at(-1)).toEqual({ preview: 'shown', n: 1, hidden: [] });
  });

  it('follows language, size and contrast as a terminal would', async () => {
    await ask({ ...asked, n: 2, locale: 'en', scale: 2, contrast: true });
    expect(document.documentElement.dataset).toMatchObject({ scale: '2', contrast: 'more' });
    expect(screen.getByText('What does a red light ask?')).toBeTruthy();
    expect(screen.getByText('Time left')).toBeTruthy();
    // What is not translated is shown in Chinese there too.
    expect(screen.getByText('加速通过').lang).toBe('zh-CN');
    await ask({ ...asked, n: 3, locale: 'mn-Mong' });
    expect(document.querySelector('.question')?.className).toContain('columns');
    expect(screen.getByText('剩余时间')).toBeTruthy();
  });

  it('listens to its own origin and the page around it only, and to nothing that holds more than asked for', async () => {
    tell(asked, 'https://elsewhere.example');
    tell(asked, location.origin, null as unknown as Window);
    tell({ ...asked, question: { ...asked.question, answer: ['A'] } });
    const media = [{ ...asked.question.media[0], url: 'https://elsewhere.example/x.png' }];
    tell({ ...asked, question: { ...asked.question, media } });
    await act(() => new Promise<void>((r) => setTimeout(r, 60)));
    expect(document.querySelector('.question')).toBeNull();
    expect(said).toEqual([{ preview: 'ready' }]);
  });

  it('knows what is cut off by a window', () => {
    const box = { left: 0, top: 0, right: 10, bottom: 10 };
    expect(isWithin(box, [box, { left: -5, top: 0, right: 20, bottom: 9.5 }])).toBe(true);
    expect(isWithin(box, [box, { left: 0, top: 0, right: 20, bottom: 8 }])).toBe(false);
    expect(isWithin(box, [{ left: 2, top: 0, right: 20, bottom: 20 }])).toBe(false);
  });
});
