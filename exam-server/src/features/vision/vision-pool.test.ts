import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from '../../context';
import { readConfig } from '../../config';
import { systemClock } from '../../platform/clock';
import { AppError } from '../../platform/errors';
import { silentLogger } from '../../platform/log';
import { createMetrics } from '../../platform/metrics';
import { cosine } from './identity/match';
import { qualityHint } from './identity/quality';
import { findModels } from './models/ensure';
import { createVisionPool, PictureError, type VisionPool } from './vision-pool';

/** What is tested is what comes, not how soon: a machine with much to do starts a child late. */
const PATIENT = { frame: 100_000, request: 100_000, grace: 100_000 };
const config = readConfig({ ...process.env, MONGODB_URI: 'mongodb://unused' });
const addon = join(require.resolve('@u4/opencv4nodejs'), '../../../build/Release/opencv4nodejs.node');
const prepared = existsSync(addon) && findModels(config.CACHE) !== null;
if (!prepared) console.warn('OpenCV or the models are not prepared: the vision children are not tested.');
const sample = (n: number) =>
  readFileSync(join(require.resolve('@vladmandic/face-api/package.json'), `../demo/sample${n}.jpg`));
const photo = sample(1);
const still = { at: 1000, embedding: false, thumb: false };
const context = (over: Partial<Context['config']> = {}) => ({
  config: { ...config, VISION_CHILDREN: 1, ...over },
  clock: systemClock,
  log: silentLogger,
  metrics: createMetrics(),
});

