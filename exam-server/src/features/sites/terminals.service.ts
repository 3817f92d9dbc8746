import { randomUUID } from 'node:crypto';
import type { SeatRow } from 'exam-contract/http/sites';
import type { Context } from '../../context';
import type { Claims } from '../../platform/crypto/tokens';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import { newEnrolmentCode, normaliseCode } from './enrolment-code';
import type { SiteStore } from './sites.store';

const CODE_MS = 15 * 60_000;
const DEVICE_TOKEN_MS = 5 * 365 * 86_400_000;

export function createTerminals(
  ctx: Pick<Context, 'db' | 'clock' | 'bus' | 'vault' | 'tokens'>,
  store: SiteStore,
  audit: Pick<Audit, 'record'>,
) {
  const { db, clock, bus, vault, tokens } = ctx;
  const connected = new Set<string>();
  const stopListening = bus.on('terminal', ({ seatId, connected: on }) => {
    if (on) connected.add(seatId);
    else connected.delete(seatId);
  });
  const hashOf = (code: string) => vault.blindIndex(`enrolment:${normaliseCode(code)}`);
  const seatOf = async (seatId: string) => {
    const seat = await store.seat(seatId);
    if (!seat) throw new AppError('NOT_FOUND');
    return seat;
  };

  return {
    /** The terminals in use at these seats. `connected` is the socket of this server. */
    async ofSeats(seatIds: readonly string[]): Promise<Map<string, NonNullable<SeatRow['terminal']>>> {
      const docs = await store.openTerminals(seatIds);
      return new Map(
        docs.map((t) => [
          t.seatId,
          { deviceId: t._id, enrolledAt: t.enrolledAt, connected: connected.has(t.seatId) },
        ]),
      );
    },

    /** False once the terminal was revoked or its seat got another one. */
    async stillValid(claims: Pick<Claims<'device'>, 'sub' | 'seatId'>): Promise<boolean> {
      const doc = await store.terminal(claims.sub);
      return doc?.open === true && doc.seatId === claims.seatId;
    },

    /** A code for one seat, good once and for a quarter of an hour; the seat's former codes are void. @throws AppError NOT_FOUND */
    async newCode(seatId: string, actor: string): Promise<{ code: string; expiresAt: number }> {
      await seatOf(seatId);
      const code = newEnrolmentCode();
      const now = clock.now();
      const until = now + CODE_MS;
      await inTransaction(db, async (session) => {
        const expireAt = new Date(until + 86_400_000);
        await store.insertCode(
          { _id: hashOf(code), seatId, createdBy: actor, until, usedAt: null, expireAt },
          session,
        );
        await audit.record(session, { actor, action: 'terminal.code', target: `seat/${seatId}` });
      });
      return { code, expiresAt: until };
    },

    /** Makes whoever holds the code the terminal of its seat, in place of any other. @throws AppError ENROLMENT_CODE_INVALID */
    async enrol(code: string, ip: string): Promise<{ deviceToken: string; seatId: string; label: string }> {
      const now = clock.now();
      const deviceId = randomUUID();
      const { seat, replaced } = await inTransaction(db, async (session) => {
        const used = await store.useCode(hashOf(code), now, session);
        if (!used) throw new AppError('ENROLMENT_CODE_INVALID');
        const before = await store.closeTerminal(used.seatId, now, session);
        await store.insertTerminal(
          { _id: deviceId, seatId: used.seatId, enrolledAt: now, open: true, revokedAt: null },
          session,
        );
        await audit.record(session, {
          actor: `terminal/${deviceId}`,
          action: 'terminal.enrol',
          target: `seat/${used.seatId}`,
          detail: { ip, codeFrom: used.createdBy, replaced: before?._id ?? null },
        });
        return { seat: await seatOf(used.seatId), replaced: before };
      });
      if (replaced)
        bus.emit('terminalRevoked', { seatId: seat._id, roomId: seat.roomId, deviceId: replaced._id });
      return {
        deviceToken: tokens.sign('device', { sub: deviceId, seatId: seat._id }, DEVICE_TOKEN_MS),
        seatId: seat._id,
        label: seat.label,
      };
    },

    /** @throws AppError NOT_FOUND where the seat has no terminal. */
    async revoke(seatId: string, actor: string): Promise<SeatRow> {
      const seat = await seatOf(seatId);
      const gone = await inTransaction(db, async (session) => {
        const closed = await store.closeTerminal(seatId, clock.now(), session);
        if (!closed) throw new AppError('NOT_FOUND');
        await audit.record(session, {
          actor,
          action: 'terminal.revoke',
          target: `seat/${seatId}`,
          detail: { deviceId: closed._id },
        });
        return closed;
      });
      bus.emit('terminalRevoked', { seatId, roomId: seat.roomId, deviceId: gone._id });
      return { seatId, roomId: seat.roomId, number: seat.number, label: seat.label, terminal: null };
    },
    stop: stopListening,
  };
}
export type Terminals = ReturnType<typeof createTerminals>;
