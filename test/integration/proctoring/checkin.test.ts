import type { AuditRow } from 'exam-contract/http/staff';
import type { CandidateRow } from 'exam-contract/http/candidates';
import type { CheckinView } from 'exam-contract/checkin';
import type { IdentityCheckView } from 'exam-contract/incident';
import { film, photoFile } from './pictures';
import { incidentsOf, openHouse, show, until, type Console, type House, type Kiosk } from './support';

jest.setTimeout(180_000);
let house: House;
let wall: Console;
beforeAll(async () => {
  house = await openHouse({ vision: true });
  wall = await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  await wall.ask('room:watch', { roomId: house.roomId });
});
afterAll(() => house?.stop());

const films = new Map<number, () => Buffer>();
const person = (i: number) => {
  const known =
    films.get(i) ?? film({ show: 'person', photo: photoFile(house.people[i]!.photo), seconds: 1 });
  films.set(i, known);
  return known;
};
const checks = async (query: string) =>
  (await house.api<{ rows: IdentityCheckView[] }>('GET', `/identity-checks?${query}`, 'proctor')).body.rows;
const decide = (checkId: string, as: string, body: object) =>
  house.api<IdentityCheckView & { code?: string }>('POST', `/identity-checks/${checkId}/decision`, as, body);
const pushed = (kiosk: Kiosk) =>
  kiosk.heard.filter((h) => h.kind === 'checkin:update').map((h) => h.data as CheckinView);
const unsure = (seatId: string) => incidentsOf(wall, seatId, 'identityUnsure');

test('by face alone, with the last digits, into a sitting', async () => {
  expect(house.people.length).toBeGreaterThanOrEqual(5);
  const kiosk = await house.kiosk(0);
  const begun = await kiosk.ask('checkin:begin', { method: 'face' });
  expect(begun).toMatchObject({ stage: 'framing', challengeOff: true, triesLeft: 3, maskedName: null });
  const seen = await show(kiosk, begun, person(0));
  expect([seen.stage, seen.hint]).toEqual(['confirmDigits', null]);
  const { idNumber, candidateId } = house.people[0]!;
  const wrong = kiosk.ask('checkin:confirm', { checkinId: seen.checkinId, last4: '0000' });
  await expect(wrong).rejects.toMatchObject({ message: 'DIGITS_DO_NOT_MATCH', detail: { attemptsLeft: 2 } });
  const last4 = idNumber.slice(-4).toLowerCase();
  // A double tap opens one sitting.
  const [passed, second] = await Promise.allSettled([
    kiosk.ask('checkin:confirm', { checkinId: seen.checkinId, last4 }),
    kiosk.ask('checkin:confirm', { checkinId: seen.checkinId, last4 }),
  ]);
  if (passed.status !== 'fulfilled') throw passed.reason;
  expect(second.status).toBe('rejected');
  expect(passed.value.stage).toBe('passed');
  expect(passed.value.sitting).toMatchObject({ stage: 'rules' });
  const rows = await checks(`sittingId=${passed.value.sitting!.sittingId}`);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ state: 'passed', candidateId, challenge: 'off', method: 'face' });
  expect(rows[0]!.score).toBeGreaterThan(0.45);
  expect(rows[0]!.livePhoto).not.toBeNull();
  expect(rows[0]!.enrolledPhoto).not.toBeNull();
  const stored = await house.app.ctx.db.collection('identityChecks').findOne({ _id: rows[0]!.id as never });
  expect(stored).toMatchObject({ thresholds: { identify: 0.45 }, frames: expect.anything() });
  expect((stored!['frames'] as unknown[]).length).toBeGreaterThanOrEqual(5);
  await until(() => wall.heard.some((h) => h.kind === 'thumb'), 'a picture on the wall');
});

