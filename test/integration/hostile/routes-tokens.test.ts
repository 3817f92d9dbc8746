import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { CONSOLE_NAMESPACE } from 'exam-contract/console-socket';
import type { RouteContract } from 'exam-contract/http/route';
import { role } from 'exam-contract/http/roles';
import { KIOSK_NAMESPACE } from 'exam-contract/kiosk-socket';
import { routeGroups } from '../../../exam-server/src/features/openapi';
import { openHouse, type House } from '../proctoring/support';
import { contentOf, forgeries, goodTokens } from './forged';

jest.setTimeout(240_000);
const every = Object.entries<Record<string, RouteContract>>(routeGroups).flatMap(([group, routes]) =>
  Object.entries(routes).map(([name, route]) => ({ name: `${group}.${name}`, route })),
);
const guarded = every.filter(({ route }) => route.access !== 'public');

let house: House;
let good: Awaited<ReturnType<typeof goodTokens>>;
beforeAll(async () => {
  house = await openHouse({ vision: false });
  good = await goodTokens(house.app, house.seats[0]!.seatId);
});
afterAll(() => house.stop());

async function call(route: RouteContract, token: string | undefined): Promise<[number, unknown]> {
  const path = route.path.replace(/:sha256/g, 'a'.repeat(64)).replace(/:\w+/g, () => randomUUID());
  const r = await fetch(`${house.url}/api/v1${path}`, {
    method: route.method.toUpperCase(),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(route.method === 'get' ? {} : { 'content-type': 'application/json' }),
    },
    ...(route.method === 'get' ? {} : { body: '{}' }),
  });
  const text = await r.text();
  const json = r.headers.get('content-type')?.includes('json');
  return [r.status, json ? (JSON.parse(text) as { code?: string }).code : text];
}
const admits = (route: RouteContract, who: string) => ([] as string[]).concat(route.access).includes(who);

test('only signing in, and a terminal asking for its seat, need no token', () => {
  const open = every.filter(({ route }) => route.access === 'public').map((e) => e.name);
  expect(open.sort()).toEqual(['sites.enrolTerminal', 'staff.signIn']);
});

test('no file of the server opens a route beside the contract', () => {
  const src = join(__dirname, '../../../exam-server/src');
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
  const registering = files.filter(
    (f) =>
      /\.ts$/.test(f) && /\b(router|app|api)\s*(\.(get|post|put|delete|all)\(|\[)/.test(read(join(src, f))),
  );
  expect(registering.sort()).toEqual([
    'features/health/health.routes.ts',
    'platform/http/route.ts',
    'platform/http/web-app.ts',
  ]);
});
const read = (file: string) => readFileSync(file, 'utf8');

test.each(guarded)('$name refuses every forged token', async ({ route }) => {
  const before = await contentOf(house.app);
  const wrong: unknown[] = [];
  const real = [good.staff.admin, good.device];
  for (const token of real)
    for (const [name, forged] of Object.entries(forgeries(house.app, token))) {
      const [status, code] = await call(route, forged);
      // A terminal that is not known, or no longer, is told so where terminals are admitted at all.
      const closed =
        (status === 401 && (code === 'UNAUTHENTICATED' || code === 'DEVICE_REVOKED')) ||
        (name === 'of nobody' && token === good.device && status === 403 && code === 'FORBIDDEN');
      if (!closed) wrong.push([name, status, code]);
    }
  expect(wrong).toEqual([]);
  expect(await contentOf(house.app)).toEqual(before);
});

test.each(guarded)('$name refuses good tokens of whom it does not admit', async ({ route }) => {
  const before = await contentOf(house.app);
  const bearers = { ...good.staff, device: good.device, attempt: good.attempt };
  const answers: Record<string, unknown> = {};
  for (const [who, token] of Object.entries(bearers))
    if (!admits(route, who)) answers[who] = await call(route, token);
  for (const [who, answer] of Object.entries(answers))
    expect([who, answer]).toEqual([who, [403, 'FORBIDDEN']]);
  expect(await contentOf(house.app)).toEqual(before);
});

test('the same tokens are good where they are admitted', async () => {
  for (const { name, route } of guarded.filter((g) => g.route.method === 'get'))
    for (const r of role.options)
      if (admits(route, r)) {
        const [status] = await call(route, good.staff[r]);
        expect([name, r, status === 401 || status === 403 || status >= 500]).toEqual([name, r, false]);
      }
});

function refusal(namespace: string, auth: object): Promise<string> {
  const options = { auth, transports: ['websocket'], reconnection: false, forceNew: true };
  const socket = io(house.url + namespace, options);
  return new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('connect_error', (err) => resolve(err.message));
  }).finally(() => socket.close());
}

test('terminals: forged, foreign and shapeless tokens are refused with a code', async () => {
  const tabId = randomUUID();
  for (const [name, token] of Object.entries(forgeries(house.app, good.device))) {
    const code = await refusal(KIOSK_NAMESPACE, { token, tabId });
    expect([name, code]).toEqual([name, name === 'of nobody' ? 'DEVICE_REVOKED' : 'UNAUTHENTICATED']);
  }
  for (const token of [good.staff.admin, good.attempt, { $ne: null }, ['x'], 7, 'x'.repeat(100_000)])
    expect(await refusal(KIOSK_NAMESPACE, { token, tabId })).toBe('UNAUTHENTICATED');
  expect(await refusal(KIOSK_NAMESPACE, { token: good.device, tabId: { $gt: '' } })).toBe('UNAUTHENTICATED');
  expect(await refusal(KIOSK_NAMESPACE, { token: good.device, tabId })).toBe('connected');
});

test('consoles: forged, foreign and shapeless tokens are refused, and so is who may not watch', async () => {
  for (const [name, token] of Object.entries(forgeries(house.app, good.staff.admin)))
    expect([name, await refusal(CONSOLE_NAMESPACE, { token })]).toEqual([name, 'UNAUTHENTICATED']);
  for (const token of [good.device, good.attempt, { $ne: null }, ['x'], 7, 'x'.repeat(100_000)])
    expect(await refusal(CONSOLE_NAMESPACE, { token })).toBe('UNAUTHENTICATED');
  expect(await refusal(CONSOLE_NAMESPACE, { token: good.staff.registry })).toBe('FORBIDDEN');
  expect(await refusal(CONSOLE_NAMESPACE, { token: good.staff.proctor })).toBe('connected');
});
