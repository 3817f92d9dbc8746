import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { CONSOLE_NAMESPACE, type ConsoleOut, type ConsoleRequest } from 'exam-contract/console-socket';
import { KIOSK_NAMESPACE, type KioskIn, type KioskOut, type KioskRequest } from 'exam-contract/kiosk-socket';
import type { CheckinView } from 'exam-contract/checkin';
import type { IncidentChange, IncidentView } from 'exam-contract/incident';
import type { Ack } from 'exam-contract/result';
import type { SittingView } from 'exam-contract/sitting';
import { startApp, type App } from '../../../exam-server/src/app';
import { readConfig } from '../../../exam-server/src/config';
import { silentLogger } from '../../../exam-server/src/platform/log';
import { freePort } from '../../support/mongod.cjs';

export interface House {
  app: App;
  url: string;
  roomId: string;
  siteId: string;
  /** Candidates whose photo looks straight at the camera, booked now. */
  people: { candidateId: string; name: string; idNumber: string; photo: Buffer }[];
  seats: { seatId: string; label: string }[];
  tokenOf(username: string): Promise<string>;
  api<T>(method: string, path: string, as: string, body?: unknown): Promise<{ status: number; body: T }>;
  kiosk(seat: number, tabId?: string): Promise<Kiosk>;
  watch(as?: string): Promise<Console>;
  stop(): Promise<void>;
}

export interface Kiosk {
  seatId: string;
  socket: Socket;
  /** Data of the answer. @throws Error named by the code of a refusal */
  ask<K extends KioskRequest>(kind: K, data: KioskIn<K>): Promise<KioskOut<K>>;
  heard: { kind: string; data: unknown }[];
}
export interface Console {
  socket: Socket;
  ask<K extends ConsoleRequest>(kind: K, data: unknown): Promise<ConsoleOut<K>>;
  heard: { kind: string; data: unknown; at: number }[];
}

const unwrap = <T>(ack: Ack<T>): T => {
  if (!ack.ok) throw Object.assign(new Error(ack.code), { detail: ack.detail });
  return ack.data;
};
function connect(url: string, auth: object): Promise<Socket> {
  const socket = io(url, { auth, transports: ['websocket'], reconnection: false, forceNew: true });
  return new Promise((resolve, reject) => {
    socket.once('connect', () => resolve(socket));
    socket.once('connect_error', (err) => {
      socket.close();
      reject(err);
    });
  });
}