test('the wrong face three times calls a proctor, who sees both pictures and decides; the terminal hears it at once', async () => {
  const kiosk = await house.kiosk(1);
  const { idNumber, candidateId } = house.people[1]!;
  const begun = await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber });
  expect(begun.maskedName).toBeNull();
  const first = await show(kiosk, begun, person(2));
  expect(first.stage).toBe('proctor');
  const [pending] = await checks(`roomId=${house.roomId}&state=pending`);
  expect(pending).toMatchObject({ candidateId, state: 'pending', tries: 3, reason: 'notRecognised' });
  expect(pending!.score).toBeLessThan(0.4);
  const opened = await until(() => unsure(kiosk.seatId).find((c) => c.change === 'new'), 'the incident');
  expect(opened.incident).toMatchObject({ severity: 'alert', detail: { reason: 'notRecognised' } });
  expect(opened.incident.stills[0]!.evidenceId).toBe(pending!.livePhoto);
  await until(() =>
    wall.heard.some(
      (h) =>
        h.kind === 'seat:update' && (h.data as { pendingCheckId: string }).pendingCheckId === pending!.id,
    ),
  );
  for (const evidenceId of [pending!.livePhoto!, pending!.enrolledPhoto!]) {
    const look = await house.api<Buffer>('GET', `/evidence/${evidenceId}`, 'proctor');
    expect([look.status, look.body.subarray(0, 3)]).toEqual([200, Buffer.from([0xff, 0xd8, 0xff])]);
    expect((await house.api('GET', `/evidence/${evidenceId}`, 'registry')).status).toBe(403);
  }

  // Nobody who only watches decides; nothing is decided without a reason.
  expect((await decide(pending!.id, 'auditor', { decision: 'allow', reason: '本人' })).status).toBe(403);
  expect((await decide(pending!.id, 'proctor', { decision: 'allow', reason: '' })).status).toBe(400);

  // Another try: the terminal looks again from the start, with all tries.
  expect((await decide(pending!.id, 'proctor', { decision: 'retry', reason: '光线不好' })).status).toBe(200);
  await until(() => pushed(kiosk).some((v) => v.stage === 'framing' && v.triesLeft === 3));
  await until(() => unsure(kiosk.seatId).some((c) => c.change === 'end'), 'the end of the incident');
  // The decision is the judgement too: nothing is left to be looked at a second time.
  const judged = await until(() => unsure(kiosk.seatId).find((c) => c.change === 'review'), 'the review');
  expect(judged.incident).toMatchObject({
    state: 'closed',
    review: { verdict: 'dismissed', reason: '光线不好' },
  });
  expect((await decide(pending!.id, 'proctor', { decision: 'allow', reason: '本人' })).status).toBe(409);

  // Called by the candidate; the proctor knows the person and lets in.
  expect((await kiosk.ask('checkin:call', { checkinId: begun.checkinId })).stage).toBe('proctor');
  const [again] = await checks(`roomId=${house.roomId}&state=pending`);
  expect(again).toMatchObject({ reason: 'askedByCandidate' });
  const allowed = await decide(again!.id, 'proctor', { decision: 'allow', reason: '证件核对一致' });
  expect(allowed.body).toMatchObject({ state: 'allowed', candidateId, reason: '证件核对一致' });
  const passed = await until(() => pushed(kiosk).find((v) => v.stage === 'passed'), 'the push');
  expect(passed.sitting).toMatchObject({ stage: 'rules' });
  const { body } = await house.api<{ rows: AuditRow[] }>(
    'GET',
    `/audit?target=check/${again!.id}`,
    'auditor',
  );
  expect(body.rows[0]).toMatchObject({ action: 'check.decide', detail: { decision: 'allow', candidateId } });
});

test('whom the machine does not find a proctor may name, but only somebody booked', async () => {
  const kiosk = await house.kiosk(2);
  // The first candidate sits already, so nobody booked has this face.
  const v = await show(kiosk, await kiosk.ask('checkin:begin', { method: 'face' }), person(0));
  expect(v.stage).toBe('proctor');
  const [pending] = await checks(`roomId=${house.roomId}&state=pending`);
  expect(pending).toMatchObject({ candidateId: null, enrolledPhoto: null });
  expect((await decide(pending!.id, 'proctor', { decision: 'allow', reason: '认识' })).body.code).toBe(
    'BAD_REQUEST',
  );
  const naming = (candidateId: string) =>
    decide(pending!.id, 'proctor', { decision: 'allow', candidateId, reason: '人工查到' });
  expect((await naming(house.people[0]!.candidateId)).body.code).toBe('NO_BOOKING');
  const named = await naming(house.people[3]!.candidateId);
  expect(named.body).toMatchObject({ state: 'allowed', candidateId: house.people[3]!.candidateId });
  expect(named.body.enrolledPhoto).not.toBeNull();
  await until(() => pushed(kiosk).some((p) => p.stage === 'passed'));
});

test('a refusal is a person’s, and leaves nothing at the terminal', async () => {
  const kiosk = await house.kiosk(3);
  const v = await kiosk.ask('checkin:begin', { method: 'face' });
  await kiosk.ask('checkin:call', { checkinId: v.checkinId });
  // Going back to the start does not shake off the proctor.
  expect((await kiosk.ask('checkin:begin', { method: 'face' })).stage).toBe('proctor');
  const [pending] = await checks(`roomId=${house.roomId}&state=pending`);
  await decide(pending!.id, 'proctor', { decision: 'refuse', reason: '不是本人' });
  await until(() => pushed(kiosk).some((p) => p.stage === 'refused'));
  expect((await kiosk.ask('hello', { lang: 'zh-CN', clientVersion: '1' })).checkin).toBeNull();
});

test('a check-in that is given up, or thrown out by staff, waits for nobody', async () => {
  const kiosk = await house.kiosk(3);
  const one = await kiosk.ask('checkin:begin', { method: 'face' });
  await kiosk.ask('checkin:call', { checkinId: one.checkinId });
  await kiosk.ask('checkin:cancel', { checkinId: one.checkinId });
  await until(() => unsure(kiosk.seatId).some((c) => c.change === 'end'));
  const two = await kiosk.ask('checkin:begin', { method: 'face' });
  await kiosk.ask('checkin:call', { checkinId: two.checkinId });
  const reset = await house.api('POST', `/seats/${kiosk.seatId}/reset`, 'proctor', { reason: '走开了' });
  expect(reset.status).toBe(200);
  // Told over another line than the answer: which of them is read first is nobody's promise.
  const told = () => kiosk.heard.filter((h) => h.kind === 'terminal:command').map((h) => h.data);
  await until(() => told().length > 0, 'the command');
  expect(told()).toEqual([{ kind: 'reset' }]);
  expect(await checks(`roomId=${house.roomId}&state=pending`)).toEqual([]);
  expect((await checks(`roomId=${house.roomId}&state=expired`)).length).toBeGreaterThanOrEqual(2);
});

