import { randomUUID } from 'node:crypto';
import type { DutyView } from 'exam-contract/http/staff';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction, isDuplicateKey } from '../../platform/mongo/connect';
import type { Audit } from '../audit';
import type { DutyDoc, DutyStore } from './duty.store';
import type { StaffService } from './staff.service';

export interface DutyPorts {
  /** @throws AppError NOT_FOUND where there is no such room. */
  roomExists(roomId: string): Promise<void>;
}

/** The examiner of a duty, as an exam writes it down. */
interface Named {
  dutyId: string;
  staffId: string;
  name: string;
  certificate: string;
}

export function createDutyService(
  ctx: Pick<Context, 'db' | 'clock' | 'bus' | 'log' | 'config'>,
  store: DutyStore,
  staff: Pick<StaffService, 'get'>,
  audit: Pick<Audit, 'record'>,
  ports: DutyPorts,
) {
  const { db, clock, bus, log } = ctx;
  const absentMs = ctx.config.EXAMINER_ABSENT_MS;
  /** Consoles connected to this server, by examiner. */
  const consoles = new Map<string, Set<string>>();
  /** What was last announced of each room. */
  const announced = new Map<string, boolean>();

  const isPresent = (staffId: string, seen: ReadonlyMap<string, number>): boolean =>
    consoles.has(staffId) || clock.now() - (seen.get(staffId) ?? -Infinity) <= absentMs;
  /** Says what changed; a change of examiner is told even where there was one before. */
  const announce = (roomId: string, examinerOnDuty: boolean, changed = false) => {
    if (!changed && announced.get(roomId) === examinerOnDuty) return;
    announced.set(roomId, examinerOnDuty);
    bus.emit('duty', { roomId, examinerOnDuty });
  };
  const view = (duty: DutyDoc, present: boolean): DutyView => ({
    dutyId: duty._id,
    roomId: duty.roomId,
    examiner: { staffId: duty.staffId, name: duty.name, certificate: duty.certificate },
    since: duty.since,
    present,
  });
  const current = async (roomId: string): Promise<DutyView | null> => {
    const duty = await store.openFor(roomId);
    return duty && view(duty, isPresent(duty.staffId, await store.seenAt([duty.staffId])));
  };

  /** Keeps connected examiners seen, and tells who has gone or come back; safe to run at any time. */
  const sweep = async (): Promise<void> => {
    await store.seen([...consoles.keys()], clock.now());
    const open = await store.allOpen();
    const seen = await store.seenAt(open.map((d) => d.staffId));
    const rooms = new Set(open.map((d) => d.roomId));
    for (const duty of open) announce(duty.roomId, isPresent(duty.staffId, seen));
    for (const roomId of announced.keys()) if (!rooms.has(roomId)) announce(roomId, false);
  };
  const timer = setInterval(
    () => void sweep().catch((err: unknown) => log.warn({ err }, 'presence of examiners could not be read')),
    Math.max(500, Math.min(5000, absentMs / 4)),
  );
  timer.unref();

  return {
    current,
    /** Examiner on duty and present, or null: then nothing starts (162号令 art. 49). */
    async examinerFor(roomId: string): Promise<Named | null> {
      const duty = await current(roomId);
      return duty?.present ? { dutyId: duty.dutyId, ...duty.examiner } : null;
    },

    /**
     * Makes a certified examiner answerable for a room; whoever had it before is relieved, which is audited.
     * @throws AppError FORBIDDEN without a certificate, NOT_FOUND for an unknown room, CONFLICT when two come at once.
     */
    async goOn(roomId: string, staffId: string, actor: string): Promise<DutyView> {
      await ports.roomExists(roomId);
      const { name, examinerCertificate } = await staff.get(staffId);
      if (!examinerCertificate) throw new AppError('FORBIDDEN', { field: 'examinerCertificate' });
      const duty: DutyDoc = {
        _id: randomUUID(),
        roomId,
        staffId,
        name,
        certificate: examinerCertificate,
        since: clock.now(),
        open: true,
        endedAt: null,
      };
      try {
        const kept = await inTransaction(db, async (session) => {
          const before = await store.openFor(roomId, session);
          if (before?.staffId === staffId) return before;
          if (before) await store.end(before._id, clock.now(), session);
          await store.begin(duty, session);
          await audit.record(session, {
            actor,
            action: before ? 'duty.takeOver' : 'duty.begin',
            target: `room/${roomId}`,
            detail: before
              ? { dutyId: duty._id, from: `staff/${before.staffId} ${before.name}` }
              : { dutyId: duty._id },
          });
          return duty;
        });
        await store.seen([staffId], clock.now());
        announce(roomId, true, true);
        return view(kept, true);
      } catch (err) {
        if (isDuplicateKey(err)) throw new AppError('CONFLICT', undefined, { cause: err });
        throw err;
      }
    },

    /** @throws AppError NOT_FOUND where nobody is on duty, FORBIDDEN where somebody else is and `anybody` is not set. */
    async goOff(roomId: string, staffId: string, actor: string, anybody: boolean): Promise<void> {
      await inTransaction(db, async (session) => {
        const duty = await store.openFor(roomId, session);
        if (!duty) throw new AppError('NOT_FOUND');
        if (duty.staffId !== staffId && !anybody) throw new AppError('FORBIDDEN');
        await store.end(duty._id, clock.now(), session);
        await audit.record(session, {
          actor,
          action: 'duty.end',
          target: `room/${roomId}`,
          detail: { dutyId: duty._id, examiner: `staff/${duty.staffId} ${duty.name}` },
        });
      });
      announce(roomId, false, true);
    },

    /**
     * Told by the console's socket when it comes and goes (`via` = the socket's id, as one may have several
     * windows); saying the same twice does no harm. An examiner whose last window is gone longer than
     * EXAMINER_ABSENT_MS is absent.
     */
    async presence(staffId: string, connected: boolean, via = 'console'): Promise<void> {
      const mine = consoles.get(staffId) ?? new Set<string>();
      if (connected) mine.add(via);
      else mine.delete(via);
      if (mine.size > 0) consoles.set(staffId, mine);
      else consoles.delete(staffId);
      await store.seen([staffId], clock.now());
      if (connected) {
        for (const duty of await store.allOpen()) if (duty.staffId === staffId) announce(duty.roomId, true);
      }
    },
    sweep,
    stop: () => clearInterval(timer),
  };
}
export type DutyService = ReturnType<typeof createDutyService>;
