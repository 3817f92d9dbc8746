import type { ExamKind } from 'exam-contract/kind';
import { fitsKind } from 'question-bank';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import type { BankChild } from '../child/bank-child';
import { ownContent } from '../blueprints/blueprint-view';
import type { BlueprintPublicationDoc, BlueprintStore } from '../blueprints/blueprints.store';
import type { Kinds } from '../blueprints/kinds.service';
import type { PapersService } from '../papers.service';
import { inForceOn, type PublicationDoc, type PublicationStore } from './publications.store';

interface Timeline {
  banks: readonly PublicationDoc[];
  blueprints: readonly BlueprintPublicationDoc[];
}
/** What papers of a kind are drawn from and by on a day. */
interface Pair {
  kind: ExamKind;
  bank: PublicationDoc;
  office: BlueprintPublicationDoc | null;
}

const pairOn = ({ banks, blueprints }: Timeline, kind: ExamKind, day: string): Pair | null => {
  const bank = inForceOn(banks, day);
  const own = blueprints.filter((p) => p.kindCode === kind.code);
  return bank && { kind, bank, office: inForceOn(own, day) };
};
const samePair = (a: Pair | null, b: Pair | null) =>
  a?.bank.hash === b?.bank.hash && a?.office?.hash === b?.office?.hash;

/** Holds what takes over when a bank or blueprint is taken back before its day against each other, in a process of its own. */
export function createTakeBack(
  ctx: Pick<Context, 'clock'>,
  parts: {
    publications: Pick<PublicationStore, 'all'>;
    store: Pick<BlueprintStore, 'publications' | 'version'>;
    kinds: Pick<Kinds, 'onDay' | 'beginnings' | 'regionsInUse'>;
    papers: Pick<PapersService, 'drawableQuestions'>;
    child: Pick<BankChild, 'run'>;
  },
) {
  const { publications, store, kinds, papers, child } = parts;

  const contentOf = async ({ kind, office }: Pair) => {
    const version = office && (await store.version(office.hash));
    return version && fitsKind(kind, version.content) ? version.content : ownContent(kind);
  };
  /** Those of the pairs, all of one bank, that give no paper on a day. */
  const shortAmong = async (pairs: readonly Pair[], day: string): Promise<Pair[]> => {
    const [first] = pairs;
    if (!first) return [];
    const regions = await kinds.regionsInUse();
    const scopes = await Promise.all(
      pairs.map(async (p) => ({ ...p.kind, offices: [await contentOf(p)], regions })),
    );
    const questions = await papers.drawableQuestions(first.bank.hash, day);
    const found = await child.run({ work: 'feasibility', bank: questions, kinds: scopes, onDate: day });
    return pairs.filter((p) => found.kinds.some((k) => k.code === p.kind.code && !k.feasible));
  };

  return {
    /**
     * Refuses to take something back where papers of a kind could be drawn with it and cannot without.
     * @param publicationId of a bank or a blueprint that is scheduled
     * @throws AppError BLUEPRINT_NOT_FEASIBLE: kind and day in `field`, every part that is short, and of which bank
     */
    async refuseWorse(publicationId: string, from: string): Promise<void> {
      const before: Timeline = { banks: await publications.all(), blueprints: await store.publications() };
      const without = <T extends { _id: string }>(all: readonly T[]) =>
        all.filter((p) => p._id !== publicationId);
      const after = { banks: without(before.banks), blueprints: without(before.blueprints) };
      const today = localDay(ctx.clock.now());
      const turns = [...before.banks, ...before.blueprints].flatMap((p) => (p.cancelled ? [] : p.from));
      const days = [...turns, ...(await kinds.beginnings())].filter((day) => day >= from && day > today);
      for (const day of [...new Set(days)].sort()) {
        const changed = (await kinds.onDay(day)).flatMap((kind) => {
          const [was, is] = [pairOn(before, kind, day), pairOn(after, kind, day)];
          return was && is && !samePair(was, is) ? { was, is } : [];
        });
        const bad = await shortAmong(
          changed.map((c) => c.is),
          day,
        );
        const had = changed.filter((c) => bad.includes(c.is)).map((c) => c.was);
        const badBefore = await shortAmong(had, day);
        const worse = changed.find((c) => bad.includes(c.is) && !badBefore.includes(c.was))?.is;
        if (!worse) continue;
        const { kind, bank } = worse;
        const { looked } = await child.run({
          work: 'blueprint',
          questions: await papers.drawableQuestions(bank.hash, day),
          kind: { ...kind, offices: [], regions: await kinds.regionsInUse() },
          content: await contentOf(worse),
          onDate: day,
        });
        throw new AppError('BLUEPRINT_NOT_FEASIBLE', {
          field: `${kind.code} ${day}`,
          short: looked.short.map((s) => ({ ...s, bank: bank.name })),
        });
      }
    },
  };
}
export type TakeBack = ReturnType<typeof createTakeBack>;
