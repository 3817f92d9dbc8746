import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App, ConfigProvider } from 'antd';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import type { BankDraft, RefusedRow } from 'exam-contract/http/banks';
import { startTexts } from '../../i18n/i18n';
import { DraftStale } from './draft-stale';
import { MendGrid } from './mend-grid';

const ID = '7f6d3c1e-0000-4000-8000-000000000001';
const draft: BankDraft = {
  draftId: ID,
  revision: 4,
  name: '题库',
  fileName: 'a.csv',
  createdAt: 0,
  createdBy: '李办事员',
  format: 'csv',
  read: 2,
  accepted: 1,
  rejected: 1,
  byType: {},
  errors: 1,
  warnings: 0,
  issues: [],
  kinds: [],
  review: null,
  returned: null,
  mendable: 1,
  skipped: 0,
  counting: false,
  mapping: null,
  preview: [],
};
const row: RefusedRow = {
  n: 7,
  where: { file: 'a.csv', sheet: null, row: 3, column: null, question: 'd-2' },
  question: {
    id: 'd-2',
    type: 'single',
    subjects: ['K1'],
    vehicles: ['car'],
    chapter: '测试章',
    stem: { 'zh-CN': '遇行人怎样做？' },
    options: [
      { id: 'A', text: { 'zh-CN': '让行' } },
      { id: 'B', text: { 'zh-CN': '加速' } },
    ],
    answer: [],
    lawRef: [],
    media: [],
    shuffle: true,
    difficulty: 1,
    tags: [],
  },
  answerText: null,
  skipped: false,
  issues: [],
  pictures: {},
  counting: false,
  changedAt: 3,
};

interface Answer {
  status?: number;
  body: unknown;
}
let asked: { method: string; url: string }[];
let answers: (method: string, url: string) => Answer | undefined;
async function show(what: React.ReactNode) {
  asked = [];
  globalThis.fetch = jest.fn((url: string, { method }: { method: string }) => {
    asked.push({ method, url });
    const { status = 200, body } = answers(method, url) ?? { body: { kinds: [], rows: [row], total: 1 } };
    return Promise.resolve({ ok: status < 300, status, json: () => Promise.resolve(body) });
  }) as never;
  await startTexts();
  render(
    <ConfigProvider button={{ autoInsertSpace: false }}>
      <App>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          {what}
        </QueryClientProvider>
      </App>
    </ConfigProvider>,
  );
}
// Tables measure a scrollbar, which nothing here draws.
const { getComputedStyle } = window;
beforeAll(() => {
  window.getComputedStyle = (of) => getComputedStyle(of);
});

test.each([
  ['changed', true],
  ['mended away', false],
])(
  'what another clerk %s meanwhile is not overwritten unasked, and what was typed stays',
  async (_, stays) => {
    answers = (method, url) => {
      if (method !== 'PUT') return undefined;
      if (url.includes('seen=')) return { status: 409, body: { code: 'ROW_CHANGED' } };
      return url.includes('/refused/') && !stays
        ? { status: 404, body: { code: 'NOT_FOUND' } }
        : { body: draft };
    };
    await show(<MendGrid draft={draft} />);
    fireEvent.click(await screen.findByText('改正'));
    fireEvent.change(await screen.findByLabelText('题干'), { target: { value: '遇行人应当？' } });
    fireEvent.click(screen.getByText('保存并重新检查'));
    expect(await screen.findByText(/另一位办事员在您打开之后改了这道题/)).toBeTruthy();
    expect(screen.getByLabelText<HTMLTextAreaElement>('题干').value).toBe('遇行人应当？');
    fireEvent.click(screen.getByText('以我填的为准，保存'));
    await waitFor(() =>
      expect(asked.filter((a) => a.method === 'PUT').map((a) => a.url)).toEqual([
        `/api/v1/banks/drafts/${ID}/refused/7?seen=3`,
        `/api/v1/banks/drafts/${ID}/refused/7`,
        // Its number is its own as long as it stays out; several may have its id.
        ...(stays ? [] : [`/api/v1/banks/drafts/${ID}/mending/d-2?row=3`]),
      ]),
    );
  },
);

test.each([
  ['a change that leaves every count as it was', 5, true],
  ['no change', 4, false],
])('%s is told of, or not', async (_, revision, told) => {
  answers = (_, url) =>
    url.endsWith('/banks/drafts') ? { body: { drafts: [{ ...draft, revision }] } } : undefined;
  await show(<DraftStale draft={draft} shownAt={0} onDone={() => undefined} />);
  await waitFor(() => expect(asked).toHaveLength(1));
  if (told) expect(await screen.findByText(/这份草稿刚被改动/)).toBeTruthy();
  else {
    await new Promise((done) => setTimeout(done, 200));
    expect(screen.queryByText(/这份草稿刚被改动/)).toBeNull();
  }
});
