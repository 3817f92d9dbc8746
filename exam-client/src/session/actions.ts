import type { Strokes } from 'exam-contract/sitting';
import type { CheckinMethod, LocalStep } from '../flow/state';
import { isPassing } from '../net/failure';
import { enrolTerminal } from '../net/http';
import { device } from './device';
import type { Kiosk } from './kiosk';
import { printSheet } from './print-sheet';

/** Everything a person can make the kiosk do. */
export function actionsOf(kiosk: Kiosk) {
  const go = (to: LocalStep) => {
    kiosk.fail(null);
    kiosk.dispatch({ on: 'go', to });
  };
  const sitting = () => kiosk.flow.sitting;
  const checkinId = () => kiosk.flow.checkin?.checkinId;

  const actions = {
    go,
    async enrol(code: string): Promise<void> {
      kiosk.store.set((m) => ({ ...m, busy: 'enrol', failure: null }));
      const got = await enrolTerminal(code);
      kiosk.store.set((m) => ({ ...m, busy: null, failure: got.ok ? null : got }));
      if (!got.ok) return;
      device.keep(got.data.deviceToken);
      history.replaceState(history.state, '', location.pathname);
      kiosk.dispatch({ on: 'enrolled' });
      kiosk.connect();
    },
    /** The big button. Full screen may only be asked for from a tap. */
    begin(): void {
      void actions.enterFullscreen();
      go({ at: 'identify' });
    },
    async enterFullscreen(): Promise<void> {
      if (!kiosk.fullscreen.supported) return;
      const on = await kiosk.fullscreen.enter();
      // Nobody is shut out by a browser that will not: the proctor is told instead.
      if (!on) {
        kiosk.report('fullscreenLeft', 'refused by browser');
        kiosk.store.set((m) => ({ ...m, fullscreen: true }));
      }
    },
    async beginCheckin(method: CheckinMethod, idNumber: string | null): Promise<void> {
      const input = method === 'face' ? { method } : { method, idNumber: idNumber ?? '' };
      const got = await kiosk.ask('checkin', 'checkin:begin', input);
      if (got.ok) kiosk.dispatch({ on: 'checkin', view: got.data });
    },
    async confirmDigits(last4: string): Promise<void> {
      const id = checkinId();
      if (!id) return;
      const got = await kiosk.ask('checkin', 'checkin:confirm', { checkinId: id, last4 });
      if (got.ok) kiosk.dispatch({ on: 'checkin', view: got.data });
    },
    async chooseBooking(bookingId: string): Promise<void> {
      const id = checkinId();
      if (!id) return;
      const got = await kiosk.ask('checkin', 'checkin:choose', { checkinId: id, bookingId });
      if (got.ok) kiosk.dispatch({ on: 'checkin', view: got.data });
    },
    async callProctor(): Promise<void> {
      const id = checkinId();
      if (!id) return;
      const got = await kiosk.ask('proctor', 'checkin:call', { checkinId: id });
      if (got.ok) kiosk.dispatch({ on: 'checkin', view: got.data });
    },
    /** Back to welcome out of a check-in; the server forgets it too. */
    cancelCheckin(): void {
      const id = checkinId();
      if (id) void kiosk.link?.request('checkin:cancel', { checkinId: id });
      kiosk.dispatch({ on: 'reset' });
    },
    async demoEnrol(name: string): Promise<{ maskedName: string; idNumber: string } | null> {
      const jpeg = await kiosk.camera.grab();
      if (!jpeg) return null;
      const got = await kiosk.ask('demoEnrol', 'demo:enrol', { name, jpeg });
      return got.ok ? got.data : null;
    },
    async consent(): Promise<void> {
      const s = sitting();
      if (!s) return;
      const { sittingId, rulesVersion } = s;
      const input = { sittingId, rulesVersion, lang: kiosk.reading };
      const got = await kiosk.ask('consent', 'sitting:consent', input);
      if (got.ok) kiosk.dispatch({ on: 'sitting', view: got.data });
    },
    async start(): Promise<void> {
      const s = sitting();
      if (!s) return;
      void actions.enterFullscreen();
      const got = await kiosk.ask('start', 'attempt:start', { sittingId: s.sittingId });
      if (!got.ok) return;
      kiosk.attemptDesk.startPaper = got.data.paper;
      kiosk.dispatch({ on: 'sitting', view: got.data.sitting });
    },
    async retake(take: boolean): Promise<void> {
      const s = sitting();
      if (!s) return;
      const got = await kiosk.ask('retake', 'sitting:retake', { sittingId: s.sittingId, take });
      if (got.ok) kiosk.dispatch({ on: 'sitting', view: got.data });
    },
    async sign(strokes: Strokes): Promise<void> {
      const s = sitting();
      if (!s) return;
      const got = await kiosk.ask('sign', 'sitting:sign', { sittingId: s.sittingId, strokes });
      if (got.ok) kiosk.dispatch({ on: 'sitting', view: got.data });
    },
    async print(): Promise<void> {
      const s = sitting();
      const result = s?.results.at(-1);
      if (!s || !result) return;
      kiosk.store.set((m) => ({ ...m, busy: 'print', failure: null, printed: false }));
      const got = await printSheet(result.attemptId, s.attemptToken);
      kiosk.store.set((m) => ({ ...m, busy: null, failure: got.ok ? null : got, printed: got.ok }));
    },
    /** The person is done here. Asked until the server knows it: a seat must not stay taken, nor show this again. */
    async finish(): Promise<void> {
      const s = sitting();
      if (!s) return;
      if (kiosk.screen !== 'thanks') go({ at: 'thanks' });
      for (let open = true; open;) {
        const got = await kiosk.ask('finish', 'sitting:finish', { sittingId: s.sittingId });
        open = !got.ok && isPassing(got.code);
      }
      kiosk.fail(null);
      kiosk.store.set((m) => ({ ...m, finished: true }));
    },
    /** Back to welcome; whatever was entered is forgotten. */
    leave(): void {
      kiosk.dispatch({ on: 'reset' });
      kiosk.forgetPerson();
    },
    /** The paper of an ended attempt, for showing what was wrong; absent after a reload. */
    async fetchLastPaper(attemptId: string): Promise<void> {
      if (kiosk.store.get().lastPaper?.attemptId === attemptId) return;
      const got = await kiosk.link?.request('attempt:paper', { attemptId });
      if (got?.ok) kiosk.keepPaper(got.data);
    },
    async help(on: boolean): Promise<void> {
      kiosk.store.set((m) => ({ ...m, helpAsked: on }));
      const got = await kiosk.link?.request('help', { on });
      if (!got?.ok) kiosk.store.set((m) => ({ ...m, helpAsked: !on }));
    },
    messageSeen(messageId: string): void {
      kiosk.dispatch({ on: 'messageSeen', id: messageId });
      kiosk.tellSeen(messageId);
    },
    /** This tab wants its seat back. */
    retryLink(): void {
      kiosk.dispatch({ on: 'unblocked' });
      kiosk.connect();
    },
  };
  return actions as Free<typeof actions>;
}
export type Actions = ReturnType<typeof actionsOf>;

/** The same functions as values: none of them needs its object. */
type Free<T> = { [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => R : never };
