import type { IdentityCheckView } from 'exam-contract/incident';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { inTransaction } from '../../platform/mongo/connect';
import type { Turns } from '../../platform/turns';
import { maskName } from '../candidates';
import type { CheckRecords } from './check-records';
import type { CheckDoc, CheckStore } from './check.store';
import { afresh, checkinView, type Checkin } from './domain/checkin';
import type { IdentityPorts } from './ports';

export interface Decision {
  decision: 'allow' | 'refuse' | 'retry';
  /** Whom the proctor names where the machine proposed nobody, or somebody else. */
  candidateId?: string | undefined;
  reason: string;
}
/** The hand of a check-in that waits for a person. */
interface Waiting {
  turns: Turns;
  waiting(seatId: string): Checkin | null;
  put(c: Checkin): Checkin;
  forget(c: Checkin): void;
  /** @throws AppError where no sitting can be opened now; the check-in stands at the choice then */
  goOn(c: Checkin): Promise<Checkin>;
  forgive(c: Checkin): void;
}

const states = { allow: 'allowed', refuse: 'refused', retry: 'failed' } as const;

/** A person's decisions about checks that the machine could not settle. */
export function createDecisions(
  ctx: Pick<Context, 'db' | 'clock' | 'log'>,
  ports: Pick<IdentityPorts, 'candidates' | 'bookings' | 'audit' | 'push'>,
  store: CheckStore,
  records: CheckRecords,
  desk: Waiting,
) {
  type By = { staffId: string; name: string };

  /** Whom a proctor lets in: somebody known, booked here and now. @throws AppError */
  async function admitted(check: CheckDoc, candidateId: string | null, here: Checkin | null) {
    if (!candidateId) throw new AppError('BAD_REQUEST', { field: 'body.candidateId' });
    if (!here) throw new AppError('CHECKIN_NOT_FOUND');
    const known = await ports.candidates.get(candidateId);
    if ((await ports.bookings.openFor(candidateId, check.siteId, ctx.clock.now())).length === 0)
      throw new AppError('NO_BOOKING');
    const named = check.candidateId !== candidateId;
    const enrolledPhoto = named ? await records.keepEnrolled(candidateId, check.seatId) : check.enrolledPhoto;
    const who = { candidateId, maskedName: maskName(known.name), idNumber: known.idNumber };
    return { here: { ...here, candidate: who }, enrolledPhoto };
  }

  async function settle(check: CheckDoc, d: Decision, by: By, set: Partial<CheckDoc>): Promise<CheckDoc> {
    return inTransaction(ctx.db, async (session) => {
      const settled = await store.settle(
        check._id,
        { ...set, state: states[d.decision], decidedBy: by.name, reason: d.reason },
        session,
      );
      if (!settled) throw new AppError('CONFLICT');
      await ports.audit.record(session, {
        actor: `staff/${by.staffId} ${by.name}`,
        action: 'check.decide',
        target: `check/${check._id}`,
        detail: { decision: d.decision, candidateId: settled.candidateId, reason: d.reason },
      });
      return settled;
    });
  }

  /** What the decision means at the terminal. */
  async function carryOut(c: Checkin, d: Decision, by: By): Promise<void> {
    const { seatId } = c.at;
    if (d.decision === 'refuse') {
      desk.forget(c);
      return ports.push(seatId, checkinView({ ...c, stage: 'refused' }));
    }
    if (d.decision === 'retry') {
      desk.forgive(c);
      return ports.push(seatId, checkinView(desk.put(afresh(c))));
    }
    try {
      ports.push(seatId, checkinView(await desk.goOn({ ...c, decidedBy: by.name })));
    } catch (err) {
      // Let in, but no sitting can begin yet: the terminal shows the choice and says why when it is made.
      ctx.log.warn({ err, seatId }, 'a candidate let in by a person could not sit down at once');
      const present = desk.waiting(seatId);
      if (present) ports.push(seatId, checkinView(present));
    }
  }

  return {
    /** @throws AppError NOT_FOUND, CONFLICT where it is settled already, NO_BOOKING, CHECKIN_NOT_FOUND where nobody waits */
    async decide(checkId: string, d: Decision, by: By): Promise<IdentityCheckView> {
      const { seatId } = (await store.get(checkId)) ?? missing();
      return desk.turns.run(seatId, async () => {
        const check = (await store.get(checkId)) ?? missing();
        if (check.state !== 'pending') throw new AppError('CONFLICT');
        const waiting = desk.waiting(seatId);
        const here = waiting?.checkId === checkId ? waiting : null;
        const candidateId = d.candidateId ?? check.candidateId;
        const letIn = d.decision === 'allow' ? await admitted(check, candidateId, here) : null;
        const settled = await settle(check, d, by, {
          candidateId,
          ...(letIn ? { enrolledPhoto: letIn.enrolledPhoto } : {}),
        });
        const present = letIn?.here ?? here;
        if (present) await carryOut(present, d, by);
        records.told(settled);
        return records.view(settled);
      });
    },
    checkView: async (checkId: string): Promise<IdentityCheckView | null> => {
      const doc = await store.get(checkId);
      return doc && records.view(doc);
    },
    list: async (f: Parameters<CheckStore['list']>[0]): Promise<IdentityCheckView[]> =>
      Promise.all((await store.list(f)).map(records.view)),
    ofSitting: async (sittingId: string): Promise<IdentityCheckView[]> =>
      Promise.all((await store.list({ sittingId })).map(records.view)),
  };
}

function missing(): never {
  throw new AppError('NOT_FOUND');
}
