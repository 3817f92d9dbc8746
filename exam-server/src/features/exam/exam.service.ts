import { randomUUID, createHash } from 'node:crypto';
import type { Paper } from 'exam-contract/paper';
import type { SittingStage, SittingView, Strokes } from 'exam-contract/sitting';
import { canonicalJson, isCorrect } from 'question-bank';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { createAttemptRows } from './attempt-rows';
import { createAttemptRunner } from './attempt-runner';
import { createGroupCommit } from './group-commit';
import type { Command } from './domain/decide';
import type { AttemptEvent, EventData } from './domain/events';
import { fold, type AttemptState } from './domain/state';
import { attemptStatusBits, attemptView } from './domain/views';
import { createExamStore, type SittingDoc } from './exam.store';
import type { ExamPorts } from './ports';
import { createTurns } from '../../platform/turns';
import { createClosing } from './closing';
import { createPaperDesk } from './paper-desk';
import { createReadingLanguage } from './reading-language';
import { createSeatMove } from './seat-move';
import { createSeatsBeside } from './seats-beside';
import { bookingAfter, createSittingBook, RULES_VERSION } from './sitting-book';
import { createRegrading } from './regrading';
import { createWithdrawnQuestions } from './withdrawn-questions';

export interface OpenSitting {
  seatId: string;
  deviceId: string;
  candidateId: string;
  bookingId: string;
  check: EventData<'identityVerified'>;
}
type By = EventData<'paused'>['by'];

