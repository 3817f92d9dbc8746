import { randomUUID } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import { consoleRequests } from 'exam-contract/console-socket';
import { errorCode } from 'exam-contract/errors';
import { kioskRequests } from 'exam-contract/kiosk-socket';
import type { Ack } from 'exam-contract/result';
import { film, photoFile } from '../proctoring/pictures';
import {
  begin,
  checkIn,
  openHouse,
  pause,
  point,
  until,
  type Console,
  type House,
  type Kiosk,
} from '../proctoring/support';
import { badPictures } from './bad-pictures';

jest.setTimeout(240_000);
const MB = 1_000_000;
const wrongTypes = [undefined, null, 7, 'text', true, [], [[]], new Date(0), Buffer.from('binary'), { a: 1 }];

let house: House;
let bystander: Kiosk;
let watcher: Console;
const ended = jest.fn();
beforeAll(async () => {
  house = await openHouse({ vision: true });
  process.on('unhandledRejection', ended);
  process.on('uncaughtException', ended);
  bystander = await house.kiosk(0);
  watcher = await house.watch();
  await watcher.ask('room:watch', { roomId: house.roomId });
});
/** Whatever was sent: the process is well, and those who did nothing wrong notice nothing. */
afterEach(async () => {
  expect(ended).not.toHaveBeenCalled();
  expect((await house.app.ctx.metrics.unknownErrors.get()).values.map((v) => v.value)).toEqual([0]);
  expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
  expect((await bystander.ask('clock', { t0: 1 })).t0).toBe(1);
  expect((await watcher.ask('room:watch', { roomId: house.roomId })).seats.length).toBeGreaterThan(0);
});
afterAll(async () => {
  process.off('unhandledRejection', ended);
  process.off('uncaughtException', ended);
  await house.stop();
});

const raw = async (socket: Socket, event: string, ...args: unknown[]): Promise<Ack<unknown>> =>
  (await socket.timeout(60_000).emitWithAck(event, ...args)) as Ack<unknown>;
const codeOf = (ack: Ack<unknown>) => (ack.ok ? 'ok' : errorCode.parse(ack.code));

async function feed(socket: Socket, contracts: object, paceMs: number): Promise<void> {
  for (const event of ['nonsense', '__proto__', 'constructor', 'toString', ' ', '', '$where'])
    for (const data of [{}, null, Buffer.from('x')])
      expect([event, codeOf(await raw(socket, event, data))]).toEqual([event, 'BAD_REQUEST']);
  for (const event of Object.keys(contracts)) {
    for (const data of wrongTypes) {
      expect([event, data, codeOf(await raw(socket, event, data))]).toEqual([event, data, 'BAD_REQUEST']);
      // A request that waits for no answer, and one with more than it should have.
      socket.emit(event, data);
      socket.emit(event, data, data, { more: 'x' });
      await pause(paceMs);
    }
    expect(codeOf(await raw(socket, event))).toBe('BAD_REQUEST');
  }
}

test('a terminal that sends unknown events and wrong types is told so, and goes on', async () => {
  const kiosk = await house.kiosk(1);
  await feed(kiosk.socket, kioskRequests, 52);
  for (const data of wrongTypes) kiosk.socket.emit('frame', data);
  kiosk.socket.emit('frame', { jpeg: 'text' });
  expect((await kiosk.ask('hello', { lang: 'en', clientVersion: '1' })).seat.seatId).toBe(kiosk.seatId);
});

test('a console that sends unknown events and wrong types is told so, and goes on', async () => {
  const console_ = await house.watch('admin');
  await feed(console_.socket, consoleRequests, 105);
  expect((await console_.ask('room:watch', { roomId: house.roomId })).seats.length).toBeGreaterThan(0);
});

