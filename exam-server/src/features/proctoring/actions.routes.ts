import { randomUUID } from 'node:crypto';
import type { Router } from 'express';
import { proctoringRoutes as r } from 'exam-contract/http/proctoring';
import type { Context } from '../../context';
import { AppError } from '../../platform/errors';
import { addRoute, type Caller, type RouteDeps } from '../../platform/http/route';
import { actorOf } from '../audit';
import { tally, type AttemptState } from '../exam';
import type { Incidents } from './incidents';
import type { ProctoringPorts } from './ports';
import type { SeatWatch } from './seat-watch';

/** A termination asked for must be confirmed within this time, ms. */
const CONFIRM_MS = 120_000;
/** A picture older than this says nothing about who sits there now, ms. */
const FRESH_MS = 5000;

function staffOf(caller: Caller): { staffId: string; name: string } {
  if (caller.kind !== 'staff') throw new AppError('FORBIDDEN');
  return { staffId: caller.sub, name: caller.name };
}

/**
 * What proctors do: every action names who and why, is audited, and is seen at the terminal. The row follows the deed,
 * so that a refused one leaves none; what an attempt goes through stands in its own log too, with the same name and reason.
 */
export const actionRoutesOf =
  (
    ctx: Context,
    ports: ProctoringPorts,
    incidents: Incidents,
    watch: Pick<SeatWatch, 'lastFrame' | 'references'>,
  ) =>
  (router: Router, deps: RouteDeps) => {
    const { exam, audit } = ports;
    const log = (
      caller: Caller,
      action: Parameters<typeof audit.record>[1]['action'],
      target: string,
      detail: NonNullable<Parameters<typeof audit.record>[1]['detail']> = {},
    ) => audit.record(null, { actor: actorOf(caller), action, target, detail });

    /** Who sits before the camera of an attempt now. */
    async function lookAt({ attemptId, sittingId, candidateId }: AttemptState) {
      const { seatId, roomId } = await exam.sitting(sittingId);
      const last = watch.lastFrame(seatId);
      const fresh = last && ctx.clock.now() - last.at <= FRESH_MS ? last.jpeg : null;
      const look = ports.vision.healthy()
        ? await ports.identity.lookAgain({ sittingId, candidateId }, fresh, watch.references(seatId))
        : { seen: 'unknown' as const, score: null, jpeg: fresh };
      return { at: { seatId, roomId, sittingId, attemptId, candidateId }, look };
    }

    addRoute(router, deps, r.incidents, async ({ query }) => ({ rows: await incidents.list(query) }));
    addRoute(router, deps, r.reviewIncident, ({ params, body, caller }) =>
      incidents.review(params.incidentId, body, staffOf(caller)),
    );
    addRoute(router, deps, r.checks, async ({ query }) => ({ rows: await ports.identity.list(query) }));
    addRoute(router, deps, r.decideCheck, async ({ params, body, caller }) => {
      const by = staffOf(caller);
      const asked = await ports.identity.checkView(params.checkId);
      const raised = asked && incidents.openAt(asked.seatId).find((i) => i.kind === 'identityUnsure');
      const decided = await ports.identity.decide(params.checkId, body, by);
      // The decision is the judgement of the incident it answers: nobody is asked twice.
      if (raised) {
        const outcome = decided.state;
        await incidents.close(decided.seatId, 'identityUnsure', ctx.clock.now(), { detail: { outcome } });
        const verdict = body.decision === 'refuse' ? ('confirmed' as const) : ('dismissed' as const);
        await incidents.review(raised._id, { verdict, reason: body.reason }, by).catch((err: unknown) => {
          if (!(err instanceof AppError && err.code === 'CONFLICT')) throw err;
        });
      }
      return decided;
    });

    addRoute(router, deps, r.message, async ({ params, body, caller }) => {
      const by = staffOf(caller);
      const { roomId } = await ports.seats.seatInfo(params.seatId);
      const messageId = randomUUID();
      const at = ctx.clock.now();
      const attemptId = exam.openAtSeat(params.seatId)?.attemptIds.at(-1);
      if (attemptId) {
        await exam.warn(attemptId, messageId, body.text, by).catch((err: unknown) => {
          // An attempt that is over takes no more events; the message reaches the screen all the same.
          if (!(err instanceof AppError && err.code === 'ATTEMPT_CLOSED')) throw err;
        });
      }
      const delivered = ports.terminals.push(params.seatId, 'message', {
        id: messageId,
        text: body.text,
        from: by.name,
        at,
      });
      if (delivered)
        ctx.bus.emit('messageSent', { seatId: params.seatId, roomId, messageId, text: body.text, at });
      await log(caller, 'seat.message', `seat/${params.seatId}`, {
        text: body.text,
        attemptId: attemptId ?? null,
        delivered,
      });
      return { messageId, delivered };
    });
    addRoute(router, deps, r.clearHelp, async ({ params, caller }) => {
      const seat = await ports.seats.seatInfo(params.seatId);
      ctx.bus.emit('help', { seatId: params.seatId, roomId: seat.roomId, on: false, at: ctx.clock.now() });
      await log(caller, 'seat.clearHelp', `seat/${params.seatId}`);
      return {};
    });
    addRoute(router, deps, r.resetSeat, async ({ params, body, caller }) => {
      await ports.seats.seatInfo(params.seatId);
      const sitting = exam.openAtSeat(params.seatId);
      if (sitting) await exam.closeSitting(sitting._id);
      else {
        await ports.identity.reset(params.seatId);
        ports.terminals.push(params.seatId, 'terminal:command', { kind: 'reset' });
      }
      await log(caller, 'seat.reset', `seat/${params.seatId}`, {
        reason: body.reason,
        sittingId: sitting?._id ?? null,
      });
      return {};
    });
    addRoute(router, deps, r.pause, async ({ params, body, caller }) => {
      const done = await exam.pause(params.attemptId, body.reason, staffOf(caller));
      await log(caller, 'attempt.pause', `attempt/${params.attemptId}`, body);
      return done;
    });
    addRoute(router, deps, r.resume, async ({ params, body, caller }) => {
      const by = staffOf(caller);
      const { attemptId } = params;
      const state = await exam.state(attemptId);
      const seen = state.status === 'paused' ? await lookAt(state) : null;
      // Who sat there while nobody was examined is not known: the machine looks, and where it does not see the
      // candidate a person vouches by name. A candidate is never left waiting by a machine alone.
      const sure = !seen || seen.look.seen === 'candidate' || seen.look.seen === 'unknown';
      if (!sure && !body.vouched) throw new AppError('PERSON_NOT_CONFIRMED', { field: seen.look.seen });
      const done = await exam.resume(attemptId, by);
      if (seen)
        await ports.identity.noteLook(seen.at, seen.look, { name: by.name, reason: body.vouched ?? null });
      await log(caller, 'attempt.resume', `attempt/${attemptId}`, {
        ...body,
        ...(seen ? { seen: seen.look.seen } : {}),
      });
      return done;
    });
    addRoute(router, deps, r.extend, async ({ params, body, caller }) => {
      const ms = body.minutes * 60_000;
      const done = await exam.extend(params.attemptId, ms, body.reason, staffOf(caller));
      await log(caller, 'attempt.extend', `attempt/${params.attemptId}`, body);
      return done;
    });
    addRoute(router, deps, r.moveSeat, async ({ params, body, caller }) => {
      const by = staffOf(caller);
      const { roomId } = await ports.seats.seatInfo(body.seatId);
      const seat = (await ports.seats.seatsOf(roomId)).find((s) => s.seatId === body.seatId);
      if (!seat?.terminal || !ports.terminals.connected(body.seatId))
        throw new AppError('TERMINAL_NOT_CONNECTED', { field: 'seatId' });
      const { seatId: from } = await exam.state(params.attemptId);
      const to = { seatId: body.seatId, deviceId: seat.terminal.deviceId };
      const done = await exam.moveSeat(params.attemptId, to, body.reason, by);
      // Somebody may have begun a check-in there, most likely the very same person.
      await ports.identity.reset(body.seatId);
      ports.terminals.push(body.seatId, 'terminal:command', { kind: 'reload' });
      await log(caller, 'attempt.moveSeat', `attempt/${params.attemptId}`, { ...body, from });
      return done;
    });
    addRoute(router, deps, r.requestTermination, async ({ params, body, caller }) => {
      const by = staffOf(caller);
      const state = await exam.state(params.attemptId);
      if (state.status === 'scored' || state.status === 'terminated') throw new AppError('ATTEMPT_CLOSED');
      const candidate = await ports.candidates.get(state.candidateId);
      const counts = tally(state);
      await log(caller, 'attempt.requestTermination', `attempt/${params.attemptId}`, body);
      return {
        confirmToken: ctx.tokens.sign(
          'confirm',
          { sub: params.attemptId, by: by.staffId, reason: body.reason },
          CONFIRM_MS,
        ),
        expiresAt: ctx.clock.now() + CONFIRM_MS,
        candidateName: candidate.name,
        answered: counts.answered,
        total: counts.counted,
      };
    });
    addRoute(router, deps, r.terminate, async ({ params, body, caller }) => {
      const by = staffOf(caller);
      let claims;
      try {
        claims = ctx.tokens.verify('confirm', body.confirmToken);
      } catch (cause) {
        throw new AppError('CONFIRMATION_EXPIRED', undefined, { cause });
      }
      if (claims.sub !== params.attemptId || claims.by !== by.staffId)
        throw new AppError('CONFIRMATION_EXPIRED');
      const done = await exam.terminate(params.attemptId, claims.reason, by);
      await log(caller, 'attempt.terminate', `attempt/${params.attemptId}`, { reason: claims.reason });
      return done;
    });
    addRoute(router, deps, r.signSitting, async ({ params, body, caller }) => {
      const signed = await exam.examinerSign(params.sittingId, staffOf(caller), body.strokes);
      await log(caller, 'sitting.sign', `sitting/${params.sittingId}`);
      return signed;
    });
  };
