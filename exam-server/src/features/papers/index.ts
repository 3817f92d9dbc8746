import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createBankChild, type BankChildOptions } from './bank-child';
import { bankIndexes, createBankStore } from './bank.store';
import { createBlueprintCheck } from './blueprint-check';
import { createBlueprintPages } from './blueprint-pages';
import { createBlueprintsInForce } from './blueprints-in-force';
import { createBlueprints } from './blueprints.service';
import { blueprintIndexes, createBlueprintStore } from './blueprints.store';
import { createDraftStore, draftIndexes } from './draft.store';
import { createComparison } from './comparison.service';
import { createContents } from './contents';
import { createDrafts } from './drafts.service';
import { createExports } from './exports.service';
import { createExposures, exposureIndexes, type ExposurePorts } from './exposure.store';
import { createImportStore, importIndexes } from './imports.store';
import { createKinds } from './kinds.service';
import { createKindStore, kindIndexes } from './kinds.store';
import { createLawChanges } from './law-changes.service';
import { createLawChangeStore, lawChangeIndexes } from './law-changes.store';
import { createLawFinder } from './law-finder';
import { createLooks } from './looks.store';
import { createMapping } from './mapping.service';
import { createMappingStore } from './mappings.store';
import { createMending } from './mend.service';
import { createOutlook } from './outlook.service';
import { paperRoutesOf } from './papers.routes';
import { createPapersService } from './papers.service';
import { createQuestions } from './questions.service';
import { createReading } from './reading';
import { createPublicationStore, publicationIndexes } from './publications.store';
import { createReview, type ReviewPorts } from './review.service';
import { shippedBank, shippedKinds } from './shipped';
import { createTakeBack } from './take-back';
import { createTurns } from './turns.store';
import { createUploads } from './uploads';
import { createVersions } from './versions.service';
import { createWithdrawals, type WithdrawalPorts } from './withdrawals.service';
import { createWithdrawalStore } from './withdrawals.store';
import { readWithheld } from './withheld';

export { redrawProblems } from './redraw';
export { verifyVersion } from './verify-version';
export type { PublicationDoc } from './publications.store';

/** Indexes of the feature; the migration makes them. */
export const paperIndexes = [
  ...kindIndexes,
  ...bankIndexes,
  ...draftIndexes,
  ...importIndexes,
  ...publicationIndexes,
  ...lawChangeIndexes,
  ...blueprintIndexes,
  ...exposureIndexes,
];

/** Question banks from upload to drawn paper, and the exam kinds that say what a paper is. */
export function createPapers(
  ctx: Context,
  deps: {
    audit: Pick<Audit, 'record'>;
    /** Folder for files that are being read. */
    spool: string;
    child?: BankChildOptions;
  } & ReviewPorts &
    WithdrawalPorts &
    ExposurePorts,
) {
  const store = createBankStore(ctx.db);
  const withdrawalStore = createWithdrawalStore(ctx.db);
  const publications = createPublicationStore(ctx.db);
  const laws = createLawChangeStore(ctx.db);
  const blueprintStore = createBlueprintStore(ctx.db);
  const blueprintsInForce = createBlueprintsInForce(ctx, blueprintStore);
  const kinds = createKinds(ctx, createKindStore(ctx.db), deps.audit, (kindCode, day) =>
    blueprintsInForce.from(kindCode, day),
  );
  const exposures = createExposures(ctx.db, deps);
  const papers = createPapersService(ctx, store, publications, {
    readWithheld: () => readWithheld(withdrawalStore, laws),
    blueprintOn: (kindCode, day) => blueprintsInForce.on(kindCode, day),
    exposures,
  });
  const child = createBankChild(ctx.log, deps.child);
  const turns = createTurns(ctx.db, () => {
    papers.forgetLatest();
    blueprintsInForce.forgetLatest();
  });
  const takeBack = createTakeBack(ctx, { publications, store: blueprintStore, kinds, papers, child });
  const versions = createVersions(ctx, store, publications, papers, { turns, takeBack }, deps.audit, child);
  const base = {
    bank: store,
    drafts: createDraftStore(ctx.db),
    looks: createLooks(ctx.db, store),
    imports: createImportStore(ctx.db),
    child,
    kinds,
    versions,
    contents: createContents(store, publications, ctx.clock),
    publications,
    laws,
    finder: createLawFinder(laws, child, ctx.clock),
    mappings: createMappingStore(ctx.db),
  };
  const parts = { ...base, reading: createReading(ctx.clock, deps.spool, base) };
  const outlook = createOutlook(ctx, parts);
  const drafts = createDrafts(ctx, parts, deps.audit);
  const mending = createMending(ctx, parts, deps.audit);
  const mapping = createMapping(ctx, parts, deps.audit);
  const review = createReview(ctx, { ...parts, outlook, turns }, deps.audit, deps);
  const comparison = createComparison({ ...parts, outlook });
  const questions = createQuestions({ ...parts, outlook, papers });
  const withdrawals = createWithdrawals(ctx, { ...parts, store: withdrawalStore, papers }, deps.audit, deps);
  const lawChanges = createLawChanges(ctx, { ...parts, withdrawals: withdrawalStore, papers }, deps.audit);
  const forBlueprints = {
    store: blueprintStore,
    kinds,
    inForce: blueprintsInForce,
    publications,
    papers,
    exposures,
    child,
    turns,
    takeBack,
  };
  const blueprintCheck = createBlueprintCheck(ctx, forBlueprints);
  return {
    ...papers,
    kindInForce: (code: string, at: number) => kinds.kindInForce(code, at),
    kinds,
    versions,
    drafts,
    withdrawn: withdrawals.forRunning,
    /** Every withdrawn question, for results that were given before. */
    withdrawnQuestions: async () =>
      (await withdrawalStore.all()).map(({ _id, stem }) => ({ questionId: _id, stem })),
    shippedBank,
    /** Puts the kinds this release ships in force where they are not yet there. Returns how many were new. */
    loadShippedKinds: async () => kinds.load(await shippedKinds(), 'system'),
    routes: paperRoutesOf({
      papers,
      kinds,
      versions,
      drafts,
      mapping,
      uploads: createUploads(),
      mending,
      review,
      comparison,
      exports: createExports(store, child, deps.spool),
      questions,
      withdrawals,
      outlook,
      lawChanges,
      blueprintCheck,
      blueprintPages: createBlueprintPages(ctx, forBlueprints),
      blueprints: createBlueprints(ctx, { ...forBlueprints, check: blueprintCheck }, deps.audit),
      now: () => ctx.clock.now(),
    }),
  };
}
export type Papers = ReturnType<typeof createPapers>;
