import { randomUUID } from 'node:crypto';
import { createAudit } from '../../../exam-server/src/features/audit';
import { createEvidence } from '../../../exam-server/src/features/evidence';
import { bytesOf } from '../../../exam-server/src/platform/mongo/bytes';
import { testContext } from '../admin/support';

const YEAR = 365.25 * 24 * 3600_000;
const jpeg = Buffer.concat([
  Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
  Buffer.from('a face that nobody may read'),
]);

async function desk() {
  const { ctx, clock, close } = await testContext();
  const audit = createAudit(ctx);
  const evidence = createEvidence(ctx, { audit });
  const put = (at: number, attemptId: string | null = null) =>
    evidence.put({ kind: 'capture', seatId: randomUUID(), sittingId: null, attemptId, at, jpeg });
  return { ctx, clock, close, audit, evidence, put };
}

test('a picture is sealed at rest, opens only as itself, and is a picture', async () => {
  const { ctx, close, evidence, put } = await desk();
  const a = await put(ctx.clock.now());
  const b = await put(ctx.clock.now());
  expect((await evidence.get(a)).equals(jpeg)).toBe(true);
  const rows = ctx.db.collection<{ _id: string; sealed: Buffer; size: number }>('evidence');
  const stored = (await rows.findOne({ _id: a }))!;
  expect(stored.size).toBe(jpeg.length);
  const sealed = bytesOf(stored.sealed);
  expect(sealed.includes(Buffer.from('face'))).toBe(false);
  // One picture put in the place of another is noticed.
  await rows.updateOne({ _id: b }, { $set: { sealed } });
  await expect(evidence.get(b)).rejects.toThrow();
  await expect(evidence.get(randomUUID())).rejects.toThrow('NOT_FOUND');
  for (const bad of [Buffer.alloc(0), Buffer.from('<svg/>'), Buffer.from([0xff, 0xd8])])
    await expect(
      evidence.put({ kind: 'still', seatId: 's', sittingId: null, attemptId: null, at: 1, jpeg: bad }),
    ).rejects.toThrow('IMAGE_NOT_READABLE');
  await close();
});

test('what is older than it may be kept goes, batch by batch, with a record; nothing else goes', async () => {
  const { ctx, clock, close, audit, evidence, put } = await desk();
  const now = clock.now();
  const old = now - 3.1 * YEAR;
  const fresh = await put(now - 2.9 * YEAR, 'a');
  const seed = await put(old, 'a');
  const rows = ctx.db.collection<{ _id: string; at: number }>('evidence');
  const { _id: _one, ...rest } = (await rows.findOne({ _id: seed }))!;
  await rows.insertMany(
    Array.from({ length: 1203 }, (_, i) => ({ ...rest, at: old + i, _id: randomUUID() })),
  );
  expect(await evidence.retain()).toBe(1204);
  expect(await rows.countDocuments()).toBe(1);
  expect((await evidence.get(fresh)).equals(jpeg)).toBe(true);
  await expect(evidence.get(seed)).rejects.toThrow('NOT_FOUND');
  const told = (await audit.list({ limit: 10 })).rows;
  expect(told.map((r) => [r.action, r.actor, r.detail['pictures']])).toEqual([
    ['evidence.delete', 'system', 204],
    ['evidence.delete', 'system', 500],
    ['evidence.delete', 'system', 500],
  ]);
  expect(told[0]!.detail).toMatchObject({ bytes: 204 * jpeg.length, newest: old + 1202 });
  expect(await evidence.retain()).toBe(0);
  expect((await audit.list({ limit: 10 })).rows).toHaveLength(3);
  await close();
});

test('the captures of an attempt are its own, oldest first', async () => {
  const { close, evidence, put } = await desk();
  const late = await put(200, 'a');
  const early = await put(100, 'a');
  await put(150, 'b');
  expect(await evidence.captures('a')).toEqual([
    { evidenceId: early, at: 100 },
    { evidenceId: late, at: 200 },
  ]);
  await close();
});
