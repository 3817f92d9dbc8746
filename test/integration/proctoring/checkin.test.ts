import type { IdentityCheckView } from 'exam-contract/incident';
import type { CheckinView } from 'exam-contract/checkin';
import { film, photoFile } from './pictures';
import { openHouse, until, type House, type Kiosk } from './support';

jest.setTimeout(180_000);
let house: House;
let console_: Awaited<ReturnType<House['watch']>>;
beforeAll(async () => {
  house = await openHouse();
  console_ = await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  await console_.ask('room:watch', { roomId: house.roomId });
});
afterAll(() => house?.stop());

/** Shows pictures to a check-in until its stage is another than looking. */
async function show(kiosk: Kiosk, view: CheckinView, next: () => Buffer): Promise<CheckinView> {
  let v = view;
  for (let i = 0; i < 40 && ['framing', 'challenge', 'matching'].includes(v.stage); i++)
    v = await kiosk.ask('checkin:frame', { checkinId: v.checkinId, jpeg: next() });
  return v;
}
const person = (i: number) => film({ show: 'person', photo: photoFile(house.people[i]!.photo), seconds: 1 });

test('by face alone, with the last digits, into a sitting', async () => {
  const kiosk = await house.kiosk(0);
  expect(house.people.length).toBeGreaterThanOrEqual(4);
  const begun = await kiosk.ask('checkin:begin', { method: 'face' });
  expect(begun).toMatchObject({ stage: 'framing', challengeOff: true, triesLeft: 3, maskedName: null });
  const seen = await show(kiosk, begun, person(0));
  expect([seen.stage, seen.hint]).toEqual(['confirmDigits', null]);
  const { idNumber, candidateId } = house.people[0]!;
  const wrong = kiosk.ask('checkin:confirm', { checkinId: seen.checkinId, last4: '0000' });
  await expect(wrong).rejects.toMatchObject({ message: 'DIGITS_DO_NOT_MATCH', detail: { attemptsLeft: 2 } });
  const passed = await kiosk.ask('checkin:confirm', {
    checkinId: seen.checkinId,
    last4: idNumber.slice(-4).toLowerCase(),
  });
  expect(passed.stage).toBe('passed');
  expect(passed.sitting).toMatchObject({ stage: 'rules' });
  const { rows } = (
    await house.api<{ rows: IdentityCheckView[] }>(
      'GET',
      `/identity-checks?sittingId=${passed.sitting!.sittingId}`,
      'proctor',
    )
  ).body;
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ state: 'passed', candidateId, challenge: 'off', method: 'face' });
  expect(rows[0]!.score).toBeGreaterThan(0.45);
  expect(rows[0]!.livePhoto).not.toBeNull();
  expect(rows[0]!.enrolledPhoto).not.toBeNull();
  await until(() => console_.heard.some((h) => h.kind === 'thumb'), 3000, 'a picture on the wall');
});
