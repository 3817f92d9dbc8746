import type { ErrorCode } from 'exam-contract/errors';
import type { Lang } from 'exam-contract/ids';
import type {
  KioskIn,
  KioskOut,
  KioskPush,
  KioskPushData,
  KioskRequest,
  ReportKind,
} from 'exam-contract/kiosk-socket';
import type { Paper } from 'exam-contract/paper';
import type { Camera } from '../camera/camera';
import { screenOf, type Screen } from '../flow/screen';
import type { FlowEvent, FlowState } from '../flow/state';
import { step } from '../flow/step';
import { browserFullscreen } from '../lockdown/fullscreen';
import { lockDown } from '../lockdown/lockdown';
import { backoffMs } from '../net/backoff';
import { isPassing, type Failure, type Reply } from '../net/failure';
import { openLink, type Link } from '../net/link';
import { ServerClock } from '../net/server-clock';
import { AttemptDesk } from './attempt-desk';
import type { AttemptSession } from './attempt-session';
import { CameraDesk } from './camera-desk';
import { claimTabId, device, keepTabId } from './device';
import { MediaShelf } from './media-shelf';
import { initialModel, type AttemptModel, type Busy, type KioskModel } from './model';
import { applyPrefs, defaultPrefs, loadPrefs, readingOf, savePrefs, type Prefs } from './prefs';
import { clearSheet } from './print-sheet';
import { ReadingTold } from './reading-told';
import { Store } from './store';

/** Named in `hello`, so that a proctor can see which build a terminal runs. */
const CLIENT_VERSION = '0.1.0';
const OFFLINE_START_MS = 2500;
const CLOCK_EVERY_MS = 60_000;
/** Tries of a request that a person waits for. */
const TRIES = 4;

/**
 * The terminal: holds the model, the line, the camera and the running test together. What is shown follows from the
 * model; what must happen beside the screen follows from how the flow has changed.
 */
