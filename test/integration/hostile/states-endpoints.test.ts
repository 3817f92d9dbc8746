import { randomUUID } from 'node:crypto';
import { errorStatus } from 'exam-contract/errors';
import { kioskRequests, type KioskRequest } from 'exam-contract/kiosk-socket';
import type { Ack } from 'exam-contract/result';
import { syntheticIdNumber } from '../../../exam-server/src/features/demo-seed/synthetic-id';
import { brokenAt } from '../../../exam-server/src/features/exam/domain/chain';
import { fold } from '../../../exam-server/src/features/exam/domain/state';
import { film } from '../proctoring/pictures';
import { openHouse, type House, type Kiosk } from '../proctoring/support';

jest.setTimeout(240_000);
/** States a seat can be in, each with the deeds that lead there. */
const states = [
  'empty',
  'checkin',
  'proctor',
  'rules',
  'ready',
  'running',
  'paused',
  'expired',
  'terminated',
  'failed',
  'signing',
  'signed',
  'closed',
] as const;
type State = (typeof states)[number];

let house: House;
let kiosk: Kiosk;
let ahead = 0;
let serial = 0;
let deviceId: string;
const jpeg = film({ show: 'chair', seconds: 1 })();
const strokes = [
  [
    [0.1, 0.1, 0],
    [0.2, 0.2, 10],
  ],
];
const now = () => Date.now() + ahead;

beforeAll(async () => {
  house = await openHouse({ vision: false, clock: { now } });
  await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  kiosk = await house.kiosk(0);
  const seats = await house.app.sites.seats(house.roomId);
  ({ deviceId } = seats.find((s) => s.seatId === kiosk.seatId)!.terminal!);
});
afterAll(() => house?.stop());

/** What an endpoint is told in the state at hand: the ids that are there, or ids of nothing. */
interface Ids {
  checkinId: string;
  bookingId: string;
  sittingId: string;
  attemptId: string;
  candidateId: string;
}
const nobody = (): Ids => ({
  checkinId: randomUUID(),
  bookingId: randomUUID(),
  sittingId: randomUUID(),
  attemptId: randomUUID(),
  candidateId: randomUUID(),
});
const option = async (attemptId: string) =>
  (await kiosk.ask('attempt:paper', { attemptId }).catch(() => null))?.items[0]!.options[0]!.id ?? 'A';

async function bring(state: State): Promise<Ids> {
  const { app } = house;
  const ids = nobody();
  if (state === 'empty') return ids;
  const idNumber = syntheticIdNumber(`19${50 + Math.floor(serial / 900)}0101`, serial++ % 900);
  const added = await app.candidates.add(
    { name: '状态', idNumber, licenceClass: 'C1', timeFactor: 1 },
    'test',
  );
  ids.candidateId = added.candidateId;
  const window = { siteId: house.siteId, kindCode: 'K1_CAR', from: now() - 60_000, to: now() + 3_600_000 };
  ids.bookingId = (await app.candidates.book(added.candidateId, window, 'test')).bookingId;
  if (state === 'checkin' || state === 'proctor') {
    ids.checkinId = (await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber })).checkinId;
    if (state === 'proctor') await kiosk.ask('checkin:frame', { checkinId: ids.checkinId, jpeg });
    return ids;
  }
  const check = { checkId: randomUUID(), method: 'face', score: 0.6, decidedBy: null };
  const opened = await app.exam.openSitting({
    seatId: kiosk.seatId,
    deviceId,
    candidateId: ids.candidateId,
    bookingId: ids.bookingId,
    check,
  });
  const { sittingId, rulesVersion } = opened;
  ids.sittingId = sittingId;
  if (state === 'rules') return ids;
  ids.attemptId = (
    await kiosk.ask('sitting:consent', { sittingId, rulesVersion, lang: 'zh-CN' })
  ).attempt!.attemptId;
  if (state === 'ready') return ids;
  await kiosk.ask('attempt:start', { sittingId });
  const by = { staffId: null, name: 'test' };
  const { attemptId } = ids;
  if (state === 'running') return ids;
  if (state === 'paused') await app.exam.pause(attemptId, 'test', by);
  else if (state === 'expired') {
    // Away when time ran out: its queue may still come, so it is not scored yet.
    await app.exam.connection(kiosk.seatId, false);
    ahead += 46 * 60_000;
    await app.exam.sweep();
    expect(app.exam.peek(attemptId)!.status).toBe('expired');
  } else if (state === 'terminated') await app.exam.terminate(attemptId, 'test', by);
  else {
    await kiosk.ask('attempt:submit', { attemptId, clientSeq: 1 });
    if (state !== 'failed') await kiosk.ask('sitting:retake', { sittingId, take: false });
    if (state === 'signed' || state === 'closed')
      await kiosk.ask('sitting:sign', { sittingId, strokes: strokes as never });
    if (state === 'closed') await kiosk.ask('sitting:finish', { sittingId });
  }
  return ids;
}

/** Leaves the seat empty for the next. */
async function clear(): Promise<void> {
  const open = house.app.exam.openAtSeat(kiosk.seatId);
  const attemptId = open?.attemptIds.at(-1);
  if (attemptId && ['running', 'paused', 'expired'].includes(house.app.exam.peek(attemptId)!.status))
    await house.app.exam.terminate(attemptId, 'clear', { staffId: null, name: 'test' });
  if (open) await house.app.exam.closeSitting(open._id);
  else await house.app.identity.reset(kiosk.seatId);
  ahead = 0;
}

