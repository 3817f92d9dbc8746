import type { IncidentView } from 'exam-contract/incident';
import { film, photoFile } from '../integration/proctoring/pictures';
import {
  begin,
  checkIn,
  incidentsOf,
  openHouse,
  pause,
  point,
  until,
  type House,
} from '../integration/proctoring/support';

jest.setTimeout(500_000);
let house: House;
afterAll(() => house?.stop());

test('the vision child is killed, once and then for good: the test goes on, the room is told, and it is looked at again', async () => {
  house = await openHouse({ vision: true });
  const wall = await house.watch();
  await wall.ask('room:watch', { roomId: house.roomId });
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  const me = film({ show: 'person', photo: photoFile(house.people[0]!.photo), seconds: 1 });
  const kiosk = await house.kiosk(0);
  const { idNumber } = await kiosk.ask('demo:enrol', { name: '考生', jpeg: me() });
  const attemptId = await begin(kiosk, await checkIn(kiosk, idNumber, me));
  const camera = point(kiosk, me);
  let clientSeq = 0;
  const { items } = await kiosk.ask('attempt:paper', { attemptId });
  const answers = async (count: number) => {
    for (let n = 0; n < count; n++) {
      const index = clientSeq;
      const choice = [items[index]!.options[0]!.id];
      const ack = await kiosk.ask('attempt:answer', {
        attemptId,
        clientSeq: ++clientSeq,
        index,
        choice,
        confirm: false,
        madeAt: Date.now(),
      });
      expect(ack).toMatchObject({ index, status: 'running' });
    }
  };
  const off = async () =>
    (
      await house.api<{ rows: IncidentView[] }>('GET', `/incidents?attemptId=${attemptId}`, 'proctor')
    ).body.rows.filter((r) => r.kind === 'analysisOff');

  await answers(3);
  process.kill(house.app.vision.pids()[0]!, 'SIGKILL');
  await answers(3);
  await until(() => house.app.vision.pids()[0], 'another child');
  await pause(1000);
  expect(await off()).toEqual([]);

  // Whatever it is that kills it goes on doing so, until it is no longer started.
  let last = 0;
  const killer = setInterval(() => {
    const pid = house.app.vision.pids()[0];
    if (pid !== undefined && pid !== last) process.kill((last = pid), 'SIGKILL');
  }, 50);
  const opened = await until(
    () => incidentsOf(wall, kiosk.seatId, 'analysisOff').find((c) => c.change === 'new'),
    'the incident',
  );
  clearInterval(killer);
  expect(opened.incident).toMatchObject({ state: 'open', attemptId });
  await answers(10);
  const other = await house.kiosk(1);
  const { checkinId } = await other.ask('checkin:begin', { method: 'face' });
  expect((await other.ask('checkin:frame', { checkinId, jpeg: me() })).stage).toBe('proctor');

  await until(
    () => incidentsOf(wall, kiosk.seatId, 'analysisOff').find((c) => c.change === 'end'),
    'the end of the incident',
    180_000,
  );
  camera.at(film({ show: 'chair', seconds: 1 }));
  await until(() => incidentsOf(wall, kiosk.seatId, 'noFace').find((c) => c.change === 'new'), 'noFace');
  camera.off();
  await answers(4);
  const { results } = await kiosk.ask('attempt:submit', { attemptId, clientSeq: ++clientSeq });
  expect(results[0]!.unanswered).toBe(items.length - 20);
});
