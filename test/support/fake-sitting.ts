import { randomUUID } from 'node:crypto';
import type { AttemptStatus, EndReason, ResultView } from 'exam-contract/attempt';
import type { ErrorCode } from 'exam-contract/errors';
import type { AnswerAck, KioskIn, KioskOut } from 'exam-contract/kiosk-socket';
import type { Paper } from 'exam-contract/paper';
import type { KindView, SittingStage, SittingView } from 'exam-contract/sitting';
import { fakePaper, type FakePaper } from './fake-paper';

export type FakeKind = KindView;
interface Held {
  choice: string[];
  confirmed: boolean;
  clientSeq: number;
}

const kindOf = (over: Partial<FakeKind>): FakeKind => ({
  code: 'K1_CAR',
  name: { 'zh-CN': '科目一考试（汽车）', en: 'Subject 1 theory test (car)' },
  questions: 100,
  types: { judge: 40, single: 60, multi: 0 },
  pointsPerQuestion: 1,
  minutes: 45,
  passMark: 90,
  earlyEnd: 'prompt',
  reveal: 'on_confirm',
  retakesSameSitting: 1,
  ...over,
});

/** One sitting as a terminal sees it, kept in memory and judged by the fake paper's key. */
export class FakeSitting {
  readonly kind: FakeKind;
  readonly sittingId = randomUUID();
  readonly openedAt = Date.now();
  /** What the paper can be read in. */
  readonly languages: string[];
  stage: SittingStage = 'rules';
  current = 0;
  pauseReason: string | null = null;
  terminatedReason: string | null = null;
  examinerSigned = false;
  /** Every answer that was taken, in the order it came. */
  readonly log: KioskIn<'attempt:answer'>[] = [];
  #signed = false;
  #attemptId: string | null = null;
  #ordinal = 0;
  #paper: FakePaper;
  #answers = new Map<number, Held>();
  #flags = new Set<number>();
  #results: ResultView[] = [];
  #startedAt: number | null = null;
  #deadline: number | null = null;
  #remaining = 0;
  #version = 0;
  #lastSeq = 0;
  #seq = 0;

  constructor(kind: Partial<FakeKind>, languages: string[] = ['zh-CN']) {
    this.kind = kindOf(kind);
    this.languages = languages;
    this.#paper = fakePaper(this.kind.questions, languages);
  }

  get media(): FakePaper['media'] {
    return this.#paper.media;
  }

