import { idOf } from '../flow/views.fixture';
import { paperOf } from './fake-link.fixture';
import { MediaShelf } from './media-shelf';

const hash = (c: string) => c.repeat(64);
const paperWith = (...hashes: string[]) => {
  const paper = paperOf(idOf(100));
  paper.items[0]!.media = hashes.map((sha256) => ({ sha256, mime: 'image/png', alt: { 'zh-CN': '图' } }));
  return paper;
};
const answer = (status: number, code?: string) => ({
  ok: status === 200,
  status,
  blob: () => Promise.resolve(new Blob(['x'])),
  json: () => Promise.resolve({ ok: false, code }),
});

describe('pictures of a paper', () => {
  const revoked: string[] = [];
  let asked: [string, string][];
  let respond: (path: string, token: string) => unknown;
  beforeEach(() => {
    asked = [];
    let n = 0;
    URL.createObjectURL = () => `blob:${++n}`;
    URL.revokeObjectURL = (u) => revoked.push(u);
    AbortSignal.timeout ??= () => new AbortController().signal;
    globalThis.fetch = ((url: string, init: { headers: { authorization: string } }) => {
      const token = init.headers.authorization.slice(7);
      asked.push([url, token]);
      return Promise.resolve(respond(url, token));
    }) as unknown as typeof fetch;
  });
  const shelf = () => {
    const seen: Record<string, string>[] = [];
    const s = new MediaShelf({
      token: () => 'attempt',
      deviceToken: () => 'device',
      changed: (u) => seen.push({ ...u }),
    });
    return { s, seen };
  };

  it('are fetched once each and let go when the person leaves', async () => {
    respond = () => answer(200);
    const { s, seen } = shelf();
    await s.fill(paperWith(hash('a'), hash('b'), hash('a')));
    expect(asked.map(([u]) => u).sort()).toEqual([
      `/api/v1/media/${hash('a')}`,
      `/api/v1/media/${hash('b')}`,
    ]);
    expect(Object.keys(seen.at(-1)!)).toHaveLength(2);
    s.clear();
    expect(revoked).toEqual(expect.arrayContaining(Object.values(seen.at(-1)!)));
  });
  it('come with the token of the terminal where that of the attempt has run out', async () => {
    respond = (_u, token) => (token === 'attempt' ? answer(401, 'UNAUTHENTICATED') : answer(200));
    const { s, seen } = shelf();
    await s.fill(paperWith(hash('a')));
    expect(asked.map(([, t]) => t)).toEqual(['attempt', 'device']);
    expect(seen).toHaveLength(1);
  });
  it('that do not exist are not asked for again', async () => {
    respond = () => answer(404, 'NOT_FOUND');
    const { s, seen } = shelf();
    await s.fill(paperWith(hash('a')));
    expect([asked.length, seen.length]).toEqual([1, 0]);
  });
});
