import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io } from 'socket.io-client';
import { KIOSK_NAMESPACE } from 'exam-contract/kiosk-socket';
import type { IdentityCheckView, IncidentView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';
import { film, photoFile } from './pictures';
import { begin, checkIn, eventually, incidentsOf, openHouse, point, until, type House } from './support';

jest.setTimeout(240_000);
const data = mkdtempSync(join(tmpdir(), 'kaotai-restart-'));
const mongo = process.env['KAOTAI_TEST_MONGODB_URI']!.replace('/?', `/restart-${randomUUID().slice(0, 8)}?`);
let house: House;
afterAll(async () => {
  await house?.stop();
  rmSync(data, { recursive: true, force: true });
});

test('a room goes on after the server was away: what lasts stays open, what nobody watched is closed with a note', async () => {
  house = await openHouse({ vision: true, data, mongo });
  await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  const me = film({ show: 'person', photo: photoFile(house.people[0]!.photo), seconds: 1 });
  const kiosk = await house.kiosk(0);
  const { idNumber } = await kiosk.ask('demo:enrol', { name: '考生', jpeg: me() });
  const attemptId = await begin(kiosk, await checkIn(kiosk, idNumber, me));
  const camera = point(kiosk, me);
  await eventually(
    () => house.app.evidence.captures(attemptId),
    (c) => c.length > 0,
  );
  await kiosk.ask('help', { on: true });
  await kiosk.ask('report', { kind: 'fullscreenLeft', attemptId });
  camera.at(film({ show: 'chair', seconds: 1 }));
  const listed = async () =>
    (await house.api<{ rows: IncidentView[] }>('GET', `/incidents?attemptId=${attemptId}`, 'proctor')).body
      .rows;
  const open = await eventually(listed, (rows) => rows.some((r) => r.kind === 'noFace'));
  camera.off();
  expect(open.map((r) => [r.kind, r.state]).sort()).toEqual([
    ['fullscreenLeft', 'open'],
    ['helpAsked', 'open'],
    ['noFace', 'open'],
  ]);
  const waiting = await house.kiosk(1);
  const { checkinId } = await waiting.ask('checkin:begin', { method: 'face' });
  await waiting.ask('checkin:call', { checkinId });
  const captured = await house.app.evidence.captures(attemptId);
  expect(captured).toHaveLength(1);
  const { token, tabId } = kiosk.socket.auth as { token: string; tabId: string };
  await house.stop();

  house = await openHouse({ vision: true, data, mongo });
  const wall = await house.watch();
  const { seats, incidents, checks } = await wall.ask('room:watch', { roomId: house.roomId });
  expect(checks).toEqual([]);
  const { rows } = (
    await house.api<{ rows: IdentityCheckView[] }>('GET', '/identity-checks?state=expired', 'proctor')
  ).body;
  expect(rows.map((r) => r.checkinId)).toContain(checkinId);
  const seat = seats.find((s) => s.seatId === kiosk.seatId)!;
  expect(seat).toMatchObject({ stage: 'running', attemptId, helpAsked: true, candidate: { name: '考生' } });
  expect(seat.unreviewedIncidents).toBeGreaterThanOrEqual(3);
  const after = new Map(incidents.filter((i) => i.seatId === kiosk.seatId).map((i) => [i.kind, i]));
  expect(after.get('helpAsked')).toMatchObject({ state: 'open' });
  expect(after.get('connectionLost')).toMatchObject({ state: 'open' });
  for (const kind of ['noFace', 'fullscreenLeft'] as const)
    expect(after.get(kind)).toMatchObject({ state: 'closed', detail: { closedByRestart: true } });

  // The terminal comes back, the chair is still empty: its line closes, the empty seat is raised again.
  const socket = io(house.url + KIOSK_NAMESPACE, {
    auth: { token, tabId },
    transports: ['websocket'],
    forceNew: true,
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  const chair = film({ show: 'chair', seconds: 1 });
  const again = point({ ...kiosk, socket }, chair);
  await until(() => incidentsOf(wall, kiosk.seatId, 'connectionLost').some((c) => c.change === 'end'));
  const anew = await until(() => incidentsOf(wall, kiosk.seatId, 'noFace').find((c) => c.change === 'new'));
  expect(anew.incident.id).not.toBe(after.get('noFace')!.id);
  // The face that belongs here is known again, out of the check-in's own picture.
  again.at(film({ show: 'person', photo: photoFile(house.people[2]!.photo), seconds: 1 }));
  await until(() => incidentsOf(wall, kiosk.seatId, 'otherPerson').find((c) => c.change === 'new'));
  again.off();
  await new Promise((r) => socket.emit('attempt:submit', { attemptId, clientSeq: 1 }, r));
  socket.close();
  await until(() =>
    wall.heard.some((h) => h.kind === 'seat:update' && (h.data as SeatView).stage === 'result'),
  );
  // The end of an incident is told after the end of the test, whenever its turn comes.
  for (const kind of ['noFace', 'otherPerson'] as const)
    await until(
      () => incidentsOf(wall, kiosk.seatId, kind).at(-1)!.incident.state === 'closed',
      `the end of ${kind}`,
    );
});

test('a terminal that never comes back after a restart is missed', async () => {
  const kiosk = await house.kiosk(3);
  const me = film({ show: 'person', photo: photoFile(house.people[0]!.photo), seconds: 1 });
  const { idNumber } = await kiosk.ask('demo:enrol', { name: '不归', jpeg: me() });
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  const attemptId = await begin(kiosk, await checkIn(kiosk, idNumber, me));
  const { db } = house.app.ctx;
  await house.stop();
  expect(db.readyState).toBe(0);
  house = await openHouse({ vision: false, data, mongo });
  // As after kill -9: nobody had time to note that the line was lost.
  await house.app.ctx.db.collection('incidents').deleteMany({ attemptId, kind: 'connectionLost' });
  await house.stop();
  house = await openHouse({ vision: false, data, mongo });
  const wall = await house.watch();
  await wall.ask('room:watch', { roomId: house.roomId });
  const { incident } = await until(() => incidentsOf(wall, kiosk.seatId, 'connectionLost').at(-1));
  expect(incident).toMatchObject({ state: 'open', attemptId, detail: { sinceRestart: true } });
  // Camera analysis is switched off here, which is said too.
  const off = await eventually(
    async () =>
      (
        await house.api<{ rows: IncidentView[] }>('GET', `/incidents?attemptId=${attemptId}`, 'proctor')
      ).body.rows.find((r) => r.kind === 'analysisOff'),
    Boolean,
  );
  expect(off).toMatchObject({ state: 'open', severity: 'warn' });
});

test('without camera analysis a check-in goes to a person, calmly, with the picture', async () => {
  const wall = await house.watch();
  await wall.ask('room:watch', { roomId: house.roomId });
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  const kiosk = await house.kiosk(5);
  const v = await kiosk.ask('checkin:begin', { method: 'face' });
  const jpeg = film({ show: 'chair', seconds: 1 })();
  const shown = await kiosk.ask('checkin:frame', { checkinId: v.checkinId, jpeg });
  expect(shown.stage).toBe('proctor');
  const { rows } = (
    await house.api<{ rows: IdentityCheckView[] }>('GET', '/identity-checks?state=pending', 'proctor')
  ).body;
  expect(rows[0]).toMatchObject({ reason: 'visionUnavailable', score: null, candidateId: null });
  const look = await house.api<Buffer>('GET', `/evidence/${rows[0]!.livePhoto!}`, 'proctor');
  expect(look.body.equals(jpeg)).toBe(true);
  // What is no picture at all is not put before anybody.
  const other = await house.kiosk(6);
  const w = await other.ask('checkin:begin', { method: 'face' });
  const garbage = other.ask('checkin:frame', {
    checkinId: w.checkinId,
    jpeg: Buffer.from('<svg onload=alert(1)>'),
  });
  await expect(garbage).rejects.toThrow('IMAGE_NOT_READABLE');
});
