import type { Exam } from './features/exam';
import type { Papers } from './features/papers';
import type { Sites } from './features/sites';
import type { StatisticsPorts } from './features/statistics';

/** The facts behind the statistics, from the features that own them. */
export function statisticsSources(of: {
  exam: Exam;
  papers: Papers;
  sites: Pick<Sites, 'list' | 'seatInfo'>;
}): StatisticsPorts {
  const { exam, papers, sites } = of;
  const { store } = exam;
  return {
    exam: {
      scoredFrom: async (endedAt, after, limit) =>
        (await store.scoredFrom(endedAt, after, limit)).map((a) => ({
          attemptId: a._id,
          sittingId: a.sittingId,
          endedAt: a.endedAt ?? a.createdAt,
        })),
      inRoom: async (roomId, from, to) =>
        (await store.madeInRoom(roomId, from, to)).map((a) => ({ attemptId: a._id, seatId: a.seatId })),
      events: exam.events,
      sitting: exam.sitting,
    },
    papers: {
      keyed: papers.keyed,
      media: papers.media,
      // A version that was put in force several times is one to statistics.
      versions: async () => {
        const rows = (await papers.versions.list()).filter(
          (v) => v.state === 'inForce' || v.state === 'past',
        );
        const inForce = rows.find((v) => v.inForce)?.hash;
        return [...new Map(rows.map((v) => [v.hash, { ...v, inForce: v.hash === inForce }])).values()];
      },
      kindNames: async () => new Map((await papers.kinds.rows()).map((k) => [k.code, k.name])),
    },
    seats: {
      siteNames: async () => new Map((await sites.list()).map((s) => [s.siteId, s.name])),
      seatInfo: sites.seatInfo,
    },
  };
}
