import fc from 'fast-check';
import { lawContent, question } from 'question-bank';
import { inForceOn, scheduledAfter, type PublicationDoc } from './publications.store';
import { goneOn } from '../withdrawals/withheld';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const publications = fc
  .array(fc.record({ from: fc.nat(20), cancelled: fc.boolean() }), { maxLength: 12 })
  .map((all) =>
    all.map(({ from, cancelled }, i): PublicationDoc => ({
      _id: `p${i}`,
      hash: `h${i}`,
      name: '',
      from: day(from),
      order: i + 1,
      publishedAt: 0,
      publishedBy: '',
      submittedBy: null,
      cancelled: cancelled ? { by: '', at: 0, reason: '' } : null,
    })),
  );

test('property: day by day, what is in force began by then, was not taken back, and nothing that stands began later', () => {
  fc.assert(
    fc.property(publications, fc.nat(21), (all, n) => {
      const now = inForceOn(all, day(n));
      const begun = all.filter((p) => !p.cancelled && p.from <= day(n));
      expect(now === null).toBe(begun.length === 0);
      if (!now) return;
      expect(begun).toContain(now);
      for (const p of begun) {
        expect(p.from <= now.from).toBe(true);
        if (p.from === now.from) expect(p.order <= now.order).toBe(true);
      }
    }),
  );
});

test('property: what is to come takes over on its own day unless another of that day was approved later', () => {
  fc.assert(
    fc.property(publications, fc.nat(21), (all, n) => {
      const next = scheduledAfter(all, day(n));
      expect(next.map((p) => p.from)).toEqual([...next.map((p) => p.from)].sort());
      for (const p of next) expect(inForceOn(all, p.from)?.from).toBe(p.from);
      expect(next.length).toBe(all.filter((p) => !p.cancelled && p.from > day(n)).length);
    }),
  );
});

const judge = (id: string) =>
  question.parse({
    id,
    type: 'judge',
    subjects: ['K1'],
    vehicles: ['car'],
    chapter: '章',
    stem: { 'zh-CN': `第${id}题` },
    options: ['A', 'B'].map((o) => ({ id: o, text: { 'zh-CN': o } })),
    answer: ['A'],
  });

test('what is held is a text from a day on; a withdrawn question is out whatever its text', () => {
  const [a, b] = [judge('a'), judge('b')];
  const keyed = new Map([a, b].map((q) => [q.id, q]));
  const held = new Map([['a', [{ content: lawContent(a), from: '2026-02-01' }]]]);
  expect([...goneOn({ ids: new Set(['b']), held }, keyed, '2026-01-31')]).toEqual(['b']);
  expect([...goneOn({ ids: new Set(), held }, keyed, '2026-02-01')]).toEqual(['a']);
  const mended = new Map([['a', { ...a, answer: ['B'] }]]);
  expect([...goneOn({ ids: new Set(), held }, mended, '2026-02-01')]).toEqual([]);
});
