import type { IdentityCheckView, IncidentView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';
import { film, photoFile } from './pictures';
import {
  begin,
  checkIn,
  eventually,
  incidentsOf,
  lookedAt,
  openHouse,
  pause,
  point,
  until,
  type Console,
  type House,
} from './support';

jest.setTimeout(240_000);
let house: House;
let wall: Console;
beforeAll(async () => {
  house = await openHouse({ vision: true });
  wall = await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  await wall.ask('room:watch', { roomId: house.roomId });
});
afterAll(() => house?.stop());

const photo = (i: number) => photoFile(house.people[i]!.photo);
const person = (i: number) => film({ show: 'person', photo: photo(i), seconds: 1 });
const frozen = (next: () => Buffer) => {
  const still = next();
  return () => still;
};
/** Somebody enrolled at the terminal with the face of a photograph, in the running test. */
async function sitter(seat: number, face: () => Buffer) {
  const kiosk = await house.kiosk(seat);
  const { idNumber } = await kiosk.ask('demo:enrol', { name: `考生${seat}`, jpeg: face() });
  const sitting = await checkIn(kiosk, idNumber, face);
  const attemptId = await begin(kiosk, sitting);
  return { kiosk, sitting, attemptId };
}

test('each thing that goes wrong before a camera opens as soon as it is sure, alone, with pictures, and closes', async () => {
  const me = person(0);
  const cases: {
    kind: IncidentView['kind'];
    scene: (() => Buffer) | null;
    camera?: SeatView['camera']['state'];
  }[] = [
    { kind: 'noFace', scene: film({ show: 'chair', seconds: 1 }) },
    { kind: 'multipleFaces', scene: film({ show: 'two', photo: photo(0), other: photo(1), seconds: 1 }) },
    { kind: 'cameraCovered', scene: film({ show: 'covered', seconds: 1 }), camera: 'covered' },
    { kind: 'otherPerson', scene: person(2) },
    { kind: 'cameraFrozen', scene: frozen(me), camera: 'frozen' },
    { kind: 'cameraLost', scene: null, camera: 'lost' },
    { kind: 'cameraLost', scene: () => Buffer.from('what a broken camera sends'), camera: 'lost' },
  ];
  const runs = cases.map(async ({ kind, scene, camera: state }, seat) => {
    const { kiosk, sitting, attemptId } = await sitter(seat, me);
    const camera = point(kiosk, me);
    try {
      await pause(5000);
      expect(incidentsOf(wall, kiosk.seatId)).toEqual([]);
      camera.at(scene);
      const what = (change: string) => incidentsOf(wall, kiosk.seatId, kind).find((c) => c.change === change);
      const { incident } = await until(() => what('new'), `${kind} at seat ${seat}`);
      expect(incident).toMatchObject({
        state: 'open',
        attemptId,
        sittingId: sitting.sittingId,
        candidateName: `考生${seat}`,
        thresholds: { limit: expect.any(Number) },
        modelVersions: { detect: expect.any(String) },
      });
      const { limit, openMs } = incident.thresholds as { limit: number; openMs: number };
      const tooMuch = kind === 'multipleFaces' || kind === 'cameraLost';
      const right = incident.trace.findLastIndex((t) => (tooMuch ? t.value < limit : t.value >= limit));
      const wrong = incident.trace.slice(right + 1).map((t) => t.at);
      // By the times of the pictures, which a machine with much to do sees later: at the first that can tell.
      expect(openMs).toBeLessThan(9000);
      expect(incident.openedAt).toBe(wrong.at(-1));
      expect(wrong.at(-1)! - wrong[0]!).toBeGreaterThanOrEqual(openMs);
      expect(wrong.at(-2)! - wrong[0]!).toBeLessThan(openMs);
      const before = incident.stills.find((s) => s.moment === 'before')!;
      // Of a lost camera the last picture is the one before; of all others it shows the seat as it should be.
      expect(before.at).toBeLessThan(wrong[0]!);
      const view = await until(
        () =>
          wall.heard
            .map((h) => (h.kind === 'seat:update' ? (h.data as SeatView) : null))
            .filter((v) => v?.seatId === kiosk.seatId && v.openIncidents > 0)
            .at(-1),
        'the wall',
      );
      expect(view).toMatchObject({ latestIncident: { kind }, attentionReasons: expect.anything() });
      expect(view.attention).toBeGreaterThanOrEqual(50);
      expect(view.camera.state).toBe(state ?? 'ok');
      camera.at(me);
      const over = await until(() => what('end'), `end of ${kind} at seat ${seat}`);
      expect(over.incident).toMatchObject({ id: incident.id, state: 'closed', review: null });
      expect(over.incident.closedAt).toBeGreaterThan(over.incident.openedAt);
      expect(over.incident.stills.map((s) => s.moment)).toContain('close');
      const kinds = new Set(incidentsOf(wall, kiosk.seatId).map((c) => c.incident.kind));
      expect([...kinds]).toEqual([kind]);
    } finally {
      camera.off();
    }
  });
  // All are waited for, so that a failure names every seat that failed.
  const failed = (await Promise.allSettled(runs)).flatMap((r) =>
    r.status === 'rejected' ? [r.reason as unknown] : [],
  );
  if (failed.length > 0) throw failed[0];
});

test('a short test has all its pictures, and the looks at the face are kept with the sitting', async () => {
  const me = person(2);
  const { kiosk, sitting, attemptId } = await sitter(10, me);
  const camera = point(kiosk, me);
  const captures = () => house.app.evidence.captures(attemptId);
  expect(await eventually(captures, (c) => c.length > 0)).toHaveLength(1);
  await pause(13_000);
  await kiosk.ask('attempt:submit', { attemptId, clientSeq: 1 });
  const taken = await eventually(captures, (c) => c.length >= 5);
  expect(taken).toHaveLength(5);
  expect(new Set(taken.map((c) => c.at)).size).toBe(5);
  // The test is over: an empty chair now is nobody's fault.
  camera.at(film({ show: 'chair', seconds: 1 }));
  await pause(8000);
  expect(incidentsOf(wall, kiosk.seatId)).toEqual([]);
  camera.off();
  await house.api('POST', `/seats/${kiosk.seatId}/reset`, 'proctor', { reason: '结束' });
  const recheck = async () =>
    (
      await house.api<{ rows: IdentityCheckView[] }>(
        'GET',
        `/identity-checks?sittingId=${sitting.sittingId}`,
        'proctor',
      )
    ).body.rows.find((c) => c.method === 'recheck');
  const kept = await eventually(recheck, Boolean);
  expect(kept).toMatchObject({ state: 'passed', tries: expect.any(Number) });
  expect(kept!.tries).toBeGreaterThanOrEqual(2);
  expect(kept!.score).toBeGreaterThan(0.6);
});

test('a paused test goes on for the candidate, and for anybody else only on the word of a person who looked', async () => {
  const [me, other, chair] = [person(0), person(2), film({ show: 'chair', seconds: 1 })];
  const { kiosk, sitting, attemptId } = await sitter(12, me);
  const camera = point(kiosk, me);
  const post = (what: string, body: object) =>
    house.api<{ code?: string; detail?: { field: string } }>(
      'POST',
      `/attempts/${attemptId}/${what}`,
      'proctor',
      body,
    );
  const shown = async (scene: () => Buffer) => {
    camera.at(scene);
    await lookedAt(wall, kiosk.seatId);
  };
  try {
    await shown(me);
    await post('pause', { reason: '暂离' });
    await shown(chair);
    const nobody = { code: 'PERSON_NOT_CONFIRMED', detail: { field: 'noFace' } };
    expect((await post('resume', {})).body).toMatchObject(nobody);
    await shown(other);
    expect((await post('resume', {})).body).toMatchObject({ detail: { field: 'otherPerson' } });
    expect((await post('resume', { vouched: '换了发型,已核对证件' })).status).toBe(200);
    await post('pause', { reason: '再次暂离' });
    await shown(me);
    expect((await post('resume', {})).status).toBe(200);
    const { rows } = (
      await house.api<{ rows: IdentityCheckView[] }>(
        'GET',
        `/identity-checks?sittingId=${sitting.sittingId}`,
        'proctor',
      )
    ).body;
    const looks = rows.filter((c) => c.method === 'recheck').sort((a, b) => a.at - b.at);
    expect(looks).toMatchObject([
      { state: 'allowed', decidedBy: expect.any(String), reason: '换了发型,已核对证件' },
      { state: 'passed', decidedBy: null, livePhoto: expect.any(String) },
    ]);
    expect(looks[1]!.score).toBeGreaterThan(0.4);
  } finally {
    camera.off();
  }
});
