import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { io, type Socket } from 'socket.io-client';
import type { CheckinView } from 'exam-contract/checkin';
import type { SittingView } from 'exam-contract/sitting';
import type { CandidateRow } from 'exam-contract/http/candidates';
import type { SeatRow } from 'exam-contract/http/sites';
import type { IdentityCheckView } from 'exam-contract/incident';
import { KIOSK_NAMESPACE, type KioskIn, type KioskOut, type KioskRequest } from 'exam-contract/kiosk-socket';
import type { Paper } from 'exam-contract/paper';
import type { Ack } from 'exam-contract/result';
import type { Stack } from '../e2e/support/stack';

/** A terminal without a screen: what it must tell, it says again until it is acknowledged. */
export interface Terminal {
  readonly socket: Socket;
  readonly seatId: string;
  /** One try. @throws Error named by the code of a refusal, or when no answer comes */
  ask<K extends KioskRequest>(kind: K, data: KioskIn<K>): Promise<KioskOut<K>>;
  /** Tries until it is acknowledged; a refusal that another try cannot mend is thrown. */
  tell<K extends KioskRequest>(kind: K, data: KioskIn<K>): Promise<KioskOut<K>>;
}

const PHOTO = require.resolve('@vladmandic/face-api/demo/sample1.jpg');
const AGAIN = new Set(['NOT_CONNECTED', 'STORE_UNAVAILABLE', 'SHUTTING_DOWN', 'INTERNAL']);

export async function terminalAt(stack: Stack, seatId: string): Promise<Terminal> {
  const { code } = await stack.api<{ code: string }>(
    'POST',
    `/seats/${seatId}/enrolment-code`,
    'manager',
    {},
  );
  const r = await fetch(`${stack.url}/api/v1/terminals`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  const { deviceToken } = (await r.json()) as { deviceToken: string };
  const socket = io(stack.url + KIOSK_NAMESPACE, {
    auth: { token: deviceToken, tabId: randomUUID() },
    transports: ['websocket'],
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    forceNew: true,
  });
  const asking =
    (patienceMs: number): Terminal['ask'] =>
    async (kind, data) => {
      const answer = socket.timeout(patienceMs).emitWithAck(kind, data) as Promise<Ack<never>>;
      const ack = await answer.catch(() => null);
      if (!ack) throw new Error('NOT_CONNECTED');
      if (!ack.ok) throw Object.assign(new Error(ack.code), { detail: ack.detail });
      return ack.data;
    };
  const ask = asking(60_000);
  // What can be said again is: an answer may be lost with the server.
  const askSoon = asking(2000);
  const tell: Terminal['tell'] = async (kind, data) => {
    for (;;) {
      try {
        return await askSoon(kind, data);
      } catch (err) {
        if (!AGAIN.has((err as Error).message)) throw err;
        await new Promise((go) => setTimeout(go, 100));
      }
    }
  };
  await tell('hello', { lang: 'zh-CN', clientVersion: 'test' });
  return { socket, seatId, ask, tell };
}

/** A candidate a proctor lets in (camera analysis is off here), up to the first question. */
export async function sitsDown(stack: Stack, terminal: Terminal, who: CandidateRow): Promise<Paper> {
  const { checkinId } = await terminal.ask('checkin:begin', { method: 'idNumber', idNumber: who.idNumber });
  await terminal.ask('checkin:frame', { checkinId, jpeg: readFileSync(PHOTO) });
  const { rows } = await stack.api<{ rows: IdentityCheckView[] }>(
    'GET',
    '/identity-checks?state=pending',
    'proctor',
  );
  const check = rows.find((r) => r.checkinId === checkinId)!;
  await stack.api('POST', `/identity-checks/${check.id}/decision`, 'proctor', {
    decision: 'allow',
    reason: '与照片一致',
  });
  const { sitting, checkin } = await terminal.ask('hello', { lang: 'zh-CN', clientVersion: 'test' });
  const agreed = sitting ?? (await chooseFirst(terminal, checkin!));
  const { sittingId, rulesVersion } = agreed;
  await terminal.ask('sitting:consent', { sittingId, rulesVersion, lang: 'zh-CN' });
  return (await terminal.ask('attempt:start', { sittingId })).paper;
}

async function chooseFirst(terminal: Terminal, { checkinId, bookings }: CheckinView): Promise<SittingView> {
  const { bookingId } = bookings[0]!;
  return (await terminal.ask('checkin:choose', { checkinId, bookingId })).sitting!;
}

export const seatsOf = async (stack: Stack, roomId: string) =>
  (await stack.api<{ seats: SeatRow[] }>('GET', `/rooms/${roomId}/seats`, 'proctor')).seats;
