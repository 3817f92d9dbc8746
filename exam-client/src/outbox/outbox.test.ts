import fc from 'fast-check';
import type { Failure } from '../net/failure';
import { databaseJournal, memoryJournal, type Journal } from './journal';
import { openDatabase, eraseDatabase, type Entry, type KioskDatabase } from './database';
import { Outbox, type SendOutcome } from './outbox';

const attemptId = '00000000-0000-4000-8000-000000000001';
const answer =
  (index: number, choice: string[], confirm = false) =>
  (clientSeq: number): Entry => ({
    kind: 'answer',
    body: { attemptId, clientSeq, index, choice, confirm, madeAt: 1 },
  });
/** Waits for what must come true, however slow the machine is. */
async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((r) => setTimeout(r, 1));
}
/** Nothing waits for an acknowledgement, and the journal knows it. */
const delivered = (outbox: Outbox) =>
  until(async () => outbox.waiting === 0 && (await db.count('queue')) === 0);

let db: KioskDatabase;
beforeEach(async () => {
  db = await openDatabase();
});
afterEach(() => eraseDatabase(db));

function bench(journal: Journal, outcomes: (entry: Entry) => SendOutcome | Promise<SendOutcome>) {
  const sent: Entry[] = [];
  const refused: [Entry, Failure][] = [];
  const outbox = new Outbox(attemptId, {
    journal,
    send: (entry) => {
      sent.push(entry);
      return Promise.resolve(outcomes(entry));
    },
    refused: (entry, why) => refused.push([entry, why]),
    changed: () => undefined,
    random: () => 0,
    setTimer: (fn) => setTimeout(fn, 0),
  });
  return { outbox, sent, refused };
}

