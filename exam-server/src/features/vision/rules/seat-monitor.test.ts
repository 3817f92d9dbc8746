import fc from 'fast-check';
import type { FaceObservation, Observation } from 'exam-contract/vision';
import { defaultPolicy } from './policy';
import { createSeatMonitor, type MonitorEvent } from './seat-monitor';

const face = (over: Partial<FaceObservation> = {}): FaceObservation => ({
  box: [0.4, 0.3, 0.2, 0.3],
  score: 0.98,
  landmarks: [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ],
  yaw: 0,
  eyesClosed: null,
  heightPx: 140,
  ...over,
});
const seen = (at: number, faces: FaceObservation[], over: Partial<Observation> = {}): Observation => ({
  at,
  width: 640,
  height: 480,
  faces,
  brightness: 120,
  sharpness: 600,
  motion: 1.5,
  ms: 5,
  ...over,
});

/** Feeds one frame a second and says when each kind opened and closed. */
function watch(frames: ((at: number) => { o: Observation | null; likeness?: number })[]): MonitorEvent[] {
  const m = createSeatMonitor(defaultPolicy, 0);
  return frames
    .flatMap((f, i) => {
      const at = i * 1000;
      const { o, likeness } = f(at);
      return [...(o ? m.frame({ observation: o, likeness: likeness ?? null }) : []), ...m.tick(at)];
    })
    .filter((e) => e.change !== 'update');
}
const good = (at: number) => ({ o: seen(at, [face()]), likeness: 0.7 });
const times = <T>(n: number, f: T): T[] => Array.from({ length: n }, () => f);

const wrong: Record<string, (at: number) => { o: Observation | null; likeness?: number }> = {
  noFace: (at) => ({ o: seen(at, []) }),
  multipleFaces: (at) => ({ o: seen(at, [face(), face({ heightPx: 100 })]) }),
  otherPerson: (at) => ({ o: seen(at, [face()]), likeness: 0.05 }),
  lookingAway: (at) => ({ o: seen(at, [face({ yaw: -55 })]) }),
  // A covered lens is as still as a stuck camera, and shows as little of a face as an empty chair.
  cameraCovered: (at) => ({ o: seen(at, [], { sharpness: 3, brightness: 5, motion: 0 }) }),
  cameraFrozen: (at) => ({ o: seen(at, [face()], { motion: 0 }) }),
  cameraLost: () => ({ o: null }),
};

describe('a watched seat', () => {
  it.each(Object.keys(wrong))(
    'raises %s within ten seconds, alone, and closes it when it is over',
    (kind) => {
      const events = watch([...times(5, good), ...times(12, wrong[kind]!), ...times(8, good)]);
      expect(events.map((e) => [e.change, e.kind])).toEqual([
        ['open', kind],
        ['close', kind],
      ]);
      expect(events[0]!.at - 5000).toBeLessThanOrEqual(10_000);
      expect(events[0]!.trace.length).toBeGreaterThan(1);
      expect(events[0]!.thresholds).toHaveProperty('limit');
    },
  );
  it('takes a tape that lets light through for a covered lens, a soft picture of a face not', () => {
    const soft = (faces: FaceObservation[]) => (at: number) => ({ o: seen(at, faces, { sharpness: 20 }) });
    expect(watch(times(12, soft([]))).map((e) => e.kind)).toEqual(['cameraCovered']);
    expect(watch(times(12, soft([face()])))).toEqual([]);
  });
  it('does not take two bad looks far apart for another person', () => {
    const away = (at: number) => ({ o: seen(at, [face({ yaw: 30 })]), likeness: 0.05 });
    const bad = wrong['otherPerson']!;
    expect(watch([good, bad, ...times(20, away), bad, good, good])).toEqual([]);
  });
  it('does not take blur or darkness for another person', () => {
    for (const over of [{ focus: 0.03 }, { light: 15 }, { light: 240 }])
      expect(watch(times(15, (at: number) => ({ o: seen(at, [face(over)]), likeness: 0.05 })))).toEqual([]);
  });
  it('asks for a closer look when somebody comes into the picture or changes place, until he was compared', () => {
    const m = createSeatMonitor(defaultPolicy, 0);
    const feed = (at: number, faces: FaceObservation[], likeness: number | null = null) =>
      m.frame({ observation: seen(at, faces), likeness });
    feed(0, [face()]);
    expect(m.suspicious()).toBe(false);
    feed(1000, []);
    feed(2000, [face()]);
    expect(m.suspicious()).toBe(true);
    feed(3000, [face()], 0.7);
    feed(4000, [face()]);
    expect(m.suspicious()).toBe(false);
    feed(5000, [face({ box: [0.05, 0.3, 0.2, 0.3] })]);
    expect(m.suspicious()).toBe(true);
  });
  it('gives a terminal that was away time to send its first frame', () => {
    const m = createSeatMonitor(defaultPolicy, 0);
    m.frame({ observation: seen(0, [face()]), likeness: null });
    // Nobody asked while the line was cut; then it is back, and a frame follows a second later.
    expect(m.tick(180_000)).toEqual([]);
    expect(m.tick(181_000)).toEqual([]);
    expect(m.frame({ observation: seen(181_500, [face()]), likeness: null })).toEqual([]);
  });
  it('closes what is open when the sitting ends', () => {
    const m = createSeatMonitor(defaultPolicy, 0);
    for (let at = 0; at < 8000; at += 1000) m.frame({ observation: seen(at, []), likeness: null });
    expect(m.end(9000).map((e) => [e.change, e.kind])).toEqual([['close', 'noFace']]);
    expect(m.end(9500)).toEqual([]);
  });
  it('does not take a small face far behind for a second candidate', () => {
    expect(watch(times(20, (at: number) => ({ o: seen(at, [face(), face({ heightPx: 40 })]) })))).toEqual([]);
  });
  it('does not take a turned or hidden face for another person', () => {
    expect(
      watch(times(20, (at: number) => ({ o: seen(at, [face({ yaw: 30 })]), likeness: 0.05 }))).filter(
        (e) => e.kind === 'otherPerson',
      ),
    ).toEqual([]);
  });
  it('never opens for what is shorter than its dwell, and opens and closes in turn', () => {
    const step = fc.constantFrom(...Object.keys(wrong), 'good', 'good', 'good');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const events = watch(steps.map((k) => wrong[k] ?? good));
        for (const kind of Object.keys(wrong)) {
          const mine = events.filter((e) => e.kind === kind).map((e) => e.change);
          mine.forEach((c, i) => expect(c).toBe(i % 2 === 0 ? 'open' : 'close'));
        }
        if (!steps.some((k, i) => k === 'noFace' && steps[i + 1] === 'noFace' && steps[i + 2] === 'noFace')) {
          expect(
            events.filter(
              (e) =>
                e.kind === 'noFace' &&
                steps.filter((s) => s === 'cameraLost').length === 0 &&
                steps.filter((s) => s === 'cameraCovered').length === 0,
            ),
          ).toEqual([]);
        }
      }),
    );
  });
});