  view(): SittingView {
    return {
      sittingId: this.sittingId,
      stage: this.stage,
      candidate: { maskedName: '张**', maskedIdNumber: '152701********123X' },
      examiner: { name: '王敏', certificate: 'NM-2025-0178' },
      kind: this.kind,
      languages: this.languages,
      rulesVersion: '2026-11',
      attempt: this.#attemptId ? this.#attemptView(this.#attemptId) : null,
      results: this.#results,
      retakesLeft: Math.max(0, 1 + this.kind.retakesSameSitting - Math.max(1, this.#ordinal)),
      candidateSigned: this.#signed,
      examinerSigned: this.examinerSigned,
      attemptToken: 'attempt-token',
      openedAt: this.openedAt,
    };
  }

  consent(): SittingView {
    if (this.stage === 'rules') this.#fresh();
    return this.view();
  }
  start(): KioskOut<'attempt:start'> {
    if (this.stage === 'ready') {
      this.stage = 'running';
      this.#startedAt = Date.now();
      this.setRemaining(this.kind.minutes * 60_000);
    }
    return { sitting: this.view(), paper: this.paper() };
  }
  paper(): Paper {
    const items = this.#paper.questions.map(({ right: _, ...item }) => item);
    return { attemptId: this.#attemptId ?? randomUUID(), bankVersion: 'a'.repeat(64), items };
  }
  answer(a: KioskIn<'attempt:answer'>): AnswerAck | ErrorCode {
    const question = this.#paper.questions[a.index];
    if (!question) return 'QUESTION_UNKNOWN';
    const held = this.#answers.get(a.index);
    if (!held || held.clientSeq < a.clientSeq) {
      if (this.stage === 'paused') return 'ATTEMPT_PAUSED';
      if (this.stage !== 'running') return 'ATTEMPT_CLOSED';
      if (held?.confirmed) return 'ANSWER_LOCKED';
      this.log.push(a);
      this.#answers.set(a.index, { choice: a.choice, confirmed: a.confirm, clientSeq: a.clientSeq });
      this.#lastSeq = Math.max(this.#lastSeq, a.clientSeq);
      this.#seq++;
      if (this.kind.earlyEnd === 'force' && this.#outOfReach()) this.end('earlyEnd');
    }
    const now = this.#answers.get(a.index)!;
    const shown = now.confirmed && this.kind.reveal === 'on_confirm';
    return {
      clientSeq: a.clientSeq,
      index: a.index,
      seq: this.#seq,
      judged: shown ? { correct: this.#isRight(a.index), right: question.right } : null,
      status: this.#status(),
      earlyEndReached: this.#outOfReach(),
    };
  }
  flag(f: KioskIn<'attempt:flag'>): { seq: number } {
    if (f.on) this.#flags.add(f.index);
    else this.#flags.delete(f.index);
    this.#lastSeq = Math.max(this.#lastSeq, f.clientSeq);
    return { seq: ++this.#seq };
  }
  pause(reason: string): void {
    this.#remaining = Math.max(0, (this.#deadline ?? 0) - Date.now());
    this.#deadline = null;
    this.#version++;
    this.stage = 'paused';
    this.pauseReason = reason;
  }
  resume(): void {
    this.stage = 'running';
    this.pauseReason = null;
    this.setRemaining(this.#remaining);
  }
  setRemaining(ms: number): void {
    this.#remaining = ms;
    this.#deadline = Date.now() + ms;
    this.#version++;
  }
  terminate(reason: string): void {
    this.terminatedReason = reason;
    this.end('terminated');
  }
  end(by: EndReason): void {
    const indexes = this.#paper.questions.map((q) => q.index);
    const given = indexes.filter((i) => (this.#answers.get(i)?.choice.length ?? 0) > 0);
    const wrong = given.filter((i) => !this.#isRight(i));
    const score = (given.length - wrong.length) * this.kind.pointsPerQuestion;
    const passed = score >= this.kind.passMark && by !== 'terminated';
    const why = {
      terminated: 'terminated',
      earlyEnd: 'outOfReach',
      expired: 'timeUp',
      candidate: 'belowPassMark',
    } as const;
    this.#results.push({
      attemptId: this.#attemptId!,
      ordinal: this.#ordinal,
      score,
      passMark: this.kind.passMark,
      passed,
      correct: given.length - wrong.length,
      wrong: wrong.length,
      unanswered: indexes.length - given.length,
      endedBy: by,
      startedAt: this.#startedAt ?? Date.now(),
      endedAt: Date.now(),
      reason: passed ? 'passed' : why[by],
      terminatedReason: this.terminatedReason,
      wrongItems:
        this.kind.reveal === 'never'
          ? []
          : wrong.map((i) => ({
              index: i,
              choice: this.#answers.get(i)!.choice,
              right: this.#paper.questions[i]!.right,
            })),
      withdrawnItems: [],
      revisions: [],
    });
    this.stage = 'result';
  }
  retake(take: boolean): SittingView {
    if (take) this.#fresh();
    else this.stage = 'signing';
    return this.view();
  }
  sign(): SittingView {
    this.#signed = true;
    this.stage = 'done';
    return this.view();
  }

  #fresh(): void {
    this.stage = 'ready';
    this.#attemptId = randomUUID();
    this.#ordinal++;
    this.#answers = new Map();
    this.#flags = new Set();
    this.#lastSeq = 0;
    this.current = 0;
    this.#remaining = this.kind.minutes * 60_000;
    this.#deadline = null;
    this.#startedAt = null;
  }
  #isRight(index: number): boolean {
    return (
      [...(this.#answers.get(index)?.choice ?? [])].sort().join() ===
      [...this.#paper.questions[index]!.right].sort().join()
    );
  }
  #outOfReach(): boolean {
    const lost =
      [...this.#answers].filter(([i, a]) => a.confirmed && !this.#isRight(i)).length *
      this.kind.pointsPerQuestion;
    return lost > this.kind.questions * this.kind.pointsPerQuestion - this.kind.passMark;
  }
  #status(): AttemptStatus {
    if (this.stage === 'ready') return 'created';
    return this.stage === 'running' || this.stage === 'paused' ? this.stage : 'scored';
  }
  #attemptView(attemptId: string): SittingView['attempt'] {
    return {
      attemptId,
      ordinal: this.#ordinal,
      status: this.#status(),
      total: this.kind.questions,
      startedAt: this.#startedAt,
      deadline: this.stage === 'running' ? this.#deadline : null,
      remainingMs: this.#deadline === null ? this.#remaining : Math.max(0, this.#deadline - Date.now()),
      deadlineVersion: this.#version,
      serverNow: Date.now(),
      answers: [...this.#answers].map(([index, a]) => ({
        index,
        choice: a.choice,
        confirmed: a.confirmed,
        ...(a.confirmed && this.kind.reveal === 'on_confirm'
          ? { correct: this.#isRight(index), right: this.#paper.questions[index]!.right }
          : {}),
      })),
      flagged: [...this.#flags],
      withdrawn: [],
      current: this.current,
      earlyEndReached: this.#outOfReach(),
      pauseReason: this.pauseReason,
      lastClientSeq: this.#lastSeq,
    };
  }
}
