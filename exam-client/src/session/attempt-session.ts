import type { AttemptView } from 'exam-contract/attempt';
import type { Paper } from 'exam-contract/paper';
import type { KindView, SittingView } from 'exam-contract/sitting';
import { acked, chosen, emptyBook, flagged, refused, synced, type AnswerBook } from '../flow/answer-book';
import { backoffMs } from '../net/backoff';
import { isPassing, type Failure } from '../net/failure';
import type { Link } from '../net/link';
import type { Entry } from '../outbox/database';
import type { Journal } from '../outbox/journal';
import { Outbox, type SendOutcome } from '../outbox/outbox';
import type { AttemptModel } from './model';

export interface AttemptPorts {
  link(): Link | null;
  journal: Journal;
  serverNow(): number;
  update(change: (a: AttemptModel) => AttemptModel): void;
  read(): AttemptModel | null;
  /** The server's word on the sitting came with an acknowledgement. */
  sitting(view: SittingView): void;
  /** The server's sight may differ from ours: ask it. */
  resync(): void;
  /** The paper is here. */
  paper(paper: Paper): void;
}

export const newAttempt = (view: AttemptView): AttemptModel => ({
  attemptId: view.attemptId,
  paper: null,
  paperFailure: null,
  book: synced(emptyBook(view.attemptId, view.total), view),
  current: Math.min(view.current, Math.max(0, view.total - 1)),
  waiting: 0,
  toTell: [],
  withdrawnNews: view.withdrawn.map((w) => w.index),
  handingIn: false,
  timeUp: false,
  earlyEnd: 'no',
});

/** One attempt as long as this terminal shows it: its paper, its answers and their way to the server. */
export class AttemptSession {
  readonly attemptId: string;
  readonly #ports: AttemptPorts;
  readonly #kind: KindView;
  readonly #outbox: Outbox;
  #closed = false;
  #fetching = false;
  #moved: ReturnType<typeof setTimeout> | undefined;