const requests: Record<KioskRequest, (i: Ids) => Promise<unknown> | unknown> = {
  hello: () => ({ lang: 'en', clientVersion: 'x' }),
  clock: () => ({ t0: 1 }),
  'checkin:begin': () => ({ method: 'face' }),
  'checkin:frame': ({ checkinId }) => ({ checkinId, jpeg }),
  'checkin:confirm': ({ checkinId }) => ({ checkinId, last4: '0000' }),
  'checkin:choose': ({ checkinId, bookingId }) => ({ checkinId, bookingId }),
  'checkin:call': ({ checkinId }) => ({ checkinId }),
  'checkin:cancel': ({ checkinId }) => ({ checkinId }),
  'demo:enrol': () => ({ name: '演示', jpeg }),
  'sitting:consent': ({ sittingId }) => ({
    sittingId,
    rulesVersion: house.app.exam.rulesVersion,
    lang: 'zh-CN',
  }),
  'sitting:retake': ({ sittingId }) => ({ sittingId, take: true }),
  'sitting:sign': ({ sittingId }) => ({ sittingId, strokes }),
  'sitting:finish': ({ sittingId }) => ({ sittingId }),
  'attempt:start': ({ sittingId }) => ({ sittingId }),
  'attempt:paper': ({ attemptId }) => ({ attemptId }),
  'attempt:answer': async ({ attemptId }) => ({
    attemptId,
    clientSeq: 9,
    index: 0,
    choice: [await option(attemptId)],
    confirm: true,
    madeAt: now(),
  }),
  'attempt:flag': ({ attemptId }) => ({ attemptId, clientSeq: 9, index: 1, on: true }),
  'attempt:move': ({ attemptId }) => ({ attemptId, index: 2 }),
  'attempt:submit': ({ attemptId }) => ({ attemptId, clientSeq: 10 }),
  report: ({ attemptId }) => ({ kind: 'fullscreenLeft', attemptId }),
  help: () => ({ on: true }),
  'message:seen': () => ({ messageId: randomUUID() }),
};
const reason = 'test';
const actions: Record<string, (i: Ids) => [string, string, object]> = {
  message: () => ['POST', `/seats/${kiosk.seatId}/message`, { text: '请看屏幕' }],
  clearHelp: () => ['POST', `/seats/${kiosk.seatId}/help/clear`, {}],
  reset: () => ['POST', `/seats/${kiosk.seatId}/reset`, { reason }],
  pause: (i) => ['POST', `/attempts/${i.attemptId}/pause`, { reason }],
  resume: (i) => ['POST', `/attempts/${i.attemptId}/resume`, {}],
  extend: (i) => ['POST', `/attempts/${i.attemptId}/extend`, { minutes: 5, reason }],
  moveSeat: (i) => ['POST', `/attempts/${i.attemptId}/seat`, { seatId: kiosk.seatId, reason }],
  askTermination: (i) => ['POST', `/attempts/${i.attemptId}/termination-request`, { reason }],
  terminate: (i) => ['POST', `/attempts/${i.attemptId}/termination`, { confirmToken: 'no' }],
  sign: (i) => ['POST', `/sittings/${i.sittingId}/examiner-signature`, { strokes }],
  code: () => ['GET', `/rooms/${house.roomId}/duty`, {}],
};

/** What is wrong with an answer: it must be done or say by a code of the list why not, and the history must hold. */
async function unclear(what: string, code: string | null, ids: Ids): Promise<string[]> {
  const faults: string[] = [];
  if (code !== null && (!(code in errorStatus) || code === 'INTERNAL' || code === 'BAD_REQUEST'))
    faults.push(`${what}: ${code}`);
  const events = await house.app.exam.events(ids.attemptId);
  if (events.length > 0) {
    if (brokenAt(events) !== null) faults.push(`${what}: the log is broken`);
    const live = house.app.exam.peek(ids.attemptId);
    if (live && JSON.stringify(fold(events)) !== JSON.stringify(live))
      faults.push(`${what}: the log says otherwise`);
  }
  return faults;
}

test('the list of requests is the contract’s', () => {
  expect(Object.keys(requests).sort()).toEqual(Object.keys(kioskRequests).sort());
});

describe.each(states)('a seat that is %s', (state) => {
  test('answers every request of its terminal clearly', async () => {
    const faults: string[] = [];
    for (const kind of Object.keys(requests) as KioskRequest[]) {
      const ids = await bring(state);
      const ack = (await kiosk.socket
        .timeout(10_000)
        .emitWithAck(kind, await requests[kind](ids))) as Ack<unknown>;
      faults.push(...(await unclear(kind, ack.ok ? null : ack.code, ids)));
      await clear();
    }
    expect(faults).toEqual([]);
  });
  test('takes every action of the proctor, or says why not', async () => {
    const faults: string[] = [];
    for (const [name, of] of Object.entries(actions)) {
      const ids = await bring(state);
      const [method, path, body] = of(ids);
      const r = await house.api<{ code?: string }>(
        method,
        path,
        'proctor',
        method === 'GET' ? undefined : body,
      );
      if (r.status >= 500) faults.push(`${name}: ${r.status}`);
      faults.push(...(await unclear(name, r.status === 200 ? null : (r.body.code ?? 'none'), ids)));
      await clear();
    }
    expect(faults).toEqual([]);
  });
});