/** The exam: sittings, attempts and their papers. Everything that happens to an answer happens here. */
export function createExam(ctx: Context, ports: ExamPorts) {
  const store = createExamStore(ctx.db);
  const now = () => ctx.clock.now();
  const desk = createPaperDesk(ports.papers);
  const rows = createAttemptRows({ write: store.upsertAttempt, log: ctx.log });
  const sittings = createSittingBook(store);
  /** A sitting's own commands run one at a time, so that a double tap cannot draw two papers. */
  const turns = createTurns();

  const commit = createGroupCommit<AttemptEvent>(async (docs) => store.insertEvents(docs), {
    maxBatch: 500,
    lanes: 2,
    now,
    onBatch: (size, ms) => {
      ctx.metrics.commitBatch.observe(size);
      ctx.metrics.commitSeconds.observe(ms / 1000);
    },
  });

  const runner = createAttemptRunner({
    commit,
    load: async (attemptId) => {
      const events = await store.events(attemptId);
      // The key of the frozen version must be at hand before a command can be judged.
      if (events.length > 0) await desk.prepare(fold(events));
      return events;
    },
    judge: (state, index, choice) => isCorrect(desk.question(state, index), choice),
    now,
    offlineGraceMs: ctx.config.OFFLINE_GRACE_MS,
    onEvents: (state, before, events) => announce(state, before, events),
  });

  function announce(state: AttemptState, before: AttemptState | null, events: AttemptEvent[]): void {
    const sitting = sittings.peek(state.sittingId);
    for (const event of events) {
      if (event.kind === 'answered') ctx.metrics.answers.inc();
      ctx.bus.emit('attemptEvent', {
        attemptId: state.attemptId,
        sittingId: state.sittingId,
        seatId: sitting?.seatId ?? state.seatId,
        roomId: state.roomId,
        event,
      });
    }
    const turned =
      !before ||
      before.status !== state.status ||
      before.signed !== state.signed ||
      before.seatId !== state.seatId;
    if (turned) rows.putSoon(state);
    if (sitting) tell(sitting);
  }

  /** Stage as terminals and consoles see it: the sitting's own, or what its attempt is doing. */
  function stageOf(doc: SittingDoc): SittingStage {
    if (doc.stage !== 'attempt') return doc.stage;
    const s = lastState(doc);
    if (!s || s.status === 'created') return 'ready';
    if (s.status === 'running' || s.status === 'paused') return s.status;
    // Ended but not scored yet: late answers may still arrive, so the test screen stays.
    return s.status === 'scored' ? 'result' : 'running';
  }
  const lastState = (doc: SittingDoc) => {
    const attemptId = doc.attemptIds.at(-1);
    return attemptId ? (runner.peek(attemptId) ?? null) : null;
  };

  /** Failed with a retake left, and the candidate has not said yet: the sitting may still get another result. */
  function undecided(doc: SittingDoc): boolean {
    const score = lastState(doc)?.score;
    const ended = lastState(doc)?.endedBy;
    return (
      stageOf(doc) === 'result' && !score?.passed && ended !== 'terminated' && sittings.retakesLeft(doc) > 0
    );
  }

  function tell(doc: SittingDoc): void {
    ctx.bus.emit('sitting', {
      sittingId: doc._id,
      seatId: doc.seatId,
      roomId: doc.roomId,
      stage: stageOf(doc),
      candidateId: doc.candidateId,
      attemptId: doc.attemptIds.at(-1) ?? null,
    });
  }

  async function viewOf(doc: SittingDoc): Promise<SittingView> {
    const candidate = await ports.candidates.get(doc.candidateId);
    const states = await Promise.all(doc.attemptIds.map((a) => runner.state(a)));
    await Promise.all(states.map((s) => desk.prepare(s)));
    const last = states.at(-1) ?? null;
    return sittings.view(doc, {
      stage: stageOf(doc),
      candidate,
      attempt: last ? attemptView(last, now(), (i) => desk.question(last, i).answer) : null,
      results: states.flatMap((s) => desk.result(s) ?? []),
      languages: await reading.offered(doc),
      attemptToken: ctx.tokens.sign(
        'attempt',
        { sub: doc.attemptIds.at(-1) ?? doc._id, deviceId: doc.deviceId, seatId: doc.seatId },
        6 * 3600_000,
      ),
      serverNow: now(),
    });
  }

  async function own(sittingId: string, deviceId: string): Promise<SittingDoc> {
    const doc = await sittings.get(sittingId);
    if (doc.deviceId !== deviceId) throw new AppError('ATTEMPT_NOT_YOURS');
    return doc;
  }
  async function ownAttempt(attemptId: string, deviceId: string): Promise<SittingDoc> {
    const known = runner.peek(attemptId) ?? (await runner.state(attemptId));
    return own(known.sittingId, deviceId);
  }

  const closing = createClosing({
    ctx,
    bookings: ports.bookings,
    store,
    sittings,
    turns,
    runner,
    stageOf,
    lastState,
    undecided,
  });
  const reading = createReadingLanguage({ store, sittings, turns, runner, papers: ports.papers, own });
  const beside = createSeatsBeside(ports.seats, sittings, runner);
  async function newAttempt(doc: SittingDoc, set: Partial<SittingDoc>): Promise<SittingDoc> {
    const ordinal = doc.attemptIds.length + 1;
    const attemptId = randomUUID();
    const seed = randomUUID();
    const former = await Promise.all(doc.attemptIds.map((a) => runner.state(a)));
    const { near, region } = await beside.around(doc);
    const drawn = await ports.papers.draw({
      kind: doc.kind,
      ...{ licenceClass: doc.licenceClass, region },
      seed,
      at: now(),
      avoid: former.flatMap((s) => s.items.map((i) => i.questionId)),
      neighbours: near.map(({ items }) => ({
        questionIds: items.map((i) => i.questionId),
        order: items.map((i) => i.options),
      })),
    });
    const data = await desk.created(doc, { ordinal, seed, drawn, beside: near.map((s) => s.attemptId) });
    await runner.create(attemptId, data);
    await desk.prepare(await runner.state(attemptId));
    const next = await store.addAttempt(doc._id, ordinal, attemptId, { ...set, stage: 'attempt' });
    if (!next) throw new AppError('SITTING_WRONG_STAGE');
    await runner.run(attemptId, { kind: 'verifyIdentity', data: doc.check });
    return sittings.remember(next);
  }

  const withdrawn = createWithdrawnQuestions({ runner, store, papers: ports.papers, log: ctx.log });

  const service = {
    rulesVersion: RULES_VERSION,
    /** Questions withdrawn while papers with them are being answered. */
    withdrawn,
    shown: store.shown,

    /** Opens a sitting after a passed identity check. @throws AppError NO_EXAMINER_ON_DUTY, ALREADY_SITTING, BLUEPRINT_NOT_FEASIBLE */
    async openSitting(o: OpenSitting): Promise<SittingView> {
      const [seat, booking, candidate] = await Promise.all([
        ports.seats.seatInfo(o.seatId),
        ports.bookings.get(o.bookingId),
        ports.candidates.get(o.candidateId),
      ]);
      if (booking.candidateId !== o.candidateId) throw new AppError('NO_BOOKING');
      const examiner = await ports.duty.examinerFor(seat.roomId);
      if (!examiner) throw new AppError('NO_EXAMINER_ON_DUTY');
      const kind = await ports.papers.kindInForce(booking.kindCode, now());
      const doc: SittingDoc = {
        _id: randomUUID(),
        open: true,
        stage: 'rules',
        seatId: o.seatId,
        roomId: seat.roomId,
        siteId: seat.siteId,
        deviceId: o.deviceId,
        candidateId: o.candidateId,
        bookingId: o.bookingId,
        licenceClass: booking.licenceClass,
        kind,
        examiner,
        check: o.check,
        timeFactor: candidate.timeFactor,
        attemptIds: [],
        openedAt: now(),
        consentAt: null,
        closedAt: null,
        candidateSignature: null,
        examinerSignature: null,
      };
      await store.insertSitting(doc);
      sittings.remember(doc);
      await ports.bookings.mark(o.bookingId, 'sitting');
      tell(doc);
      return viewOf(doc);
    },

    /** The open sitting at a seat as its terminal sees it, or null. */
    async viewAtSeat(seatId: string): Promise<SittingView | null> {
      const doc = sittings.openAtSeat(seatId);
      return doc ? viewOf(doc) : null;
    },
    view: async (sittingId: string) => viewOf(await sittings.get(sittingId)),
    sitting: (sittingId: string) => sittings.get(sittingId),
    openAtSeat: (seatId: string) => sittings.openAtSeat(seatId),
    openSittings: () => sittings.allOpen(),
    stageOf,

    /** Rules read and agreed: the paper is drawn now, so that starting costs nothing. */
    consent(sittingId: string, deviceId: string, rulesVersion: string, lang: string): Promise<SittingView> {
      return turns.run(sittingId, async () => {
        const doc = await own(sittingId, deviceId);
        if (doc.stage === 'attempt' && doc.attemptIds.length > 0) return viewOf(doc);
        if (doc.stage !== 'rules') throw new AppError('SITTING_WRONG_STAGE');
        if (rulesVersion !== RULES_VERSION) throw new AppError('CONSENT_REQUIRED');
        await reading.mustBeOffered(doc, lang);
        return viewOf(await newAttempt(doc, { consentAt: now(), lang }));
      });
    },

    language: reading.change,

    async start(sittingId: string, deviceId: string): Promise<{ sitting: SittingView; paper: Paper }> {
      const doc = await own(sittingId, deviceId);
      const attemptId = doc.attemptIds.at(-1);
      if (doc.stage !== 'attempt' || !attemptId) throw new AppError('CONSENT_REQUIRED');
      const state = await runner.state(attemptId);
      if (state.status === 'created' && !(await ports.duty.examinerFor(doc.roomId)))
        throw new AppError('NO_EXAMINER_ON_DUTY');
      const after = await runner.run(attemptId, { kind: 'start' });
      return { sitting: await viewOf(doc), paper: await desk.paper(after.state) };
    },
    async paper(attemptId: string, deviceId: string): Promise<Paper> {
      await ownAttempt(attemptId, deviceId);
      const state = await runner.state(attemptId);
      if (state.status === 'created') throw new AppError('ATTEMPT_NOT_RUNNING');
      return desk.paper(state);
    },

    /** Takes an answer. Resolves once it is journaled on a majority. */
    async answer(
      deviceId: string,
      a: {
        attemptId: string;
        index: number;
        choice: string[];
        confirm: boolean;
        clientSeq: number;
        madeAt: number;
      },
    ) {
      const doc = await ownAttempt(a.attemptId, deviceId);
      const { state } = await runner.run(a.attemptId, { ...a, kind: 'answer' });
      const held = state.answers[a.index];
      const shown = held?.confirmed && state.policy.reveal === 'on_confirm' && !state.withdrawn[a.index];
      const v = attemptStatusBits(state);
      if (state.status === 'scored') void service.afterScore(doc, state);
      return {
        clientSeq: a.clientSeq,
        index: a.index,
        seq: held?.seq ?? state.seq,
        judged: shown ? { correct: held.correct, right: desk.question(state, a.index).answer } : null,
        ...v,
      };
    },
    async flag(deviceId: string, a: { attemptId: string; index: number; on: boolean; clientSeq: number }) {
      await ownAttempt(a.attemptId, deviceId);
      return { seq: (await runner.run(a.attemptId, { ...a, kind: 'flag' })).state.seq };
    },
    async move(deviceId: string, a: { attemptId: string; index: number }) {
      await ownAttempt(a.attemptId, deviceId);
      await runner.run(a.attemptId, { ...a, kind: 'move' });
      return {};
    },
    async submit(deviceId: string, attemptId: string): Promise<SittingView> {
      const doc = await ownAttempt(attemptId, deviceId);
      await withdrawn.settleOne(attemptId);
      const { state } = await runner.run(attemptId, { kind: 'submit' });
      if (state.status === 'scored') await service.afterScore(doc, state);
      return viewOf(await sittings.get(doc._id));
    },
    /** Books the outcome once an attempt is scored. Safe to repeat. */
    async afterScore(doc: SittingDoc, state: AttemptState): Promise<void> {
      if (!state.score) return;
      const over = state.score.passed || sittings.retakesLeft(doc) === 0 || state.endedBy === 'terminated';
      if (over) await ports.bookings.mark(doc.bookingId, bookingAfter(state.score));
    },

    retake(sittingId: string, deviceId: string, take: boolean): Promise<SittingView> {
      return turns.run(sittingId, async () => {
        const doc = await own(sittingId, deviceId);
        const last = lastState(doc);
        if (stageOf(doc) !== 'result' || !last?.score) throw new AppError('SITTING_WRONG_STAGE');
        if (!take) {
          if (!last.score.passed) await ports.bookings.mark(doc.bookingId, bookingAfter(last.score));
          const next = sittings.remember(await store.patchSitting(sittingId, { stage: 'signing' }));
          tell(next);
          return viewOf(next);
        }
        if (last.score.passed || last.endedBy === 'terminated' || sittings.retakesLeft(doc) === 0)
          throw new AppError('RETAKE_NOT_ALLOWED');
        if (!(await ports.duty.examinerFor(doc.roomId))) throw new AppError('NO_EXAMINER_ON_DUTY');
        return viewOf(await newAttempt(doc, {}));
      });
    },

    /** The candidate's signature under the result of every attempt of the sitting. */
    sign(sittingId: string, deviceId: string, strokes: Strokes): Promise<SittingView> {
      return turns.run(sittingId, async () => {
        const doc = await own(sittingId, deviceId);
        const stage = stageOf(doc);
        if (doc.candidateSignature) return viewOf(doc);
        if ((stage !== 'result' && stage !== 'signing') || undecided(doc))
          throw new AppError('SITTING_WRONG_STAGE');
        const candidate = await ports.candidates.get(doc.candidateId);
        await signAll(doc, 'candidate', candidate.name, strokes);
        const next = sittings.remember(
          await store.patchSitting(sittingId, { stage: 'done', candidateSignature: strokes }),
        );
        tell(next);
        return viewOf(next);
      });
    },
    /** The examiner's signature; needs no terminal and may come after the candidate left. */
    async examinerSign(
      sittingId: string,
      by: { name: string },
      strokes: Strokes,
    ): Promise<{ sittingId: string; examinerSigned: boolean }> {
      const doc = await sittings.get(sittingId);
      if (doc.examinerSignature) throw new AppError('ALREADY_SIGNED');
      const states = await Promise.all(doc.attemptIds.map((a) => runner.state(a)));
      if (states.length === 0 || states.some((s) => s.status !== 'scored') || undecided(doc))
        throw new AppError('SITTING_WRONG_STAGE');
      await signAll(doc, 'examiner', by.name, strokes);
      const next = sittings.remember(await store.patchSitting(sittingId, { examinerSignature: strokes }));
      tell(next);
      return { sittingId, examinerSigned: true };
    },
    async finish(sittingId: string, deviceId: string): Promise<Record<string, never>> {
      const doc = await own(sittingId, deviceId);
      if (doc.stage !== 'done' && doc.stage !== 'closed') throw new AppError('SITTING_WRONG_STAGE');
      await closing.end(doc);
      return {};
    },
    ...closing,
    /** Results given again after the test. */
    regrading: createRegrading({ runner, store, rows }),

    pause: (attemptId: string, reason: string, by: By) => act(attemptId, { kind: 'pause', reason, by }),
    resume: (attemptId: string, by: By) => act(attemptId, { kind: 'resume', by }),
    extend: (attemptId: string, ms: number, reason: string, by: By) =>
      act(attemptId, { kind: 'extend', ms, reason, by }),
    terminate: (attemptId: string, reason: string, by: By) =>
      act(attemptId, { kind: 'terminate', reason, by }),
    warn: (attemptId: string, messageId: string, text: string, by: By) =>
      act(attemptId, { kind: 'warn', messageId, text, by }),

    moveSeat: createSeatMove({
      bus: ctx.bus,
      store,
      sittings,
      turns,
      runner,
      seatInfo: ports.seats.seatInfo,
      tell,
      act,
    }),

    /** The terminal of a seat came or went: noted in the log of its running attempt. */
    async connection(seatId: string, connected: boolean): Promise<void> {
      const doc = sittings.openAtSeat(seatId);
      const attemptId = doc?.attemptIds.at(-1);
      if (attemptId) await runner.run(attemptId, { kind: 'connection', connected });
    },

    state: (attemptId: string) => runner.state(attemptId),
    peek: (attemptId: string) => runner.peek(attemptId) ?? null,
    events: (attemptId: string) => store.events(attemptId),
    keyOf: async (state: AttemptState) => {
      await desk.prepare(state);
      return (i: number) => desk.question(state, i);
    },
    store,

    /** Rebuilds every unfinished attempt from its log, deadlines included. */
    async recover(): Promise<number> {
      for (const doc of await store.openSittings()) sittings.remember(doc);
      const unfinished = await store.unfinishedAttempts();
      const open = new Set(sittings.allOpen().flatMap((d) => d.attemptIds));
      const ids = new Set([...unfinished.map((r) => r._id), ...open]);
      for (const attemptId of ids) {
        const state = await runner.state(attemptId);
        await rows.put(state);
        // Nobody is connected yet: a terminal that comes back says so itself.
        if (state.status === 'running' || state.status === 'paused')
          await runner.run(attemptId, { kind: 'connection', connected: false });
      }
      return ids.size;
    },
    /** Closes what is due and scores what is closed. Runs every half second, and after a restart. */
    async sweep(): Promise<void> {
      await withdrawn.settleAll();
      await Promise.all([...runner.live().map(sweepOne), closing.closeAbandoned()]);
    },
    async drain(): Promise<void> {
      await commit.drain();
      rows.stop();
    },
  };

  async function sweepOne(s: AttemptState): Promise<void> {
    if (s.status === 'scored') {
      const doc = sittings.peek(s.sittingId);
      if (!doc) runner.forget(s.attemptId);
      return;
    }
    if (s.status === 'created' || s.status === 'paused') return;
    if (s.status === 'running' && (s.deadline ?? Infinity) > now()) return;
    try {
      const { state, events } = await runner.run(s.attemptId, { kind: 'sweep' });
      if (events.some((e) => e.kind === 'scored'))
        await service.afterScore(await sittings.get(state.sittingId), state);
    } catch (err) {
      ctx.log.warn({ err, attemptId: s.attemptId }, 'sweep will try again');
    }
  }

  async function act(
    attemptId: string,
    command: Command,
  ): Promise<{ attemptId: string; status: AttemptState['status']; deadline: number | null }> {
    const { state, events } = await runner.run(attemptId, command);
    if (events.some((e) => e.kind === 'scored'))
      await service.afterScore(await sittings.get(state.sittingId), state);
    return { attemptId, status: state.status, deadline: state.deadline };
  }

  async function signAll(
    doc: SittingDoc,
    who: 'candidate' | 'examiner',
    name: string,
    strokes: Strokes,
  ): Promise<void> {
    const strokesHash = createHash('sha256').update(canonicalJson(strokes)).digest('hex');
    for (const attemptId of doc.attemptIds)
      await runner.run(attemptId, { kind: 'sign', who, name, strokesHash });
  }

  return service;
}
export type Exam = ReturnType<typeof createExam>;
