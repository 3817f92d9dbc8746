import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { previewAsked, type PreviewAsked } from 'exam-contract/preview';
import { startTexts } from '../../i18n/i18n';
import { QuestionPreview } from './question-preview';
import { languagesOf, missingIn, type Shown } from './shown';

const HASH = 'a'.repeat(64);
const question: Shown = {
  id: 'q-1',
  type: 'multi',
  stem: { 'zh-CN': '哪些做法正确？', 'mn-Mong': 'ᠤᠯᠠᠭᠠᠨ ᠭᠡᠷᠡᠯ' },
  options: [
    { id: 'A', text: { 'zh-CN': '停车', 'mn-Mong': 'ᠵᠣᠭᠰᠣᠨ᠎ᠠ' } },
    { id: 'B', text: { 'zh-CN': '加速' } },
    { id: 'C', text: { 'zh-CN': '让行', 'mn-Mong': 'ᠵᠠᠮ' } },
  ],
  answer: ['A', 'C'],
  media: [{ file: 'sign.png', sha256: HASH, alt: { 'zh-CN': '标志' } }],
  explanation: { 'zh-CN': '先停后行', en: 'Stop, then go' },
  lawRef: ['安全法 第44条'],
};
const said = (data: unknown) =>
  act(() => {
    const frame = document.querySelector('iframe')!;
    window.dispatchEvent(
      new MessageEvent('message', { data, origin: location.origin, source: frame.contentWindow }),
    );
  });

let asked: PreviewAsked[];
async function show(shown: Shown) {
  asked = [];
  Object.assign(URL, { createObjectURL: () => 'blob:here', revokeObjectURL: () => undefined });
  const blob = new Blob(['x'], { type: 'image/png' });
  globalThis.fetch = jest.fn(() =>
    Promise.resolve({ ok: true, status: 200, blob: () => Promise.resolve(blob) }),
  ) as never;
  await startTexts();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <QuestionPreview sides={[{ question: shown }]} />
    </QueryClientProvider>,
  );
  await screen.findByTitle('q-1 在考试终端上的样子');
  const frame = document.querySelector('iframe')!;
  jest
    .spyOn(frame.contentWindow!, 'postMessage')
    .mockImplementation((data: unknown) => void asked.push(previewAsked.parse(data)));
  said({ preview: 'ready' });
}
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

describe('the preview of a question', () => {
  it('asks the kiosk page for the question without its key, again with each switch', async () => {
    await show(question);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ locale: 'zh-CN', scale: 1, contrast: false });
    expect(asked[0]?.question.media).toEqual([
      { url: 'blob:here', mime: 'image/png', alt: { 'zh-CN': '标志' } },
    ]);
    expect(JSON.stringify(asked)).not.toContain('answer');
    fireEvent.click(screen.getByRole('radio', { name: '200%' }));
    fireEvent.click(screen.getByRole('switch', { name: '高对比度' }));
    fireEvent.click(screen.getByRole('radio', { name: '蒙古语（蒙古文）' }));
    expect(asked.at(-1)).toMatchObject({ locale: 'mn-Mong', scale: 2, contrast: true });
    expect(screen.getByText('还缺：这种语言的译文 B（没有的显示中文）。')).toBeTruthy();
  });

  it('says what does not fit, by the answer to what it asked last', async () => {
    await show(question);
    said({ preview: 'shown', n: asked.at(-1)!.n, hidden: ['stem', 'D'] });
    expect(screen.getByText('这块屏幕放不下，考生要滚动才能看到：题干、选项 D。')).toBeTruthy();
    said({ preview: 'shown', n: asked.at(-1)!.n - 1, hidden: [] });
    expect(screen.queryByText('整题在这块屏幕上一眼可见。')).toBeNull();
    said({ preview: 'shown', n: asked.at(-1)!.n, hidden: [] });
    expect(screen.getByText('整题在这块屏幕上一眼可见。')).toBeTruthy();
  });

  it('tells key, explanation, law and the text of pictures outside the frame, until they are put away', async () => {
    await show(question);
    const told = () => [...document.querySelectorAll('.look-besides dd')].map((d) => d.textContent?.trim());
    expect(told()).toEqual(['A 停车', 'C 让行', '先停后行', '安全法 第44条', '标志']);
    fireEvent.click(screen.getByRole('radio', { name: '蒙古语（蒙古文）' }));
    expect(told()[2]).toBe('先停后行 （没有译文，此为中文）');
    expect(JSON.stringify(asked)).not.toMatch(/先停后行|第44条|answer/);
    fireEvent.click(screen.getByRole('switch', { name: '显示答案与依据' }));
    expect(told()).toEqual([]);
  });

  it('says what there is none of', async () => {
    const media = [{ file: 'sign.png', sha256: HASH, alt: { 'zh-CN': '' } }];
    await show({ ...question, answer: [], explanation: null, lawRef: [], media });
    for (const none of ['没有答案', '没有解析', '没有写法规依据', '没有替代文字'])
      expect(screen.getByText(none)).toBeTruthy();
  });

  it('shows a row that lacks things as far as it goes, and names them', async () => {
    const row: Shown = {
      ...question,
      type: undefined,
      stem: { 'zh-CN': '' },
      options: [],
      answer: [],
      media: [{ file: 'sign.png', sha256: null, alt: { 'zh-CN': '' } }],
    };
    await show(row);
    expect(asked[0]?.question).toMatchObject({ type: 'single', media: [{ url: null }] });
    expect(
      screen.getByText('还缺：题型（按答案推断显示）、题干、选项（不足两个）、答案、图片 sign.png。'),
    ).toBeTruthy();
  });
});

test('languages are those of any text, and what is missing is told of the one looked at', () => {
  expect(languagesOf([question])).toEqual(['zh-CN', 'mn-Mong']);
  expect(missingIn(question, 'zh-CN')).toEqual([]);
  expect(missingIn(question, 'en')).toEqual([{ what: 'translation', which: 'A、B、C' }]);
});
