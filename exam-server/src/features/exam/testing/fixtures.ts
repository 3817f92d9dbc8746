import { randomUUID } from 'node:crypto';
import { chain, GENESIS } from '../domain/chain';
import { decide, type Command, type Decision } from '../domain/decide';
import type { AttemptEvent, AttemptPolicy } from '../domain/events';
import { apply, type AttemptState } from '../domain/state';

export const T0 = 1_800_000_000_000;
export const MINUTE = 60_000;
export const GRACE = 10 * MINUTE;

export const policy: AttemptPolicy = {
  kindCode: 'K1_CAR',
  kindVersion: 1,
  pointsPerQuestion: 10,
  passMark: 80,
  durationMs: 45 * MINUTE,
  earlyEnd: 'prompt',
  reveal: 'on_confirm',
  allowChangeAfterConfirm: false,
};

/** An attempt of ten questions, the right answer of each being its option A (A and B where several are right). */
export class Bench {
  events: AttemptEvent[];
  state: AttemptState;
  now = T0;
  constructor(over: Partial<AttemptPolicy> = {}) {
    const id = randomUUID();
    const items = Array.from({ length: 10 }, (_, i) => ({
      questionId: `q${i}`,
      type: (['judge', 'single', 'multi'] as const)[i % 3]!,
      options: i % 3 === 0 ? ['A', 'B'] : ['C', 'A', 'D', 'B'],
    }));
    this.events = chain(id, { seq: 0, hash: GENESIS }, this.now, [
      {
        kind: 'created',
        data: {
          sittingId: randomUUID(),
          candidateId: randomUUID(),
          seatId: randomUUID(),
          roomId: randomUUID(),
          ordinal: 1,
          policy: { ...policy, ...over },
          bankVersion: 'a'.repeat(64),
          seed: 's',
          items,
        },
      },
    ]);
    this.state = this.events.reduce<AttemptState | null>(apply, null)!;
  }
  right = (index: number): string[] => (this.state.items[index]!.type === 'multi' ? ['A', 'B'] : ['A']);
  do(command: Command): Decision {
    const judge = (i: number, c: string[]) => JSON.stringify(c) === JSON.stringify(this.right(i));
    const decision = decide(this.state, command, { now: this.now, judge, offlineGraceMs: GRACE });
    if (decision.ok) {
      const events = chain(this.state.attemptId, this.state, this.now, decision.events);
      this.events.push(...events);
      this.state = events.reduce<AttemptState | null>(apply, this.state)!;
    }
    return decision;
  }
  wait(ms: number): this {
    this.now += ms;
    return this;
  }
  #seq = 0;
  answer(
    index: number,
    choice: string[],
    o: { confirm?: boolean; clientSeq?: number; madeAt?: number } = {},
  ): Decision {
    return this.do({
      kind: 'answer',
      index,
      choice,
      confirm: o.confirm ?? false,
      clientSeq: o.clientSeq ?? ++this.#seq,
      madeAt: o.madeAt ?? this.now,
    });
  }
}
