import fc from 'fast-check';
import { checkinStage } from 'exam-contract/checkin';
import { sittingStage, type SittingView } from 'exam-contract/sitting';
import { mergeSitting } from './merge-sitting';
import { idleActionOf, screenOf } from './screen';
import { initialFlow, type FlowEvent, type FlowState, type LocalStep } from './state';
import { step } from './step';
import { attemptOf, checkinOf, idOf, sittingOf, terminalOf } from './views.fixture';

const run = (events: FlowEvent[], from: FlowState = initialFlow(true)) => events.reduce(step, from);
const hello = (over = {}): FlowEvent => ({ on: 'hello', view: terminalOf(over) });
const go = (to: LocalStep): FlowEvent => ({ on: 'go', to });
const sitting = (over: Partial<SittingView> = {}): FlowEvent => ({ on: 'sitting', view: sittingOf(over) });

describe('the way through', () => {
  it('begins with enrolment, connects, and welcomes', () => {
    expect(screenOf(initialFlow(false))).toBe('enrol');
    expect(screenOf(run([{ on: 'enrolled' }], initialFlow(false)))).toBe('connecting');
    expect(screenOf(run([hello()]))).toBe('welcome');
  });
  it('goes from the camera to the rules as the server says', () => {
    const s = run([hello(), go({ at: 'camera', method: 'face', idNumber: null })]);
    expect(screenOf(s)).toBe('camera');
    const seen = checkinStage.options
      .filter((x) => x !== 'passed')
      .map((stage) => screenOf(step(s, { on: 'checkin', view: checkinOf({ stage }) })));
    expect(seen).toEqual([
      'checkin',
      'checkin',
      'checkin',
      'confirmDigits',
      'choose',
      'retry',
      'proctor',
      'refused',
    ]);
    const passed = checkinOf({ stage: 'passed', sitting: sittingOf() });
    expect(screenOf(step(s, { on: 'checkin', view: passed }))).toBe('rules');
  });
  it('shows each stage of a sitting', () => {
    const seen = sittingStage.options.map((stage) => screenOf(run([hello(), sitting({ stage })])));
    expect(seen).toEqual(['rules', 'ready', 'test', 'test', 'result', 'sign', 'sheet', 'closed']);
  });
  it('lets a person practise before and look through the answers during the test, nowhere else', () => {
    const ready = run([hello(), sitting({ stage: 'ready', attempt: attemptOf({ status: 'created' }) })]);
    expect(screenOf(step(ready, go({ at: 'practice' })))).toBe('practice');
    expect(screenOf(step(ready, go({ at: 'review' })))).toBe('ready');
    const running = step(ready, sitting({ stage: 'running', attempt: attemptOf() }));
    const review = step(running, go({ at: 'review' }));
    expect(screenOf(review)).toBe('review');
    expect(screenOf(step(review, sitting({ stage: 'paused', attempt: attemptOf() })))).toBe('test');
    expect(screenOf(step(running, go({ at: 'thanks' })))).toBe('test');
  });
  it('goes back to who-are-you when a check-in is gone, and says nothing of it when a sitting has begun', () => {
    const s = run([hello(), { on: 'checkin', view: checkinOf() }]);
    expect(screenOf(step(s, { on: 'checkinGone' }))).toBe('identify');
    expect(screenOf(run([sitting(), { on: 'checkin', view: checkinOf() }], s))).toBe('rules');
  });
});

describe('hello after the line was down', () => {
  const running = sittingOf({ stage: 'running', attempt: attemptOf() });
  it('resumes what the server still has', () => {
    expect(screenOf(run([hello({ sitting: running })]))).toBe('test');
    expect(screenOf(run([hello({ checkin: checkinOf() })]))).toBe('checkin');
  });
  it('keeps showing the test while the line is down', () => {
    const s = run([hello({ sitting: running }), { on: 'linkDown' }]);
    expect([screenOf(s), s.link]).toEqual(['test', 'offline']);
  });
  it('forgets a person the server no longer knows', () => {
    const s = run([hello({ sitting: running }), hello()]);
    expect([s.sitting, screenOf(s)]).toEqual([null, 'welcome']);
  });
  it('but lets somebody whose sitting is closed fetch the sheet', () => {
    const s = run([hello({ sitting: sittingOf({ stage: 'done' }) }), hello()]);
    expect(screenOf(s)).toBe('sheet');
    expect(screenOf(step(s, go({ at: 'thanks' })))).toBe('thanks');
  });
});

