import { randomUUID } from 'node:crypto';
import { errorCode } from 'exam-contract/errors';
import { kioskRequests, type KioskRequest } from 'exam-contract/kiosk-socket';
import { proctoringRoutes } from 'exam-contract/http/proctoring';
import type { RouteContract } from 'exam-contract/http/route';
import type { Ack } from 'exam-contract/result';
import type { SittingView } from 'exam-contract/sitting';
import { brokenAt, fold } from '../../../exam-server/src/features/exam';
import { begin, openHouse, type House, type Kiosk } from '../proctoring/support';
import { examplesOf, withAt } from './examples';

jest.setTimeout(300_000);
const strokes: [number, number, number][][] = [[[0.1, 0.1, 0], [0.5, 0.5, 20]]]; // prettier-ignore
const by = { staffId: randomUUID(), name: '测试员' };

let house: House;
let kiosk: Kiosk;
let stranger: Kiosk;
beforeAll(async () => {
  house = await openHouse({ vision: false });
  // Read as each socket connects: this file asks more than a person could.
  house.app.ctx.config.RATE_LIMITS = false;
  await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  [kiosk, stranger] = [await house.kiosk(0), await house.kiosk(1)];
});
afterAll(() => house.stop());

const hello = () => kiosk.ask('hello', { lang: 'zh-CN', clientVersion: 'test' });
const reset = () => house.api('POST', `/seats/${kiosk.seatId}/reset`, 'proctor', { reason: '测试' });
/** Returns the seat to welcome, whatever stands there. */
async function clear(): Promise<void> {
  const { sitting } = await hello();
  const attempt = sitting?.attempt;
  if (attempt && (attempt.status === 'running' || attempt.status === 'paused'))
    await house.app.exam.terminate(attempt.attemptId, '测试', by);
  await reset();
}
let people = 0;
/** Somebody new, let in by a proctor as the camera analysis is off, in front of the rules. */
async function letIn(): Promise<SittingView> {
  const idNumber = `0000001990010${String(++people).padStart(5, '0')}`;
  const person = { name: '考生', idNumber, licenceClass: 'C1', timeFactor: 1 as const };
  const { candidateId } = await house.app.candidates.add(person, 'test');
  const from = Date.now() - 1000;
  const booking = { siteId: house.siteId, kindCode: 'K1_CAR', from, to: from + 3600_000 };
  await house.app.candidates.book(candidateId, booking, 'test');
  const { checkinId } = await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber });
  await kiosk.ask('checkin:call', { checkinId });
  const [check] = await house.app.identity.list({ roomId: house.roomId, state: 'pending' });
  await house.app.identity.decide(check!.id, { decision: 'allow', reason: '与照片一致' }, by);
  return (await hello()).sitting!;
}
async function running(): Promise<string> {
  return begin(kiosk, await letIn());
}
async function ended(): Promise<string> {
  const attemptId = await running();
  await kiosk.ask('attempt:submit', { attemptId, clientSeq: 1 });
  return attemptId;
}

/** How each state comes about. */
const states: Record<string, () => Promise<unknown>> = {
  idle: () => Promise.resolve(),
  checkin: () => kiosk.ask('checkin:begin', { method: 'face' }),
  proctor: async () => {
    const { checkinId } = await kiosk.ask('checkin:begin', { method: 'face' });
    await kiosk.ask('checkin:call', { checkinId });
  },
  rules: letIn,
  ready: async () => {
    const { sittingId, rulesVersion } = await letIn();
    await kiosk.ask('sitting:consent', { sittingId, rulesVersion, lang: 'en' });
  },
  running,
  paused: async () => house.app.exam.pause(await running(), '测试', by),
  result: ended,
  signing: async () => {
    await ended();
    await kiosk.ask('sitting:retake', { sittingId: (await hello()).sitting!.sittingId, take: false });
  },
  done: async () => {
    await states['signing']!();
    await kiosk.ask('sitting:sign', { sittingId: (await hello()).sitting!.sittingId, strokes });
  },
  terminated: async () => house.app.exam.terminate(await running(), '测试', by),
};
/** Where each must stand once reached (stage, signed, attempt, clock version), and what an answer is then told. */
const expected: Record<string, [stands: string, answer: string]> = {
  idle: ['///', 'ATTEMPT_NOT_FOUND'],
  checkin: ['framing///', 'ATTEMPT_NOT_FOUND'],
  proctor: ['proctor///', 'ATTEMPT_NOT_FOUND'],
  rules: ['rules/false//', 'ATTEMPT_NOT_FOUND'],
  ready: ['ready/false/created/0', 'ATTEMPT_NOT_RUNNING'],
  running: ['running/false/running/1', 'ok'],
  paused: ['paused/false/paused/2', 'ATTEMPT_PAUSED'],
  result: ['result/false/scored/1', 'ATTEMPT_CLOSED'],
  signing: ['signing/false/scored/1', 'ATTEMPT_CLOSED'],
  done: ['done/true/scored/1', 'ATTEMPT_CLOSED'],
  terminated: ['result/false/scored/1', 'ATTEMPT_CLOSED'],
};
const stateNow = async () => {
  const { sitting, checkin } = await hello();
  const a = sitting?.attempt;
  return [sitting?.stage ?? checkin?.stage, sitting?.candidateSigned, a?.status, a?.deadlineVersion].join(
    '/',
  );
};

