import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import type { RegradeRow, RegradeView } from 'exam-contract/http/regrades';
import { startTexts } from '../../i18n/i18n';
import { session } from '../../net/session';
import { RegradeReport } from './regrade-report';

const ID = '7f6d3c1e-0000-4000-8000-000000000001';
const regrade: RegradeView = {
  regradeId: ID,
  basis: 'withdrawn',
  questionIds: ['q-003'],
  keyVersion: null,
  state: 'proposed',
  total: 3,
  looked: 3,
  counts: { passes: 1, resit: 0, higher: 1, lower: 1, brokenLog: 0, otherQuestion: 0, same: 0, settled: 0 },
  better: 2,
  written: 0,
  stale: 0,
  createdBy: '李办事员',
  createdAt: 0,
  proposal: { by: '李办事员', at: 0, reason: '答案有误' },
  decision: null,
  doneAt: null,
  mayDecide: false,
};
const row: RegradeRow = {
  attemptId: ID,
  candidateName: '陈思远',
  maskedIdNumber: '1101**********1237',
  kindCode: 'K1_CAR',
  endedAt: 0,
  passMark: 90,
  verdict: 'passes',
  items: [{ index: 2, questionId: 'q-003', how: 'count_right' }],
  from: { score: 89, passed: false },
  to: { score: 90, passed: true },
  written: null,
  stale: false,
  booked: [],
};

async function show(over: Partial<RegradeView>): Promise<jest.Mock> {
  const asked = jest.fn((url: string) =>
    Promise.resolve({
      ok: true,
      status: 200,
      json: () => Promise.resolve(url.includes('/attempts') ? { rows: [row] } : { ...regrade, ...over }),
    }),
  );
  globalThis.fetch = asked as never;
  Element.prototype.scrollIntoView = () => undefined;
  await startTexts();
  const staff = {
    staffId: ID,
    username: 'w',
    name: '王主任',
    roles: ['registry'],
    examinerCertificate: null,
  };
  session.set({ token: 't', expiresAt: Date.now() + 1e6, staff } as never);
  render(
    <QueryClientProvider client={new QueryClient()}>
      <MemoryRouter>
        <RegradeReport regradeId={ID} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
  return asked;
}
// Tables measure a scrollbar, which nothing here draws.
const { getComputedStyle } = window;
beforeAll(() => {
  window.getComputedStyle = (of) => getComputedStyle(of);
});
afterEach(() => session.set(null));

test('whoever proposed it sees what happens to each, and that another must approve', async () => {
  await show({});
  expect(await screen.findByText(/1 人改为合格，1 人成绩提高/)).toBeTruthy();
  expect(screen.getByText(/须由没有参与试算和提出的/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '批准更正' })).toBeNull();
  expect(await screen.findByText('第 3 题（q-003）：计为正确')).toBeTruthy();
  expect(screen.getByText('89 分，不合格')).toBeTruthy();
  expect(screen.getByText('90 分，合格')).toBeTruthy();
});

test('the second person approves with a reason, or declines', async () => {
  const asked = await show({ mayDecide: true });
  fireEvent.click(await screen.findByRole('button', { name: '批准更正' }));
  fireEvent.change(await screen.findByLabelText('原因'), { target: { value: '复核属实' } });
  fireEvent.click(screen.getAllByRole('button', { name: '批准更正' }).at(-1)!);
  await waitFor(() =>
    expect(asked).toHaveBeenCalledWith(
      `/api/v1/regrades/${ID}/decision`,
      expect.objectContaining({ body: JSON.stringify({ approve: true, reason: '复核属实' }) }),
    ),
  );
});

test('while it is worked out only its progress is shown', async () => {
  await show({ state: 'trying', looked: 1 });
  expect(await screen.findByText('已查看 1 / 3 场考试')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});
