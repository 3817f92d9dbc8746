import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { startTexts } from '../../i18n/i18n';
import { session } from '../../net/session';
import { SignIn } from './sign-in';

const staff = {
  staffId: '7f6d3c1e-0000-4000-8000-000000000001',
  username: 'w',
  name: '王考官',
  roles: ['proctor'],
  examinerCertificate: null,
};

async function signIn(status: number, body: unknown): Promise<jest.Mock> {
  const asked = jest.fn(() =>
    Promise.resolve({ ok: status < 400, status, json: () => Promise.resolve(body) }),
  );
  globalThis.fetch = asked as never;
  await startTexts();
  render(<SignIn />);
  fireEvent.change(screen.getByLabelText('用户名'), { target: { value: 'w' } });
  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } });
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name: /登\s*录/ }));
    await Promise.resolve();
  });
  return asked;
}

afterEach(() => session.set(null));

test('who signs in is kept for the tab', async () => {
  const asked = await signIn(200, { token: 't', expiresAt: Date.now() + 1e6, staff });
  await waitFor(() => expect(session.get()?.staff.name).toBe('王考官'));
  expect(asked).toHaveBeenCalledWith(
    '/api/v1/session',
    expect.objectContaining({ body: JSON.stringify({ username: 'w', password: 'secret' }) }),
  );
});

test('a lock says how long it lasts', async () => {
  await signIn(429, { ok: false, code: 'LOCKED_OUT', detail: { retryAfterMs: 600_000 } });
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toMatch(/锁定/);
  expect(alert.textContent).toMatch(/10:00/);
  expect(session.get()).toBeNull();
});

test('a session that ended is said so', async () => {
  session.set({ token: 't', expiresAt: Date.now() + 1e6, staff: { ...staff, roles: ['proctor'] } });
  session.expire();
  await startTexts();
  render(<SignIn />);
  expect(screen.getByRole('alert').textContent).toMatch(/登录已结束/);
});

test('a server that is not there is no wrong password', async () => {
  await signIn(502, null);
  expect((await screen.findByRole('alert')).textContent).toMatch(/不可用/);
});
