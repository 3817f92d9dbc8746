import type { AttemptDetail } from 'exam-contract/http/attempts';
import type { AuditRow } from 'exam-contract/http/staff';
import type { IncidentView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';
import { io, type Socket } from 'socket.io-client';
import { CONSOLE_NAMESPACE } from 'exam-contract/console-socket';
import { KIOSK_NAMESPACE } from 'exam-contract/kiosk-socket';
import { film, photoFile } from './pictures';
import {
  begin,
  checkIn,
  incidentsOf,
  lookedAt,
  openHouse,
  pause,
  timeAwake,
  until,
  type Console,
  type House,
  type Kiosk,
} from './support';

jest.setTimeout(180_000);
let house: House;
let wall: Console;
/** Watches with an account that is closed at once; whether it still may is looked at only every half a minute. */
let leaving: Socket;
beforeAll(async () => {
  house = await openHouse({ vision: true });
  const account = {
    username: 'leaving',
    name: '离任',
    roles: ['auditor' as const],
    examinerCertificate: null,
  };
  const { staff, password } = await house.app.staff.add(account, 'test');
  const { token } = await house.app.staff.signIn({ username: 'leaving', password });
  leaving = io(house.url + CONSOLE_NAMESPACE, {
    auth: { token },
    transports: ['websocket'],
    reconnection: false,
  });
  await until(() => leaving.connected, 'the line');
  await house.app.staff.setDisabled(staff.staffId, true, { staffId: '', actor: 'test' });
  wall = await house.watch();
  await house.api('POST', `/rooms/${house.roomId}/duty`, 'proctor', {});
  await wall.ask('room:watch', { roomId: house.roomId });
});
afterAll(() => house?.stop());

let face: (() => Buffer) | null = null;
/** Somebody in the running test at a seat. */
async function sitter(seat: number) {
  face ??= film({ show: 'person', photo: photoFile(house.people[0]!.photo), seconds: 1 });
  const kiosk = await house.kiosk(seat);
  const { idNumber } = await kiosk.ask('demo:enrol', { name: `考生${seat}`, jpeg: face() });
  const attemptId = await begin(kiosk, await checkIn(kiosk, idNumber, face));
  return { kiosk, attemptId };
}
const of = (kiosk: Kiosk, kind: IncidentView['kind']) => incidentsOf(wall, kiosk.seatId, kind);
const views = (seatId: string) =>
  wall.heard
    .filter((h) => h.kind === 'seat:update')
    .map((h) => h.data as SeatView)
    .filter((v) => v.seatId === seatId);
const rowsOf = async (target: string) =>
  (await house.api<{ rows: AuditRow[] }>('GET', `/audit?target=${target}`, 'auditor')).body.rows;
const post = <T = { code?: string }>(path: string, as: string, body: object = {}) =>
  house.api<T>('POST', path, as, body);
const refused = (namespace: string, auth: object) =>
  new Promise<string>((resolve, reject) => {
    const s = io(house.url + namespace, {
      auth,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
    });
    s.once('connect_error', (e) => (s.close(), resolve(e.message)));
    s.once('connect', () => (s.close(), reject(new Error('was let in'))));
  });

describe('what a terminal reports', () => {
  let kiosk: Kiosk;
  let attemptId: string;
  beforeAll(async () => ({ kiosk, attemptId } = await sitter(0)));
  const report = (kind: 'fullscreenLeft' | 'fullscreenRestored' | 'blockedAction', detail?: string) =>
    kiosk.ask('report', { kind, attemptId, ...(detail ? { detail } : {}) });

  it('leaving full screen and coming back again and again is one incident, counted', async () => {
    for (let i = 0; i < 4; i++) {
      await report('fullscreenLeft');
      await report('fullscreenRestored');
    }
    await report('fullscreenLeft');
    const change = await until(() =>
      of(kiosk, 'fullscreenLeft').find((c) => c.incident.detail['repeats'] === 4),
    );
    expect(change.incident).toMatchObject({ state: 'open', severity: 'warn', attemptId });
    await report('fullscreenRestored');
    const over = await until(() => of(kiosk, 'fullscreenLeft').find((c) => c.change === 'end'));
    expect(over.incident.id).toBe(change.incident.id);
    expect(new Set(of(kiosk, 'fullscreenLeft').map((c) => c.incident.id)).size).toBe(1);
  });
  it('a key held down is one incident and a handful of pushes, not a flood', async () => {
    const began = performance.now();
    await Promise.allSettled(Array.from({ length: 40 }, () => report('blockedAction', 'F5')));
    await until(() => Number(of(kiosk, 'blockedAction').at(-1)?.incident.detail['repeats'] ?? 0) > 20);
    const heard = of(kiosk, 'blockedAction');
    expect(new Set(heard.map((c) => c.incident.id)).size).toBe(1);
    // One push a second for as long as the key is held, however long the machine takes over that.
    const seconds = (performance.now() - began) / 1000;
    expect(heard.length).toBeLessThanOrEqual(4 + Math.floor(seconds));
    expect(heard[0]!.incident).toMatchObject({ severity: 'info', detail: { what: 'F5' } });
  });
  it('reports of who is not in a test accuse nobody', async () => {
    const idle = await house.kiosk(9);
    await idle.ask('report', { kind: 'fullscreenLeft', attemptId: null });
    await idle.ask('report', { kind: 'blockedAction', attemptId: null, detail: 'F5' });
    await pause(500);
    expect(incidentsOf(wall, idle.seatId)).toEqual([]);
  });
  it('a raised hand is on the wall at once, and lowered by the proctor', async () => {
    await kiosk.ask('help', { on: true });
    await until(() => views(kiosk.seatId).at(-1)?.helpAsked);
    expect(views(kiosk.seatId).at(-1)!.attentionReasons).toContain('helpAsked');
    expect((await post(`/seats/${kiosk.seatId}/help/clear`, 'proctor')).status).toBe(200);
    await until(() => of(kiosk, 'helpAsked').some((c) => c.change === 'end'));
    await until(() => views(kiosk.seatId).at(-1)?.helpAsked === false);
  });
});

describe('lines and tabs', () => {
  it('a second tab is refused and reported; a lost line is an incident until the terminal is back', async () => {
    const { kiosk, attemptId } = await sitter(1);
    const { token } = kiosk.socket.auth as { token: string };
    const tabId = (kiosk.socket.auth as { tabId: string }).tabId;
    expect(await refused(KIOSK_NAMESPACE, { token, tabId: '9b2f6c1e-0000-4000-8000-000000000009' })).toBe(
      'SECOND_TAB',
    );
    expect(await refused(KIOSK_NAMESPACE, { token, tabId: '9b2f6c1e-0000-4000-8000-000000000009' })).toBe(
      'SECOND_TAB',
    );
    const second = await until(() => of(kiosk, 'secondLogin').at(-1));
    expect(second.incident).toMatchObject({ severity: 'alert', attemptId });
    expect(new Set(of(kiosk, 'secondLogin').map((c) => c.incident.id)).size).toBe(1);

    kiosk.socket.disconnect();
    await until(() => of(kiosk, 'connectionLost').some((c) => c.change === 'new'));
    await until(() => views(kiosk.seatId).at(-1)?.terminal?.connected === false);
    expect(views(kiosk.seatId).at(-1)!.attentionReasons).toContain('terminalOffline');
    const back = io(house.url + KIOSK_NAMESPACE, {
      auth: { token, tabId },
      transports: ['websocket'],
      forceNew: true,
    });
    await until(() => of(kiosk, 'connectionLost').some((c) => c.change === 'end'));
    back.close();
  });
});

describe('what a proctor does', () => {
  let kiosk: Kiosk;
  let attemptId: string;
  beforeAll(async () => ({ kiosk, attemptId } = await sitter(2)));
  const heard = (kind: string) => kiosk.heard.filter((h) => h.kind === kind);

  it('message, pause, more time and resume reach the terminal within a second, and stand in the log with name and reason', async () => {
    const taken = timeAwake();
    const { body } = await post<{ delivered: boolean; messageId: string }>(
      `/seats/${kiosk.seatId}/message`,
      'proctor',
      {
        text: '请坐正',
      },
    );
    expect(body.delivered).toBe(true);
    await until(() => heard('message').length === 1);
    expect(heard('message')[0]!.data).toMatchObject({ id: body.messageId, text: '请坐正' });
    const last = () => views(kiosk.seatId).at(-1)?.lastMessage;
    await until(() => last()?.text === '请坐正' && last()?.seenAt === null);
    await kiosk.ask('message:seen', { messageId: attemptId });
    await kiosk.ask('message:seen', { messageId: body.messageId });
    await until(() => last()?.seenAt !== null);
    expect(last()!.seenAt! >= last()!.at).toBe(true);
    await post(`/attempts/${attemptId}/pause`, 'proctor', { reason: '设备检查' });
    await until(() => heard('sitting:update').some((h) => (h.data as { stage: string }).stage === 'paused'));
    await post(`/attempts/${attemptId}/extend`, 'proctor', { minutes: 5, reason: '设备检查' });
    // No camera shows who sits there now: the machine asks for a person's word.
    const alone = await post<{ code: string; detail: object }>(`/attempts/${attemptId}/resume`, 'proctor');
    expect(alone).toMatchObject({
      status: 409,
      body: { code: 'PERSON_NOT_CONFIRMED', detail: { field: 'noPicture' } },
    });
    await post(`/attempts/${attemptId}/resume`, 'proctor', { vouched: '已通话核对本人' });
    await until(() => heard('sitting:update').some((h) => (h.data as { stage: string }).stage === 'running'));
    expect(taken()).toBeLessThan(4000);
    const detail = (await house.api<AttemptDetail>('GET', `/attempts/${attemptId}`, 'proctor')).body;
    for (const kind of ['warned', 'paused', 'extended', 'resumed'])
      expect(detail.events.find((e) => e.kind === kind)?.data['by']).toMatchObject({
        name: expect.any(String),
      });
    expect((await rowsOf(`attempt/${attemptId}`)).map((r) => r.action)).toEqual([
      'attempt.resume',
      'attempt.extend',
      'attempt.pause',
    ]);
    expect((await rowsOf(`seat/${kiosk.seatId}`))[0]).toMatchObject({
      action: 'seat.message',
      detail: { text: '请坐正', delivered: true },
    });
  });
  it('needs the role, a reason and a sensible number', async () => {
    for (const as of ['auditor', 'manager', 'registry'])
      expect((await post(`/attempts/${attemptId}/pause`, as, { reason: '看看' })).status).toBe(403);
    expect((await post(`/attempts/${attemptId}/pause`, 'proctor', {})).status).toBe(400);
    expect(
      (await post(`/attempts/${attemptId}/extend`, 'proctor', { minutes: 600, reason: '多给' })).status,
    ).toBe(400);
    expect((await post(`/seats/${kiosk.seatId}/message`, 'proctor', { text: { $gt: '' } })).status).toBe(400);
    expect((await post(`/seats/${attemptId}/message`, 'proctor', { text: '谁' })).status).toBe(404);
    // A running test is ended in two steps or not at all; what was refused leaves no row of a deed.
    expect((await post(`/seats/${kiosk.seatId}/reset`, 'proctor', { reason: '重来' })).body.code).toBe(
      'SITTING_WRONG_STAGE',
    );
    expect((await rowsOf(`seat/${kiosk.seatId}`)).map((r) => r.action)).not.toContain('seat.reset');
  });
  it('ends a test in two steps: the token is of this attempt, this person and two minutes', async () => {
    const ask = () =>
      post<{ confirmToken: string; candidateName: string; total: number; expiresAt: number }>(
        `/attempts/${attemptId}/termination-request`,
        'proctor',
        { reason: '替考' },
      );
    const first = (await ask()).body;
    expect(first).toMatchObject({ candidateName: '考生2', total: 100 });
    expect(first.expiresAt - Date.now()).toBeLessThanOrEqual(120_000);
    const end = (confirmToken: string, as = 'proctor') =>
      post(`/attempts/${attemptId}/termination`, as, { confirmToken });
    expect((await end(first.confirmToken, 'admin')).body.code).toBe('CONFIRMATION_EXPIRED');
    expect((await end('forged')).body.code).toBe('CONFIRMATION_EXPIRED');
    const { tokens } = house.app.ctx;
    const claims = tokens.verify('confirm', first.confirmToken);
    expect((await end(tokens.sign('confirm', claims, -1000))).body.code).toBe('CONFIRMATION_EXPIRED');
    expect((await end(tokens.sign('confirm', { ...claims, sub: claims.by }, 60_000))).body.code).toBe(
      'CONFIRMATION_EXPIRED',
    );
    expect((await house.app.exam.state(attemptId)).status).toBe('running');
    expect((await end(first.confirmToken)).status).toBe(200);
    await until(() =>
      heard('sitting:update').some((h) => {
        const { results } = h.data as { results: { reason: string; terminatedReason: string }[] };
        return results[0]?.reason === 'terminated' && results[0].terminatedReason === '替考';
      }),
    );
    expect((await end(first.confirmToken)).body.code).toBe('ATTEMPT_CLOSED');
    expect(
      (await rowsOf(`attempt/${attemptId}`)).slice(0, 2).map((r) => [r.action, r.detail['reason']]),
    ).toEqual([
      ['attempt.terminate', '替考'],
      ['attempt.requestTermination', '替考'],
    ]);
    // The seat goes back to welcome, and the wall with it.
    expect((await post(`/seats/${kiosk.seatId}/reset`, 'proctor', { reason: '离场' })).status).toBe(200);
    await until(() => views(kiosk.seatId).at(-1)?.stage === 'idle');
  });
  it('judges an incident once, with a reason, and each look at a picture is recorded', async () => {
    const { kiosk: k } = await sitter(3);
    const looked = lookedAt(wall, k.seatId);
    k.socket.emit('frame', { jpeg: face!() });
    await looked;
    await k.ask('report', { kind: 'focusLost', attemptId: null, detail: 'blur' });
    const { incident } = await until(() => of(k, 'focusLost').at(-1));
    expect(incident.stills).toHaveLength(1);
    const { evidenceId } = incident.stills[0]!;
    expect((await house.api('GET', `/evidence/${evidenceId}`, 'auditor')).status).toBe(200);
    expect(await rowsOf(`evidence/${evidenceId}`)).toHaveLength(1);
    expect((await house.api('GET', `/evidence/${incident.id}`, 'auditor')).status).toBe(404);
    const judge = (as: string, body: object) =>
      post<IncidentView & { code?: string }>(`/incidents/${incident.id}/review`, as, body);
    expect((await judge('auditor', { verdict: 'dismissed', reason: '误报' })).status).toBe(403);
    expect((await judge('proctor', { verdict: 'dismissed', reason: '' })).status).toBe(400);
    const judged = await judge('proctor', { verdict: 'dismissed', reason: '误报' });
    expect(judged.body.review).toMatchObject({ verdict: 'dismissed', reason: '误报' });
    expect((await judge('proctor', { verdict: 'confirmed', reason: '再想' })).body.code).toBe('CONFLICT');
    // What the signal does later leaves the judgement alone.
    await k.ask('report', { kind: 'focusLost', attemptId: null });
    await k.ask('report', { kind: 'focusRestored', attemptId: null });
    const over = await until(() => of(k, 'focusLost').find((c) => c.change === 'end'));
    expect(over.incident.review).toMatchObject({ verdict: 'dismissed' });
    const { rows } = (
      await house.api<{ rows: IncidentView[] }>(
        'GET',
        `/incidents?seatId=${k.seatId}&unreviewed=true`,
        'proctor',
      )
    ).body;
    expect(rows.map((r) => r.id)).not.toContain(incident.id);
  });
});

describe('who may watch', () => {
  it('refuses forged tokens and the registry office', async () => {
    expect(await refused(CONSOLE_NAMESPACE, { token: 'x.y.z' })).toBe('UNAUTHENTICATED');
    expect(await refused(CONSOLE_NAMESPACE, {})).toBe('UNAUTHENTICATED');
    expect(await refused(CONSOLE_NAMESPACE, { token: { $ne: null } })).toBe('UNAUTHENTICATED');
    expect(await refused(CONSOLE_NAMESPACE, { token: await house.tokenOf('registry') })).toBe('FORBIDDEN');
    const { token } = (await house.kiosk(8)).socket.auth as { token: string };
    expect(await refused(CONSOLE_NAMESPACE, { token })).toBe('UNAUTHENTICATED');
  });
  it('answers what it does not know with a code', async () => {
    const other = await house.watch('auditor');
    const nobody = '9b2f6c1e-0000-4000-8000-00000000000a';
    await expect(other.ask('room:watch', { roomId: nobody })).rejects.toThrow('NOT_FOUND');
    await expect(other.ask('room:watch', { roomId: { $gt: '' } })).rejects.toThrow('BAD_REQUEST');
    await expect(other.ask('attempt:watch', { attemptId: nobody })).rejects.toThrow('ATTEMPT_NOT_FOUND');
    await expect(other.ask('attempt:pause' as never, {})).rejects.toThrow('BAD_REQUEST');
  });
  it('a wall is whole when it is asked for, and says nothing after it is left', async () => {
    const other = await house.watch('manager');
    const { seats } = await other.ask('room:watch', { roomId: house.roomId });
    expect(seats).toHaveLength(30);
    expect(seats.map((s) => s.number)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
    const { kiosk } = await sitter(4);
    await until(() => other.heard.some((h) => h.kind === 'seat:update'));
    await other.ask('room:unwatch', {});
    await pause(600);
    other.heard.length = 0;
    await kiosk.ask('help', { on: true });
    await pause(800);
    expect(other.heard).toEqual([]);
  });
  it('follows an attempt event by event, without what was chosen', async () => {
    const { kiosk, attemptId } = await sitter(5);
    const { events } = await wall.ask('attempt:watch', { attemptId });
    expect(events.map((e) => e.kind)).toEqual(['created', 'identityVerified', 'started']);
    expect(events[0]!.data).not.toHaveProperty('items');
    const { items } = await kiosk.ask('attempt:paper', { attemptId });
    const choice = [items[0]!.options[0]!.id];
    for (let clientSeq = 1; clientSeq <= 20; clientSeq++)
      await kiosk.ask('attempt:answer', {
        attemptId,
        clientSeq,
        index: 0,
        choice,
        confirm: false,
        madeAt: Date.now(),
      });
    await until(() => wall.heard.some((h) => h.kind === 'attempt:event'));
    const answered = wall.heard.find((h) => h.kind === 'attempt:event')!.data as { event: { data: object } };
    expect(answered.event.data).not.toHaveProperty('choice');
    // Twenty answers in a moment are at most a few pushes of the seat.
    await until(() => views(kiosk.seatId).at(-1)?.progress?.answered === 1, 'the seat');
    expect(views(kiosk.seatId).at(-1)!.progress).toMatchObject({ answered: 1, total: 100 });
    await wall.ask('attempt:unwatch', { attemptId });
  });
  it('a new terminal appears on a wall that is open, and a revoked one goes', async () => {
    const kiosk = await house.kiosk(12);
    await until(() => views(kiosk.seatId).at(-1)?.stage === 'idle');
    await house.app.sites.terminals.revoke(kiosk.seatId, 'test');
    await until(() => views(kiosk.seatId).at(-1)?.stage === 'unassigned');
  });
  it('an account that is closed stops watching by itself', async () => {
    await until(() => !leaving.connected, 'the end');
  });
});
