import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createBankChild } from './bank-child';
import { bankIndexes, createBankStore } from './bank.store';
import { createDraftStore, draftIndexes } from './draft.store';
import { createDrafts, type DraftPorts } from './drafts.service';
import { createKinds } from './kinds.service';
import { createKindStore, kindIndexes } from './kinds.store';
import { paperRoutesOf } from './papers.routes';
import { createPapersService } from './papers.service';
import { shippedBank, shippedKinds } from './shipped';
import { createVersions } from './versions.service';

/** Indexes of the feature; the migration makes them. */
export const paperIndexes = [...kindIndexes, ...bankIndexes, ...draftIndexes];

/** Question banks from upload to drawn paper, and the exam kinds that say what a paper is. */
export function createPapers(ctx: Context, deps: { audit: Pick<Audit, 'record'> } & DraftPorts) {
  const kinds = createKinds(ctx, createKindStore(ctx.db), deps.audit);
  const store = createBankStore(ctx.db);
  const papers = createPapersService(ctx, store);
  const versions = createVersions(ctx, store, papers, deps.audit);
  const drafts = createDrafts(
    ctx,
    { bank: store, drafts: createDraftStore(ctx.db), child: createBankChild(ctx.log), kinds, versions },
    deps.audit,
    deps,
  );
  return {
    ...papers,
    kindInForce: (code: string, at: number) => kinds.kindInForce(code, at),
    kinds,
    versions,
    drafts,
    shippedBank,
    /** Puts the kinds this release ships in force where they are not yet there. Returns how many were new. */
    loadShippedKinds: async () => kinds.load(await shippedKinds(), 'system'),
    routes: paperRoutesOf(papers, kinds, versions, drafts),
  };
}
export type Papers = ReturnType<typeof createPapers>;
