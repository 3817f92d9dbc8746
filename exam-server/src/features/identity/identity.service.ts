import { randomInt, randomUUID } from 'node:crypto';
import type { CheckinView } from 'exam-contract/checkin';
import type { KioskIn } from 'exam-contract/kiosk-socket';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { createTurns } from '../../platform/turns';
import { maskName } from '../candidates';
import { PictureError, qualityHint } from '../vision';
import { createCheckRecords } from './check-records';
import { createCheckStore } from './check.store';
import {
  again,
  checkinView,
  look,
  looking,
  newCheckin,
  resumed,
  unmatched,
  type CallReason,
  type Checkin,
  type Look,
} from './domain/checkin';
import { createDecisions } from './decisions';
import { demoEnrolWith } from './demo-enrol';
import { compareMany, compareOne, comparable, type Verdict } from './domain/matching';
import type { IdentityPorts, Place } from './ports';
import { createRechecks } from './rechecks';
import { createTries } from './domain/tries';

/** A check-in nobody touched this long is forgotten; one that waits for a person waits longer. */
const IDLE_MS = 120_000;
const WAIT_MS = 15 * 60_000;
/** How long failures are remembered, so that going back to the start gives no new tries. */
const REMEMBER_MS = 10 * 60_000;
const MAX_DIGIT_TRIES = 3;
/** Numbers typed at one terminal that led nowhere, before it must wait: nobody reads the register off a kiosk. */
const MAX_NUMBERS = 10;
/** A picture of the check-in for the wall at this pace, ms. */
const THUMB_MS = 900;
const random = () => randomInt(0, 1 << 30) / (1 << 30);