test('ten megabytes over a socket end that socket only, which may come back', async () => {
  const tabId = randomUUID();
  const kiosk = await house.kiosk(2, tabId);
  const console_ = await house.watch('auditor');
  for (const { socket } of [kiosk, console_]) {
    let gone = '';
    socket.once('disconnect', (why) => (gone = why));
    socket.emit('clock', { t0: 'x'.repeat(10 * MB) });
    await until(() => gone, 'the end of the socket');
    socket.connect();
    await until(() => socket.connected, 'the socket again');
  }
  expect((await kiosk.ask('clock', { t0: 2 })).t0).toBe(2);
  kiosk.socket.emit('checkin:frame', { checkinId: randomUUID(), jpeg: Buffer.alloc(10 * MB) });
  await until(() => !kiosk.socket.connected, 'the end of the socket');
});

describe('HTTP', () => {
  const post = async (body: BodyInit, type: string, path = '/session', headers: object = {}) => {
    const r = await fetch(`${house.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': type, ...headers },
      body,
    });
    return [r.status, errorCode.parse(((await r.json()) as { code: string }).code)];
  };
  const json = 'application/json';
  test.each([
    ['ten megabytes', JSON.stringify({ username: 'x'.repeat(10 * MB) }), json, 413, 'PAYLOAD_TOO_LARGE'],
    ['ten thousand arrays in each other', '['.repeat(10_000) + ']'.repeat(10_000), json, 400, 'BAD_REQUEST'],
    ['as many objects', '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), json, 400, 'BAD_REQUEST'],
    ['broken JSON', '{"username":', json, 400, 'BAD_REQUEST'],
    ['a bare string', '"text"', json, 400, 'BAD_REQUEST'],
    ['gibberish', Buffer.from([0, 159, 146, 150, 255]), json, 400, 'BAD_REQUEST'],
    ['nothing', '', json, 400, 'BAD_REQUEST'],
    ['an unknown charset', '{}', `${json}; charset=klingon`, 400, 'BAD_REQUEST'],
    ['a form', 'username=a&password=b', 'application/x-www-form-urlencoded', 400, 'BAD_REQUEST'],
    ['plain text', '{"username":"a","password":"b"}', 'text/plain', 400, 'BAD_REQUEST'],
    ['a broken multipart', '--x\r\nrubbish', 'multipart/form-data; boundary=x', 400, 'BAD_REQUEST'],
  ])('%s', async (_name, body, type, status, code) => {
    expect(await post(body, type)).toEqual([status, code]);
  });

  test('what says it is compressed and is not', async () => {
    const headers = { 'content-encoding': 'gzip' };
    expect(await post('not gzip', json, '/session', headers)).toEqual([400, 'BAD_REQUEST']);
    expect(await post('{}', json, '/session', { 'content-encoding': 'rot13' })).toEqual([400, 'BAD_REQUEST']);
  });

  test('a path that cannot be decoded, or names nothing', async () => {
    for (const [path, status] of [
      ['/rooms/%E0%A4%A/seats', 400],
      ['/rooms/%00/seats', 400],
      ['/nowhere', 404],
    ] as const)
      expect([path, (await house.api('GET', path, 'admin')).status]).toEqual([path, status]);
  });

  test.each(['broken', 'no file', 'other field', 'two files', 'no boundary'])(
    'an upload: %s',
    async (how) => {
      const form = new FormData();
      const file = new Blob(['x']);
      if (how === 'other field') form.append('other', file, 'a.jpg');
      if (how === 'two files') for (const n of ['a', 'b']) form.append('photo', file, n);
      const type = how === 'no boundary' ? 'multipart/form-data' : 'multipart/form-data; boundary=x';
      const plain = how === 'broken' || how === 'no boundary';
      const r = await fetch(`${house.url}/api/v1/candidates/${house.people[0]!.candidateId}/photo`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await house.tokenOf('admin')}`,
          ...(plain ? { 'content-type': type } : {}),
        },
        body: plain ? '--x\r\nContent-Disposition: form-data; name="photo"; filename="a"\r\n\r\nhalf' : form,
      });
      expect([r.status, ((await r.json()) as { code: string }).code]).toEqual([400, 'BAD_REQUEST']);
    },
  );
});