describe('another window', () => {
  it('shows nothing of the person here', () => {
    const s = run([hello({ sitting: sittingOf() }), { on: 'blocked', why: 'superseded' }]);
    expect([screenOf(s), s.sitting]).toEqual(['blocked', null]);
    expect(screenOf(run([{ on: 'unblocked' }, hello()], s))).toBe('welcome');
  });
  it('a revoked terminal has to be enrolled again', () => {
    const s = run([hello(), { on: 'blocked', why: 'deviceRevoked' }, { on: 'unblocked' }]);
    expect(screenOf(s)).toBe('enrol');
  });
});

describe('messages', () => {
  it('wait until each is seen, and come once', () => {
    const m = (n: number) => ({ id: idOf(n), text: 'x', from: 'y', at: 1 });
    const s = run([
      { on: 'message', message: m(1) },
      { on: 'message', message: m(2) },
      { on: 'message', message: m(1) },
      { on: 'messageSeen', id: idOf(1) },
    ]);
    expect(s.messages.map((x) => x.id)).toEqual([idOf(2)]);
  });
});

const stageArb = fc.constantFrom(...sittingStage.options);
const sittingArb = fc
  .record({
    sittingId: fc.constantFrom(idOf(10), idOf(11)),
    stage: stageArb,
    ordinal: fc.constantFrom(1, 2),
    deadlineVersion: fc.nat(5),
  })
  .map(({ sittingId, stage, ordinal, deadlineVersion }) =>
    sittingOf({
      sittingId,
      stage,
      attempt:
        stage === 'rules' ? null : attemptOf({ attemptId: idOf(100 + ordinal), ordinal, deadlineVersion }),
    }),
  );
const localArb: fc.Arbitrary<LocalStep> = fc.constantFrom<LocalStep>(
  { at: 'none' },
  { at: 'identify' },
  { at: 'idNumber' },
  { at: 'demoEnrol' },
  { at: 'camera', method: 'face', idNumber: null },
  { at: 'practice' },
  { at: 'review' },
  { at: 'held' },
  { at: 'thanks' },
);
const eventArb: fc.Arbitrary<FlowEvent> = fc.oneof(
  fc.constantFrom<FlowEvent>(
    { on: 'linkUp' },
    { on: 'linkDown' },
    { on: 'enrolled' },
    { on: 'unblocked' },
    { on: 'checkinGone' },
    { on: 'reset' },
    { on: 'duty', examinerOnDuty: false },
  ),
  fc
    .constantFrom('secondTab', 'superseded', 'deviceRevoked')
    .map((why): FlowEvent => ({ on: 'blocked', why })),
  fc.option(sittingArb).map((v) => hello({ sitting: v })),
  sittingArb.map((view): FlowEvent => ({ on: 'sitting', view })),
  fc
    .constantFrom(...checkinStage.options)
    .map((stage): FlowEvent => ({ on: 'checkin', view: checkinOf({ stage }) })),
  localArb.map(go),
);

describe('whatever happens', () => {
  it('there is a screen, with something to do when nobody is there or a reason for nothing', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(eventArb, { maxLength: 40 }), (enrolled, events) => {
        const screen = screenOf(run(events, initialFlow(enrolled)));
        expect(screen).toEqual(expect.any(String));
        expect([null, 'welcome', 'cancelCheckin', 'hold', 'finish']).toContain(idleActionOf(screen));
      }),
    );
  });
  it('a reset leaves nothing of anybody', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 40 }), (events) => {
        const s = run([...events, { on: 'reset' }]);
        expect([s.sitting, s.checkin, s.messages, s.local]).toEqual([null, null, [], { at: 'none' }]);
      }),
    );
  });
  it('a check-in and a sitting are never held at once', () => {
    fc.assert(
      fc.property(fc.array(eventArb, { maxLength: 40 }), (events) => {
        const s = run(events);
        expect(s.sitting !== null && s.checkin !== null).toBe(false);
      }),
    );
  });
  it('within one sitting neither the stage nor the clock goes back', () => {
    const rank = ['rules', 'ready', 'running', 'paused', 'result', 'signing', 'done', 'closed'];
    const far = (s: SittingView) =>
      (s.attempt?.ordinal ?? 0) * 10 + (s.stage === 'paused' ? 2 : rank.indexOf(s.stage));
    fc.assert(
      fc.property(fc.array(sittingArb, { minLength: 1, maxLength: 30 }), (views) => {
        let held: SittingView | null = null;
        for (const view of views) {
          const next: SittingView = mergeSitting(held, view);
          if (held?.sittingId === next.sittingId) {
            expect(far(next)).toBeGreaterThanOrEqual(far(held));
            if (held.attempt && held.attempt.attemptId === next.attempt?.attemptId)
              expect(next.attempt.deadlineVersion).toBeGreaterThanOrEqual(held.attempt.deadlineVersion);
          }
          held = next;
        }
      }),
    );
  });
});