describe('outbox', () => {
  it('writes before it sends', async () => {
    const order: string[] = [];
    const real = databaseJournal(db);
    const journal: Journal = {
      ...real,
      write: async (e, d) => {
        await real.write(e, d);
        order.push('written');
      },
    };
    const b = bench(journal, () => {
      order.push('sent');
      return { ok: true };
    });
    b.outbox.add(answer(0, ['A']));
    await delivered(b.outbox);
    expect(order).toEqual(['written', 'sent']);
  });

  it('sends after a reload what was written but never sent, with the same sequence and body', async () => {
    const first = bench(databaseJournal(db), () => new Promise<SendOutcome>(() => undefined));
    first.outbox.add(answer(4, ['B']));
    await until(() => first.sent.length === 1);
    first.outbox.close();
    const second = bench(databaseJournal(db), () => ({ ok: true }));
    await second.outbox.resume(0);
    await delivered(second.outbox);
    expect(second.sent).toEqual(first.sent);
    expect(second.outbox.add(answer(5, ['A']))).toBe(2);
  });

  it('goes on from the higher of what either side ever used', async () => {
    const b = bench(databaseJournal(db), () => ({ ok: true }));
    await b.outbox.resume(41);
    expect(b.outbox.add(answer(0, ['A']))).toBe(42);
    await delivered(b.outbox);
    const again = bench(databaseJournal(db), () => ({ ok: true }));
    await again.outbox.resume(3);
    expect(again.outbox.add(answer(0, ['B']))).toBe(43);
    await delivered(again.outbox);
  });

  it('repeats the same body until it is acknowledged', async () => {
    let n = 0;
    const b = bench(databaseJournal(db), () => (++n < 4 ? { ok: false, code: 'TIMEOUT' } : { ok: true }));
    b.outbox.add(answer(1, ['C'], true));
    await delivered(b.outbox);
    expect(b.sent).toHaveLength(4);
    expect(new Set(b.sent.map((e) => JSON.stringify(e))).size).toBe(1);
  });

  it('drops and tells what is refused for good, and goes on with the rest', async () => {
    const b = bench(databaseJournal(db), (e) =>
      e.body.clientSeq === 1 ? { ok: false, code: 'ANSWER_LOCKED' } : { ok: true },
    );
    b.outbox.add(answer(1, ['C']));
    b.outbox.add(answer(2, ['A']));
    await delivered(b.outbox);
    expect(b.refused.map(([e, why]) => [e.body.clientSeq, why.code])).toEqual([[1, 'ANSWER_LOCKED']]);
    expect(b.sent.map((e) => e.body.clientSeq)).toEqual([1, 2]);
  });

  it('keeps an answer while the test is paused', async () => {
    let paused = true;
    const b = bench(databaseJournal(db), () =>
      paused ? { ok: false, code: 'ATTEMPT_PAUSED' } : { ok: true },
    );
    b.outbox.add(answer(1, ['C']));
    await until(() => b.sent.length > 1);
    expect(b.refused).toEqual([]);
    paused = false;
    await delivered(b.outbox);
    expect(b.refused).toEqual([]);
  });

  it('sends only the last of several choices that piled up while the line was down', async () => {
    let up = false;
    const b = bench(databaseJournal(db), () => (up ? { ok: true } : { ok: false, code: 'OFFLINE' }));
    b.outbox.add(answer(0, ['A']));
    await until(() => b.sent.length > 0);
    for (const c of ['B', 'C', 'D']) {
      const seq = b.outbox.add(answer(1, [c]));
      await until(async () => (await db.getAll('queue')).some((e) => e.body.clientSeq === seq));
    }
    b.outbox.add(answer(1, ['D'], true));
    up = true;
    b.sent.length = 0;
    await delivered(b.outbox);
    expect(b.sent.map((e) => e.kind === 'answer' && [e.body.index, e.body.choice, e.body.confirm])).toEqual([
      [0, ['A'], false],
      [1, ['D'], true],
    ]);
  });

  it('goes on in memory where the journal cannot write', async () => {
    const b = bench({ ...memoryJournal(), write: () => Promise.reject(new Error('full')) }, () => ({
      ok: true,
    }));
    b.outbox.add(answer(0, ['A']));
    await until(() => b.outbox.waiting === 0);
    expect(b.sent).toHaveLength(1);
  });

  it('tells when everything is acknowledged', async () => {
    let open: (o: SendOutcome) => void = () => undefined;
    const b = bench(databaseJournal(db), () => new Promise<SendOutcome>((r) => (open = r)));
    b.outbox.add(answer(0, ['A']));
    await until(() => b.sent.length === 1);
    expect(await b.outbox.drained(5)).toBe(false);
    const later = b.outbox.drained(20_000);
    open({ ok: true });
    expect(await later).toBe(true);
  });

  it('delivers each question its last choice, in order, over any line that sometimes answers', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ index: fc.nat(3), choice: fc.constantFrom('A', 'B', 'C') }), { maxLength: 15 }),
        fc.infiniteStream(fc.boolean()),
        async (writes, luck) => {
          const server = new Map<number, { choice: string; seq: number }>();
          const b = bench(memoryJournal(), (e) => {
            if (e.kind === 'answer') {
              const held = server.get(e.body.index);
              // The server took it even where the acknowledgement is lost.
              if (!held || held.seq < e.body.clientSeq)
                server.set(e.body.index, { choice: e.body.choice[0]!, seq: e.body.clientSeq });
            }
            return luck.next().value ? { ok: true } : { ok: false, code: 'TIMEOUT' };
          });
          for (const w of writes) b.outbox.add(answer(w.index, [w.choice]));
          await b.outbox.drained(20_000);
          expect(b.outbox.waiting).toBe(0);
          const sequences = b.sent.map((e) => e.body.clientSeq);
          expect([...sequences].sort((x, y) => x - y)).toEqual(sequences);
          for (const w of writes) {
            const last = writes.filter((x) => x.index === w.index).at(-1)!;
            expect(server.get(w.index)?.choice).toBe(last.choice);
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});
