import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { IdentityCheckView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';
import type { SittingView } from 'exam-contract/sitting';
import { film } from './pictures';
import { begin, eventually, openHouse, until, type Console, type House, type Kiosk } from './support';

jest.setTimeout(120_000);
let house: House;
let wall: Console;
beforeAll(async () => {
  house = await openHouse({ vision: false });
  wall = await house.watch();
  await wall.ask('room:watch', { roomId: house.roomId });
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
});
afterAll(() => house?.stop());

const picture = film({ show: 'chair', seconds: 1 });
/** Somebody new at a terminal, let in by the proctor, in the middle of the test. */
async function sits(kiosk: Kiosk): Promise<string> {
  const { idNumber } = await house.app.candidates.get(await booked());
  const { checkinId } = await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber });
  await kiosk.ask('checkin:frame', { checkinId, jpeg: picture() });
  const { rows } = (
    await house.api<{ rows: IdentityCheckView[] }>('GET', '/identity-checks?state=pending', 'proctor')
  ).body;
  const check = rows.find((r) => r.checkinId === checkinId)!;
  const allow = { decision: 'allow', reason: '与照片一致' };
  await house.api('POST', `/identity-checks/${check.id}/decision`, 'proctor', allow);
  const { sitting, checkin } = await hello(kiosk);
  if (sitting) return begin(kiosk, sitting);
  const { bookingId } = checkin!.bookings[0]!;
  return begin(kiosk, (await kiosk.ask('checkin:choose', { checkinId, bookingId })).sitting!);
}
const free: string[] = [];
/** A candidate with a booking of this hour. */
async function booked(): Promise<string> {
  if (free.length === 0) {
    const { rows } = (
      await house.api<{ rows: { candidateId: string }[] }>('GET', '/candidates?limit=100', 'registry')
    ).body;
    for (const { candidateId } of rows)
      if ((await house.app.booking.openFor(candidateId, house.siteId, Date.now())).length > 0)
        free.push(candidateId);
  }
  return free.shift()!;
}
const hello = (k: Kiosk) => k.ask('hello', { lang: 'zh-CN', clientVersion: 'test' });
/** Rightly: half a dozen wrong answers can put the pass mark out of reach, and that ends the test. */
const answer = async (k: Kiosk, attemptId: string, index: number) => {
  const { items } = (await house.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'registry')).body;
  const choice = items![index]!.right;
  const at = { attemptId, index, choice, clientSeq: index + 1, confirm: true, madeAt: Date.now() };
  return k.ask('attempt:answer', at);
};
const move = (attemptId: string, seatId: string, as = 'proctor') =>
  house.api<{ code?: string; seatId?: string }>('POST', `/attempts/${attemptId}/seat`, as, {
    seatId,
    reason: '屏幕坏了',
  });
const tile = (seatId: string) =>
  wall.heard
    .filter((h) => h.kind === 'seat:update')
    .map((h) => h.data as SeatView)
    .findLast((s) => s.seatId === seatId);

test('a terminal dies in the middle of a test: the candidate goes on at another, with every answer and the clock', async () => {
  const broken = await house.kiosk(0);
  const attemptId = await sits(broken);
  for (let i = 0; i < 5; i++) await answer(broken, attemptId, i);
  const deadline = (await hello(broken)).sitting!.attempt!.deadline;
  broken.socket.disconnect();
  const other = await house.kiosk(7);
  expect((await hello(other)).sitting).toBeNull();
  await expect(answer(other, attemptId, 5)).rejects.toThrow('ATTEMPT_NOT_YOURS');

  expect((await move(attemptId, other.seatId)).status).toBe(200);
  await until(() =>
    other.heard.some((h) => h.kind === 'terminal:command' && (h.data as { kind: string }).kind === 'reload'),
  );
  const view = (await hello(other)).sitting as SittingView;
  expect(view.attempt).toMatchObject({ attemptId, status: 'running', deadline, lastClientSeq: 5 });
  expect(view.attempt!.answers.filter((a) => a.confirmed)).toHaveLength(5);
  await answer(other, attemptId, 5);
  await until(
    () => tile(other.seatId)?.stage === 'running' && tile(broken.seatId)?.sittingId === null,
    () => [tile(other.seatId), tile(broken.seatId)],
  );
  expect(tile(other.seatId)!.candidate).not.toBeNull();

  // What the broken one still holds is no longer its to say.
  const back = await house.kiosk(0);
  expect((await hello(back)).sitting).toBeNull();
  await expect(answer(back, attemptId, 6)).rejects.toThrow('ATTEMPT_NOT_YOURS');
  const { label } = await house.app.sites.seatInfo(other.seatId);
  const detail = () => house.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'registry');
  // The rows that lists read follow the log.
  const { body } = await eventually(detail, (d) => d.body.seatLabel === label);
  expect(body).toMatchObject({ chainOk: true, status: 'running', seatLabel: label });
  expect(body.events.find((e) => e.kind === 'seated')!.data).toMatchObject({
    seatId: other.seatId,
    reason: '屏幕坏了',
  });
  const paused = house.api('POST', `/attempts/${attemptId}/pause`, 'proctor', { reason: '检查' });
  expect((await paused).status).toBe(200);
  await until(() => other.heard.some((h) => h.kind === 'sitting:update'));
});

test('a new terminal at the same seat takes the test over', async () => {
  const old = await house.kiosk(2);
  const attemptId = await sits(old);
  await answer(old, attemptId, 0);
  old.socket.disconnect();
  const fresh = await house.kiosk(2);
  expect((await hello(fresh)).sitting?.attempt?.attemptId).toBe(attemptId);
  await expect(answer(fresh, attemptId, 1)).rejects.toThrow('ATTEMPT_NOT_YOURS');
  expect((await move(attemptId, fresh.seatId)).status).toBe(200);
  await answer(fresh, attemptId, 1);
  await until(() => tile(fresh.seatId)?.stage === 'running', 'the tile');
});

test('nobody is moved onto somebody else, to a dead terminal, to another room, after the signature, or by the wrong role', async () => {
  const [a, b] = [await house.kiosk(3), await house.kiosk(4)];
  const first = await sits(a);
  await sits(b);
  const code = async (seatId: string, as?: string) => (await move(first, seatId, as)).body.code;
  expect(await code(b.seatId)).toBe('ALREADY_SITTING');
  expect(await code(house.seats[20]!.seatId)).toBe('TERMINAL_NOT_CONNECTED');
  expect(await code(b.seatId, 'registry')).toBe('FORBIDDEN');
  const { roomId } = await house.app.sites.addRoom(
    house.siteId,
    { name: { 'zh-CN': '二考场' }, seats: 1 },
    'test',
  );
  const [far] = await house.app.sites.seats(roomId);
  expect(await code(far!.seatId)).toBe('TERMINAL_NOT_CONNECTED');
  expect((await hello(a)).sitting!.attempt!.attemptId).toBe(first);
  await answer(a, first, 0);
});
