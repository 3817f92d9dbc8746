import type { Context } from '../../context';
import type { Audit } from '../audit';
import { createBankChild, type BankChildOptions } from './child/bank-child';
import { bankIndexes, createBankStore } from './versions/bank.store';
import { createBlueprintCheck } from './blueprints/blueprint-check';
import { createBlueprintPages } from './blueprints/blueprint-pages';
import { createBlueprintsInForce } from './blueprints/blueprints-in-force';
import { createBlueprints } from './blueprints/blueprints.service';
import { blueprintIndexes, createBlueprintStore } from './blueprints/blueprints.store';
import { createDraftCheck, HELD_FROM } from './drafts/draft-check';
import { createDraftStore, draftIndexes } from './drafts/draft.store';
import { createComparison } from './review/comparison.service';
import { createContents } from './review/contents';
import { createDrafts } from './drafts/drafts.service';
import { createExports } from './versions/exports.service';
import { createDrawRecords } from './draws/draw-records';
import { createExposures, exposureIndexes, type ExposurePorts } from './draws/exposure.store';
import { createImports } from './versions/imports.service';
import { createImportStore, importIndexes } from './drafts/imports.store';
import { createKinds } from './blueprints/kinds.service';
import { createKindStore, kindIndexes } from './blueprints/kinds.store';
import { createLawChanges } from './laws/law-changes.service';
import { createLawChangeStore, lawChangeIndexes } from './laws/law-changes.store';
import { createLawFinder } from './laws/law-finder';
import { createLooks } from './drafts/looks.store';
import { createMapping } from './drafts/mapping.service';
import { createMappingStore } from './drafts/mappings.store';
import { createDraftCount } from './drafts/draft-count';
import { createMending } from './drafts/mend.service';
import { createOutlook } from './review/outlook.service';
import { paperRoutesOf } from './papers.routes';
import { createPapersService } from './papers.service';
import { createQuestions } from './versions/questions.service';
import { createReading } from './drafts/reading';
import { createPublicationStore, publicationIndexes } from './versions/publications.store';
import { createRegionFits } from './blueprints/region-fits';
import { createReview, type ReviewPorts } from './review/review.service';
import { shippedBank, shippedKinds } from './versions/shipped';
import { createTakeBack } from './versions/take-back';
import { createTurns } from './versions/turns.store';
import { createExporting, createUploads } from './drafts/uploads';
import { createVersions } from './versions/versions.service';
import { createWithdrawals, type WithdrawalPorts } from './withdrawals/withdrawals.service';
import { createWithdrawalStore } from './withdrawals/withdrawals.store';
import { readWithheld } from './withdrawals/withheld';

export { createDrawRecords, type DrawRecords } from './draws/draw-records';
export { verifyVersion } from './versions/verify-version';
export type { PublicationDoc } from './versions/publications.store';

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
    /** Drafts of so many questions are held by a child while they are mended. */
    heldFrom?: number;
    /** Regions that sites name as their own. */
    regionsInUse: () => Promise<readonly string[]>;
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
  const kinds = createKinds(
    ctx,
    createKindStore(ctx.db),
    deps.audit,
    (kindCode, day) => blueprintsInForce.from(kindCode, day),
    deps.regionsInUse,
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
  const checks = createDraftCheck(ctx, parts, deps.heldFrom ?? HELD_FROM);
  const counts = createDraftCount(ctx, parts, checks);
  const mending = createMending(ctx, parts, deps.audit, checks, counts);
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
    drawRecords: createDrawRecords(ctx.db),
    /** Refuses a region whose papers could not be drawn. @throws AppError BLUEPRINT_NOT_FEASIBLE */
    regionFits: createRegionFits(ctx, { ...parts, papers }),
    withdrawn: withdrawals.forRunning,
    /** Every withdrawn question, for results that were given before. */
    withdrawnQuestions: async () =>
      (await withdrawalStore.all()).map(({ _id, stem }) => ({ questionId: _id, stem })),
    shippedBank,
    /** Puts the kinds this release ships in force where they are not yet there. Returns how many were new. */
    loadShippedKinds: async () => kinds.load(await shippedKinds(), 'system'),
    /** Ends what child processes hold. */
    stop: () => child.stop(),
    routes: paperRoutesOf({
      papers,
      kinds,
      versions,
      drafts,
      mapping,
      uploads: createUploads(),
      exporting: createExporting(),
      mending,
      review,
      comparison,
      exports: createExports(store, child, deps.spool),
      imports: createImports(parts.imports, deps.spool),
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
