import type { KioskIn, KioskOut, KioskRequest } from 'exam-contract/kiosk-socket';
import type { Paper } from 'exam-contract/paper';
import { attemptOf, idOf, sittingOf } from '../flow/views.fixture';
import { failed, type FailureCode, type Reply } from '../net/failure';
import type { Link } from '../net/link';

type Answers = {
  [K in KioskRequest]?: (input: KioskIn<K>) => Reply<KioskOut<K>> | Promise<Reply<KioskOut<K>>>;
};

/** A line whose other end is written in the test. What is not answered is offline. */
export class FakeLink implements Link {
  up = true;
  readonly asked: [KioskRequest, unknown][] = [];
  readonly answers: Answers;
  constructor(answers: Answers) {
    this.answers = answers;
  }
  request<K extends KioskRequest>(event: K, input: KioskIn<K>): Promise<Reply<KioskOut<K>>> {
    this.asked.push([event, structuredClone(input)]);
    const answer = this.answers[event] as ((i: KioskIn<K>) => Reply<KioskOut<K>>) | undefined;
    return Promise.resolve(this.up && answer ? answer(input) : failed('OFFLINE'));
  }
  inputs<K extends KioskRequest>(event: K): KioskIn<K>[] {
    return this.asked.filter(([e]) => e === event).map(([, i]) => i as KioskIn<K>);
  }
  refuse(event: KioskRequest, code: FailureCode): void {
    (this.answers as Record<string, unknown>)[event] = () => failed(code);
  }
  frame = (): void => undefined;
  retry = (): void => undefined;
  close = (): void => undefined;
}

export const paperOf = (attemptId: string): Paper => ({
  attemptId,
  bankVersion: 'a'.repeat(64),
  items: Array.from({ length: 5 }, (_, index) => ({
    index,
    type: index === 4 ? ('multi' as const) : ('single' as const),
    chapter: 'x',
    stem:
      index === 3
        ? { 'zh-CN': `题目${index + 1}` }
        : { 'zh-CN': `题目${index + 1}`, en: `Stem ${index + 1}` },
    options: ['C', 'A', 'B'].map((id) => ({ id, text: { 'zh-CN': `选项${id}`, en: `Option ${id}` } })),
    media: [],
  })),
});

export const RIGHT = 'A';
/** Answers as a server that judges on confirm, with A right everywhere. */
export const judging: Answers = {
  'attempt:answer': (a) => ({
    ok: true,
    data: {
      clientSeq: a.clientSeq,
      index: a.index,
      seq: a.clientSeq,
      judged: a.confirm ? { correct: a.choice.join() === RIGHT, right: [RIGHT] } : null,
      status: 'running',
      earlyEndReached: false,
    },
  }),
  'attempt:flag': () => ({ ok: true, data: { seq: 1 } }),
  'attempt:move': () => ({ ok: true, data: {} }),
  'attempt:paper': () => ({ ok: true, data: paperOf(idOf(100)) }),
  report: () => ({ ok: true, data: {} }),
  help: () => ({ ok: true, data: {} }),
};
export const runningSitting = (over = {}) =>
  sittingOf({ stage: 'running', attempt: attemptOf({ deadline: Date.now() + 30 * 60_000, ...over }) });
