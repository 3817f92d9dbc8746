import type { ConsoleOut } from 'exam-contract/console-socket';
import type { IdentityCheckView, IncidentChange, IncidentView } from 'exam-contract/incident';
import type { SeatView } from 'exam-contract/seat';
import { Listeners } from './listeners';
import { orderOf, type WallOrder } from './order';
import { Thumbs } from './thumbs';

/** How often the tiles may change places. */
const RESORT_MS = 2000;
const ORDER = ' order';
const QUEUE = ' queue';
const LINK = ' link';

export interface Queue {
  checks: IdentityCheckView[];
  incidents: IncidentView[];
  /** Seats whose candidate asked for help. */
  help: SeatView[];
}

/** One watched room outside React: a picture of one seat redraws that seat's picture and nothing else. */
export class RoomStore {
  readonly thumbs = new Thumbs();
  readonly #seats = new Map<string, SeatView>();
  readonly #incidents = new Map<string, IncidentView>();
  readonly #checks = new Map<string, IdentityCheckView>();
  readonly #listeners = new Listeners();
  #order: string[] = [];
  #by: WallOrder = 'attention';
  #held = false;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #queue: Queue = { checks: [], incidents: [], help: [] };
  #link: { up: boolean; asOf: number | null } = { up: false, asOf: null };
  /** Server's clock minus ours. */
  #offset = 0;

  snapshot(room: ConsoleOut<'room:watch'>): void {
    this.#offset = room.serverNow - Date.now();
    this.#seats.clear();
    this.#incidents.clear();
    this.#checks.clear();
    for (const s of room.seats) this.#seats.set(s.seatId, s);
    for (const i of room.incidents) this.#incidents.set(i.id, i);
    for (const c of room.checks) this.#checks.set(c.id, c);
    for (const s of room.seats) this.#listeners.tell(s.seatId);
    this.#resort();
    this.#requeue();
    this.#link = { up: true, asOf: room.serverNow };
    this.#listeners.tell(LINK);
  }

  /** Where somebody could go on now: terminals that are there with nobody sitting, and the own seat's. */
  seatsFor(own: string): SeatView[] {
    const free = (s: SeatView) => s.seatId === own || s.stage === 'idle' || s.stage === 'checkin';
    return [...this.#seats.values()]
      .filter((s) => s.terminal?.connected && free(s))
      .sort((a, b) => a.number - b.number);
  }

  seat(next: SeatView): void {
    const old = this.#seats.get(next.seatId);
    this.#seats.set(next.seatId, next);
    if (old?.sittingId && old.sittingId !== next.sittingId) this.thumbs.drop(next.seatId);
    this.#heard();
    this.#listeners.tell(next.seatId);
    if (!old || (this.#by === 'attention' && old.attention !== next.attention)) this.#resortSoon();
    if (old?.helpAsked !== next.helpAsked) this.#requeue();
  }

  incident({ incident }: IncidentChange): void {
    this.#incidents.set(incident.id, incident);
    this.#heard();
    this.#requeue();
  }

  check(next: IdentityCheckView): void {
    this.#checks.set(next.id, next);
    this.#heard();
    this.#requeue();
  }

  linkDown(): void {
    if (!this.#link.up) return;
    this.#link = { up: false, asOf: this.#link.asOf };
    this.#listeners.tell(LINK);
  }

  /** While the pointer or the keyboard is on the wall nothing changes places under it. */
  hold(held: boolean): void {
    this.#held = held;
    if (!held) this.#resortSoon();
  }

  sortBy(by: WallOrder): void {
    this.#by = by;
    this.#resort();
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.thumbs.clear();
  }

  now = (): number => Date.now() + this.#offset;
  seatOf = (seatId: string): SeatView | undefined => this.#seats.get(seatId);
  order = (): string[] => this.#order;
  queue = (): Queue => this.#queue;
  link = (): { up: boolean; asOf: number | null } => this.#link;
  onSeat = (seatId: string, l: () => void): (() => void) => this.#listeners.add(seatId, l);
  onOrder = (l: () => void): (() => void) => this.#listeners.add(ORDER, l);
  onQueue = (l: () => void): (() => void) => this.#listeners.add(QUEUE, l);
  onLink = (l: () => void): (() => void) => this.#listeners.add(LINK, l);

  #heard(): void {
    this.#link.asOf = this.now();
  }

  #resortSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      if (!this.#held) this.#resort();
    }, RESORT_MS);
  }

  #resort(): void {
    const next = orderOf(this.#seats.values(), this.#by);
    if (next.length === this.#order.length && next.every((id, i) => id === this.#order[i])) return;
    this.#order = next;
    this.#listeners.tell(ORDER);
  }

  #requeue(): void {
    const rank = { alert: 2, warn: 1, info: 0 } as const;
    this.#queue = {
      checks: [...this.#checks.values()].filter((c) => c.state === 'pending').sort((a, b) => a.at - b.at),
      incidents: [...this.#incidents.values()]
        .filter((i) => i.review === null && i.severity !== 'info')
        .sort(
          (a, b) =>
            Number(b.state === 'open') - Number(a.state === 'open') ||
            rank[b.severity] - rank[a.severity] ||
            b.openedAt - a.openedAt,
        ),
      help: [...this.#seats.values()].filter((s) => s.helpAsked).sort((a, b) => a.number - b.number),
    };
    this.#listeners.tell(QUEUE);
  }
}
