import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

jest.setTimeout(240_000);
const root = join(__dirname, '..', '..', '..');
const run = promisify(execFile);
const tsx = (script: string, ...args: string[]) =>
  run(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, maxBuffer: 1e8 });

it('an embedding is the same whichever engine makes it', async () => {
  const { stdout } = await tsx(join(__dirname, 'engines.child.ts'));
  const made = JSON.parse(stdout.trim()) as number[][];
  expect(made).toHaveLength(2);
  const [a, b] = made as [number[], number[]];
  const dot = (x: number[], y: number[]) => x.reduce((sum, v, i) => sum + v * y[i]!, 0);
  expect(dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))).toBeGreaterThan(0.999);
});

describe('eval:faces on pictures as people have them', () => {
  const demo = join(dirname(require.resolve('@vladmandic/face-api/package.json')), 'demo');
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'kaotai-eval-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));
  const put = (path: string, content: Buffer) => {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  };
  const originals = () => {
    put('a/1.jpg', readFileSync(join(demo, 'sample1.jpg')));
    put('b/1.jpg', readFileSync(join(demo, 'sample2.jpg')));
  };
  const evaluate = async () => {
    const { stdout } = await tsx('scripts/eval-faces.ts', dir);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    return JSON.parse(stdout) as Record<string, unknown>;
  };
  const converted = async (from: string, to: string, ...filter: string[]) => {
    mkdirSync(dirname(join(dir, to)), { recursive: true });
    const args = ['-y', '-loglevel', 'error', '-i', join(demo, from), ...filter, join(dir, to)];
    await run('ffmpeg', args);
  };

  it('says null, not nothing, where nobody has two pictures', async () => {
    originals();
    expect(await evaluate()).toMatchObject({
      people: 2,
      pictures: 2,
      genuine: 0,
      impostor: 1,
      eer: null,
      tarAtFar: { '1e-2': { tar: null, threshold: null }, '1e-3': { tar: null, threshold: null } },
    });
  });

  it('reads every usual format and counts what cannot be read and what shows nobody', async () => {
    originals();
    await converted('sample1.jpg', 'a/nested/2.png', '-vf', 'scale=800:-2');
    await converted('sample1.jpg', 'a/3.webp', '-vf', 'scale=700:-2');
    await converted('sample2.jpg', 'b/2.BMP', '-vf', 'scale=640:-2', '-f', 'image2', '-c:v', 'bmp');
    put('a/broken.jpg', Buffer.from('no picture at all'));
    put('a/cut.jpg', readFileSync(join(demo, 'sample1.jpg')).subarray(0, 3000));
    put('b/empty.png', Buffer.alloc(0));
    await converted('sample1.jpg', 'b/nobody.jpg', '-vf', 'crop=60:60:0:0,scale=300:300');
    put('b/notes.txt', Buffer.from('not a picture'));
    expect(await evaluate()).toMatchObject({
      people: 2,
      pictures: 9,
      unreadable: 3,
      converted: 3,
      noFace: 1,
      genuine: 4,
      impostor: 6,
      eer: 0,
      tarAtFar: { '1e-2': { tar: 1 }, '1e-3': { tar: 1 } },
    });
  });
});
