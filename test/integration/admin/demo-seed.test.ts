import { createDemo } from '../../../exam-server/src/features/demo-seed';
import type { FoundFaces } from '../../../exam-server/src/features/vision';
import { AppError } from '../../../exam-server/src/platform/errors';
import { syntheticIdNumber } from '../../../exam-server/src/features/demo-seed/synthetic-id';
import { MORNING, testAdmin, type TestAdmin } from './support';

const DAY = 86_400_000;
let people = 0;
/** Two people a photograph, everybody somebody else, except that the sixth photograph shows the first again. */
const vision = {
  healthy: () => true,
  onHealth: () => () => undefined,
  faces: (): Promise<FoundFaces> => {
    const photo = people++;
    const one = (k: number) => ({
      face: {
        box: [0.2, 0.2, 0.1, 0.2] as [number, number, number, number],
        score: 1,
        landmarks: [],
        yaw: 0,
        eyesClosed: null,
        heightPx: 200,
      },
      embedding: Float32Array.from({ length: 16 }, (_, i) => Number(i === (photo === 5 ? k : photo * 2 + k))),
    });
    return Promise.resolve({
      width: 900,
      height: 900,
      brightness: 99,
      sharpness: 99,
      faces: [one(0), one(1)],
    });
  },
  cut: () => Promise.resolve(Uint8Array.of(people)),
};
let t: TestAdmin;
let enrolled = 0;
beforeEach(async () => {
  [people, enrolled] = [0, 0];
  t = await testAdmin(() => {
    const embedding = Float32Array.from({ length: 16 }, (_, i) => Number(i === enrolled));
    enrolled += 1;
    return Promise.resolve({ ok: true, embedding, model: 'm', version: 'v', quality: 1 });
  });
});
afterEach(() => t.stop());
const demo = (v: typeof vision | null = vision) => createDemo(t.ctx, { ...t, vision: v });

test('the demo stands after one start, and the second start adds nothing but days', async () => {
  const first = await demo().seed();
  expect(first).toMatchObject({ seats: 30, faces: 10 });
  expect(first.accounts.map((a) => a.roles)).toEqual([
    ['admin'],
    ['proctor'],
    ['registry'],
    ['siteManager'],
    ['auditor'],
  ]);
  expect(first.bank.questions).toBeGreaterThan(100);
  for (const { username, password } of first.accounts) {
    expect((await t.staff.signIn({ username, password: password ?? '' })).staff.username).toBe(username);
  }
  expect(first.candidates.slice(0, 10).every((c) => c.hasFace && c.kinds.length === 1)).toBe(true);
  expect(first.candidates.length).toBeGreaterThan(25);
  const device = await t.sites.terminals.enrol(first.enrolment?.code ?? '', '');
  expect(device).toMatchObject({ label: '01' });

  const count = (c: string) => t.ctx.db.collection(c).countDocuments();
  const before = [
    await count('candidates'),
    await count('seats'),
    await count('staff'),
    await count('bookings'),
  ];
  const again = await demo().seed();
  expect(again.accounts.every((a) => a.password === null)).toBe(true);
  expect(again.enrolment?.label).toBe('02');
  expect(again.bank.hash).toBe(first.bank.hash);
  expect([
    await count('candidates'),
    await count('seats'),
    await count('staff'),
    await count('bookings'),
  ]).toEqual(before);
  t.clock.advance(5 * DAY);
  const later = await demo().seed({ newPasswords: true });
  expect(later.candidates.length).toBe(first.candidates.length);
  expect(later.accounts.every((a) => a.password !== null)).toBe(true);
  await expect(
    t.staff.signIn({ username: 'admin', password: first.accounts[0]?.password ?? '' }),
  ).rejects.toThrow();
  expect((await t.audit.list({ limit: 1 })).chainOk).toBe(true);
});

test('somebody is booked for every kind, and every class of candidate for a kind of that class', async () => {
  const summary = await demo().seed();
  const kinds = await t.papers.kinds.inForce(MORNING);
  const booked = new Set(await t.booking.bookedKinds());
  expect([...booked].sort()).toEqual(kinds.map((k) => k.code).sort());
  expect(summary.candidates.length).toBeLessThan(40);
});

test('without camera analysis the demo stands without faces, and gets them at the next start', async () => {
  expect((await demo(null).seed()).faces).toBe(0);
  expect((await demo().seed()).faces).toBe(10);
  people = 0;
  expect((await demo().seed()).faces).toBe(10);
});

test('camera analysis that dies in the middle costs the faces, not the start', async () => {
  const dies = { ...vision, cut: () => Promise.reject(new AppError('VISION_UNAVAILABLE')) };
  expect((await demo(dies).seed()).faces).toBe(0);
  people = 0;
  expect((await demo().seed()).faces).toBe(10);
});

test("an office's own bank is never published over", async () => {
  await demo(null).seed();
  const shipped = await t.papers.shippedBank('2026-11-23');
  const own = await t.papers.versions.publish({
    ...shipped,
    questions: shipped.questions.slice(1),
    name: '本所题库',
    by: '车管员',
    actor: 'staff',
  });
  expect((await demo(null).seed()).bank.hash).toBe(own.hash);
});

test('an ID number of the demo has a right check digit and belongs to nobody', () => {
  // The specimen of GB 11643 with its check digit, to hold the arithmetic against.
  const check = (body: string) => {
    let m = 0;
    for (const [i, d] of [...body].entries()) m += Number(d) * (2 ** (17 - i) % 11);
    return '10X98765432'[m % 11];
  };
  expect(check('11010519491231002')).toBe('X');
  const n = syntheticIdNumber('19900101', 7);
  expect(n).toHaveLength(18);
  expect(n.startsWith('9999')).toBe(true);
  expect(n.at(-1)).toBe(check(n.slice(0, 17)));
});
