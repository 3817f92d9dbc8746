import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { consoleRequests } from 'exam-contract/console-socket';
import { errorCode } from 'exam-contract/errors';
import type { RouteContract } from 'exam-contract/http/route';
import { kioskRequests } from 'exam-contract/kiosk-socket';
import type { Ack } from 'exam-contract/result';
import type { Socket } from 'socket.io-client';
import { routeGroups } from '../../../exam-server/src/features/openapi';
import { openHouse, pause, type House } from '../proctoring/support';
import { examplesOf, stringsIn, withAt } from './examples';
import { goodTokens } from './forged';

// A changed rule that is accepted is held against the whole bank, for every string that may stand in it.
jest.setTimeout(300_000);
/** What a string of a request must never be. Own `__proto__` keys come only out of JSON. */
const operators: unknown[] = [
  { $gt: '' },
  { $ne: null },
  { $regex: '.*' },
  { $where: 'return true' },
  JSON.parse('{"__proto__":{"polluted":true}}'),
  { constructor: { prototype: { polluted: true } } },
  ['x'],
  [{ $ne: null }],
];
/** Strings that would do something where they were put into a query or a program. */
const sly = ['$where', '{"$gt":""}', "'; return true; //", '__proto__', 'constructor', '.*', '\u0000'];

const every = Object.entries<Record<string, RouteContract>>(routeGroups).flatMap(([group, routes]) =>
  Object.entries(routes).map(([name, route]) => ({ name: `${group}.${name}`, route })),
);
let house: House;
let good: Awaited<ReturnType<typeof goodTokens>>;
beforeAll(async () => {
  house = await openHouse({ vision: false });
  good = await goodTokens(house.app, house.seats[0]!.seatId);
});
afterEach(async () => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  expect((await house.app.ctx.metrics.unknownErrors.get()).values.map((v) => v.value)).toEqual([0]);
});
afterAll(() => house.stop());

interface Sent {
  params?: unknown;
  query?: string;
  body?: unknown;
}
async function send(route: RouteContract, { params, query = '', body }: Sent) {
  const filled = (params ?? {}) as Record<string, string>;
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) => encodeURIComponent(filled[name] ?? ''));
  const json = body !== undefined && route.method !== 'get';
  const r = await fetch(`${house.url}/api/v1${path}${query && `?${query}`}`, {
    method: route.method.toUpperCase(),
    headers: {
      authorization: `Bearer ${good.staff.admin}`,
      ...(json ? { 'content-type': 'application/json' } : {}),
    },
    ...(json ? { body: JSON.stringify(body) } : {}),
  });
  const answer = (await r.json()) as { code?: string; rows?: unknown[] };
  return { status: r.status, code: r.status === 200 ? 'ok' : errorCode.parse(answer.code), answer };
}
const holds = (row: unknown, s: string) => JSON.stringify(row).includes(JSON.stringify(s).slice(1, -1));
const first = (schema: z.ZodType | undefined) => schema && examplesOf(schema)[0];

describe('bodies', () => {
  test.each(every.filter((e) => e.route.body))('$name takes no operator in any string', async ({ route }) => {
    const params = first(route.params);
    for (const body of examplesOf(route.body!)) {
      for (const at of stringsIn(body)) {
        for (const o of operators)
          expect([at, o, (await send(route, { params, body: withAt(body, at, o) })).code]).toEqual([
            at,
            o,
            'BAD_REQUEST',
          ]);
        // As plain text it may be a name; it finds and changes nothing that was there before.
        for (const s of sly) {
          const { status } = await send(route, { params, body: withAt(body, at, s) });
          expect([at, s, status < 500]).toEqual([at, s, true]);
          if (params) expect([at, s, status]).not.toContain(200);
        }
      }
      for (const extra of ['$where', '$or', 'constructor', 'prototype']) {
        const { code } = await send(route, { params, body: { ...(body as object), [extra]: '1' } });
        expect([extra, code]).toEqual([extra, 'BAD_REQUEST']);
      }
    }
    for (const whole of operators.slice(0, 4))
      expect((await send(route, { params, body: whole })).code).toBe('BAD_REQUEST');
  });
});

