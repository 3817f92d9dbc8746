import { randomInt, randomUUID } from 'node:crypto';
import type { CheckinView } from 'exam-contract/checkin';
import type { IdentityCheckView } from 'exam-contract/incident';
import type { KioskIn } from 'exam-contract/kiosk-socket';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { maskIdNumber, maskName } from '../candidates';
import {
  cosine,
  faceThresholds,
  identify,
  modelVersions,
  newChallenge,
  PictureError,
  qualityHint,
  stepChallenge,
  verify,
  type Analysed,
} from '../vision';
import { createCheckStore, type CheckDoc } from './check.store';
import { checkinView, GOOD_FRAMES, MATCH_FRAMES, MAX_TRIES, type Checkin } from './checkin';
import type { IdentityPorts, Place } from './ports';

/** A check-in nobody touched this long is forgotten; one that waits for a person waits longer. */
const IDLE_MS = 120_000;
const WAIT_MS = 15 * 60_000;
const MAX_DIGIT_TRIES = 3;
/** How long 'not recognised' stands before the camera looks again. */
const RETRY_PAUSE_MS = 2500;
const random = () => randomInt(0, 1 << 30) / (1 << 30);

/** Recognising who sits down: the machine proposes, a person decides where it cannot. */
export function createIdentityService(ctx: Context, ports: IdentityPorts) {
  const store = createCheckStore(ctx.db);
  const bySeat = new Map<string, Checkin>();
  const now = () => ctx.clock.now();

  const tell = (c: Checkin): CheckinView => {
    ctx.bus.emit('checkin', { seatId: c.at.seatId, roomId: c.at.roomId, stage: c.stage });
    return checkinView(c);
  };
  function mine(at: Place, checkinId: string): Checkin {
    const c = bySeat.get(at.seatId);
    if (!c || c.id !== checkinId) throw new AppError('CHECKIN_NOT_FOUND');
    c.touchedAt = now();
    return c;
  }
  const must = (c: Checkin, ...stages: Checkin['stage'][]) => {
    if (!stages.includes(c.stage)) throw new AppError('CHECKIN_WRONG_STAGE');
  };
  const start = (c: Checkin): void => {
    Object.assign(c, {
      stage: 'framing',
      goodFrames: 0,
      challenge: null,
      probes: [],
      hint: null,
      face: null,
    });
  };

  async function begin(at: Place, input: KioskIn<'checkin:begin'>): Promise<CheckinView> {
    const waiting = bySeat.get(at.seatId);
    if (waiting?.stage === 'proctor') return checkinView(waiting);
    // Going back to the start does not give new tries: three failures call a person.
    const former = waiting && waiting.method === input.method ? waiting : null;
    const seat = await ports.seats.seatInfo(at.seatId);
    let candidate: Checkin['candidate'] = null;
    if (input.method === 'idNumber') {
      const found = await ports.candidates.findByIdNumber(input.idNumber);
      if (!found) throw new AppError('ID_NUMBER_UNKNOWN', { field: 'idNumber' });
      if ((await ports.bookings.openFor(found.candidateId, at.siteId, now())).length === 0)
        throw new AppError('NO_BOOKING');
      candidate = {
        candidateId: found.candidateId,
        maskedName: maskName(found.name),
        idNumber: found.idNumber,
      };
    }
    const c: Checkin = {
      id: randomUUID(),
      at,
      method: input.method,
      stage: 'framing',
      touchedAt: now(),
      hint: null,
      face: null,
      goodFrames: 0,
      challenge: null,
      challengeOff: seat.challenge === 'off',
      challengesFailed: former?.challengesFailed ?? 0,
      resumeAt: 0,
      probes: [],
      lastJpeg: null,
      tries: former?.tries ?? 0,
      candidate,
      digitTries: 0,
      checkId: null,
      score: null,
      bookings: [],
      decidedBy: null,
      sitting: null,
      busy: false,
    };
    bySeat.set(at.seatId, c);
    return tell(c);
  }

  async function frame(at: Place, input: { checkinId: string; jpeg: Uint8Array }): Promise<CheckinView> {
    const c = mine(at, input.checkinId);
    if (c.stage === 'retry' && now() >= c.resumeAt) start(c);
    if (c.busy || (c.stage !== 'framing' && c.stage !== 'challenge' && c.stage !== 'matching'))
      return checkinView(c);
    c.busy = true;
    try {
      const seen = await ports.vision.analyse({
        camera: `checkin:${at.seatId}`,
        at: now(),
        jpeg: input.jpeg,
        embedding: true,
        thumb: false,
      });
      if (seen) await step(c, seen, input.jpeg);
      return checkinView(c);
    } catch (err) {
      if (err instanceof PictureError) throw new AppError('IMAGE_NOT_READABLE', { field: 'jpeg' });
      // Without eyes the machine steps aside: a person looks instead.
      if (err instanceof AppError && err.code === 'VISION_UNAVAILABLE') {
        c.lastJpeg = input.jpeg;
        await callProctor(c, 'vision unavailable');
        return checkinView(c);
      }
      throw err;
    } finally {
      c.busy = false;
    }
  }

  async function step(c: Checkin, seen: Analysed, jpeg: Uint8Array): Promise<void> {
    const face = seen.observation.faces[0];
    c.face = face ? face.box : null;
    if (face) c.lastJpeg = jpeg;
    const hint = qualityHint(seen.observation);
    if (c.stage === 'challenge') return challenge(c, seen, hint === 'oneFaceOnly');
    c.hint = hint;
    if (hint || !seen.embedding) {
      if (c.stage === 'framing') c.goodFrames = 0;
      return;
    }
    if (c.stage === 'framing') {
      if (++c.goodFrames < GOOD_FRAMES) return;
      c.stage = c.challengeOff ? 'matching' : 'challenge';
      c.challenge = c.challengeOff ? null : newChallenge(now(), random);
      tell(c);
      return;
    }
    // After the challenge only the same face may go on to be compared.
    const anchor = c.challenge?.anchor;
    if (anchor && cosine(anchor, seen.embedding) < faceThresholds.verify) return start(c);
    c.probes.push({ embedding: seen.embedding, jpeg });
    if (c.probes.length >= MATCH_FRAMES) await match(c);
  }

  async function challenge(c: Checkin, seen: Analysed, crowd: boolean): Promise<void> {
    const face = seen.observation.faces[0];
    c.hint = crowd ? 'oneFaceOnly' : face ? null : 'noFace';
    const frame =
      face && seen.embedding && !crowd ? { at: now(), yaw: face.yaw, embedding: seen.embedding } : null;
    c.challenge = stepChallenge(c.challenge!, frame, now());
    if (c.challenge.phase === 'passed') {
      c.stage = 'matching';
      tell(c);
    } else if (c.challenge.phase === 'failed') {
      if (++c.challengesFailed >= MAX_TRIES) return callProctor(c, `challenge: ${c.challenge.why}`);
      c.challenge = newChallenge(now(), random);
    }
  }

  async function match(c: Checkin): Promise<void> {
    const t = faceThresholds;
    if (c.method === 'idNumber' && c.candidate) {
      const template = await ports.candidates.template(c.candidate.candidateId);
      if (!template) return callProctor(c, 'no enrolment photo');
      const best = Math.max(...c.probes.map((p) => verify(p.embedding, template.embedding, t).score));
      c.score = best;
      return best >= t.verify ? recognised(c, null) : failed(c, null);
    }
    const among = await ports.candidates.templatesBookedAt(c.at.siteId, now());
    const tries = c.probes.map((p) => identify(p.embedding, among, t)).sort((a, b) => b.score - a.score);
    const best = tries[0];
    const agreed =
      best?.passed && tries.filter((x) => x.passed && x.best === best.best).length * 2 > tries.length;
    c.score = best?.best ? best.score : null;
    const known = best?.best ? await ports.candidates.get(best.best) : null;
    c.candidate =
      agreed && known
        ? { candidateId: known.candidateId, maskedName: maskName(known.name), idNumber: known.idNumber }
        : null;
    if (!agreed) return failed(c, best?.second ?? null);
    c.stage = 'confirmDigits';
    tell(c);
  }

  async function failed(c: Checkin, second: number | null): Promise<void> {
    c.tries++;
    if (c.tries >= MAX_TRIES) return callProctor(c, 'not recognised');
    await record(c, 'failed', second);
    start(c);
    c.stage = 'retry';
    c.resumeAt = now() + RETRY_PAUSE_MS;
    tell(c);
  }

  async function recognised(c: Checkin, second: number | null): Promise<void> {
    await record(c, 'passed', second);
    await chooseOrOpen(c);
  }

  /** Stores what was seen and judged, with both pictures. */
  async function record(
    c: Checkin,
    state: CheckDoc['state'],
    second: number | null,
    reason: string | null = null,
  ): Promise<void> {
    const jpeg = c.probes.at(-1)?.jpeg ?? c.lastJpeg;
    const base = {
      seatId: c.at.seatId,
      sittingId: null,
      attemptId: null,
      at: now(),
      kind: 'checkin' as const,
    };
    const photo = c.candidate ? await ports.candidates.photo(c.candidate.candidateId) : null;
    const [livePhoto, enrolledPhoto] = await Promise.all([
      jpeg ? ports.evidence.put({ ...base, jpeg }) : null,
      photo ? ports.evidence.put({ ...base, jpeg: photo.data }) : null,
    ]);
    const doc: CheckDoc = {
      _id: randomUUID(),
      checkinId: c.id,
      seatId: c.at.seatId,
      roomId: c.at.roomId,
      siteId: c.at.siteId,
      deviceId: c.at.deviceId,
      sittingId: null,
      at: now(),
      method: c.method,
      state,
      candidateId: c.candidate?.candidateId ?? null,
      enrolledPhoto,
      livePhoto,
      score: c.score,
      second,
      thresholds: { ...faceThresholds },
      modelVersions,
      challenge: c.challengeOff
        ? 'off'
        : c.challenge?.phase === 'passed'
          ? 'passed'
          : c.challenge?.phase === 'failed' || c.challengesFailed > 0
            ? 'failed'
            : 'notDone',
      challengeTrace: c.challenge?.trace ?? [],
      tries: c.tries,
      decidedBy: null,
      reason,
    };
    await store.add(doc);
    c.checkId = doc._id;
    ctx.bus.emit('identityCheck', { checkId: doc._id, seatId: doc.seatId, roomId: doc.roomId });
  }

  async function callProctor(c: Checkin, reason: string): Promise<void> {
    await record(c, 'pending', null, reason);
    c.stage = 'proctor';
    tell(c);
  }

  async function chooseOrOpen(c: Checkin): Promise<void> {
    c.bookings = await ports.bookings.openFor(c.candidate!.candidateId, c.at.siteId, now());
    if (c.bookings.length === 0) throw new AppError('NO_BOOKING');
    if (c.bookings.length === 1) return open(c, c.bookings[0]!.bookingId);
    c.stage = 'choose';
    tell(c);
  }

  async function open(c: Checkin, bookingId: string): Promise<void> {
    c.sitting = await ports.exam.openSitting({
      seatId: c.at.seatId,
      deviceId: c.at.deviceId,
      candidateId: c.candidate!.candidateId,
      bookingId,
      check: { checkId: c.checkId!, method: c.method, score: c.score, decidedBy: c.decidedBy },
    });
    await store.patch(c.checkId!, { sittingId: c.sitting.sittingId });
    c.stage = 'passed';
    tell(c);
    bySeat.delete(c.at.seatId);
  }

  async function toView(doc: CheckDoc): Promise<IdentityCheckView> {
    const [candidate, seat] = await Promise.all([
      doc.candidateId ? ports.candidates.get(doc.candidateId).catch(() => null) : null,
      ports.seats.seatInfo(doc.seatId),
    ]);
    return {
      id: doc._id,
      checkinId: doc.checkinId,
      seatId: doc.seatId,
      seatLabel: seat.label,
      roomId: doc.roomId,
      at: doc.at,
      method: doc.method,
      state: doc.state,
      candidateId: doc.candidateId,
      candidateName: candidate?.name ?? null,
      maskedIdNumber: candidate ? maskIdNumber(candidate.idNumber) : null,
      enrolledPhoto: doc.enrolledPhoto,
      livePhoto: doc.livePhoto,
      score: doc.score,
      thresholds: doc.thresholds,
      modelVersions: doc.modelVersions,
      challenge: doc.challenge,
      tries: doc.tries,
      decidedBy: doc.decidedBy,
      reason: doc.reason,
    };
  }

  return {
    begin,
    frame,
    view: (seatId: string): CheckinView | null => {
      const c = bySeat.get(seatId);
      return c ? checkinView(c) : null;
    },
    stage: (seatId: string) => bySeat.get(seatId)?.stage ?? null,
    async confirm(at: Place, input: { checkinId: string; last4: string }): Promise<CheckinView> {
      const c = mine(at, input.checkinId);
      must(c, 'confirmDigits');
      if (c.candidate!.idNumber.slice(-4).toUpperCase() !== input.last4.toUpperCase()) {
        if (++c.digitTries >= MAX_DIGIT_TRIES) {
          await callProctor(c, 'digits do not match');
          return checkinView(c);
        }
        throw new AppError('DIGITS_DO_NOT_MATCH', { attemptsLeft: MAX_DIGIT_TRIES - c.digitTries });
      }
      await recognised(c, null);
      return checkinView(c);
    },
    async choose(at: Place, input: { checkinId: string; bookingId: string }): Promise<CheckinView> {
      const c = mine(at, input.checkinId);
      must(c, 'choose');
      if (!c.bookings.some((b) => b.bookingId === input.bookingId)) throw new AppError('NO_BOOKING');
      await open(c, input.bookingId);
      return checkinView(c);
    },
    async call(at: Place, input: { checkinId: string }): Promise<CheckinView> {
      const c = mine(at, input.checkinId);
      must(c, 'framing', 'challenge', 'matching', 'confirmDigits', 'retry');
      await callProctor(c, 'asked by the candidate');
      return checkinView(c);
    },
    cancel(at: Place, input: { checkinId: string }): Promise<void> {
      const c = bySeat.get(at.seatId);
      if (c?.id === input.checkinId) end(c);
      return Promise.resolve();
    },
    /** Staff return a seat to welcome. */
    reset(seatId: string): void {
      const c = bySeat.get(seatId);
      if (c) end(c);
    },

    /** A person's decision about a pending check. @throws AppError NOT_FOUND, CONFLICT where it is settled already */
    async decide(
      checkId: string,
      d: { decision: 'allow' | 'refuse' | 'retry'; candidateId?: string | undefined; reason: string },
      by: { staffId: string; name: string },
    ): Promise<IdentityCheckView> {
      const check = await store.get(checkId);
      if (!check) throw new AppError('NOT_FOUND');
      if (check.state !== 'pending') throw new AppError('CONFLICT');
      const candidateId = d.candidateId ?? check.candidateId;
      const c = bySeat.get(check.seatId);
      const here = c?.checkId === checkId ? c : null;
      if (d.decision === 'allow') {
        if (!candidateId) throw new AppError('BAD_REQUEST', { field: 'body.candidateId' });
        if (!here) throw new AppError('CHECKIN_NOT_FOUND');
        const known = await ports.candidates.get(candidateId);
        if ((await ports.bookings.openFor(candidateId, here.at.siteId, now())).length === 0)
          throw new AppError('NO_BOOKING');
        here.candidate = { candidateId, maskedName: maskName(known.name), idNumber: known.idNumber };
        here.decidedBy = by.name;
      }
      const state = d.decision === 'allow' ? 'allowed' : d.decision === 'refuse' ? 'refused' : 'failed';
      const settled = await store.settle(checkId, 'pending', {
        state,
        candidateId,
        decidedBy: by.name,
        reason: d.reason,
      });
      if (!settled) throw new AppError('CONFLICT');
      await ports.audit.record(null, {
        actor: `staff/${by.staffId} ${by.name}`,
        action: 'check.decide',
        target: `check/${checkId}`,
        detail: { decision: d.decision, candidateId, reason: d.reason },
      });
      if (here) {
        if (d.decision === 'allow') await chooseOrOpen(here);
        else if (d.decision === 'refuse') here.stage = 'refused';
        else (Object.assign(here, { tries: 0, challengesFailed: 0, digitTries: 0 }), start(here));
        ports.push(here.at.seatId, tell(here));
        if (d.decision === 'refuse') bySeat.delete(here.at.seatId);
      }
      ctx.bus.emit('identityCheck', { checkId, seatId: check.seatId, roomId: check.roomId });
      return toView(settled);
    },
    checkView: async (checkId: string) => {
      const doc = await store.get(checkId);
      return doc && toView(doc);
    },
    list: async (f: Parameters<typeof store.list>[0]) => Promise.all((await store.list(f)).map(toView)),
    ofSitting: async (sittingId: string) => Promise.all((await store.list({ sittingId })).map(toView)),

    /** Enrols whoever stands at a demo terminal. @throws AppError IMAGE_… as enrolment does */
    async demoEnrol(
      at: Place,
      input: { name: string; jpeg: Uint8Array },
    ): Promise<{ maskedName: string; idNumber: string }> {
      const idNumber = `00000019900101${String(randomInt(0, 10_000)).padStart(4, '0')}`;
      const actor = `terminal/${at.deviceId}`;
      const row = await ports.candidates.add(
        { name: input.name, idNumber, licenceClass: 'C1', timeFactor: 1 },
        actor,
      );
      await ports.candidates.setPhoto(row.candidateId, input.jpeg, actor);
      const hour = 3600_000;
      await ports.candidates.book(
        row.candidateId,
        { siteId: at.siteId, kindCode: 'K1_CAR', from: now(), to: now() + 8 * hour },
        actor,
      );
      await ports.audit.record(null, { actor, action: 'demo.enrol', target: `candidate/${row.candidateId}` });
      return { maskedName: maskName(input.name), idNumber };
    },

    /** Forgets check-ins that nobody goes on with. Runs every few seconds. */
    sweep(): void {
      for (const c of bySeat.values())
        if (now() - c.touchedAt > (c.stage === 'proctor' ? WAIT_MS : IDLE_MS)) end(c);
    },
    recover: () => store.expirePending(),
  };

  function end(c: Checkin): void {
    bySeat.delete(c.at.seatId);
    if (c.stage === 'proctor' && c.checkId) {
      const { checkId } = c;
      store.settle(checkId, 'pending', { state: 'expired' }).then(
        () => ctx.bus.emit('identityCheck', { checkId, seatId: c.at.seatId, roomId: c.at.roomId }),
        (err: unknown) => ctx.log.warn({ err }, 'a check could not be closed'),
      );
    }
    ctx.bus.emit('checkin', { seatId: c.at.seatId, roomId: c.at.roomId, stage: null });
  }
}
export type Identity = ReturnType<typeof createIdentityService>;
