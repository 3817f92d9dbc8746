import type { Paper } from 'exam-contract/paper';
import type { SittingView } from 'exam-contract/sitting';
import { remainingMs } from '../flow/countdown';
import type { FlowEvent, FlowState } from '../flow/state';
import type { Link } from '../net/link';
import type { ServerClock } from '../net/server-clock';
import { eraseDatabase, openDatabase, type KioskDatabase } from '../outbox/database';
import { databaseJournal, memoryJournal } from '../outbox/journal';
import { AttemptSession, newAttempt } from './attempt-session';
import type { AttemptModel, KioskModel } from './model';
import { loadSnapshot, saveSnapshot } from './snapshot';
import { hush } from './speech';
import type { Store } from './store';

const SNAPSHOT_MS = 300;
/** Between two questions to the server whether time is really over; spread, as a room ends at the same moment. */
const ASK_AGAIN_MS = 2000;

export interface AttemptDeskPorts {
  store: Store<KioskModel>;
  clock: ServerClock;
  link: () => Link | null;
  dispatch: (event: FlowEvent) => void;
  resync: () => Promise<boolean>;
  /** A paper has arrived. */
  paper: (paper: Paper) => void;
}

/** The running test of this terminal: opens and closes its session as the sitting says, and keeps it over a reload. */
export class AttemptDesk {
  session: AttemptSession | null = null;
  /** The paper that came with the answer to `start`, until its attempt is opened. */
  startPaper: Paper | null = null;
  readonly #ports: AttemptDeskPorts;
  #db: KioskDatabase | null = null;
  #opening: Promise<void> = Promise.resolve();
  #snapshot: ReturnType<typeof setTimeout> | undefined;
  #askAt = 0;

  constructor(ports: AttemptDeskPorts) {
    this.#ports = ports;
  }

  follow(before: FlowState, flow: FlowState): void {
    const { sitting } = flow;
    const view = sitting?.attempt ?? null;
    if (!sitting || !view || (sitting.stage !== 'running' && sitting.stage !== 'paused')) return this.end();
    const known = this.#ports.store.get().attempt?.attemptId;
    if (known !== view.attemptId) {
      this.end();
      this.#ports.store.set((m) => ({ ...m, attempt: newAttempt(view) }));
      this.#opening = this.#open(view.attemptId, sitting);
    } else if (before.sitting?.attempt !== view) {
      this.session?.sync(view);
    }
  }

  update(attemptId: string, change: (a: AttemptModel) => AttemptModel): void {
    this.#ports.store.set((m) =>
      m.attempt?.attemptId === attemptId ? { ...m, attempt: change(m.attempt) } : m,
    );
    this.#snapshotSoon();
  }

  end(): void {
    this.session?.close();
    this.session = null;
    hush();
    this.#ports.store.set((m) => (m.attempt ? { ...m, attempt: null } : m));
  }

  /** Removes everything of a candidate from the disk. */
  async erase(): Promise<void> {
    clearTimeout(this.#snapshot);
    const db = this.#db;
    this.#db = null;
    await eraseDatabase(db).catch(() => undefined);
  }

  /** A page that starts while the server is away shows the running test it finds on this terminal. */
  async startOffline(): Promise<void> {
    const away = () => this.#ports.store.get().flow.terminal === null;
    const db = away() ? await this.#database() : null;
    const test = db && (await loadSnapshot(db).catch(() => null));
    if (!test || !away()) return;
    const now = performance.now();
    this.#ports.clock.take(test.serverNow, now, now);
    this.startPaper = test.paper;
    const view = { ...test.terminal, sitting: test.sitting, checkin: null };
    this.#ports.dispatch({ on: 'hello', view });
    this.#ports.dispatch({ on: 'linkDown' });
  }

  /** Call about once a second: when time is up here, the server is asked whether it really is. */
  tick(): void {
    const { attempt, flow } = this.#ports.store.get();
    const view = flow.sitting?.attempt;
    if (!attempt || !view || flow.sitting?.stage !== 'running') return;
    const over = remainingMs(view, this.#ports.clock.now()) <= 0;
    if (over !== attempt.timeUp) this.update(attempt.attemptId, (a) => ({ ...a, timeUp: over }));
    if (!over || this.#askAt > performance.now()) return;
    this.#askAt = performance.now() + ASK_AGAIN_MS * (1 + 0.5 * Math.random());
    void this.#timeUp();
  }

  async #timeUp(): Promise<void> {
    await this.#opening;
    const { session } = this;
    await session?.drained(1500);
    if (!(await this.#ports.resync())) return;
    const view = this.#ports.store.get().flow.sitting?.attempt;
    // `expired` and the queue is empty: nothing more is coming from here, so the server may score now.
    if (view?.status === 'expired' && (await session?.drained(1500))) session?.submit();
  }

  async #open(attemptId: string, sitting: SittingView): Promise<void> {
    const { store, clock, link, dispatch, resync, paper } = this.#ports;
    const db = await this.#database();
    const view = store.get().flow.sitting?.attempt;
    if (view?.attemptId !== attemptId) return;
    const session = new AttemptSession(attemptId, sitting.kind, {
      link,
      journal: db ? databaseJournal(db) : memoryJournal(),
      serverNow: () => clock.now(),
      update: (change) => this.update(attemptId, change),
      read: () => {
        const a = store.get().attempt;
        return a?.attemptId === attemptId ? a : null;
      },
      sitting: (v) => dispatch({ on: 'sitting', view: v }),
      resync: () => void resync(),
      paper,
    });
    this.session = session;
    const first = this.startPaper?.attemptId === attemptId ? this.startPaper : null;
    this.startPaper = null;
    await session.open(view, first);
  }

  #database(): Promise<KioskDatabase | null> {
    if (this.#db) return Promise.resolve(this.#db);
    return openDatabase().then(
      (db) => (this.#db = db),
      () => null,
    );
  }

  #snapshotSoon(): void {
    clearTimeout(this.#snapshot);
    this.#snapshot = setTimeout(() => {
      const { attempt, flow } = this.#ports.store.get();
      const { sitting, terminal } = flow;
      if (!attempt?.paper || !sitting || !terminal || !this.#db) return;
      const test = { sitting, terminal, paper: attempt.paper, serverNow: this.#ports.clock.now() };
      void saveSnapshot(this.#db, test, attempt.book, attempt.current).catch(() => undefined);
    }, SNAPSHOT_MS);
  }
}
