import fc from 'fast-check';
import type { Issue, Position, Question } from 'question-bank';
import type { RecheckAnswer } from './bank-messages';
import type { Entry } from '../drafts/draft-parts';
import { PART } from '../drafts/draft-parts';
import { KeptDraft } from './kept-draft';

const seen = { ok: true as const, format: 'png' as const, width: 80, height: 80 };
const questionOf = (id: string, stem: string, answer: string, file?: string): Question => ({
  id,
  type: 'single',
  subjects: ['K1'],
  vehicles: ['car'],
  chapter: '道路通行条件及通行规定',
  stem: { 'zh-CN': stem },
  options: [...'ABCD'].map((o, i) => ({
    id: o,
    text: { 'zh-CN': '停车加速鸣号倒车'.slice(i * 2, i * 2 + 2) },
  })),
  answer: [answer],
  lawRef: [{ code: '道交法', article: '第1条' }],
  media: file === undefined ? [] : [{ file, alt: { 'zh-CN': '图' } }],
  shuffle: true,
  difficulty: 2,
  tags: [],
});
const asked = fc
  .tuple(
    fc.constantFrom('q1', 'q2', 'q3', 'q4', 'q5', 'q6'),
    fc.constantFrom('黄灯亮时应当怎样做？', '黄灯亮时应当怎样做', '遇行人过街应当怎样做？', ''),
    fc.constantFrom('A', 'B', 'H'),
    fc.constantFrom(undefined, undefined, 'a.png', 'later.png'),
  )
  .map((parts) => questionOf(...parts));

/** A draft as the store has it; see applyChange and changeRows. */
class Stored {
  parts = new Map<number, { question: unknown; at: Position }[]>();
  rows = new Map<number, { question: unknown; at: Position; skipped: boolean; instead?: string }>();
  reading: Issue[] = [];
  pictures = ['a.png'];
  next = 0;

  held(files = this.pictures) {
    const entries = [...this.parts].flatMap(([part, all]) => all.map((e): Entry => ({ ...e, part })));
    const looks = files.map((file) => [file, { bytes: 9, seen, sha256: file }] as const);
    return { format: 'csv' as const, entries, looks, onDate: '2026-11-23', kinds: [], against: [] };
  }
  change(files: readonly string[] = []) {
    const staying = [...this.rows].filter(([, r]) => !r.skipped);
    const looks = files.map((file) => [file, { bytes: 9, seen, sha256: file }] as const);
    // As they come from the store: other objects each time.
    const rows = staying.map(([n, { at, question }]): Entry => structuredClone({ n, at, question }));
    const opened = [...this.rows.values()].flatMap(({ instead, at }) =>
      instead === undefined ? [] : [{ id: instead, at }],
    );
    return { rows, looks, opened, reading: this.reading };
  }
  write({ changed, refused, reading }: RecheckAnswer) {
    for (const { part, questions, places } of changed.parts) {
      const now = questions.map((question, i) => ({ question, at: places[i]! }));
      if (now.length > 0) this.parts.set(part, now);
      else this.parts.delete(part);
    }
    let part = Math.max(-1, ...this.parts.keys()) + 1;
    for (let at = 0; at < changed.fresh.questions.length; at += PART, part += 1) {
      const places = changed.fresh.places.slice(at, at + PART);
      const questions = changed.fresh.questions.slice(at, at + PART);
      this.parts.set(
        part,
        questions.map((question, i) => ({ question, at: places[i]! })),
      );
    }
    for (const [n, r] of this.rows) if (!r.skipped) this.rows.delete(n);
    for (const { n = this.next++, at, question } of refused)
      this.rows.set(n, { at, question, skipped: false });
    for (const row of this.rows.values()) delete row.instead;
    this.rows = new Map([...this.rows].sort(([a], [b]) => a - b));
    this.reading = reading;
  }
}
const deed = fc.oneof(
  fc.record({ what: fc.constant('mend' as const), at: fc.nat(), question: asked }),
  fc.record({ what: fc.constant('skip' as const), at: fc.nat() }),
  fc.record({ what: fc.constant('picture' as const), at: fc.nat() }),
  fc.record({
    what: fc.constant('open' as const),
    at: fc.nat(),
    question: asked,
    skipped: fc.boolean(),
  }),
);

it('a draft that is held says after every change what one read anew from the store says', () => {
  fc.assert(
    fc.property(
      fc.array(asked, { minLength: 1, maxLength: 10 }),
      fc.array(deed, { maxLength: 6 }),
      (all, deeds) => {
        const stored = new Stored();
        let opened = -1;
        all.forEach((question, i) => {
          const entry = { question, at: { file: 'b.csv', row: i + 2 } };
          const part = Math.floor(i / 3);
          if (i % 4 === 3) stored.rows.set(stored.next++, { ...entry, skipped: false });
          else stored.parts.set(part, [...(stored.parts.get(part) ?? []), entry]);
        });
        const kept = new KeptDraft(structuredClone(stored.held()));
        for (const d of [{ what: 'none' as const, at: 0 }, ...deeds]) {
          const numbers = [...stored.rows.keys()];
          const row = stored.rows.get(numbers[d.at % Math.max(1, numbers.length)] ?? -1);
          if (row && d.what === 'mend') row.question = d.question;
          if (row && d.what === 'skip') row.skipped = !row.skipped;
          const inBank = [...stored.parts.values()].flat();
          const one = inBank[d.at % Math.max(1, inBank.length)];
          if (one && d.what === 'open')
            stored.rows.set(--opened, {
              at: structuredClone(one.at),
              question: d.question,
              skipped: d.skipped,
              instead: (one.question as Question).id,
            });
          const added = d.what === 'picture' ? ['later.png'] : [];
          stored.pictures.push(...added);
          const fresh = new KeptDraft(structuredClone(stored.held())).check(stored.change());
          const said = kept.check(stored.change(added));
          expect(said).toEqual(fresh);
          stored.write(said);
          const left = [...stored.parts.values()].flat().length + stored.rows.size;
          expect(left).toBe(all.length);
        }
      },
    ),
    { numRuns: 100 },
  );
});
