import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import type { BankChild } from '../child/bank-child';
import type { Kinds } from './kinds.service';
import type { PapersService } from '../papers.service';
import { scheduledAfter, type PublicationStore } from '../versions/publications.store';

/** Holds the papers of a region against the bank in force and those to come, in a process of its own. */
export function createRegionFits(
  ctx: Pick<Context, 'clock'>,
  parts: {
    child: Pick<BankChild, 'run'>;
    kinds: Pick<Kinds, 'toDraw'>;
    papers: Pick<PapersService, 'drawableQuestions'>;
    publications: Pick<PublicationStore, 'onDay' | 'all'>;
  },
) {
  const { child, kinds, papers, publications } = parts;

  /** @throws AppError BLUEPRINT_NOT_FEASIBLE: kind and short cell in `field`; what is short without the region does not count */
  return async (region: string): Promise<void> => {
    const today = localDay(ctx.clock.now());
    const now = await publications.onDay(today);
    const later = scheduledAfter(await publications.all(), today);
    const turns = [
      ...(now ? [{ hash: now.hash, day: today }] : []),
      ...later.map((p) => ({ hash: p.hash, day: p.from })),
    ];
    for (const { hash, day } of turns) {
      const questions = await papers.drawableQuestions(hash, day);
      const all = await kinds.toDraw(day);
      const shortWith = async (regions: string[]) => {
        const scopes = all.map((kind) => ({ ...kind, regions }));
        const found = await child.run({ work: 'feasibility', bank: questions, kinds: scopes, onDate: day });
        return found.kinds.filter((k) => !k.feasible);
      };
      const short = await shortWith([region]);
      if (short.length === 0) continue;
      const before = await shortWith([]);
      const worse = short.find((s) => !before.some((b) => b.code === s.code));
      if (worse)
        throw new AppError('BLUEPRINT_NOT_FEASIBLE', { field: `${worse.code} · ${worse.short ?? ''}` });
    }
  };
}
