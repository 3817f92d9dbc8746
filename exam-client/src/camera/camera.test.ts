import { Camera, type CameraStatus } from './camera';
import { judgePictures } from './self-test';

const gray = (v: number, first = v) => {
  const p = new Uint8ClampedArray(32 * 24 * 4).fill(v);
  p[0] = first;
  return p;
};

describe('picture self-test', () => {
  it('tells dark, glaring, frozen and good pictures apart', () => {
    expect(judgePictures([])).toBe('none');
    expect(judgePictures([gray(5)])).toBe('dark');
    expect(judgePictures([gray(250)])).toBe('bright');
    expect(judgePictures([1, 1, 1, 1].map(() => gray(120)))).toBe('still');
    expect(judgePictures([1, 2, 3, 4].map((n) => gray(120, n)))).toBe('good');
  });
});

class FakeTrack extends EventTarget {
  stopped = false;
  stop() {
    this.stopped = true;
  }
}
function bench(gum: () => Promise<FakeTrack>) {
  const seen: CameraStatus[] = [];
  const camera = new Camera({
    changed: (s) => seen.push(s),
    media: {
      getUserMedia: async () => {
        const track = await gum();
        return { getVideoTracks: () => [track], getTracks: () => [track] } as unknown as MediaStream;
      },
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    },
  });
  return { camera, seen };
}
const named = (name: string) => Promise.reject(Object.assign(new Error(name), { name }));

describe('camera', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    HTMLMediaElement.prototype.play = () => Promise.resolve();
    Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', { configurable: true, writable: true });
  });
  afterEach(() => jest.useRealTimers());
  const flush = () => jest.advanceTimersByTimeAsync(1);

  it('tells a refusal from a missing camera', async () => {
    const a = bench(() => named('NotAllowedError'));
    a.camera.start();
    await flush();
    expect(a.seen).toEqual(['starting', 'denied']);
    const b = bench(() => named('NotFoundError'));
    b.camera.start();
    await flush();
    expect(b.seen).toEqual(['starting', 'missing']);
    a.camera.stop();
    b.camera.stop();
  });

  it('reports that it was lost, looks again and comes back', async () => {
    const tracks: FakeTrack[] = [];
    const b = bench(() => {
      const t = new FakeTrack();
      tracks.push(t);
      return Promise.resolve(t);
    });
    b.camera.start();
    await flush();
    tracks[0]!.dispatchEvent(new Event('ended'));
    expect(b.seen.at(-1)).toBe('lost');
    await jest.advanceTimersByTimeAsync(3100);
    expect(b.seen).toEqual(['starting', 'on', 'lost', 'on']);
    b.camera.stop();
    expect(tracks[1]!.stopped).toBe(true);
    expect(b.camera.status).toBe('off');
  });

  it('lets go of a stream that arrives after it was stopped', async () => {
    const late = new FakeTrack();
    let open: (t: FakeTrack) => void = () => undefined;
    const b = bench(() => new Promise((r) => (open = r)));
    b.camera.start();
    b.camera.stop();
    open(late);
    await flush();
    expect(late.stopped).toBe(true);
    expect(b.seen.at(-1)).toBe('off');
  });
});
