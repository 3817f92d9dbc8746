import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What the camera sees for how long. A person sits in the picture; `two` puts a second one beside the first. */
export type Scene =
  | { show: 'person'; photo: string; seconds: number }
  | { show: 'two'; photo: string; other: string; seconds: number }
  | { show: 'chair'; seconds: number }
  | { show: 'covered'; seconds: number };

/** Chromium plays a row of JPEGs at thirty a second, whatever they were made for. */
const FPS = 30;
/** A living picture never stands quite still: each frame is moved by a pixel or two, as a camera's noise would. */
const SWAY = "x='(W-w)/2+2*sin(t*2.1)':y='(H-h)+14+2*cos(t*1.7)'";
const WALL = `color=c=0x9aa7b0:s=640x480:r=${FPS}`;

function inputs(scene: Scene): { args: string[]; filter: string } {
  const t = String(scene.seconds);
  const wall = ['-f', 'lavfi', '-t', t, '-i', WALL];
  const photo = (file: string) => ['-loop', '1', '-framerate', String(FPS), '-t', t, '-i', file];
  const noise = 'noise=alls=6:allf=t';
  switch (scene.show) {
    case 'person':
      return {
        args: [...wall, ...photo(scene.photo)],
        filter: `[1:v]scale=-2:460[p];[0:v][p]overlay=${SWAY},${noise}`,
      };
    case 'two':
      return {
        args: [...wall, ...photo(scene.photo), ...photo(scene.other)],
        filter: `[1:v]scale=-2:400[p];[2:v]scale=-2:380[q];[0:v][p]overlay=x='10+2*sin(t*2)':y=70[a];[a][q]overlay=x='W-w-10':y=90,${noise}`,
      };
    case 'chair':
      return {
        args: wall,
        filter: `[0:v]drawbox=x=200:y=220:w=240:h=260:color=0x3b2f2a:t=fill,drawbox=x=120:y=60:w=80:h=50:color=0x556b7a:t=fill,drawgrid=w=64:h=64:t=2:c=0x6b7780,${noise}`,
      };
    case 'covered':
      return {
        args: ['-f', 'lavfi', '-t', t, '-i', `color=c=0x040404:s=640x480:r=${FPS}`],
        filter: '[0:v]null',
      };
  }
}

/** Makes an MJPEG that Chromium plays, over and over, as its camera. @returns the file's path */
export function cameraFile(scenes: Scene[], name = 'camera'): string {
  const folder = mkdtempSync(join(tmpdir(), 'kaotai-camera-'));
  const parts = scenes.map((scene, i) => {
    const { args, filter } = inputs(scene);
    const out = join(folder, `${i}.mjpeg`);
    execFileSync('ffmpeg', [
      '-y',
      '-loglevel',
      'error',
      ...args,
      '-filter_complex',
      filter,
      '-t',
      String(scene.seconds),
      '-r',
      String(FPS),
      '-pix_fmt',
      'yuvj420p',
      '-q:v',
      '7',
      out,
    ]);
    return out;
  });
  const file = join(folder, `${name}.mjpeg`);
  // A row of JPEGs is a film to Chromium: no container, so no more than one after the other.
  writeFileSync(file, Buffer.concat(parts.map((p) => readFileSync(p))));
  return file;
}

/** The JPEGs of a row of JPEGs, in order. */
function split(film: Buffer): Buffer[] {
  const starts: number[] = [];
  const SOI = Buffer.from([0xff, 0xd8, 0xff]);
  for (let i = film.indexOf(SOI); i >= 0; i = film.indexOf(SOI, i + 3)) starts.push(i);
  return starts.map((from, n) => film.subarray(from, starts[n + 1] ?? film.length));
}

/** A second of a scene, frame by frame. */
export function secondOf(scene: Scene): Buffer[] {
  const file = cameraFile([{ ...scene, seconds: 1 }]);
  const frames = split(readFileSync(file));
  rmSync(dirname(file), { recursive: true, force: true });
  return frames;
}

const EOI = Buffer.from([0xff, 0xd9]);
/** The same picture in more bytes: before its end marker a JPEG may have as many fill bytes as it likes. */
const stretched = (jpeg: Buffer, size: number) =>
  Buffer.concat([jpeg.subarray(0, -EOI.length), Buffer.alloc(size - jpeg.length, 0xff), EOI]);

/** A camera that shows a scene for as long as a test wants, a second of it over and over. */
export interface MovableCamera<Name extends string> {
  /** For Chromium, which maps it into its memory: what is written there is what it shows next. */
  readonly file: string;
  show(name: Name): void;
}

/** @param scenes what it can be pointed at; the first one is shown until another is asked for */
export function movableCamera<Name extends string>(scenes: Record<Name, Scene>): MovableCamera<Name> {
  const films = new Map<string, Buffer[]>();
  for (const [name, scene] of Object.entries<Scene>(scenes)) films.set(name, secondOf(scene));
  // Frames of all scenes are of one size, so that another one takes the place of each.
  const size = Math.max(...[...films.values()].flat().map((f) => f.length));
  const bytes = (name: string) => Buffer.concat(films.get(name)!.map((f) => stretched(f, size)));
  const file = join(mkdtempSync(join(tmpdir(), 'kaotai-camera-')), 'camera.mjpeg');
  const [first] = films.keys();
  writeFileSync(file, bytes(first!));
  return {
    file,
    show(name) {
      const handle = openSync(file, 'r+');
      writeSync(handle, bytes(name));
      closeSync(handle);
    },
  };
}