describe('pictures', () => {
  const refused = /^(BAD_REQUEST|UNSUPPORTED_TYPE|PAYLOAD_TOO_LARGE|IMAGE_\w+)$/;

  test('a check-in and a demo enrolment refuse each bad picture and take the next good one', async () => {
    const [person] = house.people;
    const kiosk = await house.kiosk(3);
    for (const [name, jpeg] of Object.entries(badPictures(person!.photo))) {
      const { checkinId } = await kiosk.ask('checkin:begin', { method: 'face' });
      const enrolled = await raw(kiosk.socket, 'demo:enrol', { name: '坏图', jpeg });
      expect([name, codeOf(enrolled)]).toEqual([name, expect.stringMatching(refused)]);
      const seen = await raw(kiosk.socket, 'checkin:frame', { checkinId, jpeg });
      // What decodes to a picture of nothing is looked at, and shows no face.
      if (!seen.ok || name !== 'picture data overwritten')
        expect([name, codeOf(seen)]).toEqual([name, expect.stringMatching(refused)]);
      const good = await kiosk.ask('checkin:frame', { checkinId, jpeg: person!.photo });
      expect([name, good.checkinId]).toEqual([name, checkinId]);
    }
    expect(house.app.vision.healthy()).toBe(true);
    const enrolled = await kiosk.ask('demo:enrol', { name: '好图', jpeg: person!.photo });
    expect(enrolled.idNumber).toMatch(/^000000/);
  });

  test('a watched seat whose camera sends bad pictures is seen again with the next good one', async () => {
    await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
    const face = film({ show: 'person', photo: photoFile(house.people[0]!.photo), seconds: 1 });
    const kiosk = await house.kiosk(4);
    const { idNumber } = await kiosk.ask('demo:enrol', { name: '考生', jpeg: face() });
    await begin(kiosk, await checkIn(kiosk, idNumber, face));
    for (const jpeg of Object.values(badPictures(face()))) {
      kiosk.socket.emit('frame', { jpeg });
      await pause(150);
    }
    const thumbs = () => watcher.heard.filter((h) => h.kind === 'thumb').length;
    const before = thumbs();
    const camera = point(kiosk, face);
    await until(() => thumbs() > before + 1, 'the picture of the seat');
    camera.off();
    expect(house.app.vision.healthy()).toBe(true);
    expect((await kiosk.ask('hello', { lang: 'en', clientVersion: '1' })).sitting!.stage).toBe('running');
  });

  test('the registry office is told what is wrong with a photo, and the former photo stays', async () => {
    const [person] = house.people;
    const send = async (jpeg: Buffer) => {
      const form = new FormData();
      form.append('photo', new Blob([Uint8Array.from(jpeg)]), 'a.jpg');
      const r = await fetch(`${house.url}/api/v1/candidates/${person!.candidateId}/photo`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await house.tokenOf('admin')}` },
        body: form,
      });
      return { status: r.status, body: (await r.json()) as { code?: string } };
    };
    for (const [name, jpeg] of Object.entries(badPictures(person!.photo))) {
      const { status, body } = await send(jpeg);
      expect([name, status, body.code]).toEqual([name, expect.any(Number), expect.stringMatching(refused)]);
      expect(status).toBeLessThan(500);
    }
    const kept = await house.app.candidates.photo(person!.candidateId);
    expect(kept!.data.equals(person!.photo)).toBe(true);
    expect((await send(person!.photo)).status).toBe(200);
  });
});

test('a namespace that does not exist is refused, the others go on', async () => {
  const socket = io(`${house.url}/nowhere`, { reconnection: false, transports: ['websocket'] });
  const why = await new Promise<string>((resolve) =>
    socket.once('connect_error', (err) => resolve(err.message)),
  );
  socket.close();
  expect(why).toBe('Invalid namespace');
});