(prepared ? describe : describe.skip)('vision children', () => {
  const ctx = context();
  let pool: VisionPool;
  beforeAll(() => {
    pool = createVisionPool(ctx, PATIENT);
  });
  afterAll(() => pool.stop());

  it('see the people of a picture, largest first, and where they look', async () => {
    const seen = await pool.analyse({
      ...still,
      camera: 'people',
      jpeg: photo,
      embedding: true,
      thumb: true,
    });
    const { observation, embedding, thumb } = seen!;
    expect(observation).toMatchObject({ at: 1000, width: 1920, height: 1280, motion: null });
    expect(observation.faces).toHaveLength(3);
    const heights = observation.faces.map((f) => f.heightPx);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    const [left, right] = observation.faces[0]!.landmarks;
    expect(left![0]).toBeLessThan(right![0]);
    expect(observation.faces[0]!.focus).toBeGreaterThan(0.05);
    expect(embedding).toHaveLength(512);
    expect(cosine(embedding!, embedding!)).toBeCloseTo(1, 4);
    expect(thumb!.slice(0, 3)).toEqual(Uint8Array.of(0xff, 0xd8, 0xff));
    expect(thumb!.length).toBeLessThan(40_000);
  });
  it('know the same person in another picture, and another person from him', async () => {
    const all = (await pool.faces(photo)).faces;
    const cut = await pool.cut(photo, portrait(all[0]!.face.box));
    const again = await pool.faces(cut);
    const me = again.faces[0]!.embedding;
    expect(cosine(me, all[0]!.embedding)).toBeGreaterThan(0.6);
    expect(cosine(me, all[1]!.embedding)).toBeLessThan(0.35);
  });
  it('measure stillness between frames of one camera, whatever each frame was asked for', async () => {
    const look = (camera: string, jpeg: Uint8Array, embedding = false) =>
      pool.analyse({ ...still, camera, jpeg, embedding }).then((r) => r!.observation.motion);
    expect(await look('m', photo)).toBeNull();
    expect(await look('m', photo)).toBe(0);
    expect(await look('m', photo, true)).toBe(0);
    expect(await look('m', sample(2))).toBeGreaterThan(5);
    expect(await look('other', photo)).toBeNull();
  });
  it('give an empty chair no face and no embedding', async () => {
    const wall = await pool.cut(photo, [0, 0.8, 0.2, 0.2]);
    const seen = await pool.analyse({ ...still, camera: 'wall', jpeg: wall, embedding: true });
    expect(seen).toMatchObject({ embedding: null, observation: { faces: [] } });
    expect(qualityHint(seen!.observation)).not.toBeNull();
  });
  it('refuse what is no picture by name, and go on', async () => {
    const bad: [string, Uint8Array][] = [
      ['notJpeg', Buffer.from('not a picture at all')],
      ['truncated', photo.subarray(0, 5000)],
      ['tooLarge', new Uint8Array(5_000_000)],
    ];
    for (const [fault, jpeg] of bad) {
      await expect(pool.analyse({ ...still, camera: 'bad', jpeg })).rejects.toMatchObject({ fault });
      await expect(pool.faces(jpeg)).rejects.toBeInstanceOf(PictureError);
    }
    await expect(pool.cut(photo, [0.5, 0.5, 0, 0])).rejects.toBeInstanceOf(AppError);
    expect((await pool.analyse({ ...still, camera: 'bad', jpeg: photo }))?.observation.faces).toHaveLength(3);
  });
  it('keep only the newest waiting frame of a camera, and count the rest', async () => {
    const frames = Array.from({ length: 12 }, (_, i) =>
      pool.analyse({ ...still, camera: 'busy', jpeg: photo, at: i }),
    );
    const seen = (await Promise.all(frames)).map((r) => r?.observation.at ?? null);
    // Two may be at the child already, though it takes more; of the others the last survives.
    expect(seen.filter((at) => at !== null)).toEqual([0, 1, 11]);
    const dropped = (await ctx.metrics.frames.get()).values.find((v) => v.labels.fate === 'dropped');
    expect(dropped?.value).toBe(9);
  });
  it('do not let a busy camera push the others back', async () => {
    const order: string[] = [];
    const ask = (camera: string) =>
      pool.analyse({ ...still, camera, jpeg: photo }).then((r) => r && order.push(camera));
    const jobs = [ask('x'), ask('y'), ask('loud'), ask('calm'), ask('loud'), ask('loud')];
    await Promise.all(jobs);
    expect(order).toEqual(['x', 'y', 'loud', 'calm', 'loud']);
  });
  it('are only late after a kill -9: work under way is done again, and nobody is told', async () => {
    const told: boolean[] = [];
    const off = pool.onHealth((healthy) => told.push(healthy));
    const work = [
      pool.analyse({ ...still, camera: 'k1', jpeg: photo, embedding: true }),
      pool.faces(photo),
      pool.analyse({ ...still, camera: 'k2', jpeg: photo }),
    ];
    process.kill(pool.pids()[0]!, 'SIGKILL');
    const [a, b, c] = await Promise.all(work);
    expect([a, b, c].every((r) => r !== null)).toBe(true);
    expect(told).toEqual([]);
    expect(pool.healthy()).toBe(true);
    off();
  });
  it('do not grow with the frames they have seen', async () => {
    const small = await pool.cut(photo, [0.3, 0.2, 0.34, 0.38]);
    const run = async (n: number) => {
      for (let i = 0; i < n; i++)
        await pool.analyse({ ...still, camera: `c${i % 20}`, jpeg: small, embedding: i % 10 === 0 });
      const pages = readFileSync(`/proc/${pool.pids()[0]!}/statm`, 'utf8').split(' ')[1];
      return (Number(pages) * 4096) / 1_048_576;
    };
    const before = await run(200);
    const after = await run(400);
    // A leak of one half-size picture a frame would be 90 MB.
    expect(after - before).toBeLessThan(50);
  });
});

describe('vision switched off', () => {
  it('says so instead of waiting', async () => {
    const pool = createVisionPool(context({ VISION_CHILDREN: 0 }));
    expect(pool.healthy()).toBe(false);
    await expect(pool.faces(photo)).rejects.toMatchObject({ code: 'VISION_UNAVAILABLE' });
    await expect(pool.analyse({ ...still, camera: 'a', jpeg: photo })).rejects.toBeInstanceOf(AppError);
    await pool.stop();
  });
});

describe('vision without models', () => {
  it('gives up after a few starts, tells it, and fails what waits', async () => {
    const pool = createVisionPool(context({ CACHE: join(config.CACHE, 'not-there') }));
    const told = new Promise<boolean>((resolve) => pool.onHealth(resolve));
    await expect(pool.faces(photo)).rejects.toMatchObject({ code: 'VISION_UNAVAILABLE' });
    expect(await told).toBe(false);
    expect(pool.healthy()).toBe(false);
    await pool.stop();
  });
});

/** Head and shoulders round a face, in shares of the picture. */
function portrait([x, y, w, h]: [number, number, number, number]): [number, number, number, number] {
  return [x - w * 0.5, y - h * 0.5, w * 2, h * 2];
}