/** The whole server on a database of its own with the demo site, and vision in a real child where asked for. */
export async function openHouse(
  o: { vision: boolean; mongo?: string; data?: string } = { vision: true },
): Promise<House> {
  const uri = process.env['KAOTAI_TEST_MONGODB_URI'];
  if (!uri) throw new Error('KAOTAI_TEST_MONGODB_URI is not set: run through jest');
  const data = o.data ?? mkdtempSync(join(tmpdir(), 'kaotai-proctoring-'));
  const port = await freePort();
  const mongo = o.mongo ?? uri.replace('/?', `/proctoring-${randomUUID().slice(0, 8)}?`);
  const app = await startApp({
    log: silentLogger,
    config: readConfig({
      MONGODB_URI: mongo,
      KAOTAI_PORT: String(port),
      KAOTAI_DATA: data,
      KAOTAI_DEMO: '1',
      KAOTAI_VISION_CHILDREN: o.vision ? '1' : '0',
    }),
  });
  const seeded = await app.demo.seed({ newPasswords: true });
  const passwords = new Map(seeded.accounts.map((a) => [a.username, a.password]));
  const url = `http://127.0.0.1:${port}`;
  const tokens = new Map<string, string>();
  const tokenOf = async (username: string): Promise<string> => {
    const known = tokens.get(username);
    if (known) return known;
    const { token } = await app.staff.signIn({ username, password: passwords.get(username) ?? '' });
    tokens.set(username, token);
    return token;
  };
  const people: House['people'] = [];
  for (const c of seeded.candidates.filter((c) => c.hasFace && c.kinds.length > 0)) {
    const photo = (await app.candidates.photo(c.candidateId))!.data;
    // Some look past the photographer: enrolment takes them, a check-in asks them to turn.
    const [found] = o.vision ? (await app.vision.faces(photo)).faces : [];
    if (found && Math.abs(found.face.yaw) < 10) people.push({ ...c, photo });
  }
  await app.sites.setChallenge(
    seeded.roomId,
    { challenge: 'off', reason: 'photographs cannot turn' },
    'test',
  );
  const seats = await app.sites.seats(seeded.roomId);
  const open: Socket[] = [];

  return {
    app,
    url,
    roomId: seeded.roomId,
    siteId: seeded.siteId,
    people,
    seats,
    tokenOf,
    async api<T>(method: string, path: string, as: string, body?: unknown) {
      const r = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenOf(as)}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const type = r.headers.get('content-type') ?? '';
      const content: unknown = type.includes('json') ? await r.json() : Buffer.from(await r.arrayBuffer());
      return { status: r.status, body: content as T };
    },
    async kiosk(seat, tabId = randomUUID()) {
      const { seatId } = seats[seat]!;
      const { code } = await app.sites.terminals.newCode(seatId, 'test');
      const { deviceToken } = await app.sites.terminals.enrol(code, '127.0.0.1');
      const socket = await connect(url + KIOSK_NAMESPACE, { token: deviceToken, tabId });
      open.push(socket);
      const heard: Kiosk['heard'] = [];
      socket.onAny((kind: string, data: unknown) => heard.push({ kind, data }));
      return {
        seatId,
        socket,
        heard,
        ask: async (kind, input) => unwrap((await socket.timeout(60_000).emitWithAck(kind, input)) as never),
      };
    },
    async watch(as = 'proctor') {
      const socket = await connect(url + CONSOLE_NAMESPACE, { token: await tokenOf(as) });
      open.push(socket);
      const heard: Console['heard'] = [];
      socket.onAny((kind: string, d: unknown) => heard.push({ kind, data: d, at: performance.now() }));
      return {
        socket,
        heard,
        ask: async (kind, input) => unwrap((await socket.timeout(60_000).emitWithAck(kind, input)) as never),
      };
    },
    async stop() {
      open.forEach((s) => s.disconnect());
      await app.close();
      if (!o.data) rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Shows pictures to a check-in for as long as it looks at them. */
export async function show(kiosk: Kiosk, view: CheckinView, next: () => Buffer): Promise<CheckinView> {
  let v = view;
  for (let i = 0; i < 60 && ['framing', 'challenge', 'matching', 'retry'].includes(v.stage); i++) {
    if (v.stage === 'retry') await pause(300);
    v = await kiosk.ask('checkin:frame', { checkinId: v.checkinId, jpeg: next() });
  }
  return v;
}

/** From an ID number to the rules: the face in `next` must be of that number's photo. */
export async function checkIn(kiosk: Kiosk, idNumber: string, next: () => Buffer): Promise<SittingView> {
  const v = await show(kiosk, await kiosk.ask('checkin:begin', { method: 'idNumber', idNumber }), next);
  if (!v.sitting) throw new Error(`check-in ended at ${v.stage} (${v.hint})`);
  return v.sitting;
}

/** From the rules into the running test. @returns the attempt's id */
export async function begin(kiosk: Kiosk, sitting: SittingView): Promise<string> {
  const { sittingId, rulesVersion } = sitting;
  await kiosk.ask('sitting:consent', { sittingId, rulesVersion, lang: 'zh-CN' });
  const { sitting: running } = await kiosk.ask('attempt:start', { sittingId });
  return running.attempt!.attemptId;
}

/** A camera at a seat that sends what it is pointed at, some three times a second. */
export function point(kiosk: Kiosk, first: () => Buffer) {
  let next: (() => Buffer) | null = first;
  const timer = setInterval(() => {
    if (next) kiosk.socket.emit('frame', { jpeg: next() });
  }, 330);
  timer.unref();
  return {
    /** Null = no picture at all. */
    at: (other: (() => Buffer) | null) => void (next = other),
    off: () => clearInterval(timer),
  };
}

/**
 * Waits until `look` gives something: what must come is waited for, however much else the machine has to do.
 * `what` names it, or gives what is there instead, for the message.
 * @throws Error after `ms`
 */
export async function until<T>(
  look: () => T | null | undefined | false,
  what: string | (() => unknown) = 'it',
  ms = 60_000,
): Promise<T> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    const found = look();
    if (found) return found;
    await pause(50);
  }
  const missed = typeof what === 'string' ? what : `what was waited for (now ${JSON.stringify(what())})`;
  throw new Error(`${missed} did not come within ${ms} ms`);
}
/** Waits until a picture that a seat's camera sends from now on was looked at, as a console that watches the room hears it. */
export async function lookedAt(console_: Console, seatId: string): Promise<void> {
  const from = Date.now();
  await until(
    () =>
      console_.heard.some((h) => {
        if (h.kind !== 'thumb') return false;
        const thumb = h.data as { seatId: string; at: number };
        return thumb.seatId === seatId && thumb.at >= from;
      }),
    'a look at a picture',
  );
}
/** Asks until the answer fits, at most `ms`. @returns the last answer, fitting or not */
export async function eventually<T>(
  ask: () => Promise<T>,
  fits: (answer: T) => boolean,
  ms = 60_000,
): Promise<T> {
  for (const end = performance.now() + ms; ; await pause(100)) {
    const answer = await ask();
    if (fits(answer) || performance.now() > end) return answer;
  }
}
/** What a console heard of the incidents of a seat, by kind. */
export const incidentsOf = (
  console_: Console,
  seatId: string,
  kind?: IncidentView['kind'],
): IncidentChange[] =>
  console_.heard
    .filter((h) => h.kind === 'incident')
    .map((h) => h.data as IncidentChange)
    .filter((c) => c.incident.seatId === seatId && (!kind || c.incident.kind === kind));
export const pause = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));

const BEAT_MS = 10;
/**
 * Begins to count the time in which this process could do something, ms: while a machine stands still or serves others
 * no beat falls, and none is made up for. Processor time is added, as no beat falls during a long computation either.
 * @returns ends the counting and tells
 */
export function timeAwake(): () => number {
  let beats = 0;
  const timer = setInterval(() => (beats += 1), BEAT_MS);
  const from = process.cpuUsage();
  return () => {
    clearInterval(timer);
    const { user, system } = process.cpuUsage(from);
    return beats * BEAT_MS + (user + system) / 1000;
  };
}