test('bad pictures, other people’s check-ins and too many frames change nothing', async () => {
  const kiosk = await house.kiosk(4);
  const v = await kiosk.ask('checkin:begin', { method: 'face' });
  const { checkinId } = v;
  const frame = (jpeg: Uint8Array) => kiosk.ask('checkin:frame', { checkinId, jpeg });
  await expect(frame(Buffer.from('not a picture'))).rejects.toThrow('IMAGE_NOT_READABLE');
  await expect(frame(person(4)().subarray(0, 2000))).rejects.toThrow('IMAGE_NOT_READABLE');
  const stranger = await house.kiosk(5);
  await expect(stranger.ask('checkin:frame', { checkinId, jpeg: person(4)() })).rejects.toThrow(
    'CHECKIN_NOT_FOUND',
  );
  await expect(kiosk.ask('checkin:confirm', { checkinId, last4: '1234' })).rejects.toThrow(
    'CHECKIN_WRONG_STAGE',
  );
  await expect(
    kiosk.ask('checkin:choose', { checkinId, bookingId: house.people[4]!.candidateId }),
  ).rejects.toThrow('CHECKIN_WRONG_STAGE');
  const many = await Promise.all(Array.from({ length: 12 }, () => frame(person(4)())));
  expect(many.every((m) => m.checkinId === checkinId)).toBe(true);
  expect((await show(kiosk, many.at(-1)!, person(4))).stage).toBe('confirmDigits');
  // Three wrong answers call a person, and beginning anew gives no new ones.
  for (const attemptsLeft of [2, 1])
    await expect(kiosk.ask('checkin:confirm', { checkinId, last4: '0000' })).rejects.toMatchObject({
      detail: { attemptsLeft },
    });
  expect((await kiosk.ask('checkin:confirm', { checkinId, last4: '0000' })).stage).toBe('proctor');
  await kiosk.ask('checkin:cancel', { checkinId });
  const anew = await kiosk.ask('checkin:begin', { method: 'face' });
  expect((await show(kiosk, anew, person(4))).stage).toBe('proctor');
  await kiosk.ask('checkin:cancel', { checkinId: anew.checkinId });
});

test('ID numbers cannot be tried one after another', async () => {
  const kiosk = await house.kiosk(6);
  const guess = (n: number) =>
    kiosk.ask('checkin:begin', { method: 'idNumber', idNumber: `15060219900101${1000 + n}` });
  for (let n = 0; n < 10; n++) await expect(guess(n)).rejects.toThrow('ID_NUMBER_UNKNOWN');
  await expect(guess(10)).rejects.toThrow('TOO_MANY_REQUESTS');
});

test('a demo terminal enrols who stands before it, and nobody without a face', async () => {
  const kiosk = await house.kiosk(7);
  const count = () => house.app.ctx.db.collection('candidates').countDocuments();
  const before = await count();
  const empty = film({ show: 'chair', seconds: 1 })();
  await expect(kiosk.ask('demo:enrol', { name: '来客', jpeg: empty })).rejects.toThrow('IMAGE_NO_FACE');
  expect(await count()).toBe(before);
  const { idNumber, maskedName } = await kiosk.ask('demo:enrol', { name: '来客', jpeg: person(0)() });
  expect(maskedName).toBe('来*');
  const passed = await show(
    kiosk,
    await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber }),
    person(0),
  );
  expect(passed.stage).toBe('passed');
  const { body } = await house.api<{ rows: CandidateRow[] }>('GET', `/candidates?q=${idNumber}`, 'registry');
  expect(body.rows[0]).toMatchObject({ name: '来客', hasPhoto: true });
});

test('whoever is recognised while no examiner is there waits at the choice, not at the start', async () => {
  const kiosk = await house.kiosk(8);
  const { idNumber } = house.people[4]!;
  await house.api('DELETE', `/rooms/${house.roomId}/duty`, 'proctor');
  const v = await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber });
  await expect(show(kiosk, v, person(4))).rejects.toThrow('NO_EXAMINER_ON_DUTY');
  const hello = await kiosk.ask('hello', { lang: 'zh-CN', clientVersion: '1' });
  expect(hello).toMatchObject({ examinerOnDuty: false, checkin: { stage: 'choose' } });
  expect(
    (await checks(`roomId=${house.roomId}&state=passed`)).filter((c) => c.seatId === kiosk.seatId),
  ).toHaveLength(1);
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  const { bookingId } = hello.checkin!.bookings[0]!;
  const passed = await kiosk.ask('checkin:choose', { checkinId: v.checkinId, bookingId });
  expect(passed.stage).toBe('passed');
});
