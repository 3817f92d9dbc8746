import type { Failure } from '../net/failure';
import { isPassing } from '../net/failure';
import { backoffMs } from '../net/backoff';
import type { Entry } from './database';
import type { Journal } from './journal';

export type SendOutcome = { ok: true } | ({ ok: false } & Failure);

export interface OutboxPorts {
  journal: Journal;
  /** Sends one entry and reports what became of it; what an acknowledgement says is the sender's to tell on. */
  send(entry: Entry): Promise<SendOutcome>;
  /** An entry was refused for good; it will not be sent again. */
  refused(entry: Entry, why: Failure): void;
  /** The number of entries not yet acknowledged has changed. */
  changed(waiting: number): void;
  random?(): number;
  setTimer?(fn: () => void, ms: number): unknown;
}

interface Held {
  entry: Entry;
  written: boolean;
  sent: boolean;
}

/**
 * The queue of one attempt's writes: written to the journal first, sent in order, one at a time, repeated with the
 * same sequence until the server acknowledges it or refuses it for good.
 */
export class Outbox {
  readonly #ports: OutboxPorts;
  readonly #attemptId: string;
  #queue: Held[] = [];
  #nextSeq = 1;
  #tries = 0;
  #sending = false;
  #closed = false;
  #timer: unknown = null;
  #idle: (() => void)[] = [];

  constructor(attemptId: string, ports: OutboxPorts) {
    this.#attemptId = attemptId;
    this.#ports = ports;
  }

  get waiting(): number {
    return this.#queue.length;
  }
  get entries(): readonly Entry[] {
    return this.#queue.map((h) => h.entry);
  }

  /** Takes up what a former page left behind. Sequences go on after everything either side ever used. */
  async resume(lastClientSeq: number): Promise<void> {
    const { entries, last } = await this.#ports.journal.load(this.#attemptId);
    const known = new Set(this.#queue.map((h) => h.entry.body.clientSeq));
    const older = entries
      .filter((e) => !known.has(e.body.clientSeq))
      .map((entry) => ({ entry, written: true, sent: true }));
    this.#queue = [...older, ...this.#queue];
    this.saw(Math.max(last, lastClientSeq));
    this.#tell();
    this.pump();
  }

  /** The server knows a sequence: never give it out again. */
  saw(clientSeq: number): void {
    this.#nextSeq = Math.max(this.#nextSeq, clientSeq + 1);
  }

  /** Queues a write. @returns its sequence, at once; sending begins when the journal has it. */
  add(make: (clientSeq: number) => Entry): number {
    const entry = make(this.#nextSeq++);
    const drops = this.#superseded(entry);
    const held: Held = { entry, written: false, sent: false };
    this.#queue = [...this.#queue.filter((h) => !drops.includes(h.entry.body.clientSeq)), held];
    this.#tell();
    this.#ports.journal.write(entry, drops).then(
      () => this.#written(held),
      // A full disk must not stop the exam: then the entry lives in memory until it is acknowledged.
      () => this.#written(held),
    );
    return entry.body.clientSeq;
  }

  /** Sends what is waiting now, whatever the last failure asked to wait. Call when the line is back. */
  pump(): void {
    if (this.#closed || this.#sending) return;
    if (this.#timer !== null) clearTimeout(this.#timer as number);
    this.#timer = null;
    const head = this.#queue[0];
    if (head?.written) void this.#sendHead(head);
  }

  /** Resolves once everything queued so far is acknowledged or refused, or after `ms`. @returns true if empty */
  async drained(ms: number): Promise<boolean> {
    if (this.#queue.length > 0) {
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
        setTimeout(resolve, ms);
      });
    }
    return this.#queue.length === 0;
  }

  close(): void {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer as number);
  }

  #written(held: Held): void {
    held.written = true;
    this.pump();
  }

  /** Unsent, unconfirmed choices for the same question say nothing that the newer one does not say. */
  #superseded(entry: Entry): number[] {
    if (entry.kind !== 'answer') return [];
    return this.#queue
      .filter(
        (h) =>
          h.written &&
          !h.sent &&
          h.entry.kind === 'answer' &&
          h.entry.body.index === entry.body.index &&
          !h.entry.body.confirm,
      )
      .map((h) => h.entry.body.clientSeq);
  }

  async #sendHead(head: Held): Promise<void> {
    this.#sending = true;
    head.sent = true;
    let outcome: SendOutcome;
    try {
      outcome = await this.#ports.send(head.entry);
    } catch {
      outcome = { ok: false, code: 'TIMEOUT' };
    }
    this.#sending = false;
    if (this.#closed) return;
    if (outcome.ok || !isPassing(outcome.code)) {
      this.#tries = 0;
      this.#drop(head);
      if (!outcome.ok) this.#ports.refused(head.entry, { code: outcome.code, detail: outcome.detail });
      this.pump();
    } else {
      this.#later(outcome);
    }
  }

  #drop(head: Held): void {
    this.#queue = this.#queue.filter((h) => h !== head);
    this.#ports.journal
      .remove(this.#attemptId, head.entry.body.clientSeq)
      // A leftover is sent once more after a reload and acknowledged again; it changes nothing.
      .catch(() => undefined);
    this.#tell();
  }

  #later(why: Failure): void {
    const asked = why.detail?.retryAfterMs ?? 0;
    const ms = asked + backoffMs(this.#tries++, (this.#ports.random ?? Math.random)());
    this.#timer = (this.#ports.setTimer ?? setTimeout)(() => {
      this.#timer = null;
      this.pump();
    }, ms);
  }

  #tell(): void {
    this.#ports.changed(this.#queue.length);
    if (this.#queue.length > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