export class Kiosk {
  readonly store = new Store<KioskModel>(initialModel(device.token() !== null, loadPrefs()));
  readonly clock = new ServerClock();
  readonly fullscreen = browserFullscreen();
  readonly shelf = new MediaShelf({
    token: () => this.flow.sitting?.attemptToken ?? '',
    deviceToken: () => device.token() ?? '',
    changed: (media) => this.store.set((m) => ({ ...m, media })),
  });
  readonly cameraDesk = new CameraDesk({
    link: () => this.link,
    tryingAgain: () => this.store.get().tryingAgain,
    changed: (status, stream, before) => {
      this.store.set((m) => ({ ...m, camera: { status, stream } }));
      if (before === 'on' && status === 'lost') this.report('cameraLost');
      if (before === 'lost' && status === 'on') this.report('cameraRestored');
    },
    seen: (view) => {
      if (view.stage !== 'retry') this.store.set((m) => ({ ...m, tryingAgain: false }));
      this.dispatch({ on: 'checkin', view });
    },
    gone: (why) => {
      this.dispatch({ on: 'checkinGone' });
      this.fail(why);
    },
  });
  readonly attemptDesk = new AttemptDesk({
    store: this.store,
    clock: this.clock,
    link: () => this.link,
    dispatch: (event) => this.dispatch(event),
    resync: () => this.resync(),
    paper: (paper) => this.keepPaper(paper),
  });
  readonly #untoldSeen = new Set<string>();
  readonly #readingTold = new ReadingTold({
    link: () => this.link,
    sittingId: () => (this.flow.sitting?.attempt ? this.flow.sitting.sittingId : null),
    reading: () => this.reading,
  });
  link: Link | null = null;
  #tabId: string | null = null;
  #unlock: (() => void) | null = null;
  #helloing = false;

  get flow(): FlowState {
    return this.store.get().flow;
  }
  get screen(): Screen {
    return screenOf(this.flow);
  }
  get lang(): Lang {
    return this.store.get().prefs.lang;
  }
  /** The language in which the candidate reads the questions. */
  get reading(): string {
    return readingOf(this.store.get().prefs);
  }
  get camera(): Camera {
    return this.cameraDesk.camera;
  }
  /** The running test, once its queue is open. */
  get attempt(): AttemptSession | null {
    return this.attemptDesk.session;
  }

  /** Begins: connects where this browser is a terminal, else waits to be made one. Never throws. */
  async start(): Promise<void> {
    applyPrefs(this.store.get().prefs);
    this.#fullscreenIs(this.fullscreen.on());
    this.fullscreen.watch((on) => {
      this.#fullscreenIs(on);
      this.report(on ? 'fullscreenRestored' : 'fullscreenLeft');
    });
    window.addEventListener('online', () => this.link?.retry());
    setInterval(() => this.attemptDesk.tick(), 1000);
    setInterval(() => void this.#readClock(), CLOCK_EVERY_MS * (0.8 + 0.4 * Math.random()));
    this.#tabId = await claimTabId();
    this.#effects(this.flow);
    if (!device.token()) return;
    this.connect();
    setTimeout(() => void this.attemptDesk.startOffline(), OFFLINE_START_MS);
  }

  connect(): void {
    const deviceToken = device.token();
    if (!deviceToken || !this.#tabId) return;
    this.link?.close();
    this.link = openLink({
      deviceToken,
      tabId: this.#tabId,
      events: {
        up: () => void this.#hello(),
        down: () => this.dispatch({ on: 'linkDown' }),
        refused: (code) => this.#refused(code),
        push: (kind, data) => this.#push(kind, data),
      },
    });
  }

  dispatch(event: FlowEvent): void {
    const before = this.flow;
    const flow = step(before, event);
    if (flow === before) return;
    const sameScreen = screenOf(flow) === screenOf(before);
    this.store.set((m) => ({ ...m, flow, failure: sameScreen ? m.failure : null }));
    this.#effects(before);
  }

  setPrefs(change: Partial<Prefs>): void {
    const before = this.reading;
    this.store.set((m) => ({ ...m, prefs: { ...m.prefs, ...change } }));
    const { prefs } = this.store.get();
    savePrefs(prefs);
    applyPrefs(prefs);
    if (this.reading !== before) this.#readingTold.changed();
  }

  /** The proctor is told that a message was read, when the line is back at the latest. */
  tellSeen(messageId: string): void {
    this.#untoldSeen.add(messageId);
    void this.link?.request('message:seen', { messageId }).then((reply) => {
      if (reply.ok || !isPassing(reply.code)) this.#untoldSeen.delete(messageId);
    });
  }

  fail(failure: Failure | null): void {
    this.store.set((m) => ({ ...m, failure }));
  }

  updateAttempt(attemptId: string, change: (a: AttemptModel) => AttemptModel): void {
    this.attemptDesk.update(attemptId, change);
  }

  /** Keeps a paper for the result and fetches its pictures. */
  keepPaper(paper: Paper): void {
    this.store.set((m) => ({ ...m, lastPaper: paper }));
    void this.shelf.fill(paper);
  }

  /** Look again after an unsuccessful face check. */
  tryAgain(): void {
    this.store.set((m) => ({ ...m, tryingAgain: true }));
    this.cameraDesk.follow(this.flow);
  }

  /**
   * Makes a request that the person waits for: says what is being waited for, tries again while the line is bad,
   * and asks the server where things stand when the two do not agree.
   */
  async ask<K extends KioskRequest>(busy: Busy, event: K, input: KioskIn<K>): Promise<Reply<KioskOut<K>>> {
    this.store.set((m) => ({ ...m, busy, failure: null }));
    const before = this.screen;
    let reply: Reply<KioskOut<K>> = { ok: false, code: 'OFFLINE' };
    for (let tries = 0; tries < TRIES; tries++) {
      reply = (await this.link?.request(event, input)) ?? reply;
      if (reply.ok || !isPassing(reply.code)) break;
      await new Promise((r) => setTimeout(r, backoffMs(tries, Math.random(), 400, 5000)));
    }
    if (!reply.ok && !isPassing(reply.code)) await this.resync();
    const failure = !reply.ok && this.screen === before ? { code: reply.code, detail: reply.detail } : null;
    this.store.set((m) => ({ ...m, busy: null, failure: failure ?? m.failure }));
    return reply;
  }

  /** Tells the proctor of something; lost where the line is down, which the proctor sees anyway. */
  report(kind: ReportKind, detail?: string): void {
    const { sitting } = this.flow;
    if (!sitting) return;
    const attemptId = sitting.attempt?.attemptId ?? null;
    const more = detail ? { detail: detail.slice(0, 80) } : {};
    void this.link?.request('report', { kind, attemptId, ...more });
  }

  /** Asks the server where everything stands. @returns whether it answered */
  async resync(): Promise<boolean> {
    const sent = performance.now();
    const view = await this.link?.request('hello', { lang: this.lang, clientVersion: CLIENT_VERSION });
    if (!view?.ok) return false;
    this.clock.take(view.data.serverNow, sent, performance.now());
    this.dispatch({ on: 'hello', view: view.data });
    return true;
  }

  /** Nothing of the person who was here may stay in this browser. */
  forgetPerson(): void {
    this.attemptDesk.end();
    this.attemptDesk.startPaper = null;
    this.shelf.clear();
    clearSheet();
    this.store.set((m) => ({
      ...initialModel(m.flow.enrolled, defaultPrefs),
      flow: m.flow,
      camera: m.camera,
      fullscreen: m.fullscreen,
    }));
    applyPrefs(defaultPrefs);
    sessionStorage.clear();
    if (this.#tabId) keepTabId(this.#tabId);
    // Another window of this browser may have taken over with the answers that are still queued here.
    const handedOver = this.flow.blocked === 'superseded' || this.flow.blocked === 'secondTab';
    if (!handedOver) void this.attemptDesk.erase();
  }

  async #hello(): Promise<void> {
    if (this.#helloing) return;
    this.#helloing = true;
    for (let tries = 0; this.link?.up; tries++) {
      if (await this.resync()) {
        // What a crash left behind of somebody who has gone meanwhile.
        if (!this.flow.sitting && !this.flow.checkin) await this.attemptDesk.erase();
        break;
      }
      await new Promise((r) => setTimeout(r, backoffMs(tries, Math.random())));
    }
    this.#helloing = false;
  }

  #push<K extends KioskPush>(kind: K, data: KioskPushData<K>): void {
    switch (kind) {
      case 'sitting:update':
        return this.dispatch({ on: 'sitting', view: data as KioskPushData<'sitting:update'> });
      case 'checkin:update':
        return this.dispatch({ on: 'checkin', view: data as KioskPushData<'checkin:update'> });
      case 'message':
        return this.dispatch({ on: 'message', message: data as KioskPushData<'message'> });
      case 'duty':
        return this.dispatch({ on: 'duty', ...(data as KioskPushData<'duty'>) });
      case 'terminal:command':
        return this.#command((data as KioskPushData<'terminal:command'>).kind);
    }
  }

  #command(command: KioskPushData<'terminal:command'>['kind']): void {
    if (command === 'reload') location.reload();
    else if (command === 'superseded') this.#block('superseded');
    // The person may still be reading the last page, which goes by itself.
    else if (this.flow.local.at !== 'thanks') this.dispatch({ on: 'reset' });
  }

  #refused(code: ErrorCode): void {
    if (code === 'SECOND_TAB') return this.#block('secondTab');
    device.forget();
    this.#block('deviceRevoked');
  }

  #block(why: 'secondTab' | 'superseded' | 'deviceRevoked'): void {
    this.link?.close();
    this.dispatch({ on: 'blocked', why });
  }

  /** What must happen beside the screen when the flow has changed. */
  #effects(before: FlowState): void {
    const { flow } = this;
    const somebody = (f: FlowState) => f.sitting !== null || f.checkin !== null;
    // Back at `who are you` after a failed check is still the same person.
    if (somebody(before) && !somebody(flow) && flow.local.at === 'none') this.forgetPerson();
    this.attemptDesk.follow(before, flow);
    this.cameraDesk.follow(flow);
    if (flow.link === 'online' && before.link !== 'online') {
      this.attempt?.lineIsBack();
      this.#readingTold.lineIsBack();
      for (const id of this.#untoldSeen) this.tellSeen(id);
    }
    if (flow.enrolled && !this.#unlock)
      this.#unlock = lockDown({
        watched: () => this.flow.sitting !== null,
        report: (kind, detail) => this.report(kind, detail),
      });
  }

  #fullscreenIs(on: boolean): void {
    this.store.set((m) => ({ ...m, fullscreen: on || !this.fullscreen.supported }));
  }

  async #readClock(): Promise<void> {
    if (!this.link?.up) return;
    const t0 = performance.now();
    const got = await this.link.request('clock', { t0 });
    if (got.ok) this.clock.take(got.data.serverNow, t0, performance.now());
  }
}
