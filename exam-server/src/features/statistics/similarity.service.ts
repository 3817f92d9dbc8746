import { itemModel, similarities, type ItemModel } from 'question-bank';
import type { SimilarPair } from 'exam-contract/http/statistics';
import { fold, type AttemptState } from '../exam';
import type { StatisticsPorts } from './ports';
import { mergedTallies } from './merged';
import type { StatisticsStore } from './statistics.store';

const UTC_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
/** Chance of one false hint in a report whose candidates all worked alone. */
const PER_REPORT = 0.01;
const ROWS = 100;

const overlap = (a: AttemptState, b: AttemptState) =>
  a.startedAt !== null &&
  b.startedAt !== null &&
  a.startedAt < (b.endedAt ?? Infinity) &&
  b.startedAt < (a.endedAt ?? Infinity);

/** How alike the papers of one room were that were open at the same time. */
export function createSimilarity(store: StatisticsStore, ports: StatisticsPorts) {
  async function modelsOf(version: string): Promise<Map<string, ItemModel>> {
    const keyed = await ports.papers.keyed(version);
    const tallies = mergedTallies(await store.items(version, 'all'));
    return new Map(
      [...tallies].flatMap(([id, tally]): [string, ItemModel][] => {
        const question = keyed.get(id);
        return question ? [[id, itemModel(tally, question)]] : [];
      }),
    );
  }

  return async (roomId: string, day: string) => {
    const from = Date.parse(day) - UTC_OFFSET_MS;
    const rows = await ports.exam.inRoom(roomId, from, from + DAY_MS);
    const states: AttemptState[] = [];
    for (const { attemptId } of rows) {
      const state = fold(await ports.exam.events(attemptId));
      if (state.score) states.push(state);
    }
    const byVersion = new Map<string, AttemptState[]>();
    for (const s of states) byVersion.set(s.bankVersion, [...(byVersion.get(s.bankVersion) ?? []), s]);
    const found: { a: AttemptState; b: AttemptState; of: ReturnType<typeof similarities>[number] }[] = [];
    let together = 0;
    for (const [version, group] of byVersion) {
      const models = await modelsOf(version);
      const known = new Map(group.map((s) => [s.attemptId, s]));
      const open = (a: AttemptState, b: AttemptState) => a.candidateId !== b.candidateId && overlap(a, b);
      for (const [i, a] of group.entries()) together += group.slice(i + 1).filter((b) => open(a, b)).length;
      const papers = group.map((s) => ({
        id: s.attemptId,
        answers: new Map(
          s.items.flatMap(({ questionId }, i): [string, string[]][] => {
            // A wrong key or a bad picture makes honest papers agree.
            const choice = s.withdrawn[i] ? [] : (s.answers[i]?.choice ?? []);
            return choice.length > 0 ? [[questionId, choice]] : [];
          }),
        ),
      }));
      for (const of of similarities(papers, models)) {
        const [a, b] = [known.get(of.a), known.get(of.b)];
        if (a && b && open(a, b)) found.push({ a, b, of });
      }
    }
    found.sort((x, y) => x.of.p - y.of.p);
    const out: SimilarPair[] = [];
    for (const { a, b, of } of found.slice(0, ROWS)) {
      const [seatA, seatB] = [await ports.seats.seatInfo(a.seatId), await ports.seats.seatInfo(b.seatId)];
      out.push({
        a: { attemptId: a.attemptId, seat: seatA.label },
        b: { attemptId: b.attemptId, seat: seatB.label },
        beside: Math.abs(seatA.number - seatB.number) === 1,
        common: of.common,
        same: of.same,
        sameWrong: of.sameWrong,
        expected: of.expected,
        p: of.p,
      });
    }
    return {
      papers: states.length,
      pairs: found.length,
      tooFew: together - found.length,
      limit: PER_REPORT / Math.max(1, found.length),
      rows: out,
    };
  };
}
export type SimilarityReport = ReturnType<typeof createSimilarity>;