/** A question that stays out is asked for by the id its file gave it, whatever that is: it is a text to find. */
const ASKED_AS_WRITTEN = new Set(['mending.question', 'mending.mendQuestion']);

describe('paths and queries', () => {
  test.each(every.filter((e) => e.route.params))(
    '$name takes an id as nothing but an id',
    async ({ name, route }) => {
      const params = first(route.params);
      const body = route.file ? undefined : (first(route.body) ?? {});
      const query = new URLSearchParams(first(route.query) as Record<string, string>).toString();
      for (const at of stringsIn(params))
        for (const s of [...sly, '[$ne]', '{"$ne":null}', '*', `${randomUUID()}\n`]) {
          const given = withAt(params, at, s);
          const { code } = await send(route, { params: given, query, body });
          // Where any plain word may be an id it is looked for as that word, and is not there.
          const plain = /^\w+$/.test(s) || (ASKED_AS_WRITTEN.has(name) && at[0] === 'questionId');
          const word = plain && route.params!.safeParse(given).success;
          expect([at, s, code]).toEqual([at, s, word ? 'NOT_FOUND' : 'BAD_REQUEST']);
        }
    },
  );

  test.each(every.filter((e) => e.route.query))('$name takes no operator in its query', async ({ route }) => {
    const shape = (route.query as z.ZodObject).shape;
    const params = first(route.params);
    for (const key of Object.keys(shape)) {
      for (const q of [`${key}[$gt]=`, `${key}[$ne]=x`, `${key}[]=x&${key}[]=y`, `${key}=x&${key}=y`])
        expect([q, (await send(route, { params, query: q })).code]).toEqual([q, 'BAD_REQUEST']);
      for (const s of sly) {
        const { status, answer } = await send(route, { params, query: `${key}=${encodeURIComponent(s)}` });
        expect([key, s, status < 500]).toEqual([key, s, true]);
        // What carries the text itself may be found by it, nothing else.
        const others = (answer.rows ?? []).filter((row) => !holds(row, s));
        if (status === 200) expect([key, s, others]).toEqual([key, s, []]);
      }
    }
    for (const q of ['$where=1', 'constructor=1', '$or[0][a]=1'])
      expect([q, (await send(route, { params, query: q })).code]).toEqual([q, 'BAD_REQUEST']);
  });
});

test('nobody signs in with an operator in the place of a name or a password', async () => {
  const { signIn } = routeGroups.staff;
  const password = 'whatever-it-is';
  for (const body of [
    { username: { $ne: null }, password },
    { username: 'admin', password: { $ne: null } },
    { username: { $gt: '' }, password: { $gt: '' } },
    { username: ['admin'], password },
  ])
    expect((await send(signIn, { body })).code).toBe('BAD_REQUEST');
});

async function feed(socket: Socket, requests: Record<string, { in: z.ZodType }>): Promise<void> {
  const code = async (event: string, data: unknown): Promise<string> => {
    const ack = (await socket.timeout(60_000).emitWithAck(event, data)) as Ack<unknown>;
    if (ack.ok) return 'ok';
    if (ack.code !== 'TOO_MANY_REQUESTS') return errorCode.parse(ack.code);
    await pause(ack.detail?.retryAfterMs ?? 500);
    return code(event, data);
  };
  for (const [event, contract] of Object.entries(requests))
    for (const data of examplesOf(contract.in)) {
      for (const at of stringsIn(data)) {
        for (const o of operators)
          expect([event, at, o, await code(event, withAt(data, at, o))]).toEqual([
            event,
            at,
            o,
            'BAD_REQUEST',
          ]);
        for (const s of sly)
          await code(event, withAt(data, at, s)).then((c) => expect(c).not.toBe('INTERNAL'));
      }
      expect([event, await code(event, { ...(data as object), $where: '1' })]).toEqual([
        event,
        'BAD_REQUEST',
      ]);
    }
}
test('no request of a terminal takes an operator in any string', async () => {
  await feed((await house.kiosk(1)).socket, kioskRequests);
});
test('no request of a console takes an operator in any string', async () => {
  await feed((await house.watch('admin')).socket, consoleRequests);
});