/** A request as the terminal in this state would make it. */
async function plausible(event: KioskRequest): Promise<unknown> {
  const { sitting, checkin } = await hello();
  const attemptId = sitting?.attempt?.attemptId ?? randomUUID();
  const known: Record<string, unknown> = {
    attemptId,
    sittingId: sitting?.sittingId ?? randomUUID(),
    checkinId: checkin?.checkinId ?? randomUUID(),
    rulesVersion: sitting?.rulesVersion ?? '1',
    clientSeq: 7,
    choice: [],
    strokes,
    idNumber: '000000199001010000',
  };
  let data = examplesOf(kioskRequests[event].in)[0] as Record<string, unknown>;
  for (const key of Object.keys(data))
    if (key in known) data = withAt(data, [key], known[key]) as typeof data;
  return data;
}
const ask = async (from: Kiosk, event: string, data: unknown): Promise<string> => {
  const ack = (await from.socket.timeout(60_000).emitWithAck(event, data)) as Ack<unknown>;
  return ack.ok ? 'ok' : errorCode.parse(ack.code);
};
async function act(route: RouteContract): Promise<string> {
  const { sitting } = await hello();
  const known: Record<string, string> = { seatId: kiosk.seatId };
  if (sitting) known['sittingId'] = sitting.sittingId;
  if (sitting?.attempt) known['attemptId'] = sitting.attempt.attemptId;
  const path = route.path.replace(/:(\w+)/g, (_all, name: string) => known[name] ?? randomUUID());
  let body = route.body && (examplesOf(route.body)[0] as Record<string, unknown>);
  if (body && 'strokes' in body) body = { strokes };
  const r = await house.api<{ code?: string }>(route.method.toUpperCase(), path, 'proctor', body);
  return r.status === 200 ? 'ok' : errorCode.parse(r.body.code);
}
/** Every log is whole, and says the same as the server's memory. */
async function historyHolds(): Promise<void> {
  const attemptId = (await hello()).sitting?.attempt?.attemptId;
  if (!attemptId) return;
  const events = await house.app.exam.events(attemptId);
  expect(brokenAt(events)).toBeNull();
  expect(fold(events)).toEqual(await house.app.exam.state(attemptId));
}

test.each(Object.keys(states))(
  '%s: every request and every action is answered by the contract',
  async (name) => {
    const requests = Object.keys(kioskRequests) as KioskRequest[];
    const actions = Object.values<RouteContract>(proctoringRoutes).filter((r) => r.method !== 'get');
    const steps: [string, () => Promise<string>][] = [
      ...requests.map((e): (typeof steps)[number] => [e, async () => ask(kiosk, e, await plausible(e))]),
      ...actions.map((r): (typeof steps)[number] => [r.path, () => act(r)]),
    ];
    const answers: Record<string, string> = {};
    let at = '';
    for (const [step, run] of steps) {
      if (at === '' || (await stateNow()) !== at) {
        await clear();
        await states[name]!();
        at = await stateNow();
        expect(at).toBe(expected[name]![0]);
      }
      answers[step] = await run();
      await historyHolds();
    }
    expect(
      Object.entries(answers).filter(([, code]) => code === 'INTERNAL' || code === 'UNAVAILABLE'),
    ).toEqual([]);
    expect((await house.app.ctx.metrics.unknownErrors.get()).values.map((v) => v.value)).toEqual([0]);
    expect(answers['attempt:answer']).toBe(expected[name]![1]);
    await clear();
  },
);

test('a seat that answers the attempt of another is refused, and changes nothing', async () => {
  const attemptId = await running();
  const before = (await house.app.exam.events(attemptId)).length;
  for (const event of Object.keys(kioskRequests) as KioskRequest[]) {
    if (!/^(attempt|sitting):/.test(event)) continue;
    expect([event, await ask(stranger, event, await plausible(event))]).toEqual([event, 'ATTEMPT_NOT_YOURS']);
  }
  expect((await house.app.exam.events(attemptId)).length).toBe(before);
});
