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
import { Camera } from '../camera/camera';
import { remainingMs } from '../flow/countdown';
import { screenOf, type Screen } from '../flow/screen';
import { step } from '../flow/step';
import type { FlowEvent, FlowState } from '../flow/state';
import { browserFullscreen } from '../lockdown/fullscreen';
import { lockDown } from '../lockdown/lockdown';
import { backoffMs } from '../net/backoff';
import { isPassing, type Failure, type Reply } from '../net/failure';
import { openLink, type Link } from '../net/link';
import { ServerClock } from '../net/server-clock';
import { eraseDatabase, openDatabase, type KioskDatabase } from '../outbox/database';
import { databaseJournal, memoryJournal } from '../outbox/journal';
import { AttemptSession, newAttempt } from './attempt-session';
import { claimTabId, device, keepTabId } from './device';
import { streamCheckin, streamSitting } from './frames';
import { MediaShelf } from './media-shelf';
import { initialModel, type AttemptModel, type Busy, type KioskModel } from './model';
import { applyPrefs, defaultPrefs, loadPrefs, savePrefs, type Prefs } from './prefs';
import { clearSheet } from './print-sheet';
import { loadSnapshot, saveSnapshot, type RunningTest } from './snapshot';
import { hush } from './speech';
import { Store } from './store';

/** Named in `hello`, so that a proctor can see which build a terminal runs. */
const CLIENT_VERSION = '0.1.0';
const OFFLINE_START_MS = 2500;
const CLOCK_EVERY_MS = 60_000;

/**
 * The terminal: holds the model, the line, the camera and the running test together. What is shown follows from the
 * model; what must happen beside the screen follows from how the model changed.
 */
export class Kiosk {
  readonly store = new Store<KioskModel>(initialModel(device.token() !== null, loadPrefs()));
  readonly clock = new ServerClock();
  readonly fullscreen = browserFullscreen();
  readonly camera = new Camera({
    changed: (status, stream) => {
      const before = this.store.get().camera.status;
      this.store.set((m) => ({ ...m, camera: { status, stream } }));
      if (before === 'on' && status === 'lost') this.report('cameraLost');
      if (before === 'lost' && status === 'on') this.report('cameraRestored');
    },
  });
  readonly shelf = new MediaShelf({
    token: () => this.flow.sitting?.attemptToken ?? '',
    deviceToken: () => device.token() ?? '',
    changed: (media) => this.store.set((m) => ({ ...m, media })),
  });
  link: Link | null = null;
  attempt: AttemptSession | null = null;
  #tabId: string | null = null;
  #db: KioskDatabase | null = null;
  #opening: Promise<void> | null = null;
  #stopFrames: { key: string; stop: () => void } | null = null;
  #unlock: (() => void) | null = null;
  #helloing = false;
  #snapshotTimer: ReturnType<typeof setTimeout> | undefined;

  get flow(): FlowState {
    return this.store.get().flow;
  }
  get screen(): Screen {
    return screenOf(this.flow);
  }