  constructor(attemptId: string, kind: KindView, ports: AttemptPorts) {
    this.attemptId = attemptId;
    this.#kind = kind;
    this.#ports = ports;
    this.#outbox = new Outbox(attemptId, {
      journal: ports.journal,
      send: (entry) => this.#send(entry),
      refused: (entry, why) => this.#refused(entry, why),
      changed: (waiting) => ports.update((a) => ({ ...a, waiting })),
    });
  }

  /** Takes up the queue of a former page, then fetches the paper unless it is at hand. */
  async open(view: AttemptView, paper: Paper | null): Promise<void> {
    if (paper) this.adopt(paper);
    await this.#outbox.resume(view.lastClientSeq);
    this.#overlay();
    if (this.#outbox.entries.some((e) => e.kind === 'submit'))
      this.#ports.update((a) => ({ ...a, handingIn: true }));
    if (!paper) void this.fetchPaper();
  }

  adopt(paper: Paper): void {
    this.#ports.update((a) => ({ ...a, paper, paperFailure: null }));
    this.#ports.paper(paper);
  }

  async fetchPaper(): Promise<void> {
    if (this.#fetching) return;
    this.#fetching = true;
    for (let tries = 0; !this.#closed && !this.#ports.read()?.paper; tries++) {
      const got = await this.#ports.link()?.request('attempt:paper', { attemptId: this.attemptId });
      if (got?.ok) this.adopt(got.data);
      else if (got && !isPassing(got.code)) {
        this.#ports.update((a) => ({ ...a, paperFailure: { code: got.code, detail: got.detail } }));
        break;
      } else await new Promise((r) => setTimeout(r, backoffMs(tries, Math.random())));
    }
    this.#fetching = false;
  }

  /** The server's sight of the attempt. What is still queued here lies on top of it. */
  sync(view: AttemptView): void {
    this.#outbox.saw(view.lastClientSeq);
    const known = this.#ports.read()?.book.slots ?? [];
    const news = view.withdrawn.flatMap(({ index }) => (known[index]?.withdrawn ? [] : [index]));
    this.#ports.update((a) => ({ ...a, book: synced(a.book, view) }));
    if (news.length > 0) this.#withdrawn(news, view.earlyEndReached);
    this.#overlay();
    const asks = this.#kind.earlyEnd === 'prompt' && view.earlyEndReached && view.status === 'running';
    if (asks) this.#askEarlyEnd();
    this.#outbox.pump();
  }

  lineIsBack(): void {
    this.#outbox.pump();
    if (!this.#ports.read()?.paper) void this.fetchPaper();
  }

  choose(index: number, choice: readonly string[]): void {
    if (this.#locked(index)) return;
    this.#write(index, choice, false);
  }

  /** Lays the present choice before the judge, where the kind judges on confirm. */
  confirm(index: number): void {
    const slot = this.#ports.read()?.book.slots[index];
    if (this.#kind.reveal !== 'on_confirm' || !slot || slot.choice.length === 0 || slot.confirmed) return;
    if (!this.#locked(index)) this.#write(index, slot.choice, true);
  }

  flag(index: number, on: boolean): void {
    if (this.#ports.read()?.handingIn) return;
    this.#outbox.add((clientSeq) => ({
      kind: 'flag',
      body: { attemptId: this.attemptId, clientSeq, index, on },
    }));
    this.#ports.update((a) => ({ ...a, book: flagged(a.book, index, on) }));
  }

  /** Where the candidate is looking. Only the last place matters, and only to the proctor. */
  moveTo(index: number): void {
    this.#ports.update((a) => ({ ...a, current: index }));
    clearTimeout(this.#moved);
    this.#moved = setTimeout(() => {
      void this.#ports.link()?.request('attempt:move', { attemptId: this.attemptId, index });
    }, 400);
  }

  submit(): void {
    if (this.#ports.read()?.handingIn) return;
    this.#ports.update((a) => ({ ...a, handingIn: true, earlyEnd: 'answered' }));
    this.#outbox.add((clientSeq) => ({ kind: 'submit', body: { attemptId: this.attemptId, clientSeq } }));
  }

  drained = (ms: number): Promise<boolean> => this.#outbox.drained(ms);

  close(): void {
    this.#closed = true;
    clearTimeout(this.#moved);
    this.#outbox.close();
  }

  #locked(index: number): boolean {
    const a = this.#ports.read();
    const slot = a?.book.slots[index];
    if (!a || !slot || a.handingIn || a.timeUp || slot.withdrawn) return true;
    return this.#kind.reveal === 'on_confirm' && slot.confirmed;
  }

  #write(index: number, choice: readonly string[], confirm: boolean): void {
    const madeAt = this.#ports.serverNow();
    const seq = this.#outbox.add((clientSeq) => ({
      kind: 'answer',
      body: { attemptId: this.attemptId, clientSeq, index, choice: [...choice], confirm, madeAt },
    }));
    this.#ports.update((a) => ({ ...a, book: chosen(a.book, index, choice, confirm, seq) }));
  }

  /** Lays what is still queued over the book, oldest first. */
  #overlay(): void {
    const onto = (book: AnswerBook, e: Entry): AnswerBook => {
      if (e.kind === 'answer')
        return chosen(book, e.body.index, e.body.choice, e.body.confirm, e.body.clientSeq);
      return e.kind === 'flag' ? flagged(book, e.body.index, e.body.on) : book;
    };
    this.#ports.update((a) => ({ ...a, book: this.#outbox.entries.reduce(onto, a.book) }));
  }

  async #send(entry: Entry): Promise<SendOutcome> {
    const link = this.#ports.link();
    if (!link) return { ok: false, code: 'OFFLINE' };
    if (entry.kind === 'answer') {
      const ack = await link.request('attempt:answer', entry.body);
      if (!ack.ok) return ack;
      const { index, clientSeq, judged, earlyEndReached, status } = ack.data;
      this.#ports.update((a) => {
        const known = a.book.slots[index]?.judged;
        const tell = judged && !judged.correct && !known && !a.toTell.includes(index);
        return {
          ...a,
          book: acked(a.book, index, clientSeq, judged),
          toTell: tell ? [...a.toTell, index] : a.toTell,
        };
      });
      if (earlyEndReached && this.#kind.earlyEnd === 'prompt') this.#askEarlyEnd();
      if (status !== 'running' && status !== 'paused') this.#ports.resync();
      return { ok: true };
    }
    if (entry.kind === 'flag') {
      const ack = await link.request('attempt:flag', entry.body);
      return ack.ok ? { ok: true } : ack;
    }
    const ack = await link.request('attempt:submit', entry.body);
    if (ack.ok) this.#ports.sitting(ack.data);
    return ack.ok ? { ok: true } : ack;
  }

  #refused(entry: Entry, why: Failure): void {
    const { clientSeq } = entry.body;
    if (entry.kind === 'answer') {
      const { index } = entry.body;
      this.#ports.update((a) => ({ ...a, book: refused(a.book, index, clientSeq, why.code) }));
    }
    if (entry.kind === 'submit') this.#ports.update((a) => ({ ...a, handingIn: false }));
    this.#ports.resync();
  }

  /** What was said of a withdrawn question before is not true any more; nor, perhaps, that a pass is out of reach. */
  #withdrawn(news: readonly number[], outOfReach: boolean): void {
    this.#ports.update((a) => ({
      ...a,
      toTell: a.toTell.filter((i) => !news.includes(i)),
      withdrawnNews: [...a.withdrawnNews, ...news],
      earlyEnd: outOfReach ? a.earlyEnd : 'no',
    }));
  }

  #askEarlyEnd(): void {
    this.#ports.update((a) => (a.earlyEnd === 'no' ? { ...a, earlyEnd: 'ask' } : a));
  }
}
