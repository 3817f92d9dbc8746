import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createBankChild } from './bank-child';
import { bankIndexes, createBankStore } from './bank.store';
import { createDraftStore, draftIndexes } from './draft.store';
import { createComparison } from './comparison.service';
import { createContents } from './contents';
import { createDrafts } from './drafts.service';
import { createImportStore, importIndexes } from './imports.store';
import { createKinds } from './kinds.service';
import { createKindStore, kindIndexes } from './kinds.store';
import { createMapping } from './mapping.service';
import { createMappingStore } from './mappings.store';
import { createMending } from './mend.service';
import { paperRoutesOf } from './papers.routes';
import { createPapersService } from './papers.service';
import { createReading } from './reading';
import { createReview, type ReviewPorts } from './review.service';
import { shippedBank, shippedKinds } from './shipped';
import { createVersions } from './versions.service';
import { createWithdrawals, type WithdrawalPorts } from './withdrawals.service';
import { createWithdrawalStore } from './withdrawals.store';

/** Indexes of the feature; the migration makes them. */
export const paperIndexes = [...kindIndexes, ...bankIndexes, ...draftIndexes, ...importIndexes];

/** Question banks from upload to drawn paper, and the exam kinds that say what a paper is. */
export function createPapers(
  ctx: Context,
  deps: { audit: Pick<Audit, 'record'> } & ReviewPorts & WithdrawalPorts,
) {
  const kinds = createKinds(ctx, createKindStore(ctx.db), deps.audit);
  const store = createBankStore(ctx.db);
  const withdrawalStore = createWithdrawalStore(ctx.db);
  const papers = createPapersService(ctx, store, withdrawalStore);
  const versions = createVersions(ctx, store, papers, deps.audit);
  const base = {
    bank: store,
    drafts: createDraftStore(ctx.db),
    imports: createImportStore(ctx.db),
    child: createBankChild(ctx.log),
    kinds,
    versions,
    contents: createContents(store),
    mappings: createMappingStore(ctx.db),
  };
  const parts = { ...base, reading: createReading(ctx.clock, base) };
  const drafts = createDrafts(ctx, parts, deps.audit);
  const mending = createMending(ctx, parts, deps.audit);
  const mapping = createMapping(ctx, parts, deps.audit);
  const review = createReview(ctx, parts, deps.audit, deps);
  const comparison = createComparison(parts);
  const withdrawals = createWithdrawals(ctx, { ...parts, store: withdrawalStore, papers }, deps.audit, deps);
  return {
    ...papers,
    kindInForce: (code: string, at: number) => kinds.kindInForce(code, at),
    kinds,
    versions,
    drafts,
    withdrawn: withdrawals.forRunning,
    shippedBank,
    /** Puts the kinds this release ships in force where they are not yet there. Returns how many were new. */
    loadShippedKinds: async () => kinds.load(await shippedKinds(), 'system'),
    routes: paperRoutesOf({
      papers,
      kinds,
      versions,
      drafts,
      mapping,
      mending,
      review,
      comparison,
      withdrawals,
    }),
  };
}
export type Papers = ReturnType<typeof createPapers>;