  /** Begins: connects where this browser is a terminal, else waits to be made one. Never throws. */
  async start(): Promise<void> {
    applyPrefs(this.store.get().prefs);
    this.store.set((m) => ({ ...m, fullscreen: this.fullscreen.on() || !this.fullscreen.supported }));
    this.fullscreen.watch((on) => this.#fullscreenChanged(on));
    window.addEventListener('online', () => this.link?.retry());
    setInterval(() => this.#everySecond(), 1000);
    setInterval(() => void this.#readClock(), CLOCK_EVERY_MS * (0.8 + 0.4 * Math.random()));
    this.#tabId = await claimTabId();
    this.#effects(this.flow);
    if (!device.token()) return;
    this.connect();
    setTimeout(() => void this.#startOffline(), OFFLINE_START_MS);
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
    const before = this.store.get();
    const flow = step(before.flow, event);
    if (flow === before.flow) return;
    this.store.set((m) => ({
      ...m,
      flow,
      ...(screenOf(flow) === screenOf(before.flow) ? {} : { failure: null }),
    }));
    this.#effects(before.flow);
  }

  setPrefs(change: Partial<Prefs>): void {
    this.store.set((m) => ({ ...m, prefs: { ...m.prefs, ...change } }));
    const { prefs } = this.store.get();
    savePrefs(prefs);
    applyPrefs(prefs);
  }
  get lang(): Lang {
    return this.store.get().prefs.lang;
  }

  fail(failure: Failure | null): void {
    this.store.set((m) => ({ ...m, failure }));
  }

  /**
   * Makes a request that the person waits for: says what is being waited for, tries again while the line is bad,
   * and asks the server where things stand when the two do not agree.
   */
  async ask<K extends KioskRequest>(busy: Busy, event: K, input: KioskIn<K>): Promise<Reply<KioskOut<K>>> {
    this.store.set((m) => ({ ...m, busy, failure: null }));
    const before = this.screen;
    let reply: Reply<KioskOut<K>> = { ok: false, code: 'OFFLINE' };
    for (let tries = 0; tries < 4; tries++) {
      reply = (await this.link?.request(event, input)) ?? reply;
      if (reply.ok || !isPassing(reply.code)) break;
      await new Promise((r) => setTimeout(r, backoffMs(tries, Math.random(), 400, 5000)));
    }
    if (!reply.ok && !isPassing(reply.code)) await this.resync();
    const stillHere = this.screen === before;
    this.store.set((m) => ({
      ...m,
      busy: null,
      failure: !reply.ok && stillHere ? { code: reply.code, detail: reply.detail } : m.failure,
    }));
    return reply;
  }

  /** Tells the proctor of something; lost where the line is down, which the proctor sees anyway. */
  report(kind: ReportKind, detail?: string): void {
    const { sitting } = this.flow;
    if (!sitting) return;
    const attemptId = sitting.attempt?.attemptId ?? null;
    void this.link?.request('report', {
      kind,
      attemptId,
      ...(detail ? { detail: detail.slice(0, 80) } : {}),
    });
  }

  /** Asks the server where everything stands. */
  async resync(): Promise<boolean> {
    const sent = performance.now();
    const view = await this.link?.request('hello', { lang: this.lang, clientVersion: CLIENT_VERSION });
    if (!view?.ok) return false;
    this.clock.take(view.data.serverNow, sent, performance.now());
    this.dispatch({ on: 'hello', view: view.data });
    return true;
  }

  updateAttempt(attemptId: string, change: (a: AttemptModel) => AttemptModel): void {
    this.store.set((m) => (m.attempt?.attemptId === attemptId ? { ...m, attempt: change(m.attempt) } : m));
    this.#snapshotSoon();
  }

  async #hello(): Promise<void> {
    if (this.#helloing) return;
    this.#helloing = true;
    for (let tries = 0; this.link?.up; tries++) {
      if (await this.resync()) {
        if (!this.flow.sitting && !this.flow.checkin) await this.#erase();
        this.attempt?.lineIsBack();
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
      case 'terminal:command': {
        const command = (data as KioskPushData<'terminal:command'>).kind;
        if (command === 'reload') location.reload();
        else if (command === 'superseded') this.#block('superseded');
        // The person may still be reading the last page; it goes by itself.
        else if (this.flow.local.at !== 'thanks') this.dispatch({ on: 'reset' });
      }
    }
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
    this.#followAttempt(before);
    this.#followCamera();
    if (flow.enrolled && !this.#unlock)
      this.#unlock = lockDown({
        watched: () => this.flow.sitting !== null,
        report: (kind, detail) => this.report(kind, detail),
      });
    if (flow.link === 'online' && before.link !== 'online') this.attempt?.lineIsBack();
  }

  #followAttempt(before: FlowState): void {
    const { sitting } = this.flow;
    const view = sitting?.attempt ?? null;
    const live = sitting && view && (sitting.stage === 'running' || sitting.stage === 'paused');
    if (!live) {
      if (this.attempt) this.#endAttempt();
      return;
    }
    if (this.attempt?.attemptId !== view.attemptId) {
      this.#endAttempt();
      this.store.set((m) => ({ ...m, attempt: newAttempt(view) }));
      this.#opening = this.#openAttempt(sitting.sittingId);
    } else if (before.sitting?.attempt !== view) {
      this.attempt.sync(view);
    }
  }

  /** The paper that came with the answer to `start`, if it did. */
  startPaper: Paper | null = null;

  async #openAttempt(sittingId: string): Promise<void> {
    const sitting = this.flow.sitting;
    const view = sitting?.attempt;
    if (!sitting || !view || sitting.sittingId !== sittingId) return;
    const { attemptId } = view;
    const update = (change: (a: AttemptModel) => AttemptModel) => this.updateAttempt(attemptId, change);
    const db = await this.#database();
    if (this.flow.sitting?.attempt?.attemptId !== attemptId) return;
    const session = new AttemptSession(attemptId, sitting.kind, {
      link: () => this.link,
      journal: db ? databaseJournal(db) : memoryJournal(),
      serverNow: () => this.clock.now(),
      update,
      read: () => {
        const a = this.store.get().attempt;
        return a?.attemptId === attemptId ? a : null;
      },
      sitting: (v) => this.dispatch({ on: 'sitting', view: v }),
      resync: () => void this.resync(),
      paper: (paper) => this.keepPaper(paper),
    });
    this.attempt = session;
    const paper = this.startPaper?.attemptId === attemptId ? this.startPaper : null;
    this.startPaper = null;
    await session.open(this.flow.sitting.attempt, paper);
  }

  /** Keeps a paper for the result and fetches its pictures. */
  keepPaper(paper: Paper): void {
    this.store.set((m) => ({ ...m, lastPaper: paper }));
    void this.shelf.fill(paper);
  }

  /** The session of the running attempt, once its queue is open. */
  async session(): Promise<AttemptSession | null> {
    await this.#opening;
    return this.attempt;
  }

  #endAttempt(): void {
    this.attempt?.close();
    this.attempt = null;
    hush();
    this.store.set((m) => (m.attempt ? { ...m, attempt: null } : m));
  }

  #followCamera(): void {
    const { flow, screen } = this;
    const sittingOn = flow.sitting !== null && !['done', 'closed'].includes(flow.sitting.stage);
    const wanted = sittingOn || flow.checkin !== null || screen === 'camera' || screen === 'demoEnrol';
    if (wanted) this.camera.start();
    else this.camera.stop();
    const looking =
      flow.checkin && (screen === 'checkin' || (screen === 'retry' && this.store.get().tryingAgain));
    if (flow.checkin && looking)
      this.#frames(`checkin ${flow.checkin.checkinId}`, () => this.#checkinFrames());
    else if (sittingOn)
      this.#frames('sitting', () =>
        streamSitting(this.camera, () => this.link, flow.terminal?.frameIntervalMs ?? 1000),
      );
    else this.#frames('', () => () => undefined);
  }

  #checkinFrames(): () => void {
    return streamCheckin(this.flow.checkin?.checkinId ?? '', {
      camera: this.camera,
      link: () => this.link,
      seen: (view) => {
        if (view.stage !== 'retry') this.store.set((m) => ({ ...m, tryingAgain: false }));
        this.dispatch({ on: 'checkin', view });
      },
      gone: (why) => {
        this.dispatch({ on: 'checkinGone' });
        this.fail(why);
      },
    });
  }

  #frames(key: string, begin: () => () => void): void {
    if ((this.#stopFrames?.key ?? '') === key) return;
    this.#stopFrames?.stop();
    this.#stopFrames = key ? { key, stop: begin() } : null;
  }

  /** Look again after an unsuccessful face check. */
  tryAgain(): void {
    this.store.set((m) => ({ ...m, tryingAgain: true }));
    this.#followCamera();
  }

  /** Nothing of the person who was here may stay in this browser. */
  forgetPerson(): void {
    this.#endAttempt();
    this.shelf.clear();
    clearSheet();
    this.startPaper = null;
    const prefs = defaultPrefs;
    this.store.set((m) => ({
      ...initialModel(m.flow.enrolled, prefs),
      flow: m.flow,
      camera: m.camera,
      fullscreen: m.fullscreen,
    }));
    applyPrefs(prefs);
    sessionStorage.clear();
    if (this.#tabId) keepTabId(this.#tabId);
    // Another window of this browser may have taken over with the answers that are still queued here.
    const handedOver = this.flow.blocked === 'superseded' || this.flow.blocked === 'secondTab';
    if (!handedOver) void this.#erase();
  }

  #database(): Promise<KioskDatabase | null> {
    if (this.#db) return Promise.resolve(this.#db);
    return openDatabase().then(
      (db) => (this.#db = db),
      () => null,
    );
  }
  async #erase(): Promise<void> {
    clearTimeout(this.#snapshotTimer);
    const db = this.#db;
    this.#db = null;
    await eraseDatabase(db).catch(() => undefined);
  }

  #snapshotSoon(): void {
    clearTimeout(this.#snapshotTimer);
    this.#snapshotTimer = setTimeout(() => {
      const { attempt, flow } = this.store.get();
      if (!attempt?.paper || !flow.sitting || !flow.terminal || !this.#db) return;
      const test: RunningTest = {
        sitting: flow.sitting,
        terminal: flow.terminal,
        paper: attempt.paper,
        serverNow: this.clock.now(),
      };
      void saveSnapshot(this.#db, test, attempt.book, attempt.current).catch(() => undefined);
    }, 300);
  }

  /** A page that starts while the server is away shows the running test it finds on this terminal. */
  async #startOffline(): Promise<void> {
    if (this.flow.terminal || this.flow.blocked) return;
    const db = await this.#database();
    const test = db && (await loadSnapshot(db).catch(() => null));
    if (!test || this.flow.terminal) return;
    const now = performance.now();
    this.clock.take(test.serverNow, now, now);
    this.startPaper = test.paper;
    this.dispatch({ on: 'hello', view: { ...test.terminal, sitting: test.sitting, checkin: null } });
    this.dispatch({ on: 'linkDown' });
  }

  async #readClock(): Promise<void> {
    if (!this.link?.up) return;
    const t0 = performance.now();
    const got = await this.link.request('clock', { t0 });
    if (got.ok) this.clock.take(got.data.serverNow, t0, performance.now());
  }

  #fullscreenChanged(on: boolean): void {
    this.store.set((m) => ({ ...m, fullscreen: on || !this.fullscreen.supported }));
    this.report(on ? 'fullscreenRestored' : 'fullscreenLeft');
  }

  #asking = 0;
  /** Time is up here: hand over what is queued and let the server say whether it really is. */
  #everySecond(): void {
    const { attempt, flow } = this.store.get();
    const view = flow.sitting?.attempt;
    if (!attempt || !view || flow.sitting?.stage !== 'running') return;
    const over = remainingMs(view, this.clock.now()) <= 0;
    if (over !== attempt.timeUp) this.updateAttempt(attempt.attemptId, (a) => ({ ...a, timeUp: over }));
    if (!over || this.#asking > performance.now()) return;
    this.#asking = performance.now() + 2000 + 1000 * Math.random();
    void this.#timeUp();
  }

  async #timeUp(): Promise<void> {
    const session = await this.session();
    await session?.drained(1500);
    if (!(await this.resync())) return;
    const view = this.flow.sitting?.attempt;
    // `expired` with an empty queue: nothing more is coming from here, so the server may score now.
    if (view?.status === 'expired' && (await session?.drained(1500))) session?.submit();
  }
}
