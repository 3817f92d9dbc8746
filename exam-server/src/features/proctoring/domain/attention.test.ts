import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attention } from './attention';

type Facts = Parameters<typeof attention>[0];
const calm: Facts = {
  pendingCheckId: null,
  helpAsked: false,
  openSeverities: [],
  connected: true,
  stage: 'running',
  camera: 'ok',
  unreviewed: 0,
};
const of = (f: Partial<Facts>) => attention({ ...calm, ...f });

test('nothing to see is nought', () => {
  expect(of({})).toEqual({ attention: 0, attentionReasons: [] });
  expect(of({ openSeverities: ['info'] }).attention).toBe(0);
});

test('the gravest reason decides', () => {
  const order: Partial<Facts>[] = [
    { pendingCheckId: 'c' },
    { helpAsked: true },
    { openSeverities: ['info', 'alert'] },
    { openSeverities: ['warn'] },
    { connected: false },
    { camera: 'analysisOff' },
    { unreviewed: 3 },
    { stage: 'paused' },
  ];
  const scores = order.map((f) => of(f).attention);
  expect(scores).toEqual([...scores].sort((a, b) => b - a));
  expect(new Set(scores).size).toBe(scores.length);
});

test('a terminal that is away, and an analysis that is off, matter only while somebody sits the test', () => {
  expect(of({ connected: false, stage: 'offline' }).attention).toBe(0);
  expect(of({ camera: 'analysisOff', stage: 'idle' }).attention).toBe(0);
  expect(of({ connected: false, stage: 'paused' }).attentionReasons).toContain('terminalOffline');
});

const facts: fc.Arbitrary<Facts> = fc.record({
  pendingCheckId: fc.constantFrom(null, 'c'),
  helpAsked: fc.boolean(),
  openSeverities: fc.array(fc.constantFrom('info', 'warn', 'alert'), { maxLength: 4 }),
  connected: fc.boolean(),
  stage: fc.constantFrom('running' as const, 'paused' as const, 'idle' as const, 'checkin' as const),
  camera: fc.constantFrom('ok' as const, 'analysisOff' as const, 'lost' as const),
  unreviewed: fc.integer({ min: 0, max: 9 }),
});
test('one more reason never makes a seat less urgent, and many small ones never outweigh a graver one', () => {
  fc.assert(
    fc.property(facts, (f) => {
      const now = attention(f).attention;
      expect(attention({ ...f, helpAsked: true }).attention).toBeGreaterThanOrEqual(now);
      expect(attention({ ...f, pendingCheckId: 'c' }).attention).toBeGreaterThanOrEqual(now);
      expect(
        attention({ ...f, openSeverities: [...f.openSeverities, 'alert'] }).attention,
      ).toBeGreaterThanOrEqual(now);
      const small = attention({ ...f, pendingCheckId: null, helpAsked: false, openSeverities: [] }).attention;
      expect(small).toBeLessThan(of({ openSeverities: ['warn'] }).attention);
    }),
  );
});

test('the examiner reads the same weights as the wall sorts by', () => {
  const doc = readFileSync(join(__dirname, '../../../../../docs/operations/proctor.md'), 'utf8');
  const told = [...doc.matchAll(/^\|[^|]+\|\s*(\d+)\s*\|/gm)].map((m) => Number(m[1]));
  expect(told).toEqual([100, 90, 80, 50, 45, 30, 20, 10]);
  expect(told[0]).toBe(of({ pendingCheckId: 'c' }).attention);
  expect(told.at(-1)).toBe(of({ stage: 'paused' }).attention);
});