/** Recognising who sits down: the machine proposes, a person decides where it cannot. */
export function createIdentityService(ctx: Context, ports: IdentityPorts) {
  const store = createCheckStore(ctx.db);
  const records = createCheckRecords(ctx, ports, store);
  const bySeat = new Map<string, Checkin>();
  const touched = new Map<string, number>();
  const thumbed = new Map<string, number>();
  const analysing = new Set<string>();
  /** What happens at a seat happens one after another: a tap, a frame and a proctor's decision never cross. */
  const turns = createTurns();
  const tries = createTries(REMEMBER_MS);
  const now = () => ctx.clock.now();

  const atSeat = ({ seatId }: Pick<Place, 'seatId'>) => `face:${seatId}`;
  const triesName = (c: Pick<Checkin, 'at' | 'method' | 'candidate'>) =>
    c.method === 'idNumber' && c.candidate ? `person:${c.candidate.candidateId}` : atSeat(c.at);
  const digitsName = (c: Checkin) => `digits:${c.candidate?.candidateId ?? ''}`;

  /** The check-in's new state; the wall is told where the stage changed. */
  function put(c: Checkin): Checkin {
    const former = bySeat.get(c.at.seatId);
    bySeat.set(c.at.seatId, c);
    touched.set(c.at.seatId, now());
    if (former?.id !== c.id || former.stage !== c.stage)
      ctx.bus.emit('checkin', { seatId: c.at.seatId, roomId: c.at.roomId, stage: c.stage });
    return c;
  }
  function forget({ at }: Checkin): void {
    for (const map of [bySeat, touched, thumbed]) map.delete(at.seatId);
    ctx.bus.emit('checkin', { seatId: at.seatId, roomId: at.roomId, stage: null });
  }
  function mine(at: Pick<Place, 'seatId'>, checkinId: string): Checkin {
    const c = bySeat.get(at.seatId);
    if (c?.id !== checkinId) throw new AppError('CHECKIN_NOT_FOUND');
    touched.set(at.seatId, now());
    return c;
  }
  const must = (c: Checkin, ...stages: Checkin['stage'][]) => {
    if (!stages.includes(c.stage)) throw new AppError('CHECKIN_WRONG_STAGE');
  };
  /** A step of a terminal, in its turn. */
  const inTurn = (at: Place, checkinId: string, work: (c: Checkin) => Promise<Checkin>) =>
    turns.run(at.seatId, async () => checkinView(await work(mine(at, checkinId))));

  async function named(at: Place, idNumber: string): Promise<NonNullable<Checkin['candidate']>> {
    const name = `numbers:${at.seatId}`;
    if (ctx.config.RATE_LIMITS && tries.count(name, now()) >= MAX_NUMBERS)
      throw new AppError('TOO_MANY_REQUESTS', { retryAfterMs: tries.waitMs(name, now()) });
    const found = await ports.candidates.findByIdNumber(idNumber);
    const booked = found && (await ports.bookings.openFor(found.candidateId, at.siteId, now())).length > 0;
    if (!booked) tries.add(name, now());
    if (!found) throw new AppError('ID_NUMBER_UNKNOWN', { field: 'idNumber' });
    if (!booked) throw new AppError('NO_BOOKING');
    return {
      candidateId: found.candidateId,
      maskedName: maskName(found.name),
      idNumber: found.idNumber,
    };
  }

  const begin = (at: Place, input: KioskIn<'checkin:begin'>): Promise<CheckinView> =>
    turns.run(at.seatId, async () => {
      const waiting = bySeat.get(at.seatId);
      if (waiting?.stage === 'proctor') return checkinView(waiting);
      const seat = await ports.seats.seatInfo(at.seatId);
      const candidate = input.method === 'idNumber' ? await named(at, input.idNumber) : null;
      const { method } = input;
      return checkinView(
        put(
          newCheckin({
            id: randomUUID(),
            at,
            method,
            challengeOff: seat.challenge === 'off',
            tries: tries.count(triesName({ at, method, candidate }), now()),
            candidate,
          }),
        ),
      );
    });

  async function frame(at: Place, input: { checkinId: string; jpeg: Uint8Array }): Promise<CheckinView> {
    const { checkinId, jpeg } = input;
    const c = put(resumed(mine(at, checkinId), now()));
    if (analysing.has(c.id) || !looking(c)) return checkinView(c);
    analysing.add(c.id);
    const taken = now();
    const thumb = taken - (thumbed.get(at.seatId) ?? 0) >= THUMB_MS;
    try {
      const seen = await ports.vision.analyse({
        camera: `checkin:${at.seatId}`,
        at: taken,
        jpeg,
        embedding: c.stage !== 'framing',
        thumb,
      });
      if (seen?.thumb) {
        thumbed.set(at.seatId, taken);
        ctx.bus.emit('checkinThumb', { seatId: at.seatId, roomId: at.roomId, at: taken, jpeg: seen.thumb });
      }
      return await inTurn(at, checkinId, (present) =>
        // What happened while the picture was looked at comes first: it was of another stage.
        seen && present.stage === c.stage
          ? advance(present, {
              at: taken,
              hint: qualityHint(seen.observation),
              face: seen.observation.faces[0] ?? null,
              embedding: seen.embedding,
              jpeg,
            })
          : Promise.resolve(present),
      );
    } catch (err) {
      if (err instanceof PictureError) throw new AppError('IMAGE_NOT_READABLE', { field: 'jpeg' });
      // Without eyes the machine steps aside: a person looks instead.
      if (err instanceof AppError && err.code === 'VISION_UNAVAILABLE')
        return await inTurn(at, checkinId, (present) =>
          looking(present)
            ? callProctor({ ...present, lastJpeg: jpeg }, 'visionUnavailable')
            : Promise.resolve(present),
        );
      throw err;
    } finally {
      analysing.delete(c.id);
    }
  }

  async function advance(c: Checkin, l: Look): Promise<Checkin> {
    const { c: next, then } = look(c, l, random);
    if (then === 'callProctor') return callProctor(next, 'challengeFailed');
    return then === 'match' ? match(next) : put(next);
  }

  async function match(c: Checkin): Promise<Checkin> {
    const probes = c.probes.map((p) => p.embedding);
    if (c.method === 'face') {
      const among = await ports.candidates.templatesBookedAt(c.at.siteId, now());
      return judged(c, compareMany(probes, among.filter(comparable)));
    }
    const template = c.candidate && (await ports.candidates.template(c.candidate.candidateId));
    if (!template) return callProctor(c, 'noEnrolmentPhoto');
    return comparable(template)
      ? judged(c, compareOne(probes, template))
      : callProctor(c, 'templateOfAnotherModel');
  }

  async function judged(c: Checkin, v: Verdict): Promise<Checkin> {
    const whose = v.candidateId ?? v.proposal;
    const who = whose && c.method === 'face' ? await ports.candidates.get(whose) : null;
    const candidate = who
      ? { candidateId: who.candidateId, maskedName: maskName(who.name), idNumber: who.idNumber }
      : c.method === 'idNumber'
        ? c.candidate
        : null;
    const scored: Checkin = { ...c, score: v.score, second: v.second, candidate };
    if (!v.candidateId) {
      const { c: next, then } = unmatched(scored, tries.add(triesName(c), now()), now());
      if (then === 'callProctor') return callProctor(next, 'notRecognised');
      await records.record({ ...scored, tries: next.tries }, { state: 'failed' });
      return put(next);
    }
    if (c.method === 'idNumber') return recognised(scored);
    return tries.count(digitsName(scored), now()) >= MAX_DIGIT_TRIES
      ? callProctor(scored, 'digitsDoNotMatch')
      : put({ ...scored, stage: 'confirmDigits' });
  }

  async function callProctor(c: Checkin, why: CallReason): Promise<Checkin> {
    const checkId = await records.record(c, { state: 'pending', why });
    return put({ ...c, stage: 'proctor', checkId });
  }

  async function recognised(c: Checkin): Promise<Checkin> {
    const checkId = await records.record(c, { state: 'passed' });
    return chooseOrOpen({ ...c, checkId });
  }

  /** Goes on to the only booking, or lets the candidate choose. @throws AppError of opening, the choice standing */
  async function chooseOrOpen(c: Checkin): Promise<Checkin> {
    tries.clear(triesName(c), atSeat(c.at), digitsName(c));
    const bookings = await ports.bookings.openFor(c.candidate?.candidateId ?? '', c.at.siteId, now());
    const chosen = put({ ...c, stage: 'choose', bookings });
    if (bookings.length === 0) throw new AppError('NO_BOOKING');
    const [only, more] = bookings;
    return only && !more ? open(chosen, only.bookingId) : chosen;
  }

  async function open(c: Checkin, bookingId: string): Promise<Checkin> {
    const { candidate, checkId } = c;
    if (!candidate || !checkId) throw new AppError('IDENTITY_REQUIRED');
    const sitting = await ports.exam.openSitting({
      seatId: c.at.seatId,
      deviceId: c.at.deviceId,
      candidateId: candidate.candidateId,
      bookingId,
      check: { checkId, method: c.method, score: c.score, decidedBy: c.decidedBy },
    });
    await store.setSitting(checkId, sitting.sittingId);
    const passed: Checkin = { ...c, stage: 'passed', sitting };
    forget(passed);
    return passed;
  }

  /** Gives a check-in up; what waited for a person waits no more. */
  async function end(c: Checkin): Promise<void> {
    forget(c);
    if (c.stage !== 'proctor' || !c.checkId) return;
    const settled = await store.settle(c.checkId, { state: 'expired' });
    if (settled) records.told(settled);
  }
  const endInTurn = (seatId: string, due: (c: Checkin) => boolean): Promise<void> =>
    turns.run(seatId, async () => {
      const c = bySeat.get(seatId);
      if (!c || !due(c)) return;
      await end(c);
    });

  const { references, note, lookAgain, noteLook } = createRechecks(ctx, ports, store, records);
  return {
    begin,
    frame,
    /** The check-in under way at a seat, or null. */
    view: (seatId: string): CheckinView | null => {
      const c = bySeat.get(seatId);
      return c ? checkinView(c) : null;
    },
    stage: (seatId: string) => bySeat.get(seatId)?.stage ?? null,
    confirm: (at: Place, input: { checkinId: string; last4: string }): Promise<CheckinView> =>
      inTurn(at, input.checkinId, async (c) => {
        must(c, 'confirmDigits');
        if (c.candidate?.idNumber.slice(-4).toUpperCase() === input.last4.toUpperCase()) return recognised(c);
        const wrong = tries.add(digitsName(c), now());
        if (wrong >= MAX_DIGIT_TRIES) return callProctor(c, 'digitsDoNotMatch');
        throw new AppError('DIGITS_DO_NOT_MATCH', { attemptsLeft: MAX_DIGIT_TRIES - wrong });
      }),
    choose: (at: Place, input: { checkinId: string; bookingId: string }): Promise<CheckinView> =>
      inTurn(at, input.checkinId, (c) => {
        must(c, 'choose');
        if (!c.bookings.some((b) => b.bookingId === input.bookingId)) throw new AppError('NO_BOOKING');
        return open(c, input.bookingId);
      }),
    call: (at: Place, input: { checkinId: string }): Promise<CheckinView> =>
      inTurn(at, input.checkinId, (c) => {
        must(c, 'framing', 'challenge', 'matching', 'confirmDigits', 'retry');
        return callProctor(c, 'askedByCandidate');
      }),
    cancel: (at: Place, input: { checkinId: string }): Promise<void> =>
      endInTurn(at.seatId, (c) => c.id === input.checkinId),
    /** Staff return a seat to welcome. */
    reset: (seatId: string): Promise<void> => endInTurn(seatId, () => true),
    ...createDecisions(ctx, ports, store, records, {
      turns,
      waiting: (seatId) => bySeat.get(seatId) ?? null,
      put,
      forget,
      goOn: chooseOrOpen,
      forgive: (c) => tries.clear(triesName(c), atSeat(c.at), digitsName(c)),
    }),
    demoEnrol: demoEnrolWith(ctx, ports),
    references,
    noteRechecks: note,
    lookAgain,
    noteLook,

    /** Forgets check-ins that nobody goes on with. Runs every now and then. */
    sweep(): void {
      for (const c of bySeat.values()) {
        const since = now() - (touched.get(c.at.seatId) ?? 0);
        const work =
          c.stage === 'proctor'
            ? since > WAIT_MS && nobodyCame(c)
            : since > IDLE_MS && endInTurn(c.at.seatId, (present) => present === c);
        if (work) work.catch((err: unknown) => ctx.log.warn({ err }, 'a check-in could not be closed'));
      }
    },
    /** After a restart: what waited for a decision waits no more, its terminal begins anew. */
    recover: () => store.expirePending(),
  };

  /** No proctor came: the check is over, and the terminal, which would wait for ever, looks again. */
  const nobodyCame = (c: Checkin): Promise<void> =>
    turns.run(c.at.seatId, async () => {
      if (bySeat.get(c.at.seatId) !== c || !c.checkId) return;
      put({ ...again(c), checkId: null });
      const settled = await store.settle(c.checkId, { state: 'expired' });
      if (settled) records.told(settled);
      ports.push(c.at.seatId, checkinView(again(c)));
    });
}
export type Identity = ReturnType<typeof createIdentityService>;
