import type { BlueprintContent, ShortCell } from 'exam-contract/blueprint';
import type { BlueprintLook, JudgedBy, TestPaper } from 'exam-contract/http/blueprints';
import type { ExamKind } from 'exam-contract/kind';
import { fitsKind, TYPE_ORDER } from 'question-bank';
import type { Context } from '../../../context';
import { AppError } from '../../../platform/errors';
import { localDay } from '../../../platform/local-day';
import type { BankChild } from '../child/bank-child';
import type { Exposures } from '../draws/exposure.store';
import type { Kinds } from './kinds.service';
import type { PapersService } from '../papers.service';
import { scheduledAfter, type PublicationStore } from '../versions/publications.store';

/** Banks approved for later days that a blueprint is held against too. */
const LATER = 3;

/** A blueprint held against banks, in a process of its own. */
export function createBlueprintCheck(
  ctx: Pick<Context, 'clock'>,
  parts: {
    child: BankChild;
    kinds: Kinds;
    papers: Pick<PapersService, 'drawableQuestions'>;
    publications: PublicationStore;
    exposures: Exposures;
  },
) {
  const { child, kinds, papers, publications, exposures } = parts;
  const today = () => localDay(ctx.clock.now());

  /** @throws AppError NO_BANK_PUBLISHED, BAD_REQUEST (`chapters`: not as many questions as the kind has) */
  async function look(kind: ExamKind, content: BlueprintContent, day = today()): Promise<BlueprintLook> {
    if (!fitsKind(kind, content)) throw new AppError('BAD_REQUEST', { field: 'chapters' });
    const bank = await publications.onDay(day);
    if (!bank) throw new AppError('NO_BANK_PUBLISHED');
    const scope = { ...(await kinds.scopeOf(kind, day)), offices: [] };
    const held = async (hash: string, onDate: string) => {
      const questions = await papers.drawableQuestions(hash, onDate);
      return (await child.run({ work: 'blueprint', questions, kind: scope, content, onDate })).looked;
    };
    const now = await held(bank.hash, day);
    const short: ShortCell[] = now.short.map((s) => ({ ...s, bank: null }));
    const next = scheduledAfter(await publications.all(), day).slice(0, LATER);
    for (const later of next) {
      const then = await held(later.hash, later.from);
      for (const s of then.short)
        if (!short.some((o) => o.at === s.at && o.index === s.index)) short.push({ ...s, bank: later.name });
    }
    const named = (p: typeof bank) => ({ hash: p.hash, name: p.name, inForceFrom: p.from });
    return { ...now.supply, short, judged: { day, bank: named(bank), later: next.map(named) } };
  }

  return {
    look,
    /** What it was held against. @throws AppError as look, and BLUEPRINT_NOT_FEASIBLE with every part that is short */
    async refuseShort(kind: ExamKind, content: BlueprintContent, day?: string): Promise<JudgedBy> {
      const { short, judged } = await look(kind, content, day);
      if (short.length > 0) throw new AppError('BLUEPRINT_NOT_FEASIBLE', { short });
      return judged;
    },
    /** @throws AppError as refuseShort */
    async testDraw(
      kind: ExamKind,
      content: BlueprintContent,
      how: { seed: string; licenceClass: string },
    ): Promise<TestPaper> {
      if (!fitsKind(kind, content)) throw new AppError('BAD_REQUEST', { field: 'chapters' });
      const day = today();
      const bank = await publications.onDay(day);
      if (!bank) throw new AppError('NO_BANK_PUBLISHED');
      const questions = await papers.drawableQuestions(bank.hash, day);
      const { counts } = await exposures.on(bank.hash, day);
      const scope = { ...(await kinds.scopeOf(kind, day)), offices: [] };
      const input = { questions, kind: scope, content, onDate: day, exposure: counts, ...how };
      const { drawn } = await child.run({ work: 'testDraw', ...input });
      if ('short' in drawn) throw new AppError('BLUEPRINT_NOT_FEASIBLE', { field: drawn.short });
      const byId = new Map(questions.map((q) => [q.id, q]));
      const shown = new Map(counts);
      const items = drawn.ids.flatMap((questionId) => {
        const q = byId.get(questionId);
        if (!q) return [];
        const { type, chapter, stem, difficulty, tags } = q;
        return { questionId, type, chapter, stem, difficulty, tags, shown: shown.get(questionId) ?? 0 };
      });
      items.sort((a, b) => TYPE_ORDER.indexOf(a.type) - TYPE_ORDER.indexOf(b.type));
      const sum = items.reduce((all, i) => all + i.difficulty, 0);
      return { bankVersion: bank.hash, items, difficulty: sum / Math.max(1, items.length) };
    },
  };
}
export type BlueprintCheck = ReturnType<typeof createBlueprintCheck>;
